"""The demo's claims as the store would keep them, played through the domain alone."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from random import Random

from cli.demo.plan import END, plan
from cli.demo.script import REPEATED, Script, Step
from domain.act import Act
from domain.applicant import Applicant, applicant_id
from domain.claim import Claim
from domain.event import Event
from domain.events import ClaimEvent
from store.log import Recorded
from store.mapper import bytes_of
from tests.cli.played import days_of, play
from tests.projections.claims import batches, log_of

CLAIMS = 150
SEED = 2019
DEMO_BATCH = 700


@contextmanager
def demo_log(*, applications: bool = False) -> Iterator[list[Recorded]]:
    """What its commands record, in order; while it is looked at, the decree that moves a day off is known.

    `applications`: with the applicants' own streams, as the API records them beside the claims.
    """
    claims, applicants = _played()
    with days_of(END):
        yield _recorded([*claims, *applicants] if applications else claims)


@contextmanager
def recorded_of(which: str) -> Iterator[Iterable[Sequence[Recorded]]]:
    """In batches: the demo, or `random N`, six walks by chance that are the same for the same N."""
    kind, _, seed = which.partition(" ")
    if kind == "random":
        yield batches(log_of(int(seed), 160, walks=6), Random(int(seed)))
        return
    with demo_log(applications=True) as events:
        yield [events[n : n + DEMO_BATCH] for n in range(0, len(events), DEMO_BATCH)]


@cache
def _played() -> tuple[list[Event], list[Event]]:
    """What is recorded of claims and of applicants; read, and never changed."""
    claims: list[Event] = []
    applicants: list[Event] = []
    for script in plan(CLAIMS, SEED).scripts:
        claim = play(script)
        claims += [event for event in claim.collect_events() if isinstance(event, ClaimEvent)]
        applicants += _applied(script, claim)
    return claims, applicants


def _applied(script: Script, claim: Claim) -> list[Event]:
    """The applicant's stream: the first application is let in, those beside the open claim are told of it."""
    first, *again = [step for step in script.steps if not step.path]
    members = first.body["members"]
    assert isinstance(members, list)
    applicant = Applicant.blank(applicant_id(next(m["person_ref"] for m in members if m["role"] == "APPLICANT")))
    applicant.apply(claim=str(claim.id), act=_act(first))
    for step in again:
        assert step.answer == REPEATED
        channel, region = str(step.body["channel"]), str(step.body["region"])
        applicant.apply_again(claim=str(claim.id), channel=channel, region=region, act=_act(step))
    return [event for event in applicant.collect_events() if isinstance(event, Event)]


def _act(step: Step) -> Act:
    return Act("a", step.actor.role, step.actor.office, step.at, step.at)


def _recorded(events: Iterable[Event]) -> list[Recorded]:
    return [
        Recorded(3 * n, e.originator_id, e.originator_version, e.TOPIC, e.timestamp, bytes_of(e))
        for n, e in enumerate(sorted(events, key=lambda event: event.timestamp), 1)
    ]
