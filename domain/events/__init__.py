"""What can happen to a claim, an applicant, a finding and an inquiry: one class an event,
by the part of life it belongs to.

The list in prose: docs/reference/events.md; how one is added: docs/how-to/add-an-event.md.
"""

from domain.events.afterwards import (
    ComplaintFiled,
    ComplaintResolved,
    CorrectionRecorded,
    NoticeSent,
    PaymentEvent,
    PaymentResumed,
    PaymentStarted,
    PaymentSuspended,
    PaymentTerminated,
)
from domain.events.applicant import ApplicantApplied, ApplicantAppliedAgain, ApplicantEvent
from domain.events.base import ClaimEvent
from domain.events.checks import (
    Asked,
    ChecksRequested,
    GapClosed,
    GapDetected,
    LookupCompleted,
    LookupFailed,
    LookupRequested,
    Missing,
    RawStatus,
    StateRequestAnswered,
    StateRequestSent,
)
from domain.events.decision import (
    ClaimApproved,
    ClaimRefused,
    ClaimWithdrawn,
    CommissionAssigned,
    CommissionConcluded,
    CommissionInspected,
    ContractDeclined,
    ContractEvent,
    ContractOffered,
    ContractSigned,
    IncomeAssessed,
    Signature,
)
from domain.events.finding import (
    FindingAcknowledged,
    FindingAnswered,
    FindingClosed,
    FindingEvent,
    FindingMeasured,
    FindingRaised,
    FindingReopened,
    FindingState,
)
from domain.events.inquiry import (
    Difference,
    InquiryAnswered,
    InquiryEvent,
    InquiryReceived,
    InquiryReplied,
    InquiryRerun,
    InquiryState,
    NotCompared,
)
from domain.events.intake import (
    ClaimRegistered,
    ClaimSubmitted,
    DeadlineRecomputed,
    FileReceived,
    FileSent,
    Member,
    TermExtended,
)
from domain.events.papers import DocumentReceived, DocumentRequested, DocumentRequestWithdrawn
from domain.events.work import ClaimAssigned, ClaimHandedBack, HandoutEvent, QueueHandedOut

__all__ = [
    "ApplicantApplied", "ApplicantAppliedAgain", "ApplicantEvent", "Asked", "ChecksRequested", "ClaimApproved",
    "ClaimAssigned", "ClaimEvent", "ClaimHandedBack", "ClaimRefused", "ClaimRegistered", "ClaimSubmitted",
    "ClaimWithdrawn", "CommissionAssigned", "CommissionConcluded", "CommissionInspected", "ComplaintFiled",
    "ComplaintResolved", "ContractDeclined", "ContractEvent", "ContractOffered", "ContractSigned",
    "CorrectionRecorded", "DeadlineRecomputed", "Difference", "DocumentReceived", "DocumentRequestWithdrawn",
    "DocumentRequested", "FileReceived", "FileSent", "FindingAcknowledged", "FindingAnswered", "FindingClosed",
    "FindingEvent", "FindingMeasured", "FindingRaised", "FindingReopened", "FindingState", "GapClosed", "GapDetected",
    "HandoutEvent", "IncomeAssessed", "InquiryAnswered", "InquiryEvent", "InquiryReceived", "InquiryReplied",
    "InquiryRerun", "InquiryState", "LookupCompleted", "LookupFailed", "LookupRequested", "Member", "Missing",
    "NotCompared", "NoticeSent", "PaymentEvent", "PaymentResumed", "PaymentStarted", "PaymentSuspended",
    "PaymentTerminated",
    "QueueHandedOut", "RawStatus", "Signature", "StateRequestAnswered", "StateRequestSent", "TermExtended",
]  # fmt: skip
