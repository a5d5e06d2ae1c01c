"""What is taken along of what an event says, so that nobody is recognised who was not known before.

Only what is named here leaves: a field of tomorrow stays at home until somebody has thought about it, and a test asks.
Persons are person_refs, which mean nothing outside the vault. Who acted is a role and an office: the token's subject
and the request's key never leave.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from domain.events import ClaimEvent
from domain.state import ClaimState

TAKEN: Final = frozenset(
    {
        *("channel", "region", "authorised_body", "language", "members", "edition", "calendar", "register_by"),
        *("registered_on", "due_on", "reasons", "from_office", "to_office", "reason"),
        *("questions", "lookup", "attempt", "registry", "service", "subject", "facts"),
        *("outcome", "given", "missing", "unit", "latency_ms", "retry_at", "source_as_of"),
        *("gap", "fact", "fields", "cause", "owner", "closed_by", "replaced_by", "state_request", "body", "answer"),
        *("demand", "type", "basis", "asked_by", "verdict", "state_not_asked"),
        *("commission", "quorum", "on", "result", "signatures", "next", "quarter", "line", "band"),
        *("to_role", "of_office", "way"),
        *("kind", "months", "ground", "conclusion", "what", "channel", "first_month", "complaint", "wrong", "field"),
    }
)
"""fields of events that are taken along"""
LEFT_OUT: Final[Mapping[str, str]] = {
    "by": "the role is told, the actor is a person",
    "office": "told beside",
    "occurred_at": "told beside",
    "request": "the key of a request belongs to whoever sent it",
    "number": "under it the paper file of the claim, or of the decision, is found",
    "external_number": "under it the complaint is found at another body",
    "message": "under it the question is found in the logs of the bus",
    "raw_status": "as it came from others, in words that nobody here has chosen",
    "digest": "whoever has the paper can tell that it is this claim's",
    "evidence": "whoever has the record can tell that it is this claim's",
    "to": "the actor is a person",
    "right": "what somebody typed in to put something right",
}
"""fields that are not, and why"""


def _signatures(signed: list[dict[str, Any]]) -> dict[str, int]:
    """How many there are, of how many people, on how many devices: who they are stays here."""
    return {
        "signatures": len(signed),
        "signatories": len({each["member"] for each in signed}),
        "devices": len({each["device"] for each in signed}),
    }


TOLD_OTHERWISE: Final[Mapping[str, Callable[[Any], object]]] = {"signatures": _signatures}
"""fields that are taken along in other words"""


@dataclass(frozen=True, slots=True)
class About:
    """What an event is about, told once for all kinds of events: by itself, or by the thing that it names.

    `facts`: codes, separated by spaces. `outcome`: of a lookup, a state body's answer, a commission's or complaint's
    result.
    """

    subject: str | None = None
    facts: str | None = None
    registry: str | None = None
    outcome: str | None = None
    cause: str | None = None
    verdict: str | None = None
    document_type: str | None = None


THINGS: Final = (
    ("demand", "demands"),
    ("state_request", "state_requests"),
    ("gap", "gaps"),
    ("lookup", "questions"),
)
"""field of an event -> where the claim keeps the thing that it names; the nearest first"""
OUTCOMES: Final = ("outcome", "answer", "result")


def about(event: ClaimEvent, state: ClaimState) -> About:
    """`state`: the claim as the event left it."""
    said, thing = vars(event), None
    for name, kept in THINGS:
        if said.get(name) is not None:
            thing = getattr(state, kept)[said[name]]
            break
    facts = said.get("facts") or getattr(thing, "facts", None)
    fact = said.get("fact") or getattr(thing, "fact", None)
    return About(
        subject=said.get("subject") or getattr(thing, "subject", None),
        facts=" ".join(facts) if facts else fact,
        registry=said.get("registry") or getattr(thing, "registry", None),
        outcome=next((said[name] for name in OUTCOMES if name in said), None),
        cause=said.get("cause") or getattr(thing, "cause", None),
        verdict=said.get("verdict") or getattr(thing, "verdict", None),
        document_type=getattr(thing, "type", None),
    )


def details(event: ClaimEvent) -> str:
    """Everything of the event that is taken along, as JSON with sorted names."""
    said = {name: _told(name, value) for name, value in vars(event).items() if name in TAKEN}
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode()


def _told(name: str, value: object) -> object:
    return TOLD_OTHERWISE[name](value) if name in TOLD_OTHERWISE else value
