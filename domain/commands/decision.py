"""Commission, income, contract, decision."""

from collections.abc import Sequence
from datetime import date, datetime

from domain import events
from domain.act import Act
from domain.dossier import Dossier
from domain.errors import AlreadyDone, InTheFuture, NeverAsked, UnknownCode, Unusable
from domain.policy import edition
from domain.vocabulary import AidKind, Conclusion, ContractKind, IncomeBand, RefusalGround, Stage, Withdrawal


class Deciding(Dossier):
    """From the commission to the decision, or to the withdrawal."""

    def assign_commission(self, *, commission: str, quorum: int, act: Act) -> None:
        """`quorum`: how many distinct members must sign."""
        self._begin("assign_commission", act)
        self._record(events.CommissionAssigned, act, commission=commission, quorum=quorum)

    def conclude(self, *, result: Conclusion, signatures: Sequence[events.Signature], act: Act) -> None:
        """The conclusion with its signatures as they are: too few of them is a finding, not a refusal."""
        self._begin("conclude", act)
        assess = result is Conclusion.NEEDS and not self.state.assessed
        stage = Stage.ASSESSMENT if assess else Stage.DECISION
        self._record(
            events.CommissionConcluded, act, result=result.value, signatures=list(signatures), next=stage.value
        )

    def assess_income(self, *, quarter: str, line: int, band: IncomeBand, act: Act) -> None:
        """`line`: the poverty line of the region, whole tenge a month; `quarter` as 2019-Q2."""
        self._begin("assess_income", act)
        self._record(events.IncomeAssessed, act, quarter=quarter, line=line, band=band.value)

    def approve(self, *, number: str, kind: AidKind, months: int, conclusion: int | None, act: Act) -> None:
        """`conclusion`: the version of the conclusion it rests on, or none."""
        self._begin("approve", act)
        self._check_conclusion(conclusion)
        self._record(events.ClaimApproved, act, number=number, kind=kind.value, months=months, conclusion=conclusion)

    def refuse(self, *, number: str, ground: RefusalGround, conclusion: int | None, act: Act) -> None:
        """Exactly one ground of the edition of registration. Missing data is none of them."""
        self._begin("refuse", act)
        self._check_conclusion(conclusion)
        grounds = edition(self.state.term_edition or self.state.edition).refusal_grounds
        if ground not in grounds:
            raise UnknownCode("refusal ground", ground, grounds)
        self._record(events.ClaimRefused, act, number=number, ground=ground.value, conclusion=conclusion)

    def withdraw(self, *, reason: Withdrawal, act: Act) -> None:
        """The applicant takes the claim back."""
        self._begin("withdraw", act)
        self._record(events.ClaimWithdrawn, act, reason=reason.value)

    def inspect(self, *, on: date, act: Act) -> None:
        """The commission was at the family's home; `on`: the local day, from the submission to that of occurred_at."""
        self._begin("inspect", act)
        if on > (today := self._local_day(act.occurred_at)):
            raise InTheFuture(on.isoformat(), today.isoformat(), what="on", limit="the day of occurred_at")
        if on < (submitted_on := self._local_day(datetime.fromisoformat(self.state.submitted_at))):
            rest = f"is before the claim was submitted, on {submitted_on}; name the day of this inspection"
            raise Unusable(f"{on} {rest}", told=f"that day {rest}")
        self._record(events.CommissionInspected, act, on=on.isoformat())

    def offer_contract(self, *, kind: ContractKind, act: Act) -> None:
        """One of a kind at a time; what was declined can be offered again."""
        self._begin("offer_contract", act)
        if (stands := self.state.contracts.get(kind)) in ("OFFERED", "SIGNED"):
            raise AlreadyDone(f"{kind} is {stands}; another can be offered once it is declined")
        self._record(events.ContractOffered, act, kind=kind.value)

    def sign_contract(self, *, kind: ContractKind, act: Act) -> None:
        self._begin("sign_contract", act)
        self._check_offered(kind)
        self._record(events.ContractSigned, act, kind=kind.value)

    def decline_contract(self, *, kind: ContractKind, act: Act) -> None:
        self._begin("decline_contract", act)
        self._check_offered(kind)
        self._record(events.ContractDeclined, act, kind=kind.value)

    def _check_offered(self, kind: ContractKind) -> None:
        if (stands := self.state.contracts.get(kind)) is None:
            raise NeverAsked("contract", kind, self.state.contracts)
        if stands != "OFFERED":
            raise AlreadyDone(f"{kind} is {stands}")
