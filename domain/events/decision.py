"""Commission, income, contract and decision."""

from typing import ClassVar, TypedDict

from domain.events.base import ClaimEvent
from domain.state import ClaimState
from domain.vocabulary import Stage


class CommissionAssigned(ClaimEvent):
    TOPIC = "commission.assigned"
    commission: str
    quorum: int

    def change(self, state: ClaimState) -> None:
        state.stage, state.commission = Stage.COMMISSION.value, self.commission


class Signature(TypedDict):
    """A member of the commission signed: who, when, on which device."""

    member: str
    at: str
    device: str


class CommissionConcluded(ClaimEvent):
    TOPIC = "commission.concluded"
    result: str
    signatures: list[Signature]
    next: str

    def change(self, state: ClaimState) -> None:
        state.stage = self.next
        state.conclusions.append(self.originator_version)


class IncomeAssessed(ClaimEvent):
    """`line`: the poverty line used, in whole tenge a month; `band`: the family below or above it, never its income."""

    TOPIC = "income.assessed"
    quarter: str
    line: int
    band: str

    def change(self, state: ClaimState) -> None:
        state.stage, state.assessed = Stage.DECISION.value, True


class ClaimApproved(ClaimEvent):
    TOPIC = "claim.approved"
    number: str
    kind: str
    months: int
    conclusion: int | None

    def change(self, state: ClaimState) -> None:
        state.decide("APPROVED")


class ClaimRefused(ClaimEvent):
    TOPIC = "claim.refused"
    number: str
    ground: str
    conclusion: int | None

    def change(self, state: ClaimState) -> None:
        state.decide("REFUSED")


class ClaimWithdrawn(ClaimEvent):
    TOPIC = "claim.withdrawn"
    reason: str

    def change(self, state: ClaimState) -> None:
        state.end(Stage.WITHDRAWN, "WITHDRAWN")


class CommissionInspected(ClaimEvent):
    """The commission was at the family's home on that local day."""

    TOPIC = "commission.inspected"
    on: str

    def change(self, state: ClaimState) -> None:
        state.inspected_on = self.on


class ContractEvent(ClaimEvent):
    """What is signed before conditional aid: one of a kind at a time."""

    kind: str
    leaves: ClassVar[str]

    def change(self, state: ClaimState) -> None:
        state.contracts[self.kind] = self.leaves


class ContractOffered(ContractEvent):
    TOPIC = "contract.offered"
    leaves = "OFFERED"


class ContractSigned(ContractEvent):
    TOPIC = "contract.signed"
    leaves = "SIGNED"


class ContractDeclined(ContractEvent):
    TOPIC = "contract.declined"
    leaves = "DECLINED"
