"""Many clerks take what is next at two API processes, one of which is killed meanwhile: a claim is given once, and a
request that is repeated until it is answered has one claim."""

import os
import signal
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from uuid import uuid4

import httpx
import orjson
import psycopg
import pytest

from api.keys import issue
from cli.stack.ports import free_port
from cli.stack.processes import Processes
from config import Settings
from store import log
from tests.api.client import project
from tests.api.usual import CASEWORKER, Who, submission
from tests.chain.claims import LIMIT_S
from tests.waiting import eventually

pytestmark = pytest.mark.servers

CLAIMS = 30
CLERKS = 6
EACH = 5
KILLED_AFTER = 6
"""answers, so that some requests are under way and more are to come"""
ANSWER_SECONDS = 60.0
TRIES = 400
MOST_STORED = 1000


def test_a_storm_of_clerks_at_two_processes_one_of_which_is_killed(
    processes: Processes, database_url: str, tmp_path: Path
) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE simulated_clock SET at = '2019-04-01T04:00:00Z'")
    settings = Settings(folder=tmp_path, development=True)
    addresses = [started(processes, f"api-{n}", database_url) for n in range(2)]
    claims = {submitted(addresses[0], token(settings, CASEWORKER)) for _ in range(CLAIMS)}
    project(database_url)

    answers, several = list[tuple[str, str]](), threading.Event()

    def clerk(number: int) -> None:
        who, where = token(settings, replace(CASEWORKER, actor=f"clerk-{number}")), cycle(addresses)
        for _ in range(number % 2):
            next(where)
        for _ in range(EACH):
            key = uuid4().hex
            answers.append((key, taken(where, who, key)))
            if len(answers) > KILLED_AFTER:
                several.set()

    with ThreadPoolExecutor(CLERKS) as clerks:
        working = [clerks.submit(clerk, number) for number in range(CLERKS)]
        assert several.wait(LIMIT_S)
        os.kill(processes.pid("api-0"), signal.SIGKILL)
        for one in working:
            one.result()
    given = Counter(claim for _, claim in answers)
    assert given == dict.fromkeys(claims, 1)
    assert Counter(stored(database_url, "queue.handed_out")) == Counter(stored_claims(database_url)) == given
    who = token(settings, CASEWORKER)
    eventually(lambda: lives(addresses[0]), LIMIT_S)
    assert processes.starts("api-0") > 1
    last = post(addresses[0], "/queue/next", {}, who, uuid4().hex)
    assert (last.status_code, last.json()["type"]) == (404, "/problems/nothing-to-hand-out")


def taken(where: "cycle[str]", who: str, key: str) -> str:
    """The claim, asked for under one key at one process and the other until it is answered."""
    for _ in range(TRIES):
        try:
            answer = post(next(where), "/queue/next", {}, who, key)
        except httpx.TransportError:
            continue
        if answer.status_code == 201:
            return str(answer.json()["claim"])
        assert answer.status_code == 503, answer.text
    raise AssertionError(f"not answered in {TRIES} tries")


def stored(database_url: str, name: str) -> list[str]:
    """The claims that the events of that name say."""
    with psycopg.connect(database_url) as connection:
        recorded = log.read(connection, 0, MOST_STORED)
    return [orjson.loads(each.body)["claim"] for each in recorded if each.name == name]


def stored_claims(database_url: str) -> list[str]:
    """The claims that were assigned."""
    with psycopg.connect(database_url) as connection:
        recorded = log.read(connection, 0, MOST_STORED)
    return [str(each.stream) for each in recorded if each.name == "claim.assigned"]


def started(processes: Processes, name: str, database_url: str) -> str:
    port = free_port()
    processes.start(name, "api", environment={"DATABASE_URL": database_url, "QADAM_API_PORT": str(port)})
    address = f"http://127.0.0.1:{port}"
    eventually(lambda: lives(address), LIMIT_S)
    return address


def lives(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health/live", timeout=ANSWER_SECONDS).status_code == 200
    except httpx.TransportError:
        return False


def submitted(address: str, who: str) -> str:
    answer = post(address, "/claims", submission(str(uuid4())), who, uuid4().hex)
    return str(answer.json()["claim"])


def post(address: str, path: str, body: object, who: str, key: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {who}", "Idempotency-Key": key}
    return httpx.post(f"{address}{path}", json=body, headers=headers, timeout=ANSWER_SECONDS)


def token(settings: Settings, who: Who) -> str:
    return issue(settings, actor=who.actor, role=who.role, office=who.office, region=who.region, lifetime_seconds=3600)
