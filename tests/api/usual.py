"""Every command over HTTP: who says it, where, with which words, and what must have happened before."""

from dataclasses import dataclass, replace
from typing import Any, Final

from domain.vocabulary import Role

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Who:
    """A token's bearer."""

    role: Role
    office: str
    region: str | None = "75"
    actor: str = "aigul"

    def elsewhere(self) -> "Who":
        """Somebody of the same role in another region."""
        return replace(self, region="19", actor="other")

    def next_door(self) -> "Who":
        """Somebody of the same role and region at another office."""
        return replace(self, office=f"{self.office}-B", actor="other")


CASEWORKER: Final = Who(Role.CASEWORKER, "ALMATY-1")
RECEIVER: Final = Who(Role.CASEWORKER, "ALMATY-2", actor="gulnar")
"""of the office that a file is sent to"""
COMMISSION: Final = Who(Role.COMMISSION, "ALMATY-C1", actor="bolat")
HEAD: Final = Who(Role.HEAD, "ALMATY-AB", actor="dana")
SERVICE: Final = Who(Role.SERVICE, "QADAM", None, "lookups")
AUDITOR: Final = Who(Role.AUDITOR, "ANTI-CORRUPTION", None, "erlan")
DEPUTY: Final = Who(Role.DEPUTY, "MAZHILIS", None, "saule")
OPERATOR: Final = Who(Role.OPERATOR, "QADAM", None, "timur")
EVERYBODY: Final = (CASEWORKER, COMMISSION, HEAD, SERVICE, AUDITOR, DEPUTY, OPERATOR)

MOTHER: Final = "a0000000-0000-4000-8000-000000000001"
CHILD: Final = "a0000000-0000-4000-8000-000000000002"
BABY: Final = "a0000000-0000-4000-8000-000000000003"
BORN: Final = "2005-03-01"  # before the registry's first day
DIGEST: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
RAW: Final = {"bus": "SCSS001", "service": "00000"}


def submission(mother: str = MOTHER, **other: Any) -> Json:
    """An application for a mother and two children."""
    return {
        "channel": "CENTRE",
        "region": "750000000",
        "authorised_body": HEAD.office,
        "language": "kk",
        "members": [
            {"person_ref": mother, "role": "APPLICANT", "acts": {"MARRIAGE": "2004-06-06"}, "abroad": ["DIVORCE"]},
            {"person_ref": CHILD, "role": "CHILD", "birth_date": BORN},
            {"person_ref": BABY, "role": "CHILD", "birth_date": "2015-08-20"},
        ],
        **other,
    }


@dataclass(frozen=True, slots=True)
class Said:
    """A command as it is usually said. `before`: the commands that lead up to it."""

    who: Who
    path: str
    body: Json
    before: tuple[str, ...] = ()


_ASKED: Final = ("submit", "register", "request_checks")
_SENT: Final = (*_ASKED, "request_lookup")
_GAP: Final = (*_SENT, "complete_lookup")

_DECIDED: Final = ("submit", "register", "approve")
_OFFERED: Final = ("submit", "register", "offer_contract")

USUAL: Final[dict[str, Said]] = {
    "submit": Said(CASEWORKER, "", submission()),
    "register": Said(CASEWORKER, "/registration", {}, ("submit",)),
    "withdraw": Said(CASEWORKER, "/withdrawal", {"reason": "APPLICANT_REQUEST"}, ("submit",)),
    "request_checks": Said(
        CASEWORKER, "/checks", {"needs": [{"subject": CHILD, "fact": "BIRTH"}]}, ("submit", "register")
    ),
    "request_lookup": Said(SERVICE, "/lookups/L1/attempts", {"message": "m-0000000001"}, _ASKED),
    "fail_lookup": Said(
        SERVICE,
        "/lookups/L1/attempts/1/failure",
        {"outcome": "TIMEOUT", "raw_status": RAW, "latency_ms": 30_000, "retry_at": "2019-04-01T11:00:00+06:00"},
        _SENT,
    ),
    "complete_lookup": Said(
        SERVICE,
        "/lookups/L1/attempts/1/answer",
        {"outcome": "NOT_FOUND", "latency_ms": 400, "source_as_of": "2019-03-31", "raw_status": RAW},
        _SENT,
    ),
    "send_state_request": Said(CASEWORKER, "/state-requests", {"gap": "G1", "body": "MINISTRY_OF_JUSTICE"}, _GAP),
    "answer_state_request": Said(
        CASEWORKER, "/state-requests/S1/answer", {"answer": "NO_DATA"}, (*_GAP, "send_state_request")
    ),
    "request_document": Said(
        CASEWORKER,
        "/document-requests",
        {"type": "BIRTH_CERTIFICATE", "subject": CHILD, "fact": "BIRTH", "basis": "ORDER_320_PAPER_BEFORE_2007"},
        _GAP,
    ),
    "receive_document": Said(
        CASEWORKER, "/document-requests/D1/receipt", {"digest": DIGEST}, (*_GAP, "request_document")
    ),
    "withdraw_document_request": Said(
        CASEWORKER, "/document-requests/D1/withdrawal", {"reason": "ASKED_IN_ERROR"}, (*_GAP, "request_document")
    ),
    "assign_commission": Said(
        CASEWORKER, "/commission", {"commission": COMMISSION.office, "quorum": 3}, ("submit", "register")
    ),
    "conclude": Said(
        COMMISSION,
        "/conclusion",
        {
            "result": "NEEDS",
            "signatures": [{"member": "bolat", "at": "2019-04-01T10:02:00+06:00", "device": "tablet-1"}],
        },
        ("submit", "register", "assign_commission"),
    ),
    "assess_income": Said(
        CASEWORKER,
        "/assessment",
        {"quarter": "2019-Q1", "line": 20_789, "band": "BELOW"},
        ("submit", "register", "assign_commission", "conclude"),
    ),
    "approve": Said(
        HEAD, "/approval", {"number": "AB-№7/2019", "kind": "UNCONDITIONAL", "months": 3}, ("submit", "register")
    ),
    "refuse": Said(
        HEAD, "/refusal", {"number": "AB-8", "ground": "INCOME_ABOVE_LINE", "conclusion": None}, ("submit", "register")
    ),
    "send_file": Said(CASEWORKER, "/file-transfers", {"to": RECEIVER.office}, ("submit",)),
    "receive_file": Said(RECEIVER, "/file-transfers/receipt", {}, ("submit", "send_file")),
    "extend_term": Said(
        CASEWORKER, "/extensions", {"due_on": "2019-05-08", "reason": "AWAITING_STATE_BODY"}, ("submit", "register")
    ),
    "inspect": Said(COMMISSION, "/inspection", {"on": "2019-04-01"}, ("submit", "register", "assign_commission")),
    "offer_contract": Said(CASEWORKER, "/contracts", {"kind": "SOCIAL_CONTRACT"}, ("submit", "register")),
    "sign_contract": Said(CASEWORKER, "/contracts/SOCIAL_CONTRACT/signature", {}, _OFFERED),
    "decline_contract": Said(CASEWORKER, "/contracts/SOCIAL_CONTRACT/refusal", {}, _OFFERED),
    "send_notice": Said(CASEWORKER, "/notices", {"what": 1, "channel": "SMS"}, ("submit",)),
    "start_payment": Said(CASEWORKER, "/payment", {"first_month": "2019-04"}, _DECIDED),
    "suspend_payment": Said(
        CASEWORKER, "/payment/suspension", {"ground": "CONTRACT_BREACHED"}, (*_DECIDED, "start_payment")
    ),
    "resume_payment": Said(
        CASEWORKER,
        "/payment/resumption",
        {"ground": "GROUND_CEASED"},
        (*_DECIDED, "start_payment", "suspend_payment"),
    ),
    "terminate_payment": Said(
        CASEWORKER, "/payment/termination", {"ground": "PERIOD_ENDED"}, (*_DECIDED, "start_payment")
    ),
    "complain": Said(CASEWORKER, "/complaints", {"body": "75-AKIMAT", "external_number": "2019-75-0042"}, _DECIDED),
    "resolve_complaint": Said(
        CASEWORKER,
        "/complaints/K1/resolution",
        {"external_number": "2019-75-0042/R", "result": "UPHELD"},
        (*_DECIDED, "complain"),
    ),
    "assign": Said(HEAD, "/assignment", {"to": CASEWORKER.actor, "role": "caseworker"}, ("submit",)),
    "hand_back": Said(CASEWORKER, "/hand-back", {"reason": "CONFLICT_OF_INTEREST"}, ("submit", "assign")),
    "correct": Said(CASEWORKER, "/corrections", {"wrong": 1, "field": "channel", "right": "EGOV"}, ("submit",)),
}
