"""The outermost layer: every request gets an id and a line in the log, every unexpected error the same short answer."""

import time
from random import Random
from typing import Final

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.asker import Asker
from api.logs import log
from api.problems import response
from api.refusals import Fault

REQUEST_ID: Final = "qadam.request_id"
ASKER: Final = "qadam.asker"
NOT_ROUTED: Final = "none"
ID_BITS: Final = 64

_dice: Final = Random()  # noqa: S311 - an id only has to be another one: asking the system for each is dearer


class Journal:
    """ASGI middleware. The line names the route's function: paths and queries may hold what nobody should keep."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, answer = time.perf_counter(), _Answer(send)
        scope[REQUEST_ID] = answer.request_id
        try:
            await self.app(scope, receive, answer.send)
        except ClientDisconnect:
            log.info("gone", request=answer.request_id)  # nobody is left to be answered
        except Exception as failure:
            log.error("fault", request=answer.request_id, route=_route(scope), exc_info=failure)
            if answer.status:
                raise  # the answer has begun: all that is left is to break it off
            await response(Fault())(scope, receive, answer.send)
        finally:
            _write_down(scope, answer, time.perf_counter() - began)


class _Answer:
    """Notes the status on its way out and adds the request's id."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.request_id = f"{_dice.getrandbits(ID_BITS):016x}"

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message.get("headers", ()), (b"x-request-id", self.request_id.encode())]
        await self._send(message)


def _write_down(scope: Scope, answer: _Answer, seconds: float) -> None:
    asker: Asker | None = scope.get(ASKER)
    log.info(
        "answered",
        request=answer.request_id,
        method=scope["method"],
        route=_route(scope),
        status=answer.status,
        ms=round(seconds * 1000, 1),
        actor=asker and asker.actor,
        role=asker and asker.role,
    )


def _route(scope: Scope) -> str:
    return getattr(scope.get("endpoint"), "__name__", NOT_ROUTED)
