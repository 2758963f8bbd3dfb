"""When a loop counts as stuck."""

from bot.progress import LOOKS, Progress, Pulse


def going(pulse: Pulse) -> Progress:
    pulse.is_going = True
    return Progress(interval=10.0, pulses=[pulse])


def looks(progress: Progress, times: int, waiting: frozenset[str] = frozenset()) -> str:
    for _ in range(times):
        if said := progress.look(waiting):
            return said
    return ""


def test_who_does_not_come_round_is_stuck_after_so_many_looks() -> None:
    progress = going(Pulse(name="worker a"))
    assert looks(progress, LOOKS) == ""
    assert looks(progress, 1) == "worker a: its loop does not come round"


def test_who_comes_round_and_takes_nothing_is_stuck_only_when_something_waits() -> None:
    for waiting, said in ((frozenset({"a/due"}), True), (frozenset({"b/due"}), False)):
        pulse = Pulse(name="worker a", queue="a/due")
        progress = going(pulse)
        found = ""
        for _ in range(LOOKS + 1):
            pulse.round()
            found = progress.look(waiting)
        assert bool(found) is said


def test_who_is_refused_by_the_store_is_not_blamed() -> None:
    pulse = Pulse(name="worker a", queue="a/due")
    progress = going(pulse)
    for _ in range(3 * LOOKS):
        pulse.round()
        pulse.work()
        assert progress.look({"a/due"}) == ""


def test_who_may_wait_for_somebody_else_has_more_time() -> None:
    progress = going(Pulse(name="poller a", slow=45.0))
    assert looks(progress, LOOKS + 5) == ""
    assert looks(progress, 1) == "poller a: its loop does not come round"


def test_a_town_that_was_excused_begins_anew() -> None:
    progress = going(Pulse(name="worker a", town="a"))
    assert looks(progress, LOOKS) == ""
    assert progress.look((), {"a"}) == ""
    assert looks(progress, LOOKS) == ""


def test_who_has_ended_or_not_begun_is_not_watched() -> None:
    pulse = Pulse(name="worker a")
    progress = Progress(interval=1.0, pulses=[pulse])
    with pulse.going():
        assert looks(progress, LOOKS) == ""
    assert looks(progress, 3 * LOOKS) == ""


def test_who_waits_for_something_to_be_due_need_not_come_round_but_has_to_take_it() -> None:
    pulse = Pulse(name="worker a", queue="a/due")
    progress = going(pulse)
    with pulse.resting():
        assert looks(progress, 5 * LOOKS) == ""
        assert looks(progress, LOOKS, frozenset({"a/due"})) == "worker a: it takes nothing, though something is due"
    assert looks(going(pulse), LOOKS + 1) == "worker a: its loop does not come round"
