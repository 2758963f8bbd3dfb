"""Lets a long build in a thread disturb the event loop as little as can be."""

import contextlib
import gc
import sys
import threading
from collections.abc import Iterator

SWITCH_SECONDS = 0.0005
"""So often the building thread lets others in; Python's default is ten times as long."""

_lock = threading.Lock()
_builds = 0


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """While this lasts no cyclic garbage is collected, for that stops all threads; and threads take shorter turns.

    What was built is not looked through for garbage afterwards either: it is large, and freed without the collector
    as soon as nobody needs it. Builds may overlap; the last to end restores what was.
    """
    global _builds  # noqa: PLW0603 - the collector is one of the whole process
    with _lock:
        _builds += 1
        if _builds == 1:
            _restore.append((gc.isenabled(), sys.getswitchinterval()))
            gc.collect(1)  # what is garbage by now must not be kept for good; to look through all would take long
            gc.disable()
            sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield
    finally:
        with _lock:
            _builds -= 1
            if _builds == 0:
                was_enabled, interval = _restore.pop()
                sys.setswitchinterval(interval)
                gc.freeze()
                if was_enabled:
                    gc.enable()


_restore: list[tuple[bool, float]] = []
