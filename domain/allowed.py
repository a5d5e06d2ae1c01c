"""What may be done in which stage, and by whom. Two tables that a newcomer can read aloud.

They are as wide as the record of breaches needs: an approval before a conclusion is recorded and found, not blocked.
"""

from collections.abc import Callable
from typing import Final

from domain.errors import NotAllowed, NotYours
from domain.state import ClaimState
from domain.turns import held, turns
from domain.vocabulary import Role, Stage, WaitKind

_PAPERS = frozenset({"request_document", "receive_document", "withdraw_document_request"})
_LOOKUPS = frozenset({"request_lookup", "fail_lookup", "complete_lookup"})
_FILE = frozenset({"send_file", "receive_file"})
_CONTRACT = frozenset({"offer_contract", "sign_contract", "decline_contract"})
_PAYMENT = frozenset({"start_payment", "suspend_payment", "resume_payment", "terminate_payment"})
_WORK = frozenset({"assign", "hand_back"})
_ALWAYS = frozenset({"send_notice", "correct", "complain", "resolve_complaint"})
_CHECKS = (
    _PAPERS
    | _LOOKUPS
    | _FILE
    | _CONTRACT
    | _WORK
    | _ALWAYS
    | {"request_checks", "send_state_request", "answer_state_request", "assign_commission"}
    | {"extend_term", "recompute_deadline", "approve", "refuse", "withdraw"}
)
_LATE = _ALWAYS | _PAYMENT | {"receive_document", "fail_lookup", "complete_lookup", "answer_state_request"}

ALLOWED: Final[dict[Stage, frozenset[str]]] = {
    Stage.INTAKE: _PAPERS | _FILE | _WORK | _ALWAYS | {"register", "withdraw"},
    Stage.CHECKS: _CHECKS | {"assess_income"},
    Stage.COMMISSION: _CHECKS | {"inspect", "conclude"},
    Stage.ASSESSMENT: _CHECKS | {"assess_income"},
    Stage.DECISION: _CHECKS,
    Stage.DECIDED: _LATE,
    Stage.REVIEW: _LATE,
    Stage.WITHDRAWN: _LATE,
}
AGAIN: Final[dict[Stage, frozenset[str]]] = {
    Stage.COMMISSION: _PAYMENT,
    Stage.ASSESSMENT: _PAYMENT,
    Stage.DECISION: _PAYMENT,
}
"""What a stage allows besides while a claim waits in it for another decision: the one before stands, and its money
flows (docs/decisions/0012)."""

_DEMANDS = frozenset({"request_document", "withdraw_document_request"})
_TOLD = frozenset({"send_notice", "complain", "resolve_complaint", "extend_term", "recompute_deadline"})
_HEAD = frozenset({"approve", "refuse"})
_COMMISSION = frozenset({"inspect", "conclude"})

MAY: Final[dict[Role, frozenset[str]]] = {
    Role.CASEWORKER: (_CHECKS | _PAYMENT | {"submit", "register", "assess_income", "take"})
    - _HEAD
    - _LOOKUPS
    - {"assign"},
    Role.HEAD: _HEAD | _DEMANDS | _TOLD | (_PAYMENT - {"start_payment"}) | _WORK | {"take", "correct"},
    Role.COMMISSION: _COMMISSION | _DEMANDS | {"take", "hand_back", "correct"},
    Role.SERVICE: _LOOKUPS | {"recompute_deadline"},
    Role.AUDITOR: frozenset(),
    Role.DEPUTY: frozenset(),
    Role.OPERATOR: frozenset(),
}

ENDED_BY: Final[dict[WaitKind, frozenset[str]]] = {
    WaitKind.REGISTRATION: frozenset({"register"}),
    WaitKind.FILE: frozenset({"receive_file"}),
    WaitKind.QUEUE: frozenset({"request_lookup"}),
    WaitKind.LOOKUP: frozenset({"fail_lookup", "complete_lookup"}),
    WaitKind.RETRY: frozenset({"request_lookup"}),
    WaitKind.GAP: frozenset({"send_state_request", "request_document", "request_checks"}),
    WaitKind.STATE_REQUEST: frozenset({"answer_state_request"}),
    WaitKind.DOCUMENT: frozenset({"receive_document", "withdraw_document_request"}),
    WaitKind.COMMISSION: frozenset({"conclude"}),
    WaitKind.ASSESSMENT: frozenset({"assess_income"}),
    WaitKind.CONTRACT: frozenset({"sign_contract", "decline_contract"}),
    WaitKind.DECISION: _HEAD,
    WaitKind.COMPLAINT: frozenset({"resolve_complaint"}),
    WaitKind.IDLE: _HEAD | {"request_checks", "assign_commission", "assess_income"},
}
"""A kind of wait -> the commands that end it, in the usual course: what whoever has the move does next"""
RECEIVES: Final = "receive_file"
"""what an office may do to which a file is on its way, and nothing else"""
PAYMENT_FROM: Final[dict[str, tuple[str | None, ...]]] = {
    "start_payment": (None, "TERMINATED"),
    "suspend_payment": ("STARTED",),
    "resume_payment": ("SUSPENDED",),
    "terminate_payment": ("STARTED", "SUSPENDED"),
}
"""A command on the payment -> how the payment must stand. Whether it was due at all is found later, not refused."""


def _payment(*stands: str | None) -> Callable[[ClaimState], bool]:
    return lambda state: state.payment in stands


HAS_OBJECT: Final[dict[str, Callable[[ClaimState], bool]]] = {
    RECEIVES: lambda state: state.transfer_to is not None,
    "assign": lambda state: bool(turns(state)),
    "hand_back": lambda state: bool(held(state)),
    "send_state_request": lambda state: any(gap.open for gap in state.gaps.values()),
    "answer_state_request": lambda state: any(request.answer is None for request in state.state_requests.values()),
    "receive_document": lambda state: any(demand.status != "RECEIVED" for demand in state.demands.values()),
    "withdraw_document_request": lambda state: any(d.status == "OUTSTANDING" for d in state.demands.values()),
    "extend_term": lambda state: state.due_on is not None,
    "recompute_deadline": lambda state: state.due_on is not None,
    "sign_contract": lambda state: "OFFERED" in state.contracts.values(),
    "decline_contract": lambda state: "OFFERED" in state.contracts.values(),
    **{command: _payment(*stands) for command, stands in PAYMENT_FROM.items()},
    "resolve_complaint": lambda state: any(complaint.result is None for complaint in state.complaints.values()),
}
"""Commands that need something to act on. Its lack is refused by the command itself, in words of its own; nobody is
offered it."""


def allowed(state: ClaimState) -> frozenset[str]:
    """What may be done to the claim now, by whomever."""
    stage = Stage(state.stage)
    return ALLOWED[stage] | AGAIN.get(stage, frozenset()) if state.decision else ALLOWED[stage]


def doable(state: ClaimState, role: Role, office: str) -> frozenset[str]:
    """What the stage allows this role of this office, without what there is nothing for.

    An office to which the file is on its way receives it, and does nothing else before; nobody else receives it.
    """
    offered = allowed(state) & MAY[role]
    found = frozenset(each for each in offered if each not in HAS_OBJECT or HAS_OBJECT[each](state))
    receives = frozenset({RECEIVES})
    if role.value not in held(state):
        found -= {"hand_back"}
    return found & receives if state.transfer_to and state.transfer_to == office else found - receives


def require_role(command: str, role: Role) -> None:
    """Raises `NotYours` unless the role acts so."""
    if command not in MAY[role]:
        raise NotYours(command, role, [r for r, commands in MAY.items() if command in commands])


def require_stage(command: str, state: ClaimState, role: Role) -> None:
    """Raises `NotAllowed`, which lists what the role may do now."""
    now = allowed(state)
    if command not in now:
        raise NotAllowed(command, state.stage, now & MAY[role])
