"""Who asks, and which claims they may see. A thing outside one's scope is answered like one that does not exist."""

from dataclasses import dataclass
from typing import Final

from api.refusals import NoSuchClaim, NotYourQuestion
from domain.state import ClaimState
from domain.vocabulary import Role
from projections.scope import EVERYTHING, Scope

IN_CHARGE: Final[dict[Role, tuple[str, ...]]] = {
    Role.CASEWORKER: ("office", "transfer_to"),
    Role.COMMISSION: ("commission",),
    Role.HEAD: ("authorised_body",),
}
"""Role -> what of a claim must be the token's office, any of them; its region must be the token's too.
An office to which a file is on its way sees the claim from then on."""

SEES_EVERYTHING: Final = frozenset({Role.SERVICE, Role.AUDITOR})
READERS: Final = frozenset(IN_CHARGE) | SEES_EVERYTHING
"""who may look at single claims"""
AUDITORS: Final = frozenset({Role.AUDITOR})
EXPORTERS: Final = frozenset(IN_CHARGE) | AUDITORS
"""who may take away what they see"""
HEADS: Final = frozenset({Role.HEAD})
COMPARERS: Final = AUDITORS | {Role.DEPUTY}
"""who may set regions side by side: deputies only through disclosure control"""
INQUIRERS: Final = COMPARERS | {Role.HEAD}
"""who reads inquiries: their own, all of them, those addressed to their office"""
PREFIX_DIGITS: Final = 2


@dataclass(frozen=True, slots=True)
class Asker:
    """What a token says of its bearer. `region`: KATO prefix of two digits; None = the whole country."""

    actor: str
    role: Role
    office: str
    region: str | None

    def sees(self, state: ClaimState) -> bool:
        """Whether the claim is in this asker's scope."""
        if self.role in SEES_EVERYTHING:
            return True
        columns = IN_CHARGE.get(self.role, ())
        return state.region[:PREFIX_DIGITS] == self.region and self.office in (getattr(state, c) for c in columns)

    def require_sees(self, state: ClaimState) -> None:
        if not self.sees(state):
            raise NoSuchClaim

    def require_role(self, roles: frozenset[Role]) -> None:
        """Raises `NotYourQuestion` unless the question is for the role."""
        if self.role not in roles:
            raise NotYourQuestion(self.role, sorted(roles))

    @property
    def scope(self) -> Scope:
        """The same for a question to the read models."""
        if self.role in SEES_EVERYTHING:
            return EVERYTHING
        return Scope(region=self.region, party=self.office, columns=IN_CHARGE[self.role])
