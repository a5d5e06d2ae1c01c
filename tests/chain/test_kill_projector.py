"""kill -9 of the projector before and after its commit: whatever it had in hand is counted once."""

import pytest

from cli.stack.processes import Processes
from tests.chain.claims import EVENTS, LIMIT_S, claim, recorded, unlike_the_log, versions, wait_until_fresh
from tests.chain.forcing import CommitProxy, kill, locked, waits_for
from tests.projections.journeys import keep
from tests.waiting import eventually

pytestmark = pytest.mark.servers

ROWS = "delays_4.rows"
"""A table that every batch writes, after all of claim_file's."""


def test_killed_before_its_commit_it_folds_the_batch_again(processes: Processes, database_url: str) -> None:
    processes.start("relay", "relay")
    processes.start("projector", "projector")
    keep(database_url, before := recorded(1, range(5)))
    wait_until_fresh(database_url)
    with locked(database_url, ROWS, "SHARE"):
        keep(database_url, recorded(before[-1].position + 1, range(5, 25)))
        eventually(lambda: waits_for(database_url, ROWS), LIMIT_S)
        kill(processes, "projector", database_url)
        assert versions(database_url, "claim_file_4").keys() == {claim(n) for n in range(5)}, "nothing was committed"
    wait_until_fresh(database_url)
    assert versions(database_url, "delays_4") == {claim(n): EVENTS for n in range(25)}
    assert unlike_the_log(database_url) == {}


def test_killed_after_its_commit_before_it_hears_of_it_it_folds_nothing_twice(
    processes: Processes, database_url: str
) -> None:
    with CommitProxy(database_url) as proxy:
        processes.start("relay", "relay")
        processes.start("projector", "projector", environment={"DATABASE_URL": proxy.url})
        keep(database_url, before := recorded(1, range(5)))
        wait_until_fresh(database_url)
        with locked(database_url, ROWS, "SHARE"):
            keep(database_url, recorded(before[-1].position + 1, range(5, 25)))
            eventually(lambda: waits_for(database_url, ROWS), LIMIT_S)
            proxy.armed.set()
        eventually(lambda: len(versions(database_url, "claim_file_4")) > 5, LIMIT_S)
        kill(processes, "projector", database_url)
        proxy.cut()
        wait_until_fresh(database_url)
        assert versions(database_url, "delays_4") == {claim(n): EVENTS for n in range(25)}
        assert unlike_the_log(database_url) == {}
