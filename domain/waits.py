"""What a claim waits for: which event opens and closes which wait, whose move it is, and who answers for it.

`TABLE`, at the end, is the rule: a row for each kind of wait, in the words defined before it. Holder, liable and
registry are fixed when a wait opens: a later outcome never moves seconds already counted. Whatever is open, a decision
or a withdrawal closes it. docs/explanation/delay-ledger.md tells the same with an example.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from domain import events as e
from domain.answerable import (
    CodeOf,
    PartyOf,
    authorised_body,
    body_asked,
    by_verdict,
    commission,
    is_pause,
    its_registry,
    office,
    only,
    outcome,
    owner_of_failure,
    owner_or_body,
    registry_asked,
    registry_of_demand,
    registry_of_gap,
    registry_of_request,
    reviewing_body,
    verdict,
)
from domain.vocabulary import Party, Stage, Verdict, WaitCause, WaitKind
from domain.wait import Moment, Wait

THE_CLAIM: Final = "claim"  # the object of waits of which a claim has one at a time

Things = Callable[[Moment], Iterable[str]]  # what gets a wait now
Closes = Callable[[Moment, Wait], bool]  # whether that open wait ends now


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of wait. `stage`: it opens when the claim enters that stage and closes when it leaves it.

    `follows_file`: the office in charge holds it, so that it ends and begins anew when another office takes over.
    """

    cause: WaitCause
    holder: PartyOf
    liable: PartyOf
    opened_by: Mapping[type[e.ClaimEvent], Things] = field(default_factory=dict)
    closed_by: Mapping[type[e.ClaimEvent], Closes] = field(default_factory=dict)
    stage: Stage | None = None
    follows_file: bool = False
    pause: Callable[[Moment, str], bool] = lambda m, thing: False
    registry: CodeOf = lambda m, thing: None
    came_of: CodeOf = lambda m, thing: None


def opened(m: Moment, at: int, over: Sequence[Wait] = ()) -> list[Wait]:
    """The waits that this moment opens, idleness excepted; `over`: those that it has just closed."""
    rules = _OPENED_BY.get(type(m.event), {})
    if m.state.has_ended:
        rules = {kind: things for kind, things in rules.items() if kind == WaitKind.COMPLAINT}
    waits = [wait_for(m, kind, thing, at) for kind, things in rules.items() for thing in things(m)]
    if isinstance(m.event, e.FileReceived):
        waits += [wait_for(m, wait.kind, wait.object, at) for wait in over if TABLE[wait.kind].follows_file]
    if m.state.stage != m.came_from and (kind := _OPENED_IN.get(m.state.stage)):
        waits.append(wait_for(m, kind, THE_CLAIM, at))
    return waits


def closing(m: Moment) -> list[Wait]:
    """The open waits that this moment ends, idleness excepted; all but complaints if the claim ended."""
    if m.state.has_ended:
        rules = {WaitKind.COMPLAINT.value: its("complaint")} if isinstance(m.event, e.ComplaintResolved) else {}
        return [w for w in m.open if w.kind != WaitKind.COMPLAINT or ((rule := rules.get(w.kind)) and rule(m, w))]
    rules = _CLOSED_BY.get(type(m.event), {})
    left = _OPENED_IN.get(m.came_from) if m.state.stage != m.came_from else None
    return [w for w in m.open if w.kind == left or ((rule := rules.get(w.kind)) and rule(m, w))]


def wait_for(m: Moment, kind: str, thing: str, at: int) -> Wait:
    row, version = TABLE[kind], m.event.originator_version
    return Wait(
        id=f"{kind}/{thing}/{version}",
        kind=kind,
        object=thing,
        version=version,
        stage=m.state.stage,
        holder=row.holder(m, thing),
        liable=row.liable(m, thing),
        cause=row.cause.value,
        registry=row.registry(m, thing),
        pause=row.pause(m, thing),
        opened_at=at,
    )


# What gets a wait


def the_claim(m: Moment) -> Iterable[str]:
    return (THE_CLAIM,)


def the(name: str) -> Things:
    """The thing that the event names in this field."""
    return lambda m: (getattr(m.event, name),)


def the_questions(m: Moment) -> Iterable[str]:
    """All questions of one checks.requested wait together, under its version."""
    return (str(m.event.originator_version),) if m.event.questions else ()


def the_retry(m: Moment) -> Iterator[str]:
    """A question that is asked again; one that lapsed with a decision, or is over, is not."""
    if m.state.questions[m.event.lookup].status == "RETRY":
        yield m.event.lookup


def unattended(m: Moment) -> Iterator[str]:
    """Gaps for which nobody was asked, or the last of those asked gave nothing."""
    for gap in m.gaps_left():
        if not m.state.is_attended(gap.subject, gap.fact) and not m.is_waited_for(WaitKind.GAP, gap):
            yield gap.id


def the_demand(m: Moment) -> Iterator[str]:
    """A demand made again beside an outstanding one adds no wait: the applicant owes that paper already."""
    beside = sum(1 for _ in m.state.demands_for(m.event.subject, m.event.fact, "OUTSTANDING")) > 1
    if not (beside and m.event.verdict == Verdict.ASKED_AGAIN):
        yield m.event.demand


def the_complaint(m: Moment) -> Iterable[str]:
    """Only one about a decision is waited for; before it, a complaint stands beside the claim."""
    return (m.event.complaint,) if m.state.complaints[m.event.complaint].reviews else ()


def next_demand(m: Moment) -> Iterator[str]:
    """The fact is missing, and no paper for it is waited for though one is owed: the oldest is from now on."""
    for gap in m.gaps_left():
        outstanding = list(m.state.demands_for(gap.subject, gap.fact, "OUTSTANDING"))
        if outstanding and not m.is_waited_for(WaitKind.DOCUMENT, gap):
            yield min(outstanding, key=lambda demand: demand.version).id


# What ends a wait


def always(m: Moment, wait: Wait) -> bool:
    return True


def its(name: str) -> Closes:
    """The event names in this field what is waited for."""
    return lambda m, wait: bool(getattr(m.event, name) == wait.object)


def none_left(m: Moment, wait: Wait) -> bool:
    """Every question of those checks was sent once or is moot."""
    unsent = (q for q in m.state.questions.values() if q.checks == int(wait.object) and not q.sent)
    return all(m.state.is_moot(question) for question in unsent)


def its_fact(m: Moment, wait: Wait) -> bool:
    """The event is about the subject and fact that are waited for."""
    return m.awaited_fact(wait) in m.facts()


def unless_replaced(rule: Closes) -> Closes:
    """A replaced gap keeps its waits: the fact is still missing, only the reason is another."""
    return lambda m, wait: m.event.replaced_by is None and rule(m, wait)


TABLE: Final[dict[str, Row]] = {
    WaitKind.REGISTRATION: Row(
        WaitCause.REGISTRATION,
        holder=office,
        liable=office,
        opened_by={e.ClaimSubmitted: the_claim},
        closed_by={e.ClaimRegistered: always, e.FileReceived: always},
        follows_file=True,
    ),
    WaitKind.FILE: Row(
        WaitCause.TRANSFER,
        holder=office,
        liable=office,
        opened_by={e.FileSent: the_claim},
        closed_by={e.FileSent: always, e.FileReceived: always},
    ),
    WaitKind.QUEUE: Row(
        WaitCause.QUEUE,
        holder=only(Party.SYSTEM),
        liable=only(Party.SYSTEM),
        opened_by={e.ChecksRequested: the_questions},
        closed_by={e.LookupRequested: none_left, e.GapClosed: unless_replaced(none_left)},
    ),
    WaitKind.LOOKUP: Row(
        WaitCause.LOOKUP,
        holder=registry_asked,
        liable=registry_asked,
        opened_by={e.LookupRequested: the("lookup")},
        closed_by={e.LookupFailed: its("lookup"), e.LookupCompleted: its("lookup")},
        registry=its_registry,
        came_of=outcome,
    ),
    WaitKind.RETRY: Row(
        WaitCause.RETRY,
        holder=only(Party.SYSTEM),
        liable=owner_of_failure,
        opened_by={e.LookupFailed: the_retry},
        closed_by={e.LookupRequested: its("lookup"), e.LookupCompleted: its("lookup")},
        registry=its_registry,
    ),
    WaitKind.GAP: Row(
        WaitCause.UNATTENDED_GAP,
        holder=office,
        liable=office,
        opened_by=dict.fromkeys(
            (
                e.GapDetected,
                e.LookupCompleted,
                e.StateRequestAnswered,
                e.DocumentReceived,
                e.DocumentRequestWithdrawn,
                e.ComplaintResolved,
            ),
            unattended,
        ),
        closed_by={
            e.StateRequestSent: its_fact,
            e.DocumentRequested: its_fact,
            e.ChecksRequested: its_fact,
            e.GapClosed: unless_replaced(its_fact),
            e.FileReceived: always,
        },
        follows_file=True,
        registry=registry_of_gap,
    ),
    WaitKind.STATE_REQUEST: Row(
        WaitCause.STATE_REQUEST,
        holder=body_asked,
        liable=owner_or_body,
        opened_by={e.StateRequestSent: the("state_request")},
        closed_by={e.StateRequestAnswered: its("state_request"), e.GapClosed: unless_replaced(its_fact)},
        registry=registry_of_request,
    ),
    WaitKind.DOCUMENT: Row(
        WaitCause.DOCUMENT,
        holder=only(Party.APPLICANT),
        liable=by_verdict,
        opened_by={
            e.DocumentRequested: the_demand,
            e.GapDetected: next_demand,
            e.DocumentReceived: next_demand,
            e.DocumentRequestWithdrawn: next_demand,
        },
        closed_by={e.DocumentReceived: its("demand"), e.DocumentRequestWithdrawn: its("demand")},
        pause=is_pause,
        registry=registry_of_demand,
        came_of=verdict,
    ),
    WaitKind.COMMISSION: Row(
        WaitCause.INSPECTION,
        holder=commission,
        liable=commission,
        opened_by={e.CommissionAssigned: the("commission")},
        closed_by={e.CommissionConcluded: always, e.CommissionAssigned: always},
    ),
    WaitKind.ASSESSMENT: Row(
        WaitCause.ASSESSMENT,
        holder=office,
        liable=office,
        closed_by={e.FileReceived: always},
        stage=Stage.ASSESSMENT,
        follows_file=True,
    ),
    WaitKind.CONTRACT: Row(
        WaitCause.CONTRACT,
        holder=only(Party.APPLICANT),
        liable=only(Party.APPLICANT),
        opened_by={e.ContractOffered: the("kind")},
        closed_by={e.ContractSigned: its("kind"), e.ContractDeclined: its("kind")},
    ),
    WaitKind.DECISION: Row(WaitCause.DECISION, holder=authorised_body, liable=authorised_body, stage=Stage.DECISION),
    WaitKind.COMPLAINT: Row(
        WaitCause.COMPLAINT,
        holder=reviewing_body,
        liable=reviewing_body,
        opened_by={e.ComplaintFiled: the_complaint},
        closed_by={e.ComplaintResolved: its("complaint")},
    ),
    WaitKind.IDLE: Row(WaitCause.IDLE, holder=office, liable=office),  # opened where nothing else is open: ledger.py
}


T = TypeVar("T")


def _by_event(column: Callable[[Row], Mapping[type[e.ClaimEvent], T]]) -> dict[type[e.ClaimEvent], dict[str, T]]:
    """The table read the other way: for an event, the rules of each kind of wait."""
    found: dict[type[e.ClaimEvent], dict[str, T]] = {}
    for kind, row in TABLE.items():
        for event, rule in column(row).items():
            found.setdefault(event, {})[str(kind)] = rule
    return found


_OPENED_BY: Final = _by_event(lambda row: row.opened_by)
_CLOSED_BY: Final = _by_event(lambda row: row.closed_by)
_OPENED_IN: Final = {str(row.stage): str(kind) for kind, row in TABLE.items() if row.stage}
