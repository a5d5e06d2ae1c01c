"""What the rules find is raised once, follows the claim, and one claim that cannot be read stops no other."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from config import Settings
from consumers import watch
from consumers.watch import Watch, parked, position
from domain import events as e
from domain.event import Event
from domain.findings import examine, finding_id
from domain.vocabulary import FindingRule
from projections.connect import connect
from store import log
from store.clock import clock_of
from store.log import Recorded
from store.mapper import bytes_of, event_of
from store.recorder import Writer
from store.streams import Streams
from tests.consumers.conftest import ask, running
from tests.domain.examples import example
from tests.domain.histories import walked
from tests.projections.claims import Country, country
from tests.waiting import eventually

pytestmark = pytest.mark.servers

NOW: Final = datetime(2019, 12, 2, 6, tzinfo=UTC)


@contextmanager
def watching(wanted: Settings) -> Iterator["Hand"]:
    """A watch that looks when it is told to."""
    url = wanted.database_url
    with (
        psycopg.connect(url, autocommit=True) as own,
        closing(connect(url, "watch under test")) as models,
        ConnectionPool(url, kwargs={"autocommit": True}, max_size=4) as pool,
        closing(clock_of(pool)) as clock,
        Writer(url) as writer,
        asyncio.Runner() as runner,
    ):
        if clock.now() < NOW:
            clock.move_to(NOW)
        streams = Streams(writer, pool)
        yield Hand(runner, own, Watch(own, models, streams, clock, wanted))
        runner.run(streams.close())


class Hand:
    """Runs what a watch does, and reads what it recorded."""

    def __init__(self, runner: asyncio.Runner, store: log.Connection, watch: Watch) -> None:
        self.runner, self.store, self.watch = runner, store, watch

    def see(self, events: Iterable[Recorded]) -> list[Event]:
        """Let it see these, and return what that made it record."""
        before = log.end(self.store)
        self.runner.run(self.watch.see(list(events)))
        return self.since(before)

    def look_around(self) -> list[Event]:
        before = log.end(self.store)
        self.watch.look_at = 0
        self.runner.run(self.watch.look_around(threading.Event()))
        return self.since(before)

    def since(self, position: int) -> list[Event]:
        return [event_of(each) for each in log.read(self.store, position, 100_000)]


def recorded(events: Iterable[Event], first: int = 1) -> list[Recorded]:
    """As the store keeps them."""
    return [
        Recorded(first + n, each.originator_id, each.originator_version, each.TOPIC, each.timestamp, bytes_of(each))
        for n, each in enumerate(events)
    ]


def submitted(claim: UUID, *more: Event, first: int = 1) -> list[Recorded]:
    """A claim handed in on 1 April 2019, to be registered by the 2nd, and what happened to it then."""
    return recorded([example(e.ClaimSubmitted, stream=claim, register_by="2019-04-02"), *more], first)


def record(here: Country, events: list[Recorded]) -> None:
    """Into the store and the read models; what is appended later gets later positions."""
    here.record(events)
    with psycopg.connect(here.url, autocommit=True) as connection:
        connection.execute("SELECT setval('events_notification_id_seq', %s)", (events[-1].position,))


def names(events: Iterable[Event]) -> list[str]:
    return [event.TOPIC for event in events]


def test_what_the_rules_find_in_every_claim_is_raised_once(wanted: Settings) -> None:
    history = walked(Random(8), 700)
    events = history.log()
    with country(wanted.database_url) as here, watching(wanted) as hand:
        record(here, events)
        raised = [*hand.see(events), *hand.look_around()]
        now = hand.watch.clock.now()
        expected = {
            finding_id(claim, rule, found.thing): (rule.value, list(found.events), found.who)
            for claim in history.claims
            for rule, found in examine(history.of(claim), now)
        }
        assert len({rule for rule, *_ in expected.values()}) > 8, "the history says too little"
        assert {each.originator_id: (each.rule, each.events, each.who) for each in told(raised)} == expected
        assert hand.see(events) == [], "seen again before the read model knows"
        here.read_models.apply(log.read(hand.store, events[-1].position, 100_000))
        assert hand.see(events) == [], "seen again by what the read model knows"
        assert position(hand.store) == events[-1].position


def told(events: Iterable[Event]) -> Iterator[e.FindingRaised]:
    for event in events:
        assert isinstance(event, e.FindingRaised), event
        yield event


def test_what_was_raised_comes_to_its_end_with_the_claim(wanted: Settings) -> None:
    claim = uuid4()
    first = submitted(claim)
    with country(wanted.database_url) as here, watching(wanted) as hand:
        record(here, first)
        assert names(hand.look_around()) == ["finding.raised"], "not registered"
        here.read_models.apply(log.read(hand.store, first[-1].position, 100))
        withdrawn = example(e.ClaimWithdrawn, stream=claim, version=2, occurred_at="2019-04-05T06:00:00Z")
        more = recorded([withdrawn], log.end(hand.store) + 1)
        record(here, more)
        ended = hand.see(more)
        assert set(names(ended)) == {"finding.measured"}
        assert {each.until for each in ended if isinstance(each, e.FindingMeasured)} == {"2019-04-05T06:00:00Z"}


def decided_late(claim: UUID) -> list[Recorded]:
    """A claim refused a day over its term."""
    register = example(
        e.ClaimRegistered, stream=claim, version=2, due_on="2019-04-10", occurred_at="2019-04-01T05:00:00Z"
    )
    refused = example(
        e.ClaimRefused, stream=claim, version=3, ground="INCOME_ABOVE_LINE", occurred_at="2019-04-11T05:00:00Z"
    )
    return submitted(claim, register, refused)


def counted_again(hand: Hand, claim: UUID, version: int, due_on: str) -> list[Recorded]:
    return recorded(
        [example(e.DeadlineRecomputed, stream=claim, version=version, due_on=due_on)], log.end(hand.store) + 1
    )


def over_term_of(claim: UUID, events: Iterable[Event]) -> list[str]:
    """What happened to the finding that the claim took too long."""
    return names(each for each in events if each.originator_id == finding_id(claim, FindingRule.OVER_TERM, "term"))


def test_what_no_longer_holds_is_closed(wanted: Settings) -> None:
    """The due day was counted again, by a calendar that was put right: the claim was in time."""
    claim = uuid4()
    first = decided_late(claim)
    with country(wanted.database_url) as here, watching(wanted) as hand:
        record(here, first)
        assert over_term_of(claim, hand.see(first)) == ["finding.raised"]
        here.read_models.apply(log.read(hand.store, first[-1].position, 100))
        record(here, again := counted_again(hand, claim, 4, "2019-04-12"))
        closed = {each.originator_id: each for each in hand.see(again) if isinstance(each, e.FindingClosed)}
        assert list(closed) == [finding_id(claim, FindingRule.OVER_TERM, "term")]
        assert closed[finding_id(claim, FindingRule.OVER_TERM, "term")].reason == "NO_LONGER_HOLDS"


def test_a_claim_that_cannot_be_examined_is_parked_and_the_others_are_examined(
    wanted: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = uuid4(), uuid4()
    events = [*submitted(bad), *submitted(good, first=2)]
    with country(wanted.database_url) as here, watching(wanted) as hand:
        record(here, events)
        with monkeypatch.context() as broken:
            broken.setattr(watch, "judged", failing_for(bad))
            raised = hand.look_around()
        assert {each.claim for each in told(raised)} == {str(good)}
        assert parked(hand.store) == [bad]
        hand.watch.looked.clear()
        assert {each.claim for each in told(hand.look_around())} == {str(bad)}
        assert parked(hand.store) == []


def failing_for(claim: UUID) -> Callable[..., object]:
    real = watch.judged

    def judged(this: UUID, *others: object) -> object:
        if this == claim:
            raise LookupError("a day that no calendar has")
        return real(this, *others)  # type: ignore[arg-type]

    return judged


def test_an_open_claim_is_looked_at_once_on_each_of_its_days(wanted: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = uuid4()
    with country(wanted.database_url) as here, watching(wanted) as hand:
        record(here, submitted(claim))
        looked: list[UUID] = []
        real = hand.watch.examine

        async def examine(claims: Iterable[UUID]) -> None:
            looked.extend(claims)
            await real(list(claims))

        monkeypatch.setattr(hand.watch, "examine", examine)
        hand.look_around()
        hand.look_around()
        assert looked == [claim]
        day = hand.watch.looked[claim]
        hand.watch.looked[claim] = day.replace(year=day.year - 1)
        hand.look_around()
        assert looked == [claim, claim]


def test_a_claim_under_review_is_looked_at_and_one_at_rest_is_not(wanted: Settings) -> None:
    """Refused, complained about on 12 April: in December nobody has answered, and nothing happened to tell so."""
    claim, rested = uuid4(), uuid4()
    refused = example(
        e.ClaimRefused, stream=claim, version=2, ground="INCOME_ABOVE_LINE", occurred_at="2019-04-01T05:00:00Z"
    )
    complained = example(e.ComplaintFiled, stream=claim, version=3, occurred_at="2019-04-12T05:00:00Z")
    withdrawn = example(e.ClaimWithdrawn, stream=rested, version=2, occurred_at="2019-04-01T05:00:00Z")
    with country(wanted.database_url) as here, watching(wanted) as hand:
        record(here, [*submitted(claim, refused, complained), *submitted(rested, withdrawn, first=4)])
        raised = list(told(hand.look_around()))
        assert claim in hand.watch.looked
        assert rested not in hand.watch.looked
        assert FindingRule.SILENCE.value in {each.rule for each in raised if each.claim == str(claim)}


def test_what_was_decided_under_an_extension_is_judged_when_its_notice_has_not_come(wanted: Settings) -> None:
    """Nothing more happens to the claim: only the day passes on which the applicant had to be told."""
    claim = uuid4()

    def on(day: int, month: int, kind: type[Event], version: int, **said: str) -> Event:
        at = datetime(2019, month, day, 5, tzinfo=UTC)
        return example(
            kind, stream=claim, version=version, occurred_at=f"{at:%Y-%m-%dT%H:%M:%SZ}", recorded_at=at, **said
        )

    events = submitted(
        claim,
        on(1, 4, e.ClaimRegistered, 2, due_on="2019-11-29"),
        on(29, 11, e.TermExtended, 3, due_on="2019-12-20"),
        on(2, 12, e.ClaimRefused, 4, ground="INCOME_ABOVE_LINE"),
    )
    with country(wanted.database_url) as here, watching(wanted) as hand:
        record(here, events)
        early = {each.rule for each in told([*hand.see(events), *hand.look_around()])}
        assert not early & {"OVER_TERM", "UNLAWFUL_EXTENSION"}
        here.read_models.apply(log.read(hand.store, events[-1].position, 100))
        hand.watch.clock.move_to(NOW + timedelta(days=9))
        assert {each.rule for each in told(hand.look_around())} == {"OVER_TERM", "UNLAWFUL_EXTENSION"}
        hand.watch.clock.move_to(NOW + timedelta(days=60))
        hand.look_around()
        assert claim not in hand.watch.looked


def test_two_watches_at_once_raise_nothing_twice(wanted: Settings) -> None:
    history = walked(Random(3), 300)
    events = history.log()
    with country(wanted.database_url) as here, watching(wanted) as one, watching(wanted) as other:
        record(here, events)
        one.see(events)
        assert other.see(events) == []


def test_the_process_goes_on_from_where_it_was_and_a_second_one_stands_by(wanted: Settings) -> None:
    settings = wanted.model_copy(update={"watch_gather_seconds": 0, "poll_seconds": 0.05})
    events = walked(Random(5), 200).log()
    with country(wanted.database_url) as here:
        record(here, events)
        with running(lambda stop: watch.run(settings, stop)) as first:
            eventually(lambda: reached(wanted) >= events[-1].position, 30)
            with running(lambda stop: watch.run(settings, stop)) as second:
                eventually(lambda: len(ask(wanted, SESSIONS)) >= 2, 30)
                first.end()
                more = submitted(uuid4(), first=10_000_000)
                record(here, more)
                eventually(lambda: reached(wanted) >= more[-1].position, 30)
                second.end()


SESSIONS: Final = "SELECT FROM pg_stat_activity WHERE application_name = 'qadam watch, listening'"


def reached(wanted: Settings) -> int:
    return max((p for (p,) in ask(wanted, "SELECT position FROM watch_position")), default=0)
