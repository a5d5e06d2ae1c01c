"""One canonical example per event type, as its fields; a test overrides what it is about.

They tell one story in Almaty, April 2019: a mother applies with two children, one of them born before the registry's
first day. Stored bytes of the same examples lie in tests/domain/stored/.
"""

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from domain import events
from domain.event import COLUMNS, EVENTS, Event

CLAIM = UUID("0c1a1c1a-0000-4000-8000-000000000001")
APPLICANT = UUID("0c1a1c1a-0000-4000-8000-000000000002")
MOTHER = "a0000000-0000-4000-8000-000000000001"
CHILD = "a0000000-0000-4000-8000-000000000002"  # born in 2005, before the registry's first day
BABY = "a0000000-0000-4000-8000-000000000003"  # born in 2015
FATHER = "a0000000-0000-4000-8000-000000000004"

REGION = "750000000"
UNIT = "751110000"
OFFICE = "ALMATY-1"
OTHER_OFFICE = "ALMATY-2"
COMMISSION = "ALMATY-C1"
REVIEWER = "ALMATY-AKIMAT"
BODY = "ALMATY-AB"
SERVICE = "QADAM"

RECORDED = datetime(2019, 4, 1, 4, 0, 0, 123456, tzinfo=UTC)
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

_CASEWORKER = {"by": {"actor": "aigul", "role": "caseworker"}, "office": OFFICE}
_RECEIVER = {"by": {"actor": "gulnar", "role": "caseworker"}, "office": OTHER_OFFICE}
_SERVICE = {"by": {"actor": "lookups", "role": "service"}, "office": SERVICE}
_COMMISSION = {"by": {"actor": "bolat", "role": "commission"}, "office": COMMISSION}
_HEAD = {"by": {"actor": "dana", "role": "head"}, "office": BODY}
_WATCH = {"by": {"actor": "watch", "role": "service"}, "office": SERVICE}
_AUDITOR = {"by": {"actor": "erlan", "role": "auditor"}, "office": "AUDIT"}
_DEPUTY = {"by": {"actor": "saule", "role": "deputy"}, "office": "MAZHILIS"}
_MEASURED = {
    "events": [18],
    "who": {"kind": "COMMISSION", "code": COMMISSION},
    "since": "2019-04-09T10:00:00Z",
    "until": "2019-04-11T10:00:00Z",
}
_ENVELOPE = {
    "occurred_at": "2019-04-01T04:00:00Z",
    "request": {"key": "a-key-of-sixteen-or-more", "digest": DIGEST},
}
_RAW = {"bus": "SCSS001", "service": "00000"}
_CIVIL = {"lookup": "L1", "registry": "CIVIL_STATUS", "service": "CIVIL_STATUS/BIRTH", "subject": CHILD}

FIELDS: dict[type[Event], dict[str, Any]] = {
    events.ClaimSubmitted: _CASEWORKER
    | {
        "channel": "CENTRE",
        "region": REGION,
        "authorised_body": BODY,
        "language": "kk",
        "members": [
            {"person_ref": MOTHER, "role": "APPLICANT", "coverage": {"BIRTH": "INSIDE", "MARRIAGE": "ABROAD"}},
            {"person_ref": CHILD, "role": "CHILD", "coverage": {"BIRTH": "OUTSIDE", "FATHER": "OUTSIDE"}},
        ],
        "edition": "2019-04",
        "calendar": "kz-1",
        "register_by": "2019-04-02",
    },
    events.ClaimRegistered: _CASEWORKER
    | {
        "number": "ALMATY-1-2019-000001",
        "registered_on": "2019-04-01",
        "edition": "2019-04",
        "calendar": "kz-1",
        "due_on": "2019-04-10",
        "reasons": [
            {
                "kind": "TERM",
                "channel": "CENTRE",
                "starts": "REGISTRATION",
                "start_on": "2019-04-01",
                "working_days": 7,
                "edition": "2019-04",
                "calendar": "kz-1",
            },
            {"kind": "SKIPPED", "day": "2019-04-06", "why": "WEEKEND"},
            {"kind": "SKIPPED", "day": "2019-04-07", "why": "WEEKEND"},
        ],
    },
    events.FileSent: _CASEWORKER | {"from_office": OFFICE, "to_office": OTHER_OFFICE},
    events.FileReceived: _RECEIVER | {"from_office": OFFICE, "to_office": OTHER_OFFICE},
    events.TermExtended: _HEAD | {"due_on": "2019-05-08", "reason": "AWAITING_STATE_BODY"},
    events.DeadlineRecomputed: _CASEWORKER
    | {
        "due_on": "2019-04-11",
        "calendar": "kz-1+2f1e",
        "reasons": [
            {
                "kind": "TERM",
                "channel": "CENTRE",
                "starts": "REGISTRATION",
                "start_on": "2019-04-01",
                "working_days": 7,
                "edition": "2019-04",
                "calendar": "kz-1+2f1e",
            },
            {"kind": "SKIPPED", "day": "2019-04-08", "why": "TRANSFER:decree"},
        ],
    },
    events.ChecksRequested: _CASEWORKER | {"questions": [_CIVIL | {"facts": ["BIRTH", "FATHER"]}]},
    events.LookupRequested: _SERVICE
    | _CIVIL
    | {"attempt": 1, "facts": ["BIRTH", "FATHER"], "message": "c0ffee00-0000-4000-8000-000000000001"},
    events.LookupFailed: _SERVICE
    | {
        "lookup": "L1",
        "attempt": 1,
        "outcome": "TIMEOUT",
        "raw_status": {"bus": None, "service": None},
        "latency_ms": 30000,
        "retry_at": "2019-04-01T04:05:00Z",
    },
    events.LookupCompleted: _SERVICE
    | {
        "lookup": "L1",
        "attempt": 2,
        "outcome": "FOUND_INCOMPLETE",
        "given": ["BIRTH"],
        "missing": [{"fact": "FATHER", "fields": ["father_name", "paternity_act"]}],
        "unit": UNIT,
        "raw_status": _RAW,
        "source_as_of": "2019-03-31",
        "latency_ms": 412,
        "evidence": DIGEST,
    },
    events.GapDetected: _SERVICE
    | {
        "gap": "G1",
        "fact": "FATHER",
        "subject": CHILD,
        "fields": ["father_name", "paternity_act"],
        "cause": "NOT_FILLED",
        "owner": {"kind": "REGISTRY", "code": "CIVIL_STATUS"},
        "lookup": "L1",
        "unit": UNIT,
    },
    events.GapClosed: _SERVICE | {"gap": "G1", "closed_by": 9, "replaced_by": "G2"},
    events.StateRequestSent: _CASEWORKER
    | {
        "state_request": "S1",
        "body": {"kind": "STATE_BODY", "code": "MINISTRY_OF_JUSTICE"},
        "gap": "G1",
        "due_on": "2019-04-08",
    },
    events.StateRequestAnswered: _CASEWORKER | {"state_request": "S1", "answer": "NO_DATA"},
    events.DocumentRequested: _COMMISSION
    | {
        "demand": "D1",
        "type": "BIRTH_CERTIFICATE",
        "subject": CHILD,
        "fact": "BIRTH",
        "gap": "G1",
        "basis": "ORDER_320_PAPER_BEFORE_2007",
        "asked_by": "COMMISSION",
        "verdict": "GAP",
        "state_not_asked": True,
    },
    events.DocumentReceived: _CASEWORKER | {"demand": "D1", "digest": DIGEST},
    events.DocumentRequestWithdrawn: _CASEWORKER | {"demand": "D1", "reason": "GAP_CLOSED"},
    events.CommissionAssigned: _CASEWORKER | {"commission": COMMISSION, "quorum": 3},
    events.CommissionConcluded: _COMMISSION
    | {
        "result": "NEEDS",
        "signatures": [
            {"member": "bolat", "at": "2019-04-12T06:00:00Z", "device": "tablet-1"},
            {"member": "saule", "at": "2019-04-12T06:00:30Z", "device": "tablet-2"},
        ],
        "next": "ASSESSMENT",
    },
    events.CommissionInspected: _COMMISSION | {"on": "2019-04-11"},
    events.ContractOffered: _CASEWORKER | {"kind": "SOCIAL_CONTRACT"},
    events.ContractSigned: _CASEWORKER | {"kind": "SOCIAL_CONTRACT"},
    events.ContractDeclined: _CASEWORKER | {"kind": "INDIVIDUAL_PLAN"},
    events.IncomeAssessed: _CASEWORKER | {"quarter": "2019-Q1", "line": 14849, "band": "BELOW"},
    events.ClaimApproved: _HEAD | {"number": "ALMATY-AB-7", "kind": "UNCONDITIONAL", "months": 3, "conclusion": 15},
    events.ClaimRefused: _HEAD | {"number": "ALMATY-AB-8", "ground": "NOT_IN_NEED", "conclusion": None},
    events.ClaimWithdrawn: _CASEWORKER | {"reason": "APPLICANT_REQUEST"},
    events.NoticeSent: _HEAD | {"what": 17, "channel": "SMS"},
    events.PaymentStarted: _CASEWORKER | {"first_month": "2019-04"},
    events.PaymentSuspended: _CASEWORKER | {"ground": "CONTRACT_BREACHED"},
    events.PaymentResumed: _CASEWORKER | {"ground": "GROUND_CEASED"},
    events.PaymentTerminated: _HEAD | {"ground": "PERIOD_ENDED"},
    events.ComplaintFiled: _CASEWORKER
    | {"complaint": "K1", "body": REVIEWER, "external_number": "2019-75-0042", "due_on": "2019-05-04"},
    events.ComplaintResolved: _HEAD | {"complaint": "K1", "external_number": "2019-75-0042/R", "result": "UPHELD"},
    events.CorrectionRecorded: _CASEWORKER | {"wrong": 15, "field": "quarter", "right": "2019-Q2"},
    events.FindingRaised: _WATCH
    | {
        "claim": str(CLAIM),
        "region": REGION,
        "claim_office": OFFICE,
        "submitted_on": "2019-04-01",
        "rule": "UNJUSTIFIED_DEMAND",
        "rule_version": 1,
        "thing": "D2",
    }
    | _MEASURED,
    events.FindingMeasured: _WATCH | {"rule_version": 1} | _MEASURED,
    events.FindingReopened: _WATCH | {"rule_version": 1} | _MEASURED,
    events.FindingAcknowledged: _HEAD,
    events.FindingAnswered: _HEAD | {"answer": "MENDED"},
    events.FindingClosed: _AUDITOR | {"reason": "ANSWER_ACCEPTED"},
    events.InquiryReceived: _DEPUTY
    | {
        "number": "DZ-127/2019",
        "addressee": "MLSPP",
        "template": "CLAIMS",
        "region": "75",
        "submitted_from": "2019-04-01",
        "submitted_to": "2019-04-30",
        "due_on": "2019-05-01",
    },
    events.InquiryAnswered: _DEPUTY
    | {
        "as_known": "2019-04-30",
        "position": 8123,
        "definitions": ["cohort_2", "statistics_1"],
        "policy": "k=10",
        "answer": '{"as_known":"2019-04-30","tables":[]}',
        "digest": DIGEST,
    },
    events.InquiryRerun: _DEPUTY
    | {
        "as_known": "2019-05-10",
        "position": 8410,
        "definitions": ["cohort_2", "statistics_1"],
        "digest": DIGEST,
        "same": False,
        "differences": [
            {"table": "claims", "key": {"region": "75"}, "figure": "approved", "before": 22, "after": 23},
        ],
        "more_differences": 0,
        "not_compared": [{"table": "grounds", "month": "2019-04", "given_before": True, "given_now": False}],
        "recorded_since": {"claim.approved": 1},
    },
    events.InquiryReplied: {"by": {"actor": "madina", "role": "head"}, "office": "MLSPP"} | {"reply": "01-7/4521"},
    events.ClaimAssigned: _CASEWORKER | {"to": "aigul", "to_role": "caseworker", "of_office": OFFICE, "way": "NEXT"},
    events.ClaimHandedBack: _CASEWORKER | {"reason": "CONFLICT_OF_INTEREST"},
    events.QueueHandedOut: _CASEWORKER | {"claim": str(CLAIM)},
    events.ApplicantApplied: _CASEWORKER | {"claim": str(CLAIM)},
    events.ApplicantAppliedAgain: _CASEWORKER | {"claim": str(CLAIM), "channel": "AKIM", "region": REGION},
}

E = TypeVar("E", bound=Event)


def example(
    kind: type[E], /, *, stream: UUID = CLAIM, version: int = 1, recorded_at: datetime = RECORDED, **other: Any
) -> E:
    """The canonical event of that class, with other fields where the test says so. TypeError names a strange field."""
    content = _ENVELOPE | FIELDS[kind] | other
    return kind(originator_id=stream, originator_version=version, timestamp=recorded_at, **content)


def real_events() -> dict[str, type[Event]]:
    """Wire name -> class, without the events that tests declare for themselves."""
    return {name: kind for name, kind in EVENTS.items() if not kind.__module__.startswith("tests.")}


def own_fields(kind: type[Event]) -> tuple[str, ...]:
    """The fields of a class that stand in the bytes, in the order of declaration."""
    return tuple(field.name for field in fields(kind) if field.name not in COLUMNS)
