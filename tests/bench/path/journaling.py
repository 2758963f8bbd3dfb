"""What the journal costs beside bare Redis commands, on the same client, with the same durability."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from bot.dialogue.events import Said, event_to_json
from handoff.journal.batching import Batches
from handoff.journal.embedded import EmbeddedServer, Fsync
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.scripts import Script
from handoff.journal.store import Store
from tests.bench.path.callers import timed
from tests.bench.path.claims import claim_rates
from tests.bench.path.messtown import questions
from tests.proof import Row

ROUNDS: Final = 5
CLAIMS: Final = 3
"""Claims a round for each message of one: a claim is short, and a round of a tenth of a second tells nothing."""
COMMAND: Final = "python -m tests.bench.path --parts journal"
_XADD: Final = "#!lua\nreturn redis.call('XADD', KEYS[1] .. 'bare', '*', 'event', ARGV[1])"


async def measure_ingest(folder: Path, count: int, fsync: Fsync) -> dict[str, Any]:
    """Medians of interleaved rounds: messages taken in, and the same bytes by XADD, one a call and in batches."""
    server = EmbeddedServer(folder, fsync=fsync)
    server.start()
    store = Store(server.url)
    await store.load_scripts()
    journal = Journal(store, "bench", Hints(store, ["bench"]), per_minute=10**9)
    texts = questions(ROUNDS * count)
    bare = Script(name="xadd", source=_XADD, sha=str(await store.redis.script_load(_XADD)))
    batches = Batches(store)
    ours: list[float] = []
    singles: list[float] = []
    together: list[float] = []
    try:
        for number in range(ROUNDS):
            events = [
                event_to_json(Said(id=f"tg:{number}:{n}", text=texts[number * count + n], channel="telegram"))
                for n in range(count)
            ]

            async def single(n: int, events: list[str] = events) -> None:
                await store.redis.xadd("{bench}:bare", {"event": events[n]})

            async def batched(n: int, events: list[str] = events) -> None:
                await batches.run(bare, "{bench}:", events[n])

            async def ingest(n: int, events: list[str] = events, number: int = number) -> None:
                await journal.ingest(
                    address=f"telegram:{number * count + n}",
                    event_id=f"tg:{number}:{n}",
                    event=events[n],
                    due_in=timedelta(minutes=5),
                )

            singles.append(count / await timed(count, single))
            ours.append(count / await timed(count, ingest))
            together.append(count / await timed(count, batched))
    finally:
        await store.close()
        server.stop()
    return {
        "ours": statistics.median(ours),
        "single": statistics.median(singles),
        "together": statistics.median(together),
        "ratio": statistics.median(a / b for a, b in zip(ours, singles, strict=True)),
        "strict": statistics.median(a / b for a, b in zip(ours, together, strict=True)),
    }


async def measure_journal(folder: Path, count: int) -> dict[str, Any]:
    """Ingest with both durabilities, and claims."""
    return {
        "always": await measure_ingest(folder / "always", count, "always"),
        "everysec": await measure_ingest(folder / "everysec", count, "everysec"),
        "claims": await claim_rates(folder / "claims", CLAIMS * count),
    }


def journal_rows(found: dict[str, Any]) -> Iterator[Row]:
    """What it comes to."""
    for fsync in ("always", "everysec"):
        one = found[fsync]
        yield Row(
            name=f"ingest beside XADD of the same client, {fsync}",
            ours=one["ours"],
            reference=one["single"],
            ratio=one["ratio"],
            goal=">= 0.5",
            ok=one["ratio"] >= 0.5,
            unit="messages/s",
            note=f"beside XADD in batches like ours ({one['together']:,.0f}): {one['strict']:.2f}",
            command=COMMAND,
        )
    claims = found["claims"]
    yield Row(
        name=f"claim beside EVALSHA with as many writes ({claims['writes']}), always",
        ours=claims["claims_s"],
        reference=claims["raw_s"],
        ratio=claims["ratio"],
        goal=">= 0.4",
        ok=claims["ratio"] >= 0.4,
        unit="claims/s",
        note=f"beside such scripts in batches like ours ({claims['batched_s']:,.0f}): {claims['strict']:.2f}",
        command=COMMAND,
    )
