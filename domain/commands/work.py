"""Who works on a claim: taken as the next of the queue, given by hand, handed back.

The read model only proposes a claim; whether somebody may have it is decided here, by the claim itself.
"""

from domain import events
from domain.act import Act
from domain.allowed import require_role
from domain.dossier import Dossier, check_time
from domain.errors import AlreadyDone, InOtherHands, NotTheirMove
from domain.turns import held, turns
from domain.vocabulary import AssignmentWay, HandBack, Role


class Work(Dossier):
    """In whose hands the claim lies."""

    def take(self, *, act: Act) -> None:
        """The next one of the queue: nobody of that role has it, and whoever handed it back is not given it again."""
        require_role("take", act.role)
        check_time(act, rules=self._rules, days=self._days, zone=self._zone)
        self._require_turn(act.role, act.office)
        if act.role.value in held(self.state):
            raise InOtherHands("somebody has this claim to work on; only a head gives it to another")
        if f"{act.role.value}/{act.actor}" in self.state.handed_back:
            raise AlreadyDone("you have handed this claim back; it can be given to you by hand only")
        self._assign(act.actor, act.role, AssignmentWay.NEXT, act)

    def assign(self, *, to: str, role: Role, act: Act) -> None:
        """A head gives the claim to somebody of the role whose move it is; also out of another's hands."""
        self._begin("assign", act)
        self._require_turn(role, None)
        hand = held(self.state).get(role.value)
        if hand and hand.to == to:
            raise AlreadyDone("this claim is in those hands already")
        self._assign(to, role, AssignmentWay.BY_HAND, act)

    def hand_back(self, *, reason: HandBack, act: Act) -> None:
        """Whoever has the claim puts it back into the queue, and says why."""
        self._begin("hand_back", act)
        hand = held(self.state).get(act.role.value)
        if hand is None or hand.to != act.actor:
            raise InOtherHands(
                "this claim is not in your hands; only who has it, while it is the move of that role, hands it back"
            )
        self._record(events.ClaimHandedBack, act, reason=reason.value)

    def _assign(self, to: str, role: Role, way: AssignmentWay, act: Act) -> None:
        office = turns(self.state)[role.value]
        self._record(events.ClaimAssigned, act, to=to, to_role=role.value, of_office=office, way=way.value)

    def _require_turn(self, role: Role, office: str | None) -> None:
        """`office`: whose turn it must be; None: of whichever has that role's turn."""
        now = turns(self.state)
        if role.value not in now or office not in (None, now[role.value]):
            raise NotTheirMove(role, now)
