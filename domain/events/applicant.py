"""What can happen to an applicant: one open claim at a time, and applications beside it."""

from domain.event import Event


class ApplicantEvent(Event):
    """An event of an applicant's stream."""


class ApplicantApplied(ApplicantEvent):
    TOPIC = "applicant.applied"
    claim: str


class ApplicantAppliedAgain(ApplicantEvent):
    TOPIC = "applicant.applied_again"
    claim: str
    channel: str
    region: str
