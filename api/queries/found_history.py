"""What became of a finding: who raised, acknowledged, answered and closed it, when, and with which words."""

from typing import Any, Final
from uuid import UUID

from api.history import stream_of
from api.house import House
from domain.event import Event
from domain.events import FindingAnswered, FindingClosed, FindingEvent, FindingState
from domain.vocabulary import Language, Role
from store.log import Recorded
from store.mapper import event_of
from words import code

EXAMPLE: Final[dict[str, Any]] = {
    "version": 2,
    "type": FindingAnswered.TOPIC,
    "occurred_at": "2019-04-20T04:00:00Z",
    "recorded_at": "2019-04-20T04:00:00.120000Z",
    "by": {"role": Role.HEAD, "office": "79-OFFICE"},
    "status": "ANSWERED",
    "answer": "MENDED",
    "reason": None,
    "words": {lang.value: code("FindingAnswer", "MENDED", lang) for lang in Language},
}


def history(house: House, finding: UUID, until: int) -> list[dict[str, Any]]:
    """Its events up to a version, in order, from the store. Raises `UnknownEvent` if newer code wrote one."""
    recorded, _ = stream_of(house, finding)
    state = FindingState()
    return [_entry(each, event_of(each), state) for each in recorded if each.version <= until]


def _entry(recorded: Recorded, event: Event, state: FindingState) -> dict[str, Any]:
    assert isinstance(event, FindingEvent), f"{recorded.name} in the stream of a finding"
    event.change(state)
    return {
        "version": recorded.version,
        "type": recorded.name,
        "occurred_at": event.occurred_at,
        "recorded_at": recorded.recorded_at,
        "by": {"role": event.by["role"], "office": event.office},
        "status": state.status,
        "answer": event.answer if isinstance(event, FindingAnswered) else None,
        "reason": event.reason if isinstance(event, FindingClosed) else None,
        "words": _words(event),
    }


def _words(event: FindingEvent) -> dict[str, str] | None:
    """The answer or the reason in words; None where the event has none."""
    match event:
        case FindingAnswered():
            said = "FindingAnswer", event.answer
        case FindingClosed():
            said = "FindingClosure", event.reason
        case _:
            return None
    return {lang.value: code(*said, lang) for lang in Language}
