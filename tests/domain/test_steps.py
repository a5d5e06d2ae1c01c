"""Of every event of a claim it was decided whether it is a step."""

from domain.event import EVENTS
from domain.events import ClaimEvent
from domain.steps import NO_STEPS
from domain.steps import STEPS as COUNTED

STEPS = {
    "checks.requested",
    "claim.approved",
    "claim.refused",
    "claim.registered",
    "claim.submitted",
    "claim.withdrawn",
    "commission.assigned",
    "commission.concluded",
    "commission.inspected",
    "complaint.filed",
    "complaint.resolved",
    "contract.declined",
    "contract.offered",
    "contract.signed",
    "document.received",
    "document.request_withdrawn",
    "document.requested",
    "file.received",
    "file.sent",
    "income.assessed",
    "lookup.completed",
    "payment.resumed",
    "payment.started",
    "payment.suspended",
    "payment.terminated",
    "state_request.answered",
    "state_request.sent",
    "term.extended",
}


def test_every_event_is_a_step_or_it_is_said_why_it_is_none() -> None:
    names = {name for name, kind in EVENTS.items() if issubclass(kind, ClaimEvent)}
    undecided = names - STEPS - {kind.TOPIC for kind in NO_STEPS}
    assert not undecided, f"a step, or one of NO_STEPS of domain/steps.py: {sorted(undecided)}"
    assert set(COUNTED) == STEPS
    assert all(NO_STEPS.values())
