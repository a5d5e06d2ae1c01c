"""Whether this process lives, and whether what stands behind it does. Open to everybody, so it names no figures.

A dead worker looks like a quiet day: nothing lags while nothing comes. So the relay is asked for the lock that the
active one holds, and the projector for its heartbeat.
"""

from collections.abc import Callable
from typing import Any, Final

import psycopg
import psycopg2
from fastapi import APIRouter
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)
from starlette.responses import Response

from api.answers import shown
from api.documented import refused, router
from api.house import House, HouseDep
from api.refusals import Unreadable
from domain.calendar import ending
from projections.base import recorded_day
from projections.claim_file import claim_file
from projections.delays import delays
from projections.foreign import foreign
from projections.freshness import freshness
from store.errors import StoreError
from store.migrate import applied, versions

routes: Final[APIRouter] = router("health", prefix="/health")

SILENT_SECONDS: Final = 10.0
"""a projector not heard for so long is not there"""
LAGGING_SECONDS: Final = 60.0
"""read models that far behind answer about another day"""
RELAY_LOCK_CLASS: Final = 0x0AD7
"""first half of the advisory lock of the active relay (consumers/relay.py)"""
RELAY_LOCK: Final = """
SELECT EXISTS (
    SELECT FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND classid::bigint = %(class)s
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND objid::bigint = hashtext(%(topic)s)::bigint & 4294967295
)
"""
GOOD: Final = "ok"

Check = Callable[[House], str]


@routes.get(
    "/live",
    responses={200: {"content": {"application/json": {"example": {"live": True}}}}, **refused([Unreadable])},
)
async def live() -> Response:
    """This process answers."""
    return shown({"live": True})


@routes.get(
    "/ready",
    responses={
        200: {"content": {"application/json": {"example": {"ready": True, "store": GOOD, "topic": GOOD}}}},
        503: {
            "description": "something behind it does not work",
            "content": {
                "application/json": {"example": {"ready": False, "store": GOOD, "relay": "no relay is active"}}
            },
        },
        **refused([Unreadable]),
    },
)
def ready(house: HouseDep) -> Response:
    """Everything behind this process works: store and schema, clock, relay, projector.

    Two say more and make nothing unready: `calendar`, from eighteen months before its table ends, that another has to
    come; `topic`, that somebody else than the relay wrote there, and was not believed.
    """
    found = {name: _checked(check, house) for name, check in CHECKS.items()}
    good = all(said == GOOD for said in found.values())
    answer: Response = shown({"ready": good, **found, **_warnings(house)})
    answer.status_code = 200 if good else 503
    return answer


def _warnings(house: House) -> dict[str, str]:
    return {name: _checked(check, house) for name, check in WARNINGS.items()}


def _checked(check: Check, house: House) -> str:
    try:
        return check(house)
    except (StoreError, psycopg.Error, psycopg2.Error) as error:
        return f"cannot be asked: {type(error).__name__}"


def _store(house: House) -> str:
    with house.pool.connection() as connection:
        return GOOD if applied(connection) == versions() else "another schema version than this code's"


def _clock(house: House) -> str:
    house.clock.now()
    return GOOD


def _calendar(house: House) -> str:
    return ending(recorded_day(house.clock.now())) or GOOD


def _topic(house: House) -> str:
    with house.questions.reading() as connection:
        return "holds what no relay has sent: qadam foreign list" if foreign(connection) else GOOD


def _relay(house: House) -> str:
    values: dict[str, Any] = {"class": RELAY_LOCK_CLASS, "topic": house.settings.kafka_topic}
    with house.pool.connection() as connection:
        found = connection.execute(RELAY_LOCK, values).fetchone()
    return GOOD if found and found[0] else "no relay is active"


def _projector(house: House) -> str:
    with house.questions.reading() as connection:
        return next(
            filter(lambda said: said != GOOD, (_model(connection, each.name) for each in (claim_file, delays))), GOOD
        )


def _model(connection: Connection, name: str) -> str:
    fresh = freshness(connection, name)
    if fresh.heartbeat_seconds is None or fresh.heartbeat_seconds > SILENT_SECONDS:
        return "no projector is heard"
    if fresh.lag_seconds is None or fresh.lag_seconds > LAGGING_SECONDS:
        return f"{name} lags"
    return GOOD


WARNINGS: Final[dict[str, Check]] = {"calendar": _calendar, "topic": _topic}
CHECKS: Final[dict[str, Check]] = {"store": _store, "clock": _clock, "relay": _relay, "projector": _projector}
