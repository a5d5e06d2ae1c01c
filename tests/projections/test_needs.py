"""How it stands with claims and facts is counted as the events say, on every day that anybody may ask for."""

from collections import Counter
from collections.abc import Iterable

import pytest

from domain.events import (
    ChecksRequested,
    ClaimSubmitted,
    DocumentRequested,
    GapDetected,
    LookupCompleted,
    StateRequestSent,
)
from domain.events.base import ClaimEvent
from domain.policy import edition
from domain.vocabulary import JUSTIFIED, Coverage, Fact, GapCause
from projections.needs import TALLY, Asked, Data, First
from tests.projections.tallies import Counted, cohort, recounts

NO_PAPER = ("IDENTITY_CARD", "CONSENT")
Named = tuple[str, str]


def recount(events: list[ClaimEvent]) -> Counted:
    """From the events alone: sets of facts that were asked for, given, missing and demanded."""
    given, missing, asked_first = _given(events), _missing(events), _asked_first(events)
    worst = _demanded(events)
    questions = [q for event in events if isinstance(event, ChecksRequested) for q in event.questions]
    wanted = {(question["subject"], fact) for question in questions for fact in question["facts"]}
    counted: Counted = Counter()
    for named in given | missing.keys() | worst.keys():
        data = Data.GAP if named in missing else Data.GIVEN if named in given else Data.UNKNOWN
        first = asked_first.get(named, First.NOBODY if named in missing else "") if _fillable(events, named) else ""
        key = (named[1], _coverage(events, named), data, missing.get(named, ""), first, worst.get(named, "NOT_ASKED"))
        counted[*cohort(events), *key, "facts"] += 1
    data = Data.GAP if missing else Data.GIVEN if wanted and wanted <= given else Data.UNKNOWN
    counted[*cohort(events), "", "", data, "", "", _worst(worst.values()), "claims"] += 1
    return counted


def _given(events: list[ClaimEvent]) -> set[Named]:
    subjects = {q["lookup"]: q["subject"] for e in events if isinstance(e, ChecksRequested) for q in e.questions}
    answered, given = set(), set()
    for event in events:
        if isinstance(event, LookupCompleted) and (event.lookup, event.attempt) not in answered:
            answered.add((event.lookup, event.attempt))
            given |= {(subjects[event.lookup], fact) for fact in event.given}
    return given


def _missing(events: list[ClaimEvent]) -> dict[Named, str]:
    return {(event.subject, event.fact): event.cause for event in events if isinstance(event, GapDetected)}


def _demanded(events: list[ClaimEvent]) -> dict[Named, str]:
    demanded: dict[Named, str] = {}
    for event in events:
        if isinstance(event, DocumentRequested) and event.type not in NO_PAPER:
            judged = "JUSTIFIED" if event.verdict in JUSTIFIED else "UNJUSTIFIED"
            named = (event.subject, event.fact)
            demanded[named] = _worst([judged, demanded.get(named, "NOT_ASKED")])
    return demanded


def _asked_first(events: list[ClaimEvent]) -> dict[Named, str]:
    """Whoever came first: the paper, or the body that the rules name."""
    gaps = {event.gap: (event.subject, event.fact) for event in events if isinstance(event, GapDetected)}
    first: dict[Named, str] = {}
    for event in events:
        if isinstance(event, DocumentRequested) and event.type not in NO_PAPER:
            first.setdefault((event.subject, event.fact), First.APPLICANT)
        elif isinstance(event, StateRequestSent):
            body = _fillable(events, gaps[event.gap])
            if body and body in (event.body["kind"], event.body["code"]):
                first.setdefault(gaps[event.gap], First.STATE)
    return first


def _coverage(events: list[ClaimEvent], named: Named) -> Coverage:
    submitted = events[0]
    assert isinstance(submitted, ClaimSubmitted)
    (member,) = (m for m in submitted.members if m["person_ref"] == named[0])
    return Coverage(member["coverage"].get(named[1], "INSIDE"))


def _fillable(events: list[ClaimEvent], named: Named) -> str | None:
    submitted = events[0]
    assert isinstance(submitted, ClaimSubmitted)
    return edition(submitted.edition).state_body_for(Fact(named[1]), _coverage(events, named))


def _worst(asked: Iterable[str]) -> str:
    found = set(asked)
    return next((each for each in ("UNJUSTIFIED", "JUSTIFIED") if each in found), "NOT_ASKED")


@pytest.mark.long
def test_cells_and_lines_say_what_the_events_say() -> None:
    met = recounts(TALLY, recount)
    assert {key[5] for key in met} == set(Data)
    assert {key[6] for key in met} == {"", *GapCause}
    assert {key[7] for key in met} == {"", *First}
    assert {key[8] for key in met} == set(Asked)
    assert {key[4] for key in met} >= {"", Coverage.INSIDE, Coverage.OUTSIDE}
