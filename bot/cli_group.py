"""The staff's group on Telegram from the command line: pairing it, and what `doctor` finds about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer
from telegram import Bot, ChatFullInfo, ChatMember, User
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.channels.telegram.transport import NotSent
from bot.cli_accounts import TownOption, actor, known_account, with_journal
from bot.cli_console import OUT, Failure, Finding, one_town, settings_of
from bot.opening import bot_of
from config.settings import Settings
from faq.errors import FilesBroken
from faq.files import load as load_folder
from handoff.audit import Action, row
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.pairings import CODE_FOR, Code, Group, Pairings
from handoff.journal.store import Store
from handoff.staffgroup import Mode

ADMIN = "Make the bot an admin of the group, with the right to manage topics"


def group(
    context: typer.Context,
    *,
    pair: Annotated[bool, typer.Option("--pair", help="Print a code that pairs a group.")] = False,
    unpair: Annotated[bool, typer.Option("--unpair", help="Give the paired group up.")] = False,
    town: TownOption = None,
) -> None:
    """Show the staff's group on Telegram, pair one (--pair), or give it up (--unpair)."""
    settings = settings_of(context)
    one = one_town(settings, town)
    if pair and unpair:
        raise Failure("--pair and --unpair exclude each other.", mend="Give one of them; a new group replaces the old.")
    if settings.token(one) is None:
        raise Failure(f"{one} is not on Telegram.", mend="Set telegram.token_file: see docs/telegram.md")
    if pair:
        code = with_journal(settings, one, _code)
        OUT.print(f"Make the bot a member of the group and write there: [bold]/verbinden {code.text}[/]")
        OUT.print(
            f"The code holds for {CODE_FOR.seconds // 60} minutes and works once. Look at it: buergerdraht doctor"
        )
    elif unpair:
        if not with_journal(settings, one, _unpair):
            raise Failure("No group is paired.")
        OUT.print("[green]✓[/] the group is given up")
    else:
        found = with_journal(settings, one, lambda journal: journal.group())
        OUT.print(_told(found))


def unlink(
    context: typer.Context,
    login: Annotated[str, typer.Argument(help="The name to log in with.")],
    town: TownOption = None,
) -> None:
    """Take the link between an account and Telegram back."""
    settings = settings_of(context)

    async def work(journal: Journal) -> bool:
        await known_account(journal, login)
        done = await journal.unlink(login)
        if done:
            await journal.audit(row(actor(), Action.TELEGRAM_UNLINK, login=login))
        return done

    if not with_journal(settings, one_town(settings, town), work):
        raise Failure(f"{login} is not linked to Telegram.")
    OUT.print(f"[green]✓[/] {login} is not linked to Telegram any more")


async def _code(journal: Journal) -> Code:
    await journal.audit(row(actor(), Action.TELEGRAM_GROUP_CODE))
    return await journal.make_code("group", actor())


async def _unpair(journal: Journal) -> bool:
    done = await journal.unpair()
    if done:
        await journal.audit(row(actor(), Action.TELEGRAM_UNPAIR))
    return done


def _told(group: Group | None) -> str:
    if group is None:
        return "No group is paired. Pair one: buergerdraht staff group --pair"
    away = f"; [red]it cannot be written to: {group.away}[/]" if group.away else ""
    return f"A group is paired since {group.at:%Y-%m-%d %H:%M} UTC, by {group.by}{away}"


# --- doctor -----------------------------------------------------------------------------------------------------------


async def group_findings(settings: Settings, town: str, store: Store) -> list[Finding]:
    """What keeps the staff's group of a town from working. Changes nothing."""
    topic = f"Staff group of {town}"
    try:
        mode = load_folder(settings.town_dir(town)).town.telegram.staff_group
    except FilesBroken:
        return []  # told elsewhere
    opened = bot_of(settings, town)
    group = await Pairings(store, town, Hints(store, [town])).group()
    if opened is None or group is None:
        if mode == "notice":
            return []
        return [
            Finding(
                state="warn", topic=topic, text="topics are chosen, but no group is paired",
                mend="buergerdraht staff group --pair",
            )
        ]  # fmt: skip
    found = [_away(topic, group)] if group.away else []
    async with opened as bot:
        try:
            return found + list(await _asked(bot, group, mode, topic))
        except ChatMigrated:
            return [Finding(state="ok", topic=topic, text="it has become a supergroup; the next message finds it")]
        except (BadRequest, Forbidden):
            return [
                *found,
                Finding(
                    state="bad", topic=topic, text="the bot is not in the paired group (any more)",
                    mend="Add it again, or pair another group: buergerdraht staff group --pair",
                ),
            ]  # fmt: skip
        except (TelegramError, LookupError, TypeError) as error:
            name = str(error) if isinstance(error, NotSent) else type(error).__name__
            return [
                *found,
                Finding(state="warn", topic=topic, text=f"Telegram does not tell ({name})", mend="Ask again later"),
            ]


async def _asked(bot: Bot, group: Group, mode: Mode, topic: str) -> list[Finding]:
    me = await bot.get_me()
    chat = await bot.get_chat(group.chat)
    member = await bot.get_chat_member(group.chat, me.id)
    if mode == "notice":
        return [Finding(state="ok", topic=topic, text="notices; the bot is in it")]
    wrong = list(_wrong(me, chat, member, topic))
    return wrong or [Finding(state="ok", topic=topic, text="topics; a forum, and the bot may manage its topics")]


def _wrong(me: User, chat: ChatFullInfo, member: ChatMember, topic: str) -> Iterator[Finding]:
    """What topics need: a forum, the right to manage topics, and that the bot sees what is written."""
    is_admin = member.status == ChatMember.ADMINISTRATOR
    if not chat.is_forum:
        yield Finding(
            state="bad", topic=topic, text="topics are chosen, but the group has none", mend="Switch topics on in it"
        )
    if not is_admin:
        yield Finding(state="bad", topic=topic, text="the bot is no admin of the group", mend=ADMIN)
    elif not getattr(member, "can_manage_topics", False):
        yield Finding(state="bad", topic=topic, text="the bot may not manage topics (can_manage_topics)", mend=ADMIN)
    if not is_admin and not me.can_read_all_group_messages:
        yield Finding(
            state="bad", topic=topic, text="privacy mode hides from the bot what is written there",
            mend=f"{ADMIN}: admins see all; or switch it off at @BotFather (/setprivacy) and add the bot anew",
        )  # fmt: skip


def _away(topic: str, group: Group) -> Finding:
    return Finding(
        state="warn", topic=topic, text=f"the last message could not be sent ({group.away}); the desk works on",
        mend="What is told below; the program tries again by itself",
    )  # fmt: skip
