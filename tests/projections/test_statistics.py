"""Statistics of random histories equal a second computation over the stored bytes, to the digit, on any day."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pytest

from figures.histogram import bounds, bucket
from projections import statistics_questions
from projections.base import recorded_day
from projections.lookback import Asked, Figures
from projections.lookback_changes import difference
from projections.lookback_claims import Place
from projections.lookback_days import Known
from projections.repetitions import VIEW as REPETITIONS
from projections.repetitions_changes import Repeated, repeated_since
from projections.statistics_questions import Table, Told, compared
from tests.projections.claims import Country, country
from tests.projections.demo import recorded_of
from tests.projections.recount import Plain, counted, in_batches, lasted, plain, repeated

pytestmark = pytest.mark.servers

BYS = ((), ("region",), ("district",), ("channel",), ("region", "edition", "channel"), ("office",))
NARROW: tuple[dict[str, list[str]], ...] = (
    {},
    {"region": ["75"]},
    {"channel": ["AKIM", "EGOV"]},
    {"district": ["7510"], "edition": ["2019-04"]},
)
ALSO_ZERO = ("total_s", "total_working_s", "paused_s", "paused_working_s")
"""figures of the cohort that are counted a second time elsewhere"""


@pytest.fixture(scope="module", params=["random 1", "random 2", "demo"])
def made(request: pytest.FixtureRequest, shared_database_url: Callable[[], str]) -> Iterator[Country]:
    """Random histories, or what the demo's commands record."""
    with recorded_of(request.param) as events, country(shared_database_url()) as found:
        for batch in events:
            found.record(batch)
        yield found


def days_of(made: Country) -> list[date | None]:
    """Some of the days on which something was recorded, and now."""
    return [*made.days[:: max(1, len(made.days) // 3)], made.days[-2], None]


def told(figures: Figures) -> Counter[str]:
    return +Counter({name: value for name, value in figures.items() if name not in ALSO_ZERO})


def fits(key: Mapping[str, str], where: Mapping[str, Sequence[str]]) -> bool:
    return all(key[name] in values for name, values in where.items())


def expected(made: Country, asked: Asked, known: Known) -> dict[tuple[str, ...], Counter[str]]:
    """Key -> figures, by the second computation."""
    found: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for claim in claims_of(made, asked, known):
        found[tuple(claim.key[name] for name in asked.by)].update(counted(claim, known.second))
    for key, on in repeated(made.events, known.before):
        if fits(key, asked.where) and (asked.first or on) <= on <= (asked.last or on):
            found[tuple(key[name] for name in asked.by)]["repeated"] += 1
    return dict(found)


RECOUNTED: dict[tuple[str, datetime | None], list[Plain]] = {}


def known_then(made: Country, known: Known) -> list[Plain]:
    """The claims as they were recorded by then, read once."""
    key = made.url, known.before
    if key not in RECOUNTED:
        RECOUNTED[key] = plain(made.events, known.before)
    return RECOUNTED[key]


def claims_of(made: Country, asked: Asked, known: Known) -> list[Plain]:
    first, last = asked.first or date.min, asked.last or date.max
    return [
        claim
        for claim in known_then(made, known)
        if fits(claim.key, asked.where) and first <= claim.submitted_on <= last
    ]


def answer(made: Country, asked: Asked, known: Known) -> Table:
    return compared(made.connection, asked, known.second)


def key_of(row: Told) -> tuple[Any, ...]:
    return tuple(row.key.values())


def test_every_figure_is_what_the_claims_say_one_by_one_on_any_day(made: Country) -> None:
    met: Counter[str] = Counter()
    for day in days_of(made):
        known = made.known(day)
        for by in BYS:
            asked = Asked(by=by, as_known=known.by)
            table = answer(made, asked, known)
            assert {key_of(row): told(row.figures) for row in table.rows} == expected(made, asked, known)
            whole = expected(made, Asked(as_known=known.by), known)
            assert told(table.total.figures) == whole.get((), Counter())
        met.update(table.total.figures)
    assert all(met[name] for name in ("repeated", "decided", "open_over_term", "extensions", "with_gap")), met


def test_filters_and_periods_narrow_every_figure_alike(made: Country) -> None:
    submitted = sorted({claim.submitted_on for claim in known_then(made, made.known())})
    first, last = submitted[len(submitted) // 4], submitted[-2]
    for day in days_of(made):
        known = made.known(day)
        for where in NARROW:
            asked = Asked(("region",), first, last, where, known.by)
            assert {key_of(row): told(row.figures) for row in answer(made, asked, known).rows} == expected(
                made, asked, known
            )


def test_received_is_open_decided_and_withdrawn_and_regions_add_up(made: Country) -> None:
    for day in days_of(made):
        known = made.known(day)
        table = answer(made, Asked(by=("region",), as_known=known.by), known)
        for row in (table.total, *table.rows):
            figures = row.figures
            assert figures["received"] == figures["open"] + figures["decided"] + figures["withdrawn"]
            assert figures["received"] == figures["with_gap"] + figures["without_gap"]
            assert figures["refused"] == sum(figures[name] for name in figures if name.startswith("refused_"))
            assert figures["papers"] == sum(figures[name] for name in figures if name.startswith("papers_"))
        assert all(value == sum(row.figures[name] for row in table.rows) for name, value in table.total.figures.items())


def test_durations_are_those_of_the_claims_within_a_bucket_and_an_hour(made: Country) -> None:
    for day in days_of(made):
        known = made.known(day)
        asked = Asked(by=("region",), as_known=known.by)
        of_region: dict[str, list[Plain]] = defaultdict(list)
        for claim in claims_of(made, asked, known):
            of_region[claim.key["region"]].append(claim)
        for row in answer(made, asked, known).rows:
            ends = [lasted(claim, known.second) for claim in of_region[str(row.key["region"])]]
            decided = [seconds for how, seconds in ends if how in ("approved", "refused")]
            assert row.durations.decided == Counter(map(bucket, decided))
            assert row.durations.seconds == sum(decided)
            withdrawn = Counter(bucket(seconds) for how, seconds in ends if how == "withdrawn")
            open_for = sorted(seconds for how, seconds in ends if how == "open")
            at_least = sorted((row.durations.censored - withdrawn).elements())
            assert len(at_least) == len(open_for)
            for of, seconds in zip(at_least, open_for, strict=True):
                assert seconds - 3600 < bounds(of)[1]
                assert bounds(of)[0] <= seconds


def test_seconds_by_who_answers_are_the_ledgers_own_within_tolerance(made: Country) -> None:
    known = made.known()
    table = answer(made, Asked(by=("region",)), known)
    own: Counter[tuple[str, str]] = Counter()
    running: Counter[tuple[str, str]] = Counter()
    for each in made.waits(known):
        key = str(each.columns["region"]), str(each.columns["liable"])
        own[key] += each.wait.share_s
        running[key] += each.runs
    for row in table.rows:
        assert row.answered is not None
        for kind, answered in row.answered.items():
            key = str(row.key["region"]), kind
            assert abs(answered.share_s - own[key]) <= running[key]
    assert sum(own.values()) - sum(running.values()) <= sum(_all(table.total)) <= sum(own.values()) + len(running)


def _all(row: Told) -> list[int]:
    assert row.answered
    return [each.share_s for each in row.answered.values()]


def test_what_waits_are_not_booked_under_is_not_told_of_them(made: Country) -> None:
    known = made.known()
    assert answer(made, Asked(by=("channel",)), known).total.answered is None
    assert answer(made, Asked(by=("region",), where={"edition": ["2019-04"]}), known).total.answered is None
    assert answer(made, Asked(by=("district",)), known).total.answered


def test_decisions_in_batches_are_marked_wherever_their_claims_are(
    made: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics_questions, "BATCH", 1)
    for day in days_of(made):
        known = made.known(day)
        asked = Asked(by=("region", "channel"), as_known=known.by)
        claims = claims_of(made, asked, known)
        found = Counter((c.key["region"], c.key["channel"]) for c in in_batches(claims, least=1))
        assert +Counter({key_of(row): row.in_batches for row in answer(made, asked, known).rows}) == found


def test_the_applications_that_moved_a_figure_are_those_recorded_since(made: Country) -> None:
    """Each once, whatever the page's size; with the days of both ends, filters and periods as in the figures."""
    again = [event for event in made.events if event.name == "applicant.applied_again"]
    since = made.known(made.days[0])
    for until in (made.known(made.days[-2]), made.known()):
        for where in NARROW:
            asked = Asked(where=where)
            told = pages(made, asked, since, until)
            fitting = [(e.stream, e.version) for e in again if since.day < recorded_day(e.recorded_at) <= until.day]
            keys = [key for event in again if (event.stream, event.version) in fitting for key, _ in repeated([event])]
            assert {(each.applicant, each.version) for each in told} <= {*fitting}
            assert len({(each.applicant, each.version) for each in told}) == len(told)
            assert len(told) == sum(fits(key, where) for key in keys)
            change = difference(made.connection, REPETITIONS, asked, since, until)
            assert change.events == {"repeated": len(told)}
            assert change.time == {"repeated": 0}
    assert len(pages(made, Asked(), since, made.known())) > 1


def pages(made: Country, asked: Asked, since: Known, until: Known) -> list[Repeated]:
    found: list[Repeated] = []
    after: Place | None = None
    while True:
        page = repeated_since(made.connection, asked, since, until, after=after, limit=2)
        found += page.entries
        if page.next is None:
            return found
        after = page.next
