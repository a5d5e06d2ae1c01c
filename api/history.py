"""One claim's events straight from the event store: what is asked of them is never behind, and needs no read model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

import psycopg
from fastapi import Header, Query

from api.asker import Asker
from api.house import House
from api.refusals import NoSuchClaim
from domain.claim import Claim
from domain.events import ClaimEvent, ClaimSubmitted
from domain.state import ClaimState
from domain.vocabulary import Language
from projections.freshness import Freshness
from store.errors import StoreUnavailable
from store.log import Recorded, end, read_stream
from store.mapper import event_of
from words import language, preferred

LONGEST_LANG: Final = 35
FRESH_STORE: Final = {
    "projection": "events",
    "position": 8123,
    "store_position": 8123,
    "lag_seconds": 0.0,
    "parked": 0,
    "heartbeat_seconds": None,
}
"""the stamp of what comes from the store itself, by example"""

Lang = Annotated[
    str | None,
    Query(
        alias="language",
        max_length=LONGEST_LANG,
        description=f"{', '.join(Language)}; else what Accept-Language prefers, else the claim's language",
        examples=[Language.RU.value],
        json_schema_extra={"enum": [*Language, None]},
    ),
]
AcceptLanguage = Annotated[str | None, Header(description="used where language is not said")]
STORE: Final = "events"
"""what an answer comes from that comes from no read model"""


@dataclass(frozen=True, slots=True)
class History:
    """A claim's events, as they are stored and as they are meant, and the state that they have left."""

    freshness: Freshness
    recorded: Sequence[Recorded]
    events: Sequence[ClaimEvent]
    state: ClaimState

    @property
    def version(self) -> int:
        return self.events[-1].originator_version


def stream_of(house: House, claim: UUID) -> tuple[list[Recorded], Freshness]:
    """Everything recorded of the claim, empty if there is none; and up to where that is everything."""
    try:
        with house.pool.connection() as connection:
            position = end(connection)  # looked at first: what is read next may be newer, and is never older
            return read_stream(connection, claim), Freshness(STORE, position, position, 0.0, 0, None)
    except psycopg.OperationalError as error:
        raise StoreUnavailable(f"the store cannot be read: {error}") from error


def history(house: House, asker: Asker, claim: UUID) -> History:
    """The claim's history. Raises `NoSuchClaim` unless the asker may see it, `UnknownEvent` if newer code wrote it."""
    recorded, freshness = stream_of(house, claim)
    if not recorded or recorded[0].name != ClaimSubmitted.TOPIC:
        raise NoSuchClaim
    folded, events = Claim.blank(claim), list[ClaimEvent]()
    for each in recorded:
        event = event_of(each)
        assert isinstance(event, ClaimEvent), f"{each.name} in the stream of a claim"
        event.mutate(folded)
        events.append(event)
    asker.require_sees(folded.state)
    return History(freshness, recorded, events, folded.state)


def answered_in(lang: str | None, header: str | None, state: ClaimState) -> Language:
    """The language of the answer. Raises `UnknownCode` for one that we do not speak; a header is only a wish."""
    return language(lang) if lang is not None else preferred(header, state.language)


def in_language(lang: Language) -> dict[str, str]:
    """What an answer in words says of itself: its language, and that another wish would bring another answer."""
    return {"Content-Language": lang.value, "Vary": "Accept-Language"}
