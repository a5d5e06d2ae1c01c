"""What happened, in one sentence an event: made from its own fields and from the claim as it stands after it.

The sentence stands in the catalogues under the event's name (words/<language>/events.ftl). What it is given are the
event's fields (words/fields.py) and, where it speaks of more, what `ALSO` adds.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from babel.dates import format_date

from domain import events as e
from domain.answerable import by_verdict
from domain.event import COLUMNS, EVENTS, Event
from domain.state import ClaimState
from domain.vocabulary import GapCause
from domain.wait import Moment
from words.cast import Cast
from words.catalogue import LOCALES, Said, code, say
from words.fields import plain, told

ENVELOPE: Final = frozenset(Event.__annotations__) | COLUMNS
MOST_QUESTIONS: Final = 5
"""told of one order for checks, of a large family's hundred; each has an entry of its own when it is sent"""


@dataclass(frozen=True, slots=True)
class Telling:
    """An event, the claim after it, and what else a sentence about it may need. `names`: the claim's events so far."""

    event: Any
    state: ClaimState
    came_from: str
    cast: Cast
    zone: str
    names: Sequence[str]

    @property
    def lang(self) -> str:
        return self.cast.lang

    def facts(self, codes: Iterable[str]) -> str:
        return ", ".join(code("Fact", each, self.lang) for each in codes)


def sentence(t: Telling) -> str:
    """What happened."""
    also = ALSO.get(type(t.event))
    return say(t.event.TOPIC, t.lang, **_fields(t) | (also(t) if also else {}))


def title(name: str, lang: str) -> str:
    """An event's name in a word or two."""
    return say(f"title-{name}", lang)


def _fields(t: Telling) -> dict[str, Said]:
    own = ((name, value) for name, value in t.event.content().items() if name not in ENVELOPE)
    shown = ((name, plain(type(t.event), name, value, t.cast, t.zone)) for name, value in own)
    return {name: value for name, value in shown if value is not None}


def _submitted(t: Telling) -> dict[str, Said]:
    return {"members": len(t.event.members)}


def _checks(t: Telling) -> dict[str, Said]:
    told = t.event.questions[:MOST_QUESTIONS]
    asked = (_question(t, each["registry"], each["subject"], each["facts"]) for each in told)
    count = len(t.event.questions)
    return {"count": count, "questions": "; ".join(asked), "more": count - len(told)}


def _question(t: Telling, registry: str, subject: str, facts: Iterable[str]) -> str:
    name = code("Registry", registry, t.lang)
    return say("question", t.lang, registry=name, subject=t.cast.member(subject), facts=t.facts(facts))


def _lookup(t: Telling) -> dict[str, Said]:
    asked = t.state.questions[t.event.lookup]
    return {"question": _question(t, asked.registry, asked.subject, asked.facts)}


def _answer(t: Telling) -> dict[str, Said]:
    missing = [each["fact"] for each in t.event.missing]
    counts = {"given_count": len(t.event.given), "missing_count": len(missing)}
    return _lookup(t) | counts | {"given": t.facts(t.event.given), "missing": t.facts(missing)}


def _gap(t: Telling) -> dict[str, Said]:
    return {"owner": t.cast.party(t.event.owner)}


def _gap_closed(t: Telling) -> dict[str, Said]:
    gap = t.state.gaps[t.event.gap]
    by_consent = gap.cause == GapCause.CONSENT and t.names[t.event.closed_by - 1] == e.DocumentReceived.TOPIC
    how = "replaced" if t.event.replaced_by else "consent" if by_consent else "given"
    return _about(t, gap.subject, gap.fact) | {"how": how}


def _state_request(t: Telling) -> dict[str, Said]:
    request = t.state.state_requests[t.event.state_request]
    return _about(t, request.subject, request.fact) | {"body": t.cast.party(request.body)}


def _about(t: Telling, subject: str, fact: str) -> dict[str, Said]:
    return {"subject": t.cast.member(subject), "fact": code("Fact", fact, t.lang)}


def _demand(t: Telling) -> dict[str, Said]:
    moment, asked = Moment(t.event, t.state, t.came_from, ()), t.state.demands[t.event.demand]
    basis = code("Basis", t.event.basis, t.lang) if t.event.basis else ""
    return {
        "asked_by": t.cast.party(asked.asked_by),
        "liable": t.cast.party(by_verdict(moment, t.event.demand)),
        "named": "yes" if t.event.basis else "no",
        "basis": basis,
    }


def _paper(t: Telling) -> dict[str, Said]:
    asked = t.state.demands[t.event.demand]
    return {"type": code("DocumentType", asked.type, t.lang), "subject": t.cast.member(asked.subject)}


def _conclusion(t: Telling) -> dict[str, Said]:
    return {"signatures": len(t.event.signatures)}


def _income(t: Telling) -> dict[str, Said]:
    year, _, quarter = t.event.quarter.partition("-Q")
    return {"quarter": say("quarter", t.lang, quarter=quarter, year=year)}


def _approval(t: Telling) -> dict[str, Said]:
    return {"months": say("months", t.lang, count=t.event.months)} | _rests_on(t)


def _rests_on(t: Telling) -> dict[str, Said]:
    return {"conclusion": str(t.event.conclusion or ""), "named": "yes" if t.event.conclusion else "no"}


def _notice(t: Telling) -> dict[str, Said]:
    return {"title": title(t.names[t.event.what - 1], t.lang)}


def _payment(t: Telling) -> dict[str, Said]:
    month, locale = date.fromisoformat(f"{t.event.first_month}-01"), LOCALES[t.cast.lang]
    return {"first_month": format_date(month, say("month-pattern", t.lang), locale=locale)}


def _complaint(t: Telling) -> dict[str, Said]:
    return {"body": t.state.complaints[t.event.complaint].body}


def _correction(t: Telling) -> dict[str, Said]:
    wrong = t.names[t.event.wrong - 1]
    right = told(_kind(wrong), t.event.field, t.event.right, t.cast, t.zone)
    return {"title": title(wrong, t.lang), "field": code("Field", t.event.field, t.lang), "right": right}


def _kind(name: str) -> type[e.ClaimEvent]:
    kind = EVENTS[name]
    assert issubclass(kind, e.ClaimEvent), f"{name} is no event of a claim"
    return kind


ALSO: Final[Mapping[type[e.ClaimEvent], Callable[[Telling], dict[str, Said]]]] = {
    e.ClaimSubmitted: _submitted,
    e.ChecksRequested: _checks,
    e.LookupRequested: _lookup,
    e.LookupFailed: _lookup,
    e.LookupCompleted: _answer,
    e.GapDetected: _gap,
    e.GapClosed: _gap_closed,
    e.StateRequestSent: _state_request,
    e.StateRequestAnswered: _state_request,
    e.DocumentRequested: _demand,
    e.DocumentReceived: _paper,
    e.DocumentRequestWithdrawn: _paper,
    e.CommissionConcluded: _conclusion,
    e.IncomeAssessed: _income,
    e.ClaimApproved: _approval,
    e.ClaimRefused: _rests_on,
    e.NoticeSent: _notice,
    e.PaymentStarted: _payment,
    e.ComplaintFiled: _complaint,
    e.ComplaintResolved: _complaint,
    e.CorrectionRecorded: _correction,
}
