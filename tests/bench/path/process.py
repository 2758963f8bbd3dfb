"""The program as it is shipped, but for Telegram's limits: `python -m tests.bench.path.process --times 1000`.

The code that keeps the limits runs; they are so many times as high. Settings come from the environment.
"""

from __future__ import annotations

import argparse

from bot.app import run
from bot.opening import GROUP_GAP, TELEGRAM_GAP, TELEGRAM_RATE
from config.settings import Settings, load
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.store import Store


def main() -> None:
    """Run until SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.path.process", description=main.__doc__)
    parser.add_argument("--role", action="append", default=[])
    parser.add_argument("--times", type=float, default=1.0, help="Telegram's limits, times so many")
    options = parser.parse_args()

    def faster(settings: Settings, store: Store, town: str, hints: Hints) -> Journal:
        return Journal(
            store,
            town,
            hints,
            gap={"telegram": TELEGRAM_GAP / options.times, "telegram/group": GROUP_GAP / options.times},
            rate={"telegram": TELEGRAM_RATE * options.times},
            mailbox=settings.limits.mailbox,
            per_minute=settings.limits.messages_per_minute,
        )

    run(load(), frozenset(options.role or ["all"]), faster)


if __name__ == "__main__":
    main()
