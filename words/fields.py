"""What the fields of events are, so that a value can be told: from which closed list, a day, a member, a version."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from domain import events as e
from domain.regions import time_zone
from words.cast import Cast
from words.catalogue import NoWords, Said, code, say

LISTS: Final[Mapping[type[e.ClaimEvent], Mapping[str, str]]] = {
    e.ClaimSubmitted: {"channel": "Channel", "language": "Language"},
    e.TermExtended: {"reason": "ExtensionReason"},
    e.LookupRequested: {"registry": "Registry"},
    e.LookupFailed: {"outcome": "LookupOutcome"},
    e.LookupCompleted: {"outcome": "LookupOutcome"},
    e.GapDetected: {"fact": "Fact", "cause": "GapCause"},
    e.StateRequestAnswered: {"answer": "StateAnswer"},
    e.DocumentRequested: {
        "type": "DocumentType",
        "fact": "Fact",
        "asked_by": "Party",
        "verdict": "Verdict",
        "basis": "Basis",
    },
    e.DocumentRequestWithdrawn: {"reason": "DemandWithdrawal"},
    e.CommissionConcluded: {"result": "Conclusion", "next": "Stage"},
    e.IncomeAssessed: {"band": "IncomeBand"},
    e.ContractOffered: {"kind": "ContractKind"},
    e.ContractSigned: {"kind": "ContractKind"},
    e.ContractDeclined: {"kind": "ContractKind"},
    e.ClaimApproved: {"kind": "AidKind"},
    e.ClaimRefused: {"ground": "RefusalGround"},
    e.ClaimWithdrawn: {"reason": "Withdrawal"},
    e.ClaimAssigned: {"to_role": "Role", "way": "AssignmentWay"},
    e.ClaimHandedBack: {"reason": "HandBack"},
    e.NoticeSent: {"channel": "NoticeChannel"},
    e.PaymentSuspended: {"ground": "PaymentGround"},
    e.PaymentResumed: {"ground": "PaymentGround"},
    e.PaymentTerminated: {"ground": "PaymentGround"},
    e.ComplaintResolved: {"result": "ComplaintResult"},
}
DAYS: Final = frozenset({"due_on", "register_by", "registered_on", "on"})
INSTANTS: Final = frozenset({"retry_at"})
OFFICES: Final = frozenset({"from_office", "to_office"})
PLACES: Final = frozenset({"region", "unit"})
VERSIONS: Final = frozenset({"wrong", "what", "closed_by", "conclusion"})
"""told as they are, without the thousands' separator that a number gets"""


def plain(kind: type[e.ClaimEvent], name: str, value: Any, cast: Cast, zone: str) -> Said | None:
    """The value as a sentence takes it; None for what only the sentence's own event can explain (lists, objects)."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value) if name in VERSIONS else value
        case str():
            return _text(kind, name, value, cast, zone)
    return None


def told(kind: type[e.ClaimEvent], name: str, value: Any, cast: Cast, zone: str) -> Said:
    """A value that somebody typed in, as a correction's: what fits no list and is no day is told as it stands."""
    if value is None or isinstance(value, bool):
        return say("value", cast.lang, value="none" if value is None else plain(kind, name, value, cast, zone) or "")
    try:
        return plain(kind, name, value, cast, zone) or ""
    except (NoWords, ValueError):
        return str(value)


def _text(kind: type[e.ClaimEvent], name: str, value: str, cast: Cast, zone: str) -> Said:
    if listed := LISTS.get(kind, {}).get(name):
        return code(listed, value, cast.lang)
    if name in DAYS:
        return date.fromisoformat(value)
    if name in INSTANTS:
        return datetime.fromisoformat(value).astimezone(time_zone(zone))
    if name in OFFICES:
        return cast.office(value)
    if name in PLACES:
        return cast.place(value)
    return cast.member(value) if name == "subject" or cast.has(value) else value
