"""Calls the API as a client would: bearer token, request key, the version seen last.

The standard library's client on kept connections, one a thread: measured at a tenth of the processor time of httpx, on
a machine whose two cores the servers need. A request that got no answer is repeated under its key, which is harmless.
"""

import http.client
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_random_exponential

from cli.demo.places import Actor

ANSWER_SECONDS: Final = 30
PATIENCE_SECONDS: Final = 60
BUSY: Final = frozenset({429, 503})

Json = dict[str, Any]


class Unanswered(Exception):
    """No answer, or that it is too busy for one: worth another try."""


class Unexpected(Exception):
    """An answer that the demo did not expect; the message names the request and the problem."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Json


class Caller:
    """Whoever acts in the demo, over HTTP. May be used by several threads."""

    def __init__(self, host: str, port: int, tokens: Mapping[Actor, str]) -> None:
        self.address = f"http://{host}:{port}"
        self._host, self._port = host, port
        self._bearers = {actor: f"Bearer {token}" for actor, token in tokens.items()}
        self._kept = threading.local()
        self._all_kept: list[http.client.HTTPConnection] = []
        self._patiently = Retrying(
            retry=retry_if_exception_type(Unanswered),
            wait=wait_random_exponential(multiplier=0.05, max=2),
            stop=stop_after_delay(PATIENCE_SECONDS),
            reraise=True,
        )

    def post(self, actor: Actor, path: str, body: Mapping[str, object], *, key: str, version: str | None) -> Answer:
        """A command. `version`: what If-Match says; None for a submission."""
        headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
        if version is not None:
            headers["If-Match"] = version
        return self._patiently(self._ask, "POST", path, actor, headers, json.dumps(body).encode())

    def get(self, actor: Actor, path: str) -> Answer:
        """A question, whatever the answer."""
        return self._patiently(self._ask, "GET", path, actor, {}, None)

    def get_once(self, actor: Actor, path: str) -> Answer:
        """The same without patience. Raises `Unanswered`."""
        return self._ask("GET", path, actor, {}, None)

    def read(self, actor: Actor, path: str) -> Json:
        """The answer to a question that has one. Raises `Unexpected`."""
        return expected(200, self.get(actor, path), f"GET {path}").body

    def close(self) -> None:
        """Nothing is asked any more, by no thread."""
        for connection in self._all_kept:
            connection.close()

    def _ask(self, method: str, path: str, actor: Actor, headers: dict[str, str], body: bytes | None) -> Answer:
        connection = self._connection()
        try:
            connection.request(method, path, body, {**headers, "Authorization": self._bearers[actor]})
            response = connection.getresponse()
            said = response.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise Unanswered(f"{method} {path}: {error!r}") from error
        if response.status in BUSY:
            raise Unanswered(f"{method} {path}: {response.status} {said.decode(errors='replace')}")
        return Answer(response.status, json.loads(said) if said else {})

    def _connection(self) -> http.client.HTTPConnection:
        if not hasattr(self._kept, "connection"):
            self._kept.connection = http.client.HTTPConnection(self._host, self._port, timeout=ANSWER_SECONDS)
            self._all_kept.append(self._kept.connection)
        kept: http.client.HTTPConnection = self._kept.connection
        return kept


def expected(status: int, answer: Answer, request: str) -> Answer:
    """The answer, if it has that status. Raises `Unexpected` with the problem's own words."""
    if answer.status != status:
        raise Unexpected(f"{request}: {answer.status}, not {status}: {json.dumps(answer.body, ensure_ascii=False)}")
    return answer
