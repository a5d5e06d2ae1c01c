"""The usual arguments of every command, and the family of the examples: a test names only what it is about."""

from datetime import date
from typing import Any, Final

from domain.checks import Need
from domain.submission import MemberGiven
from domain.vocabulary import (
    AidKind,
    Channel,
    ComplaintResult,
    Conclusion,
    ContractKind,
    DemandWithdrawal,
    DocumentType,
    ExtensionReason,
    Fact,
    HandBack,
    IncomeBand,
    Language,
    LookupOutcome,
    MemberRole,
    NoticeChannel,
    PaymentGround,
    RefusalGround,
    Role,
    StateAnswer,
    StateBody,
    Withdrawal,
)
from tests.domain.examples import (
    BABY,
    BODY,
    CHILD,
    COMMISSION,
    DIGEST,
    FATHER,
    MOTHER,
    OFFICE,
    OTHER_OFFICE,
    REGION,
    REVIEWER,
    SERVICE,
)

OFFICE_OF: Final = {
    Role.CASEWORKER: OFFICE,
    Role.COMMISSION: COMMISSION,
    Role.HEAD: BODY,
    Role.SERVICE: SERVICE,
    Role.AUDITOR: "ANTI-CORRUPTION",
    Role.DEPUTY: "MAZHILIS",
    Role.OPERATOR: SERVICE,
}

FAMILY: Final = (
    MemberGiven(MOTHER, MemberRole.APPLICANT, birth_date=date(1985, 5, 5), acts={Fact.MARRIAGE: date(2004, 6, 6)}),
    MemberGiven(CHILD, MemberRole.CHILD, birth_date=date(2005, 3, 1)),
    MemberGiven(BABY, MemberRole.CHILD, birth_date=date(2015, 8, 20)),
    MemberGiven(FATHER, MemberRole.SPOUSE, abroad=frozenset({Fact.BIRTH}), acts={Fact.MARRIAGE: date(2010, 1, 9)}),
)
RAW: Final = {"bus": "SCSS001", "service": "00000"}

USUAL: Final[dict[str, dict[str, Any]]] = {
    "submit": {
        "channel": Channel.CENTRE,
        "region": REGION,
        "authorised_body": BODY,
        "language": Language.KK,
        "members": FAMILY,
    },
    "register": {"number": "ALMATY-1-2019-000001"},
    "request_checks": {"needs": [Need(BABY, Fact.BIRTH)]},
    "request_lookup": {"lookup": "L1", "message": "c0ffee00-0000-4000-8000-000000000001"},
    "fail_lookup": {
        "lookup": "L1",
        "attempt": 1,
        "outcome": LookupOutcome.TIMEOUT,
        "raw_status": RAW,
        "latency_ms": 30000,
        "retry_at": "2019-04-01T05:00:00Z",
    },
    "complete_lookup": {
        "lookup": "L1",
        "attempt": 1,
        "outcome": LookupOutcome.NOT_FOUND,
        "given": [],
        "missing": [],
        "unit": None,
        "raw_status": RAW,
        "source_as_of": None,
        "latency_ms": 400,
        "evidence": None,
    },
    "send_state_request": {"gap": "G1", "body": StateBody.MINISTRY_OF_JUSTICE},
    "answer_state_request": {"state_request": "S1", "answer": StateAnswer.NO_DATA},
    "request_document": {"type": DocumentType.BIRTH_CERTIFICATE, "subject": BABY, "fact": Fact.BIRTH, "basis": None},
    "receive_document": {"demand": "D1", "digest": DIGEST},
    "withdraw_document_request": {"demand": "D1", "reason": DemandWithdrawal.NOT_NEEDED},
    "assign_commission": {"commission": COMMISSION, "quorum": 3},
    "conclude": {
        "result": Conclusion.NEEDS,
        "signatures": [
            {"member": name, "at": "2019-04-12T06:00:00Z", "device": f"tablet-{name}"}
            for name in ("bolat", "saule", "erlan")
        ],
    },
    "assess_income": {"quarter": "2019-Q1", "line": 14849, "band": IncomeBand.BELOW},
    "approve": {"number": "ALMATY-AB-7", "kind": AidKind.UNCONDITIONAL, "months": 3, "conclusion": None},
    "refuse": {"number": "ALMATY-AB-8", "ground": RefusalGround.INCOME_ABOVE_LINE, "conclusion": None},
    "send_file": {"to": OTHER_OFFICE},
    "receive_file": {},
    "extend_term": {"due_on": date(2019, 5, 8), "reason": ExtensionReason.AWAITING_STATE_BODY},
    "recompute_deadline": {},
    "inspect": {"on": date(2019, 4, 1)},
    "offer_contract": {"kind": ContractKind.SOCIAL_CONTRACT},
    "sign_contract": {"kind": ContractKind.SOCIAL_CONTRACT},
    "decline_contract": {"kind": ContractKind.SOCIAL_CONTRACT},
    "send_notice": {"what": 1, "channel": NoticeChannel.LETTER},
    "start_payment": {"first_month": "2019-04"},
    "suspend_payment": {"ground": PaymentGround.CONTRACT_BREACHED},
    "resume_payment": {"ground": PaymentGround.GROUND_CEASED},
    "terminate_payment": {"ground": PaymentGround.PERIOD_ENDED},
    "complain": {"body": REVIEWER, "external_number": "2019-75-0042"},
    "resolve_complaint": {
        "complaint": "K1",
        "external_number": "2019-75-0042/R",
        "result": ComplaintResult.DISMISSED,
    },
    "correct": {"wrong": 1, "field": "channel", "right": "EGOV"},
    "take": {},
    "assign": {"to": "saule", "role": Role.CASEWORKER},
    "hand_back": {"reason": HandBack.CONFLICT_OF_INTEREST},
    "withdraw": {"reason": Withdrawal.APPLICANT_REQUEST},
}
