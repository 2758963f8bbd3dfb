"""What a citizen is told when everything of theirs is gone, or all but what the law keeps."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.town import ABILITIES, RunningTown
from faq.markdown import from_markdown
from handoff.erasure import Asked, Held, receipts_of
from handoff.forgetting import Way
from handoff.journal.records import Delivery, Row
from handoff.letter import new_row_id, write_letter


def way_of(town: RunningTown) -> Way:
    """How a running town erases."""

    def words(asked: Asked, held: Sequence[Held], conversation: str, *, kept: bool) -> tuple[Row, tuple[Delivery, ...]]:
        able = ABILITIES.get(asked.channel)
        letter = write_letter(
            row_id=new_row_id(),
            who="machine",
            rich=from_markdown(last_words(town, asked, held, kept=kept)),
            channel=asked.channel,
            conversation=conversation,
            max_text=able.max_text if able is not None and able.outbox else None,
        )
        return letter.row, letter.deliveries

    return Way(
        remove=town.files.remove,
        words=words,
        announce=town.announce,
        receipt_first=lambda: town.library.now.release.town.retention.file_receipt,
    )


def last_words(town: RunningTown, asked: Asked, held: Sequence[Held], *, kept: bool) -> str:
    """The last message, or, where something stays, why and until when."""
    shelf = town.library.now
    if not kept:
        return shelf.texts.say("erased", asked.lang)
    found = []
    if holds := [one for one in held if one.why == "hold"]:
        last = max(one.until for one in holds if one.until is not None)
        until = format_date(last.astimezone(ZoneInfo(shelf.release.town.timezone)), "long", locale=asked.lang)
        args = {"receipts": receipts_of(holds), "until": until}
        found.append(shelf.texts.say("erased-but-hold", asked.lang, args))
    if files := [one for one in held if one.why == "file"]:
        found.append(shelf.texts.say("erased-but-file", asked.lang, {"receipts": receipts_of(files)}))
    return "\n\n".join(found) or shelf.texts.say("erased-but-measure", asked.lang)
