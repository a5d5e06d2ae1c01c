"""What was recorded, as evidence: the stored bytes themselves, with their digest, straight from the event store."""

import base64
import hashlib
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from api.answers import shown
from api.asker import READERS, SEES_EVERYTHING, Asker
from api.authenticate import AskerDep
from api.documented import CLAIM, question, router
from api.history import FRESH_STORE, stream_of
from api.house import HouseDep
from api.pages import Cursor, Limit, link, place
from api.refusals import BadCursor, NoSuchClaim, NotYourQuestion, TooOld, Unreadable
from api.words import ClaimId
from domain.claim import Claim
from domain.events import ClaimSubmitted
from store.log import Recorded
from store.mapper import event_of

routes: Final[APIRouter] = router("evidence")

STORED: Final = '{"by":{"actor":"caseworker-11","role":"caseworker"},"class_version":1,"reason":"DEATH"}'
EXAMPLE: Final = {
    "claim": CLAIM,
    "events": [
        {
            "version": 17,
            "type": "claim.withdrawn",
            "position": 8123,
            "recorded_at": "2019-04-09T05:00:00.120000Z",
            "sha256": hashlib.sha256(STORED.encode()).hexdigest(),
            "text": STORED,
            "base64": base64.b64encode(STORED.encode()).decode(),
        }
    ],
    "freshness": FRESH_STORE,
}


@routes.get("/{claim}/events", **question(EXAMPLE, NotYourQuestion, NoSuchClaim, BadCursor, Unreadable, TooOld))
def read_events(
    claim: ClaimId, asker: AskerDep, house: HouseDep, cursor: Cursor = None, limit: Limit = None
) -> Response:
    """Every event of the claim as it is stored and published: `text` and `base64` are the bytes that `sha256` is of."""
    asker.require_role(READERS)
    most = min(limit or house.settings.api_page, house.settings.api_page)
    after = _after(cursor) if cursor else 0
    stream, fresh = stream_of(house, claim)
    _require_visible(asker, claim, stream)
    found = [recorded for recorded in stream if recorded.version > after][:most]
    last: list[str | int] | None = [found[-1].version] if found and found[-1] is not stream[-1] else None
    headers = link(f"/claims/{claim}/events", last, {"limit": limit})
    events = [_entry(recorded) for recorded in found]
    return shown({"claim": claim, "events": events, "freshness": fresh}, headers=headers)


def _require_visible(asker: Asker, claim: UUID, stream: list[Recorded]) -> None:
    """Raises `NoSuchClaim` unless this is a claim, and in the asker's scope as its events have left it.

    Raises `UnknownEvent` if only newer code knows where that is; who sees everything is shown the bytes all the same.
    """
    if not stream or stream[0].name != ClaimSubmitted.TOPIC:
        raise NoSuchClaim
    if asker.role in SEES_EVERYTHING:
        return  # also what nobody can decode any more
    folded = Claim.blank(claim)
    for recorded in stream:
        event_of(recorded).mutate(folded)
    asker.require_sees(folded.state)


def _entry(recorded: Recorded) -> dict[str, Any]:
    return {
        "version": recorded.version,
        "type": recorded.name,
        "position": recorded.position,
        "recorded_at": recorded.recorded_at,
        "sha256": hashlib.sha256(recorded.body).hexdigest(),
        "text": recorded.body.decode(errors="replace"),
        "base64": base64.b64encode(recorded.body).decode(),
    }


def _after(cursor: str) -> int:
    match place(cursor):
        case [int(version)]:
            return version
    raise BadCursor
