"""A build disturbs nobody, and what it replaced is freed all the same."""

import gc
import sys
import weakref

from faq.quietly import quietly


class Built:
    """Stands for a matcher."""


def test_no_garbage_is_collected_during_a_build_and_everything_is_restored() -> None:
    interval = sys.getswitchinterval()
    with quietly():
        assert not gc.isenabled()
        with quietly():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    assert sys.getswitchinterval() == interval


def test_what_was_built_is_not_looked_through_and_still_freed() -> None:
    with quietly():
        built = Built()
    assert not any(one is built for one in gc.get_objects())
    known = weakref.ref(built)
    del built
    assert known() is None
