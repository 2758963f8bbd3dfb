"""`make bench`, second part: the desk. Claims, races for one concern, the way of a message, what an open page costs."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from tests.bench.live.claims import ROUNDS, claim_rates
from tests.bench.live.connections import measure_connections
from tests.bench.live.latency import RATE, measure_latency
from tests.bench.live.races import run_races

PARTS = ("claims", "races", "latency", "connections")
OUT, ERR = Console(), Console(stderr=True)


def main() -> int:
    """Measure what was asked for; ends with 1 when two had the same concern."""
    wanted = _arguments()
    found: dict[str, Any] = {}
    with Progress(console=ERR, disable=not ERR.is_terminal, transient=True) as bar:
        for part in wanted.parts:
            with tempfile.TemporaryDirectory() as folder:
                found[part] = asyncio.run(_measure(part, Path(folder), wanted, bar))
            _show(part, found[part])
    if wanted.json:
        wanted.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    races = found.get("races", {})
    return 1 if races.get("doubles") or races.get("nobody") else 0


async def _measure(part: str, folder: Path, wanted: argparse.Namespace, bar: Progress) -> dict[str, Any]:
    totals = {"races": wanted.races, "latency": wanted.messages}
    task = bar.add_task(part, total=totals.get(part))

    def tell(done: int) -> None:
        bar.update(task, completed=done)

    match part:
        case "claims":
            return await claim_rates(folder, wanted.claims)
        case "races":
            return await run_races(folder, wanted.races, tell)
        case "latency":
            return await measure_latency(folder, wanted.talks, wanted.messages, tell)
        case _:
            return await measure_connections(wanted.pages)


def _show(part: str, one: dict[str, Any]) -> None:
    match part:
        case "claims":
            OUT.print(
                f"claims, on disk before they are answered: {one['claims_s']:,.0f} a second; a script with as many "
                f"writes ({one['writes']}) {one['raw_s']:,.0f}: ratio {one['ratio']:.2f} (medians of {ROUNDS} rounds)"
            )
        case "races":
            OUT.print(
                f"{one['races']:,} races of {one['staff']} staff, half at the desk, half in the group: "
                f"{one['doubles']} with two owners, {one['nobody']} with none; {one['claims_s']:,.0f} claims a second"
            )
        case "latency":
            for way, name in (("to_citizen", "staff -> citizen"), ("to_desk", "citizen -> desk")):
                figures = one[way]
                OUT.print(
                    f"{name}, {one['talks']} live talks, {RATE:.0f} messages a second: p50 {figures['p50']:.0f} ms, "
                    f"p95 {figures['p95']:.0f}, p99 {figures['p99']:.0f}"
                )
        case _:
            OUT.print(
                f"memory of an open page: {one['desk_kib']:.1f} KiB, of a bare WebSocket {one['bare_kib']:.1f} KiB: "
                f"{one['ratio']:.2f} ({one['count']:,} connections)"
            )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.live", description=main.__doc__)
    parser.add_argument("--parts", type=_parts, default=PARTS, help=f"of {','.join(PARTS)}")
    parser.add_argument("--races", type=int, default=2000, help="races of 50 staff (default: %(default)s)")
    parser.add_argument("--claims", type=int, default=1000, help="claims a round (default: %(default)s)")
    parser.add_argument("--talks", type=int, default=200, help="live conversations (default: %(default)s)")
    parser.add_argument("--messages", type=int, default=1200, help="messages measured (default: %(default)s)")
    parser.add_argument("--pages", type=int, default=1000, help="open pages (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser.parse_args()


def _parts(text: str) -> tuple[str, ...]:
    chosen = tuple(text.split(","))
    if unknown := [part for part in chosen if part not in PARTS]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(PARTS)}")
    return chosen


if __name__ == "__main__":
    sys.exit(main())
