"""Words of waits. As all codes: stored and sent as they stand here (vocabulary.py)."""

from enum import StrEnum


class WaitKind(StrEnum):
    """The kinds of waiting the delay ledger knows (docs/explanation/delay-ledger.md)."""

    REGISTRATION = "registration"
    FILE = "file"
    QUEUE = "queue"
    LOOKUP = "lookup"
    RETRY = "retry"
    GAP = "gap"
    STATE_REQUEST = "state_request"
    DOCUMENT = "document"
    COMMISSION = "commission"
    ASSESSMENT = "assessment"
    CONTRACT = "contract"
    DECISION = "decision"
    COMPLAINT = "complaint"
    IDLE = "idle"


class WaitCause(StrEnum):
    """What a second of waiting is booked under."""

    REGISTRATION = "REGISTRATION"
    TRANSFER = "TRANSFER"
    QUEUE = "QUEUE"
    LOOKUP = "LOOKUP"
    RETRY = "RETRY"
    UNATTENDED_GAP = "UNATTENDED_GAP"
    STATE_REQUEST = "STATE_REQUEST"
    DOCUMENT = "DOCUMENT"
    INSPECTION = "INSPECTION"
    ASSESSMENT = "ASSESSMENT"
    CONTRACT = "CONTRACT"
    DECISION = "DECISION"
    COMPLAINT = "COMPLAINT"
    IDLE = "IDLE"
