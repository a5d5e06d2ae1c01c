"""Papers: demanded, received, taken back."""

from domain import events
from domain.act import Act
from domain.demands import Paper, state_not_asked, verdict
from domain.dossier import Dossier, next_id
from domain.errors import Unusable
from domain.state import closed_by_paper
from domain.vocabulary import DemandWithdrawal, DocumentType, Fact


class Papers(Dossier):
    """What is demanded of the applicant."""

    def request_document(self, *, type: DocumentType, subject: str, fact: Fact, basis: str | None, act: Act) -> None:
        """A paper is demanded of the applicant; what the demand was worth is computed from the claim's own history."""
        self._begin("request_document", act)
        self._check_subject(subject)
        based = basis is not None and self._rules.basis(basis).covers(fact, type)
        paper = Paper(self.state, self._rules, type, subject, fact, based, self._local_day(act.occurred_at))
        judged, gap = verdict(paper), paper.gap
        self._record(
            events.DocumentRequested,
            act,
            demand=next_id("D", self.state.demands),
            type=type.value,
            subject=subject,
            fact=fact.value,
            gap=gap.id if gap else None,
            basis=basis,
            asked_by=act.party.value,
            verdict=judged.value,
            state_not_asked=state_not_asked(paper, judged),
        )

    def receive_document(self, *, demand: str, digest: str, act: Act) -> None:
        """The paper came, perhaps after its demand was taken back. Its SHA-256 is kept; it closes the gap it proves."""
        self._begin("receive_document", act)
        paper = self._paper(demand, "OUTSTANDING", "LAPSED", "WITHDRAWN")
        self._record(events.DocumentReceived, act, demand=demand, digest=digest)
        gap = self.state.open_gap(paper.subject, paper.fact)
        if gap and closed_by_paper(gap, paper):
            self._shown(paper.subject, paper.fact, act)

    def withdraw_document_request(self, *, demand: str, reason: DemandWithdrawal, act: Act) -> None:
        """The demand is taken back by someone who may demand."""
        self._begin("withdraw_document_request", act)
        self._paper(demand, "OUTSTANDING")
        if reason is DemandWithdrawal.GAP_CLOSED:
            raise Unusable("GAP_CLOSED is recorded by the system; take a demand back as NOT_NEEDED or ASKED_IN_ERROR")
        self._record(events.DocumentRequestWithdrawn, act, demand=demand, reason=reason.value)
