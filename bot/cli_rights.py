"""`buergerdraht staff rights`, `review`, `break-glass`: who may do what, whether it is still right, and the way out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final

import typer
from rich.table import Table

from bot.cli_accounts import LoginArgument, TownOption, actor, roles_at, tell_asked, with_journal
from bot.cli_console import OUT, Failure, Finding, one_town, settings_of
from config.settings import Settings
from handoff.audit import Action, row
from handoff.breakglass import LONGEST_REASON, MOST_HOURS, Glass, NotBroken, Wrong
from handoff.desk.catalogue import speak
from handoff.journal.glasses import Glasses
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import Commit
from handoff.journal.reviews import Reviews
from handoff.journal.store import Store
from handoff.notices import glass_notices
from handoff.rights import IN_A_DEPARTMENT, RIGHTS, Right, Role
from handoff.rightsreview import Reviewed, is_due
from handoff.rightsreview import review as reviewed
from handoff.staff import Grant

_ENGLISH: Final = "en"


def rights(
    context: typer.Context,
    role: Annotated[Role | None, typer.Option("--role", help="Only what this role may do.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show who may do what: the one table of roles and rights that every door asks."""
    del context
    roles = [role] if role is not None else list(Role)
    rows = [right for right in Right if any(right in RIGHTS[one] for one in roles)]
    say = speak(_ENGLISH)
    if as_json:
        table = {
            right.value: {
                "allows": say(f"right-{right.value.replace('_', '-')}"),
                "in_own_departments_only": right in IN_A_DEPARTMENT,
                "roles": [one.value for one in roles if right in RIGHTS[one]],
            }
            for right in rows
        }
        typer.echo(json.dumps(table, ensure_ascii=False, indent=2))
        return
    table_ = Table("right", *(one.value for one in roles), "allows", box=None, pad_edge=False)
    for right in rows:
        marks = [("○" if right in IN_A_DEPARTMENT else "●") if right in RIGHTS[one] else "" for one in roles]
        table_.add_row(right.value, *marks, say(f"right-{right.value.replace('_', '-')}"))
    OUT.print(table_)
    OUT.print("\n● in the whole town   ○ in the departments of the account only (an account without departments: all)")


def review(
    context: typer.Context,
    *,
    confirm: Annotated[str | None, typer.Option("--confirm", metavar="LOGIN", help="It is still right.")] = None,
    remove: Annotated[tuple[str, Role] | None, typer.Option("--remove", help="Take a role: LOGIN ROLE.")] = None,
    next_: Annotated[
        str | None, typer.Option("--next", metavar="DATE", help="When to review next, as 2027-01-31.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    town: TownOption = None,
) -> None:
    """Show who has which rights since when, by whom, last used, last reviewed; confirm or remove."""
    settings = settings_of(context)
    one = one_town(settings, town)
    day = _day(next_) if next_ is not None else None

    async def work(journal: Journal) -> _Review:
        roles = roles_at(settings, one, journal)
        if confirm is not None:
            await roles.review(actor(), confirm)
        if remove is not None:
            tell_asked(await roles.remove(actor(), remove[0], remove[1].value))
        if day is not None:
            await journal.set_next_review(day)
            await journal.audit(row(actor(), Action.REVIEW_DATE, until=day.isoformat()))
        return await _look(settings, journal)

    found = with_journal(settings, one, work)
    if as_json:
        typer.echo(json.dumps(_plain(found), ensure_ascii=False, indent=2))
        return
    _show(found)


@dataclass(frozen=True, kw_only=True)
class _Review:
    rows: Sequence[Reviewed]
    glasses: Sequence[Glass]
    next_review: date | None


async def _look(settings: Settings, journal: Journal) -> _Review:
    staff = await journal.staff()
    rows = reviewed(
        staff.values(),
        await journal.uses(staff),
        second_factor_for=frozenset(role.value for role in settings.accounts.second_factor),
        with_second_factor=await journal.with_second_factor(),
        now=datetime.now(UTC),
    )
    return _Review(rows=rows, glasses=await journal.glasses(), next_review=await journal.next_review())


def _show(found: _Review) -> None:
    say = speak(_ENGLISH)
    table = Table(
        *("login", "name", "roles, since, by", "departments", "last log-in", "last act", "reviewed", "to look at"),
        box=None,
        pad_edge=False,
    )
    for one in found.rows:
        grants = "\n".join(_grant(grant) for grant in one.grants)
        for role in one.record.lent:
            grants += f"\n{role} (glass broken)"
        marks = [say(f"review-mark-{mark.value.replace('_', '-')}") for mark in one.marks]
        marks += ["+".join(sorted(pair)) for pair in one.apart]
        table.add_row(
            one.record.login,
            one.record.name,
            grants or "–",
            ", ".join(one.record.departments) or "all",
            _date(one.use.logged_in),
            _date(one.use.last),
            f"{_date(one.record.reviewed_at)} {one.record.reviewed_by}".strip(),
            ", ".join(marks),
        )
    OUT.print(table if found.rows else "No accounts yet.")
    for glass in found.glasses:
        ends = f"{glass.until:%Y-%m-%d %H:%M} UTC"
        state = "[red]in force[/]" if glass.holds(datetime.now(UTC)) else "over"
        OUT.print(f"Glass broken ({state}): {glass.login} as {glass.role} until {ends}, by {glass.by}: {glass.reason}")
    OUT.print(
        f"Next review: {found.next_review or 'no date set (staff review --next DATE)'}. "
        "Confirm: --confirm LOGIN   Remove: --remove LOGIN ROLE"
    )


def _grant(grant: Grant) -> str:
    by = f"{grant.by or 'unknown'}{f' and {grant.second}' if grant.second else ''}"
    return f"{grant.role}, {_date(grant.since) if grant.since else 'unknown'}, {by}"


def _plain(found: _Review) -> dict[str, Any]:
    return {
        "next_review": found.next_review.isoformat() if found.next_review else None,
        "accounts": [
            {
                "login": row.record.login,
                "name": row.record.name,
                "departments": list(row.record.departments),
                "roles": [
                    {
                        "role": grant.role,
                        "since": _iso(grant.since),
                        "by": grant.by or "unknown",
                        "second": grant.second,
                    }
                    for grant in row.grants
                ],
                "lent": list(row.record.lent),
                "last_login": _iso(row.use.logged_in),
                "last_used": _iso(row.use.last),
                "last_act": _iso(row.use.acted),
                "reviewed": _iso(row.record.reviewed_at),
                "reviewed_by": row.record.reviewed_by,
                "marks": [mark.value for mark in row.marks],
                "not_separate": [sorted(pair) for pair in row.apart],
            }
            for row in found.rows
        ],
        "broken_glass": [
            {
                "login": glass.login,
                "role": glass.role,
                "since": _iso(glass.since),
                "until": _iso(glass.until),
                "by": glass.by,
                "reason": glass.reason,
            }
            for glass in found.glasses
        ],
    }


def break_glass(
    context: typer.Context,
    *,
    login: LoginArgument,
    role: Annotated[Role | None, typer.Option("--role", help="The role they need now.")] = None,
    hours: Annotated[float, typer.Option("--hours", help=f"For how long, at most {MOST_HOURS}.")] = 1.0,
    reason: Annotated[str, typer.Option("--reason", help="Why it cannot wait; leads read it.")] = "",
    end: Annotated[bool, typer.Option("--end", help="Take such roles back now.")] = False,
    town: TownOption = None,
) -> None:
    """Give a role for some hours without a second person; leads, admins, auditors and the operator are told."""
    settings = settings_of(context)
    one = one_town(settings, town)
    if end:
        ended = with_journal(settings, one, lambda journal: roles_at(settings, one, journal).mend_glass(actor(), login))
        if not ended:
            raise Failure(f"{login} has no role by breaking the glass.", mend="See: buergerdraht staff review")
        OUT.print(f"[green]✓[/] {login} has what the account has ({ended} taken back)")
        return
    if role is None:
        raise Failure("No role is given.", mend=f"Give --role with one of {', '.join(one.value for one in Role)}")
    wanted = role

    async def work(journal: Journal) -> Glass:
        try:
            glass = await roles_at(settings, one, journal).break_glass(actor(), login, wanted.value, hours, reason)
        except NotBroken as e:
            what, mend = _WHY_WHOLE[e.wrong]
            raise Failure(what, mend=mend) from e
        staff = (await journal.staff()).values()
        if settings.mail.host is not None and (mails := glass_notices(glass.id, staff)):
            await journal.commit(Commit(conversation="alarms", deliveries=mails, keep_timer=True))
        return glass

    glass = with_journal(settings, one, work)
    OUT.print(
        f"[yellow]![/] {login} is also {glass.role} until {glass.until:%Y-%m-%d %H:%M} UTC. It is written down, leads, "
        f"admins and auditors see it at the desk. To end it earlier: buergerdraht staff break-glass {login} --end"
    )


_WHY_WHOLE: Final[dict[Wrong, tuple[str, str]]] = {
    "role": ("There is no such role.", "See: buergerdraht staff rights"),
    "has": ("They have this role already.", "See: buergerdraht staff review"),
    "hours": ("So many hours are not possible.", f"Give --hours, more than 0 and at most {MOST_HOURS}"),
    "reason": ("Nobody breaks the glass without a reason.", f'Give --reason "…" with at most {LONGEST_REASON} signs'),
}


async def rights_findings(town: str, store: Store) -> list[Finding]:
    """What doctor says of rights: a review that is due, glass that is broken. Changes nothing."""
    now, hints = datetime.now(UTC), Hints(store, [town])
    found = []
    day = await Reviews(store, town, hints).next_review()
    if is_due(day, now.date()):
        found.append(
            Finding(
                state="warn",
                topic=f"Rights of {town}",
                text=f"the rights were to be reviewed by {day}",
                mend="At the desk under “Review rights”, or: buergerdraht staff review; then set the next day",
            )
        )
    for glass in await Glasses(store, town, hints).glasses():
        if glass.holds(now):
            found.append(
                Finding(
                    state="warn",
                    topic=f"Rights of {town}",
                    text=f"{glass.login} is {glass.role} by breaking the glass until {glass.until:%Y-%m-%d %H:%M} UTC",
                    mend=f"It ends by itself; earlier: buergerdraht staff break-glass {glass.login} --end",
                )
            )
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Failure(f"{text!r} is no day.", where="--next", mend="Write it as 2027-01-31") from None


def _date(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d}" if at is not None else "–"


def _iso(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at is not None else None
