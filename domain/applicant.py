"""One open claim per applicant: a second, tiny stream, saved in one transaction with the claim it lets in."""

from uuid import NAMESPACE_URL, UUID, uuid5

from domain.act import Act
from domain.allowed import require_role
from domain.event import Event
from domain.events import ApplicantApplied, ApplicantAppliedAgain, ApplicantEvent
from domain.stream import Stream

_NAMESPACE = uuid5(NAMESPACE_URL, "qadam:applicant")
_CLAIMS = uuid5(NAMESPACE_URL, "qadam:claim")


def applicant_id(person_ref: str) -> UUID:
    """The applicant's stream: the same person always meets the same one."""
    return uuid5(_NAMESPACE, person_ref)


def claim_id(actor: str, key: str) -> UUID:
    """A repeated submission meets its own claim."""
    return uuid5(_CLAIMS, f"{actor}/{key}")


class Applicant(Stream):
    """Who applied, with which claim last. Whether that claim is open is asked of the claim itself."""

    last_claim: str | None

    @classmethod
    def takes(cls, event: Event) -> bool:
        return isinstance(event, ApplicantEvent)

    def begin(self) -> None:
        self.last_claim = None

    def took(self, event: Event) -> None:
        super().took(event)
        assert isinstance(event, ApplicantEvent), event
        if isinstance(event, ApplicantApplied):
            self.last_claim = event.claim

    def apply(self, *, claim: str, act: Act) -> None:
        """The claim is let in: the one applied for last is decided or withdrawn, or there is none."""
        require_role("submit", act.role)
        self._record(ApplicantApplied, act, claim=claim)

    def apply_again(self, *, claim: str, channel: str, region: str, act: Act) -> None:
        """A repetition beside an open claim: counted, and refused by the caller with a link to that claim."""
        require_role("submit", act.role)
        self._record(ApplicantAppliedAgain, act, claim=claim, channel=channel, region=region)
