"""One town as the program runs it: its journal, library, channels, worker and senders, put together by the app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.channels.channel import Abilities
from bot.channels.mail.channel import MailChannel
from bot.channels.telegram.groupwire import GroupWire
from bot.channels.telegram.sending import TelegramChannel
from bot.channels.telegram.transport import RawBot
from bot.channels.webchat.channel import WebChat
from bot.channels.webchat.hub import Hub
from bot.dialogue.texts import Texts, packaged_texts
from bot.gathering import terms_of
from bot.intake import JournalIntake
from bot.library import Library
from bot.places import for_people, general_only
from bot.staffgroup.door import StaffGroup
from bot.staffgroup.posts import GroupPosts
from faq.entry import GERMAN, Release
from handoff import grouptopics
from handoff.acts import Acts
from handoff.announcing import Announce, ConductNews, Tell, TicketChange
from handoff.desk.catalogue import speak
from handoff.desk.live import Live
from handoff.desk.state import Reading
from handoff.files.store import Files
from handoff.journal.journal import Journal
from handoff.journal.records import Delivery
from handoff.noticeboard import Noticeboard
from handoff.rehearsal import Room
from handoff.replying import Replies
from handoff.staffgroup import Mode, announcer, conduct_news

ABILITIES: Mapping[str, Abilities] = {
    TelegramChannel.name: TelegramChannel.abilities,
    WebChat.name: WebChat.abilities,
}
READERS = tuple(name for name, abilities in ABILITIES.items() if not abilities.outbox)
"""Channels on which nothing is pushed to a citizen who is away."""
MAX_TEXT = {name: abilities.max_text for name, abilities in ABILITIES.items() if abilities.outbox}
MAX_CAPTION = {name: abilities.max_caption for name, abilities in ABILITIES.items() if abilities.outbox}


@dataclass(kw_only=True)
class RunningTown:
    """A town's parts. ``prefix`` is the path of its pages, ``web_chat`` the address that citizens open.

    ``practice`` is the practice town beside it; ``room`` is what makes a town one. ``undo``: how long a reply from the
    desk can be taken back before it leaves.
    """

    id: str
    folder: Path
    prefix: str
    journal: Journal
    library: Library
    files: Files
    web_chat: str = ""
    undo: timedelta = timedelta(seconds=5)
    hub: Hub = field(default_factory=Hub)
    bot: RawBot | None = None
    telegram: TelegramChannel | None = None
    posts: GroupPosts | None = None
    staff_group: StaffGroup | None = None
    mail: MailChannel | None = None
    announcers: list[Announce] = field(default_factory=list)
    tellers: list[Tell] = field(default_factory=lambda: [conduct_news])
    practice: RunningTown | None = None
    room: Room | None = None
    live: Live = field(init=False)
    noticeboard: Noticeboard = field(init=False)

    def __post_init__(self) -> None:
        self.live = Live(self.journal)
        self.noticeboard = Noticeboard(self.journal, self.hub.show_board)
        self.announcers.append(announcer(self.group_mode, grouptopics.news))

    @property
    def intake(self) -> JournalIntake:
        """The channels' way in."""
        return JournalIntake(self.journal, lambda: general_only(self.library.now.release.town))

    @property
    def acts(self) -> Acts:
        """The staff's acts; before them leaves what has to."""
        return self.replies.acts

    @property
    def replies(self) -> Replies:
        """The desk's replies."""
        acts = Acts(
            self.journal,
            MAX_TEXT,
            self.announce,
            elsewhere=lambda: for_people(self.library.now.release.town),
            max_caption=MAX_CAPTION,
        )
        return Replies(acts, self.journal, self.undo)

    def group_mode(self) -> Mode:
        """What the staff's group is shown."""
        return self.library.now.release.town.telegram.staff_group

    def reading(self) -> Reading:
        """The staff's group reads German, at the town's time."""
        release = self.library.now.release
        return Reading(
            say=speak(GERMAN),
            lang=GERMAN,
            now=datetime.now(UTC),
            zone=ZoneInfo(release.town.timezone),
            departments=release.departments,
        )

    def join_telegram(self, bot: RawBot, desk: str) -> None:
        """The town is on Telegram, its citizens and, where a group is paired, its staff. ``desk``: its address."""
        wire = GroupWire(bot)
        self.bot, self.telegram = bot, TelegramChannel(bot)
        self.posts = GroupPosts(self.journal, wire, self.reading, self.group_mode, desk)
        self.staff_group = StaffGroup(
            self.journal,
            self.acts,
            wire,
            self.reading,
            say_to_citizen=self._say_to_citizen,
            edits={name: abilities.edits for name, abilities in ABILITIES.items()},
            terms=lambda: terms_of(self.library.now.release.netiquette.measures),
        )

    def _say_to_citizen(self, key: str, lang: str) -> str:
        return self.library.now.texts.say(key, lang)

    def announce(self, change: TicketChange) -> tuple[Delivery, ...]:
        """What staff are told of a ticket's change besides the desk."""
        return tuple(delivery for announce in self.announcers for delivery in announce(change))

    def tell(self, news: ConductNews) -> tuple[Delivery, ...]:
        """What leads are told of a citizen's conduct besides the desk."""
        return tuple(delivery for tell in self.tellers for delivery in tell(news))


def overrides(folder: Path) -> dict[str, str]:
    """The town's own texts by language, from its ``texts`` folder."""
    return {path.stem: path.read_text("utf-8") for path in sorted((folder / "texts").glob("*.ftl"))}


def make_texts(release: Release, own: Mapping[str, str], base_url: str) -> Texts:
    """The catalogue of a town. Raises TextsBroken."""
    packaged = packaged_texts()
    town, rules = release.town, release.netiquette
    return Texts(
        packaged=packaged,
        overrides=own,
        form=town.address_form,
        town_args={
            lang: {
                "town": town.name,
                "phone": town.phone,
                "counter": town.counter.get(lang) or town.counter["de"],
                "privacy": f"{base_url.rstrip('/')}/privacy?lang={lang}",
                "netiquette": f"{base_url.rstrip('/')}/netiquette?lang={lang}",
                "rules": (rules.text.get(lang) or rules.text[GERMAN]).strip(),
                "rules_version": rules.version,
                "rules_review": format_date(rules.review, format="medium", locale=lang),
            }
            for lang in packaged
        },
    )
