"""One measurement in a process of its own: takes a JSON task as its argument, prints a JSON result as its last line."""

import asyncio
import ctypes
import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from faq.estimates import quantile
from faq.matcher import Matcher
from faq.quietly import quietly
from tests.bench.corpus import DAY, corpus, release
from tests.bench.rivals import RIVALS

WARM_UP = 5
TOWNS, TOWN_ENTRIES = 100, 300
REPEATS = 3
TICK = 0.001


def speed(rival: str, size: int, questions: int, seconds: float) -> dict[str, Any]:
    """Build time, memory added, and the time of each question until all are asked or the time is over."""
    made = corpus(size, questions=questions + WARM_UP)
    RIVALS[rival](corpus(50, questions=0))  # what it imports is not what the entries cost
    before = memory_mb()
    begun = time.perf_counter()
    ask = RIVALS[rival](made)
    build = time.perf_counter() - begun
    for text, _ in made.questions[:WARM_UP]:
        ask(text)
    times, right = [], 0
    end = time.perf_counter() + seconds
    for text, meant in made.questions[WARM_UP:]:
        begun = time.perf_counter()
        found = ask(text)
        done = time.perf_counter()
        times.append((done - begun) * 1000)
        right += found == meant
        if done > end:
            break
    return {
        "build_s": build,
        "memory_mb": memory_mb() - before,
        "p50_ms": quantile(times, 0.5),
        "p99_ms": quantile(times, 0.99),
        "asked": len(times),
        "top1": right / len(times),
    }


def towns() -> dict[str, Any]:
    """Memory of many small towns in one process."""
    made = [release(corpus(TOWN_ENTRIES, questions=0, seed=seed)) for seed in range(TOWNS)]
    Matcher(made[0])
    before = memory_mb()
    begun = time.perf_counter()
    matchers = [Matcher(one) for one in made]
    build = time.perf_counter() - begun
    for matcher in matchers:
        matcher.match("Was kostet ein Ausweis?", lang="de", on=DAY)
    return {"towns": TOWNS, "entries": TOWN_ENTRIES, "build_s": build, "memory_mb": memory_mb() - before}


WORST = {
    "1 MB of letters": "a" * 1_000_000,
    "1 MB of words": "Wie beantrage ich einen Bewohnerparkausweis? " * 22_222,
    "1 MB of other words": " ".join(f"wort{number}x" for number in range(100_000))[:1_000_000],
    "one token 100,000 times": "Hundesteuer " * 100_000,
    "4,096 emoji": "👍" * 4_096,
    "zalgo": ("H" + "\u0300\u0301\u0323\u0347" * 200 + "und") * 100,
    "one compound of 60,000 letters": "bewohnerparkausweis" * 3_200,
    "5,000 misspelt words": " ".join(f"hundestuer{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}" for n in range(5_000)),
}


def worst(size: int) -> dict[str, Any]:
    """The slowest of a few calls for each hostile text, in ms."""
    matcher = Matcher(release(corpus(size, questions=0)))
    matcher.match("Hundesteuer", lang="de", on=DAY)
    found = {}
    for name, text in WORST.items():
        times = []
        for _ in range(REPEATS):
            begun = time.perf_counter()
            matcher.match(text, lang="de", on=DAY)
            times.append((time.perf_counter() - begun) * 1000)
        found[name] = max(times)
    return {"size": size, "ms": found}


def rebuild(size: int) -> dict[str, Any]:
    """How long the event loop stands still while a matcher is built in a thread, against an idle loop."""
    made = release(corpus(size, questions=0))

    def build() -> object:
        with quietly():
            return Matcher(made)

    return asyncio.run(_rebuild(size, build))


async def _rebuild(size: int, build: Callable[[], object]) -> dict[str, Any]:
    idle = await _gaps(asyncio.create_task(asyncio.sleep(1.0)))
    begun = time.perf_counter()
    busy = await _gaps(asyncio.create_task(asyncio.to_thread(build)))
    return {
        "size": size,
        "build_s": time.perf_counter() - begun,
        "idle_max_ms": max(idle),
        "p99_ms": quantile(busy, 0.99),
        "max_ms": max(busy),
    }


async def _gaps(work: "asyncio.Task[Any]") -> list[float]:
    """By how many ms each tick came late while the work was going on."""
    late = []
    while not work.done():
        begun = time.perf_counter()
        await asyncio.sleep(TICK)
        late.append((time.perf_counter() - begun - TICK) * 1000)
    await work
    return late


def memory_mb() -> float:
    """This process's share of memory (PSS; where the system does not tell, the largest it ever was)."""
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    rollup = Path("/proc/self/smaps_rollup")
    if rollup.exists():
        line = next(line for line in rollup.read_text().splitlines() if line.startswith("Pss:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


PARTS: dict[str, Callable[..., dict[str, Any]]] = {"speed": speed, "towns": towns, "worst": worst, "rebuild": rebuild}


if __name__ == "__main__":
    task = json.loads(sys.argv[1])
    sys.stdout.write(json.dumps(PARTS[task.pop("part")](**task)) + "\n")
