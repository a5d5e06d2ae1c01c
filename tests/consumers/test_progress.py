"""A client that brings nothing any more is noticed; a quiet topic is not taken for one."""

import pytest

from consumers.projector import Progress, Stalled


class Hands:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Hands:
    return Hands()


def test_a_quiet_topic_is_no_stall(clock: Hands) -> None:
    progress = Progress(15, clock)
    for clock.now in range(0, 1000, 10):
        progress.require([])


def test_what_is_brought_is_progress(clock: Hands) -> None:
    progress = Progress(15, clock)
    for clock.now in range(0, 1000, 10):
        progress.require([3, 7])
        progress.made()


def test_nothing_for_too_long_although_there_is_something_is_a_stall(clock: Hands) -> None:
    progress = Progress(15, clock)
    clock.now = 15
    progress.require([7, 3])
    clock.now = 16
    with pytest.raises(Stalled, match=r"16 s, though partitions \[3, 7\]"):
        progress.require([7, 3])


def test_what_comes_after_a_quiet_time_has_its_full_limit(clock: Hands) -> None:
    progress = Progress(15, clock)
    clock.now = 100
    progress.require([])
    clock.now = 114
    progress.require([0])
