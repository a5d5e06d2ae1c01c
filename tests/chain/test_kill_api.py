"""kill -9 of the API after the commit, before the answer: the client repeats and gets the first answer, one event."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from api.keys import issue
from cli.stack.ports import free_port
from cli.stack.processes import Processes
from config import Settings
from store import log
from tests.api.client import project
from tests.api.usual import CASEWORKER, Json, submission
from tests.chain.claims import LIMIT_S
from tests.chain.forcing import CommitProxy
from tests.waiting import eventually

pytestmark = pytest.mark.servers

ANSWER_SECONDS = 60.0
KEY = "the-key-of-the-request-that-is-repeated"


@dataclass(frozen=True, slots=True)
class Served:
    """An API process behind whose back the store's answers can be withheld."""

    processes: Processes
    proxy: CommitProxy
    database_url: str
    address: str
    token: str

    def post(self, path: str, body: Json, *, key: str, version: str | None = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key}
        headers |= {"If-Match": version} if version else {}
        return httpx.post(f"{self.address}{path}", json=body, headers=headers, timeout=ANSWER_SECONDS)

    def lives(self) -> bool:
        try:
            return httpx.get(f"{self.address}/health/live", timeout=ANSWER_SECONDS).status_code == 200
        except httpx.TransportError:
            return False

    def stored(self) -> list[str]:
        with psycopg.connect(self.database_url) as connection:
            return [recorded.name for recorded in log.read(connection, 0, 100)]

    def killed_before_answering(self, path: str, body: Json, **headers: Any) -> None:
        """The request is committed, its answer withheld, and the process killed; then it starts again."""
        before = len(self.stored())
        self.proxy.armed.set()
        with ThreadPoolExecutor(1) as client:
            asked: Future[httpx.Response] = client.submit(self.post, path, body, **headers)
            eventually(lambda: len(self.stored()) > before, LIMIT_S)
            assert not asked.done()
            os.kill(self.processes.pid("api"), signal.SIGKILL)
            with pytest.raises(httpx.TransportError):
                asked.result()
        self.proxy.cut()
        eventually(self.lives, LIMIT_S)
        assert self.processes.starts("api") > 1


@pytest.fixture
def served(processes: Processes, database_url: str, tmp_path: Path) -> Iterator[Served]:
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE simulated_clock SET at = '2019-04-01T04:00:00Z'")
    settings = Settings(folder=tmp_path, development=True)
    who = CASEWORKER
    token = issue(settings, actor=who.actor, role=who.role, office=who.office, region=who.region, lifetime_seconds=3600)
    port = free_port()
    with CommitProxy(database_url, commits=b'"class_version"') as proxy:  # every event that is kept says its own
        processes.start("api", "api", environment={"DATABASE_URL": proxy.url, "QADAM_API_PORT": str(port)})
        serving = Served(processes, proxy, database_url, f"http://127.0.0.1:{port}", token)
        eventually(serving.lives, LIMIT_S)
        yield serving


def test_a_submission_is_answered_after_the_crash_as_it_would_have_been(served: Served) -> None:
    body = submission(str(uuid4()))
    served.killed_before_answering("/claims", body, key=KEY)
    again = served.post("/claims", body, key=KEY)
    assert (again.status_code, again.headers["ETag"]) == (201, '"1"')
    assert again.headers["Location"] == f"/claims/{again.json()['claim']}"
    assert sorted(served.stored()) == ["applicant.applied", "claim.submitted"]


def test_a_command_is_answered_after_the_crash_as_it_would_have_been(served: Served) -> None:
    claim = served.post("/claims", submission(str(uuid4())), key=uuid4().hex).json()["claim"]
    path = f"/claims/{claim}/registration"
    served.killed_before_answering(path, {}, key=KEY, version='"1"')
    again = served.post(path, {}, key=KEY, version='"1"')
    assert (again.status_code, again.headers["ETag"], again.json()["stage"]) == (201, '"2"', "CHECKS")
    assert [event["type"] for event in again.json()["recorded"]] == ["claim.registered"]
    assert served.post(path, {}, key=KEY, version='"1"').content == again.content
    assert served.stored().count("claim.registered") == 1


def test_the_next_claim_of_the_queue_is_the_same_after_the_crash(served: Served) -> None:
    """The read model has heard nothing of it: only the request's own stream knows."""
    claims = [served.post("/claims", submission(str(uuid4())), key=uuid4().hex).json()["claim"] for _ in range(2)]
    project(served.database_url)
    served.killed_before_answering("/queue/next", {}, key=KEY)
    again = served.post("/queue/next", {}, key=KEY)
    assert (again.status_code, again.headers["ETag"]) == (201, '"2"')
    assert [event["type"] for event in again.json()["recorded"]] == ["claim.assigned"]
    other = served.post("/queue/next", {}, key=uuid4().hex)
    assert {again.json()["claim"], other.json()["claim"]} == set(claims)
    assert served.stored().count("claim.assigned") == served.stored().count("queue.handed_out") == 2


def test_a_repeated_application_is_counted_once_across_the_crash(served: Served) -> None:
    body = submission(str(uuid4()))
    claim = served.post("/claims", body, key=uuid4().hex).json()["claim"]
    served.killed_before_answering("/claims", body, key=KEY)
    again = served.post("/claims", body, key=KEY)
    assert (again.status_code, again.json()["claim"]) == (409, claim)
    assert served.stored().count("applicant.applied_again") == 1
