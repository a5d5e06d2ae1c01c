"""kill -9 of the relay between the broker's acknowledgement and the stored position: sent twice, counted once."""

import pytest

from cli.stack.processes import Processes
from tests.chain.claims import LIMIT_S, recorded, unlike_the_log, wait_until_fresh
from tests.chain.forcing import ask, kill, locked, messages, waits_for
from tests.projections.journeys import keep
from tests.waiting import eventually

pytestmark = pytest.mark.servers


def relayed(database_url: str) -> int:
    return sum(position for (position,) in ask(database_url, "SELECT position FROM relay_position"))


def test_what_a_killed_relay_had_sent_but_not_noted_is_sent_again_and_counted_once(
    processes: Processes, database_url: str, kafka: str, topic: str
) -> None:
    events = recorded(1, range(20))
    noted, not_noted = events[:100], events[100:]
    keep(database_url, noted)
    processes.start("relay", "relay")
    eventually(lambda: relayed(database_url) == noted[-1].position, LIMIT_S)
    with locked(database_url, "relay_position", "EXCLUSIVE"):
        keep(database_url, not_noted)
        eventually(lambda: waits_for(database_url, "relay_position"), LIMIT_S)
        assert messages(kafka, topic) == len(events), "all was sent and acknowledged"
        kill(processes, "relay", database_url)
        assert relayed(database_url) == noted[-1].position, "and nothing of it noted"
    eventually(lambda: relayed(database_url) == events[-1].position, LIMIT_S)
    assert messages(kafka, topic) == len(events) + len(not_noted)
    processes.start("projector", "projector")
    wait_until_fresh(database_url)
    assert unlike_the_log(database_url) == {}
