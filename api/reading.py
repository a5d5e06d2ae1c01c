"""How a question is put to the read models: on one connection, at one moment; and waiting for one's own write."""

import time
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeVar

from fastapi import Query
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from api.house import House
from domain.shapes import VERSIONS
from projections.freshness import Freshness, freshness

T = TypeVar("T")

PATIENCE_SECONDS: Final = 2.0
"""how long an answer waits for the version that was asked for; then it says how far it is"""
LOOK_SECONDS: Final = 0.01

AtLeast = Annotated[
    int | None,
    Query(
        ge=1,
        le=VERSIONS,
        description="wait briefly until the claim has this version here: one's own write, as the command answered it."
        " The answer's `at_least` says whether it was `reached`; if not, it shows the older `version`",
        examples=[5],
    ),
]


def ask(house: House, model: str, question: Callable[[Connection], T]) -> tuple[T, Freshness]:
    """The answer, and how fresh it is."""
    with house.questions.reading() as connection:
        return question(connection), freshness(connection, model)


def waited(at_least: int | None, version: int) -> dict[str, Any]:
    """What an answer says of the version that was waited for; nothing, if none was."""
    return {"at_least": {"version": at_least, "reached": version >= at_least}} if at_least else {}


def ask_for_version(
    house: House,
    model: str,
    question: Callable[[Connection], T],
    version_of: Callable[[T], int],
    at_least: int | None,
) -> tuple[T, Freshness]:
    """The same for one claim, once it has that version here (0: it is not known), or when the patience has ended."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        found, fresh = ask(house, model, question)
        if version_of(found) >= (at_least or 0) or time.monotonic() > end:
            return found, fresh
        time.sleep(LOOK_SECONDS)
