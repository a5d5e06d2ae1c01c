"""Rounds of papers are counted a second time by looking back from every demand, over random histories: to the digit."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from domain.calendar import calendar
from domain.demands import answer_awaited
from domain.events import (
    ChecksRequested,
    ClaimSubmitted,
    DocumentReceived,
    DocumentRequested,
    DocumentRequestWithdrawn,
    GapClosed,
    GapDetected,
    StateRequestSent,
)
from domain.events.base import ClaimEvent
from domain.policy import edition
from domain.regions import local_day, zone_of
from domain.state import ClaimState
from domain.vocabulary import Fact, Verdict
from projections.lookback import Asked, figures_of, rolled_up
from projections.rounds import OPENED, TALLY, TOLD_APART
from projections.tally import claims as listed
from tests.projections.claims import country, log_of
from tests.projections.tallies import Counted, cohort, recounts
from tests.projections.test_counts_reference import PAGE, rows

SECONDS = frozenset({*TALLY.view.measures} - {*OPENED})
ENDS = ("claim.approved", "claim.refused", "claim.withdrawn")
UNMET = (Verdict.GAP, Verdict.NO_BASIS, Verdict.NO_REGISTRY)


@dataclass
class Looked:
    """A claim looked at from its demands. `rounds`: the places of their first demands; `since`: after the last end."""

    events: Sequence[ClaimEvent]
    rounds: list[int] = field(default_factory=list)
    since: int = 0
    over: bool = True
    told: set[tuple[int, int]] = field(default_factory=set)  # from one round to the next

    def state(self, until: int) -> ClaimState:
        """After that event, replayed from the first."""
        state = ClaimState()
        for event in self.events[: until + 1]:
            event.change(state)
        return state

    def at(self, place: int) -> int:
        return max(int(event.happened_at.timestamp()) for event in self.events[: place + 1])

    def take(self, place: int) -> Iterator[tuple[tuple[Any, ...], str, int]]:
        """(round, type, fact, verdict, who), the measure that moves, and by how much."""
        match self.events[place]:
            case DocumentRequested() as event:
                yield from self._demand(place, event)
            case DocumentReceived():
                self.over = True
            case DocumentRequestWithdrawn():
                asked = [d for d in self.state(place).demands.values() if self.rounds and d.version > self.rounds[-1]]
                self.over = self.over or all(demand.status != "OUTSTANDING" for demand in asked)
            case event if event.TOPIC in ENDS:
                self.over, self.since = True, len(self.rounds)

    def _demand(self, place: int, event: DocumentRequested) -> Iterator[tuple[tuple[Any, ...], str, int]]:
        if made := self.over:
            self.rounds.append(place)
            self.over = False
        number = min(len(self.rounds), TOLD_APART)
        of_round, who = (number, "", "", "", "", ""), (event.asked_by, event.office)
        of_demand = (number, event.type, event.fact, event.verdict, *who)
        if made:
            yield of_round, "rounds", 1
        yield of_demand, "demands", 1
        if (could := self._could(place, event)) is not None:
            yield of_demand, "known_before", 1
            for name, seconds in self._sooner(could).items():
                yield of_round, name, seconds

    def _could(self, place: int, event: DocumentRequested) -> int | None:
        """The earliest round since the last decision in which it could have been made: its place among the rounds."""
        if event.verdict not in UNMET or any(same_paper(event, each) for each in self.events[:place]):
            return None
        for n in range(self.since, len(self.rounds) - 1):
            earlier = self.rounds[n]
            tried = any(self._tries(event, each) for each in self.events[earlier + 1 : place])
            if self._known(earlier, event) and not tried:
                return n
        return None

    def _known(self, place: int, event: DocumentRequested) -> bool:
        """A paper was the way to get it then: nobody who has it was connected, or could give it, or was still asked."""
        then = self.state(place)
        on = local_day(self.events[place].happened_at, zone_of(then.region))
        if answer_awaited(then, event.subject, event.fact, on):
            return False
        connected = edition(then.edition).registry_for(Fact(event.fact)) is not None
        return not connected or then.open_gap(event.subject, event.fact) is not None

    def _tries(self, event: DocumentRequested, other: ClaimEvent) -> bool:
        """The other one asks somebody else for it, or says that it is there."""
        match other:
            case ChecksRequested(questions=questions):
                return any(q["subject"] == event.subject and event.fact in q["facts"] for q in questions)
            case StateRequestSent() | GapClosed(replaced_by=None):
                gap = next(e for e in self.events if isinstance(e, GapDetected) and e.gap == vars(other)["gap"])
                return (gap.subject, gap.fact) == (event.subject, event.fact)
        return False

    def _sooner(self, could: int) -> dict[str, int]:
        """The stretches from that round to this one, without those that were told."""
        new = set(zip(self.rounds[could:], self.rounds[could + 1 :], strict=False)) - self.told
        self.told |= new
        spans = [(self.at(since), self.at(until)) for since, until in new]
        return {
            "sooner_s": sum(until - since for since, until in spans),
            "sooner_working_s": sum(self._worked(until) - self._worked(since) for since, until in spans),
        }

    def _worked(self, at: int) -> int:
        first = self.events[0]
        assert isinstance(first, ClaimSubmitted)
        return calendar(first.calendar).working_seconds(at, zone_of(first.region))


def same_paper(one: DocumentRequested, other: ClaimEvent) -> bool:
    if not isinstance(other, DocumentRequested) or (one.subject, one.fact) != (other.subject, other.fact):
        return False
    if one.fact == Fact.OTHER:
        return one.type == other.type
    return (one.type == "CONSENT") == (other.type == "CONSENT")


def recount(events: list[ClaimEvent]) -> Counted:
    counted: Counted = Counter()
    looked = Looked(events)
    for place in range(len(events)):
        for key, measure, more in looked.take(place):
            counted[*cohort(events), *key, measure] += more
    return counted


@pytest.mark.long
def test_cells_and_lines_say_what_looking_back_says() -> None:
    met = recounts(TALLY, recount, unlined=SECONDS)
    assert {key[-1] for key in met} == set(TALLY.view.measures)
    assert {key[6] for key in met if key[-1] == "known_before"} == set(UNMET)
    assert max(key[3] for key in met) > 5, "few rounds were met"


@pytest.mark.servers
def test_every_count_is_the_number_of_things_in_its_list_and_the_seconds_stand_beside_them(database_url: str) -> None:
    with country(database_url) as made:
        made.record(log_of(7, 400))
        for as_known in (None, *Random(1).sample(made.days, 2)):
            asked = Asked(as_known=as_known)
            figures = figures_of(made.connection, TALLY.view, asked, 0)
            for what in OPENED:
                found = listed(made.connection, TALLY, what, asked, limit=1000)
                things = [thing for claim in found for thing in claim.things]
                assert len(things) == figures[what], (what, as_known)
            for name in SECONDS:
                assert sum(thing.columns[name] for thing in things) == figures[name], (name, as_known)
        first, second, *_ = rolled_up(made.connection, TALLY.view, Asked(by=("round",)), 0)
        assert (first.key["round"], first.figures["known_before"], first.figures["sooner_s"]) == (1, 0, 0)
        assert second.figures["known_before"] > 0
        assert second.figures["sooner_s"] > second.figures["sooner_working_s"] > 0
        of_two = listed(made.connection, TALLY, "rounds", Asked(where={"round": ("2",)}), limit=1000)
        assert len(of_two) == second.figures["rounds"], "one for each claim that came so far"


def test_the_page_has_every_group_and_every_measure() -> None:
    assert rows("rounds", "group") == list(TALLY.view.by)
    assert rows("rounds", "measure") == list(TALLY.view.measures)
    chapter = PAGE.split("\n## rounds\n")[1]
    unlisted = {line.split("`")[1] for line in chapter.splitlines() if line.endswith("added up only |")}
    assert unlisted == SECONDS
