"""Legal histories of several claims at once, as chance will have them: `histories()` for hypothesis.

A walk follows the allowed table. Time goes on between its steps by seconds, hours or days; people and services date
back; questions fail, are answered late, twice or otherwise; papers are demanded by office, commission and head;
requests are repeated under their key; claims end, and papers come in afterwards. Nothing is assembled: every event was
recorded by a command. Some steps are refused, and then nothing may have been recorded.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from hypothesis import strategies as st

from domain import calendar as calendars
from domain.act import Act
from domain.allowed import MAY, allowed
from domain.applicant import Applicant, applicant_id, claim_id
from domain.calendar import LATEST, Calendar, adopt, calendar, with_override
from domain.claim import Claim
from domain.errors import Refusal
from domain.event import Event
from domain.events import ClaimEvent
from domain.handout import Handout, handout_id
from domain.stream import Stream
from domain.turns import turns
from domain.vocabulary import Role, Stage
from store.log import Recorded
from store.mapper import bytes_of
from tests.domain.proposals import PROPOSED, Arguments, Proposer, submission
from tests.domain.scenario import local_time

BEGIN: Final = local_time("2019-04-09 10:00")  # late enough to date back within the first edition
PEOPLE: Final = tuple(f"a000000{n}-0000-4000-8000-000000000000" for n in range(3))
DECISIONS: Final = frozenset({"approve", "refuse"})

TRIES: Final = 3  # commands looked at until one has something to work on
WEIGHTS: Final = {
    "register": 60,
    "request_checks": 24,
    "request_lookup": 60,
    "fail_lookup": 14,
    "complete_lookup": 50,
    "send_state_request": 22,
    "answer_state_request": 22,
    "request_document": 30,
    "receive_document": 12,
    "withdraw_document_request": 6,
    "assign_commission": 5,
    "conclude": 10,
    "assess_income": 3,
    "approve": 1,
    "refuse": 1,
    "withdraw": 1,
    "send_file": 3,
    "receive_file": 14,
    "extend_term": 3,
    "recompute_deadline": 3,
    "inspect": 3,
    "offer_contract": 3,
    "sign_contract": 8,
    "decline_contract": 4,
    "send_notice": 4,
    "start_payment": 6,
    "suspend_payment": 6,
    "resume_payment": 6,
    "terminate_payment": 3,
    "complain": 3,
    "resolve_complaint": 5,
    "correct": 2,
    "take": 8,
    "assign": 4,
    "hand_back": 4,
}
LIKELIER: Final = {
    (Stage.ASSESSMENT, "assess_income"): 20,
    (Stage.DECISION, "approve"): 8,
    (Stage.DECISION, "refuse"): 5,
    (Stage.DECIDED, "complain"): 20,
    (Stage.REVIEW, "resolve_complaint"): 40,
}
PLAIN: Final = calendar(LATEST)
DECREE: Final = with_override(PLAIN, {"off": {"2019-04-15": "TRANSFER:2019-04-20"}})
PAUSES: Final = {  # seconds from, seconds below, how often
    (0, 1): 4,
    (1, 90): 5,
    (60, 7200): 5,
    (3 * 3600, 30 * 3600): 3,
    (86_400, 6 * 86_400): 1,
}


@dataclass(slots=True)
class History:
    """What was recorded, in order, over several streams; and the streams as the commands left them."""

    events: list[Event] = field(default_factory=list)
    claims: dict[UUID, Claim] = field(default_factory=dict)
    applicants: dict[UUID, Applicant] = field(default_factory=dict)
    handouts: list[Handout] = field(default_factory=list)
    refused: int = 0

    def of(self, stream: UUID) -> list[ClaimEvent]:
        """The events of one claim."""
        return [event for event in self.events if event.originator_id == stream and isinstance(event, ClaimEvent)]

    def streams(self) -> Iterator[Stream]:
        yield from self.claims.values()
        yield from self.applicants.values()
        yield from self.handouts

    def log(self) -> list[Recorded]:
        """The same as the store keeps it: bytes at positions, with gaps between positions."""
        return [
            Recorded(3 * n + 1, e.originator_id, e.originator_version, e.TOPIC, e.timestamp, bytes_of(e))
            for n, e in enumerate(self.events)
        ]


@dataclass(slots=True)
class Walk:
    """Goes on step by step; `history` is where it has been."""

    chance: Random
    now: datetime = BEGIN
    history: History = field(default_factory=History)
    acts: list[tuple[Claim, Act]] = field(default_factory=list)

    def step(self) -> None:
        """Time passes, then somebody does something."""
        (since, below), *_ = self.chance.choices(list(PAUSES), list(PAUSES.values()))
        self.now += timedelta(seconds=self.chance.randrange(since, below))
        if self.chance.randrange(20) == 0:
            enact(self.chance.choice((PLAIN, DECREE)))
        claims = list(self.history.claims.values())
        if not claims or self.chance.randrange(25) == 0:
            self._submit()
        elif self.acts and self.chance.randrange(25) == 0:
            self._repeat()
        else:
            self._do(self.chance.choice(claims))

    def _submit(self) -> None:
        """A person applies: with a new claim, or once more beside the open one."""
        person = self.chance.choice(PEOPLE)
        given = submission(self.chance, person)
        act = self._act("submit", f"OFFICE-{given['region'][:2]}")
        applicant = self._applicant(applicant_id(person))
        last = self.history.claims.get(UUID(applicant.last_claim)) if applicant.last_claim else None
        if last and last.is_open:
            applicant.apply_again(claim=str(last.id), channel=given["channel"].value, region=given["region"], act=act)
        else:
            claim = self._submitted(given, act)
            applicant.apply(claim=str(claim.id), act=act)
        self._keep(applicant)

    def _submitted(self, given: Arguments, act: Act) -> Claim:
        assert act.request is not None
        claim = Claim.blank(claim_id(act.actor, act.request["key"]))
        claim.submit(**given, act=act)
        self.history.claims[claim.id] = claim
        self._keep(claim)
        return claim

    def _applicant(self, id: UUID) -> Applicant:
        return self.history.applicants.setdefault(id, Applicant.blank(id))

    def _do(self, claim: Claim) -> None:
        """One of the commands that the stage allows, weighed; now and then one that it does not."""
        stage = Stage(claim.state.stage)
        commands = sorted(allowed(claim.state) | {"take"} if self.chance.randrange(25) else PROPOSED)
        weights = [LIKELIER.get((stage, command), WEIGHTS[command]) for command in commands]
        for command in self.chance.choices(commands, weights, k=TRIES):
            arguments = PROPOSED[command](Proposer(self.chance, claim.state))
            if arguments is not None:
                self._try(claim, command, arguments)
                return

    def _try(self, claim: Claim, command: str, arguments: Arguments) -> None:
        office = {"send_file": claim.state.office, "receive_file": claim.state.transfer_to}.get(command)
        if command in ("take", "hand_back"):
            act = self._at_work(claim, command)
        else:
            act = self._act(command, claim.state.office, office)
        before = claim.version
        try:
            getattr(claim, command)(**arguments, act=act)
        except Refusal:
            assert claim.version == before
            self.history.refused += 1
        else:
            self.acts.append((claim, act))
        self._keep(claim)
        if command == "take" and claim.version > before:
            self._hand_out(claim, act)

    def _repeat(self) -> None:
        """The same request once more: its answer is in the events, and nothing is recorded."""
        claim, act = self.chance.choice(self.acts)
        told = claim.answer_to(act)
        assert told is not None
        assert told.first <= told.last <= claim.version

    def _keep(self, stream: Stream) -> None:
        self.history.events += [event for event in stream.collect_events() if isinstance(event, Event)]

    def _hand_out(self, claim: Claim, act: Act) -> None:
        """What is saved with a claim that was taken as the next one."""
        assert act.request is not None
        handout = Handout.blank(handout_id(act.actor, act.request["key"]))
        handout.hand_out(claim.id, act=act)
        self.history.handouts.append(handout)
        self._keep(handout)

    def _at_work(self, claim: Claim, command: str) -> Act:
        """By somebody whose move it is, mostly."""
        now = turns(claim.state)
        role, office = self.chance.choice(sorted(now.items()) or [("head", claim.state.authorised_body)])
        key = f"key-{len(self.history.events):016}"
        return Act(f"a-{role}", Role(role), office, self.now, self.now, {"key": key, "digest": "d"})

    def _act(self, command: str, office: str, exactly: str | None = None) -> Act:
        """By a party that belongs to the office in charge, or by exactly that office."""
        role = self.chance.choice([role for role, commands in MAY.items() if command in commands])
        key = f"key-{len(self.history.events):016}"
        happened = self.now - self._ago(role)
        return Act(f"a-{role}", role, exactly or f"{role}-{office}", happened, self.now, {"key": key, "digest": "d"})

    def _ago(self, role: Role) -> timedelta:
        """Mostly now; dated back by some hours or days, by a service also by weeks."""
        if self.chance.randrange(6):
            return timedelta()
        most = 20 * 86_400 if role is Role.SERVICE else 4 * 86_400
        return timedelta(seconds=self.chance.randrange(most), microseconds=self.chance.choice((0, 1, 999_999)))


def walked(chance: Random, steps: int) -> History:
    walk = Walk(chance)
    enact(PLAIN)
    try:
        for _ in range(steps):
            walk.step()
    finally:
        enact(PLAIN)
    return walk.history


def enact(days: Calendar) -> None:
    """From now on this is the latest calendar; those before stay known, for the claims that name them."""
    calendars._adopted.pop(days.version, None)
    adopt(days)


@st.composite
def histories(draw: st.DrawFn, *, least_steps: int = 1, most_steps: int = 80) -> History:
    """Several claims interleaved. A history that breaks something is shortened to the step that breaks it."""
    steps = draw(st.integers(least_steps, most_steps))
    return walked(draw(st.randoms(use_true_random=True)), steps)
