"""Roll-ups and flow counted a second time over the stored bytes, and what must be conserved: by chance, and the demo.

Statistics have a file of their own (test_statistics.py), and so have steps, rounds and what is counted one by one.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from consumers.watch import judged
from domain.act import Act
from domain.event import EVENTS, Event
from domain.events import ClaimEvent
from domain.finding import Finding
from domain.regions import region_at
from domain.vocabulary import FindingAnswer, Role
from projections import cohort, delays_questions, dispute_questions, flow, work_queue
from projections.claim_file import QUEUES
from projections.delays_reckoning import FIGURES
from projections.dispute_questions import Cell, Decided
from projections.findings import VIEW as FINDINGS
from projections.lookback import Asked, Figures, View, figures_of, rolled_up
from projections.lookback_changes import TOLERANCE
from projections.lookback_days import Known
from projections.statistics_questions import compared
from projections.work_queue import Queued
from store.log import Recorded
from store.mapper import bytes_of, event_of
from tests.projections import test_answers, test_demands, test_gaps, test_needs
from tests.projections.claims import Country, country
from tests.projections.demo import recorded_of
from tests.projections.looking_back import BYS, agree, key_of, own_sums, some
from tests.projections.recount import counted, plain
from tests.projections.recount_ledger import Claim
from tests.projections.recount_standing import ENDED
from tests.projections.recount_waits import ToldAgain, claims_again, waits_again
from tests.projections.tallies import Recount

pytestmark = pytest.mark.servers

SHARES = {"share_s": "total_s", "share_working_s": "total_working_s"}
PAUSES = {"paused_share_s": "paused_s", "paused_share_working_s": "paused_working_s"}
REGION: tuple[str, ...] = ("region",)
STAND = ("received", "open", "decided", "approved", "refused", "withdrawn")


@pytest.fixture(scope="module", params=["random 3", "demo"])
def made(request: pytest.FixtureRequest, shared_database_url: Callable[[], str]) -> Iterator[Country]:
    with recorded_of(request.param) as events, country(shared_database_url()) as found:
        for batch in events:
            found.record(batch)
        yield found


def days_of(made: Country) -> list[date | None]:
    return [*some(made.days)[1::2], None]


def by_region(made: Country, view: View, asked: Asked, at: int) -> dict[str, Figures]:
    return {str(row.key["region"]): row.figures for row in rolled_up(made.connection, view, asked, at)}


def test_the_ledgers_roll_up_is_the_sum_of_waits_told_a_second_time(made: Country) -> None:
    """Closed waits to the digit, running ones within a second each, by anything, as known on some days."""
    for day in days_of(made):
        known = made.known(day)
        told = list(waits_again(made.events, known.second, known.before))
        for by in BYS:
            own: dict[tuple[object, ...], list[ToldAgain]] = defaultdict(list)
            for each in told:
                own[key_of(each, by)].append(each)
            rows = rolled_up(made.connection, delays_questions.VIEW, Asked(by=by, as_known=known.by), known.second)
            assert {row.values for row in rows} == own.keys()
            for row in rows:
                agree(row.figures, own_sums(own[row.values]))


def test_a_queue_holds_the_claims_whose_open_waits_its_party_holds(made: Country) -> None:
    """Of every office, commission and body; a file on its way is in no office's queue, and is incoming in one."""
    claims = claims_again(made.events).values()
    of_party = {role: QUEUES[role].party.value for role in QUEUES}
    own = Counter(
        (role, holder, claim.first["region"][:2])
        for claim in claims
        if claim.stage not in ENDED
        for role, party in of_party.items()
        if role is not Role.CASEWORKER or not _is_on_its_way(claim)
        for holder in {wait.key[2] for wait in claim.open if wait.key[1] == party}
    )
    assert {role for role, *_ in own} == set(QUEUES), "the history says too little"
    now = made.known().at
    for role, office, region in own:
        found = work_queue.counted(made.connection, Queued(role, region, office), now=now, soon_days=2)
        assert found.free + found.in_hands == own[role, office, region]
    for role in QUEUES:
        of_country = work_queue.counted(made.connection, Queued(role), now=now, soon_days=2)
        assert of_country.free + of_country.in_hands == sum(n for (each, *_), n in own.items() if each is role)
    assert _incoming(made) == sum(map(_is_on_its_way, claims))


def _is_on_its_way(claim: Claim) -> bool:
    return any(wait.kind == "file" for wait in claim.open)


def _incoming(made: Country) -> int:
    """Of every office that has a file on its way to it."""
    told = {json.loads(event.body).get("to_office") for event in made.events if event.name == "file.sent"}
    queues = [
        work_queue.counted(made.connection, Queued(Role.CASEWORKER, office=office), now=made.known().at, soon_days=2)
        for office in told
    ]
    return sum(each.incoming for each in queues)


def test_a_cohort_is_what_its_claims_say_of_themselves(made: Country) -> None:
    for day in days_of(made):
        known = made.known(day)
        own: dict[str, Counter[str]] = defaultdict(Counter)
        for claim in plain(made.events, known.before):
            figures = counted(claim, known.second)
            own[claim.key["region"]].update({name: n for name, n in figures.items() if name in cohort.FIGURES})
        for each in claims_again(made.events, known.before).values():
            each.pass_until(known.second)
            for name, (wall, working) in {"total": each.total, "paused": each.paused}.items():
                own[each.first["region"][:2]].update({f"{name}_s": wall, f"{name}_working_s": working})
        told = by_region(made, cohort.VIEW, Asked(by=REGION, as_known=known.by), known.second)
        assert {region: +Counter(figures) for region, figures in told.items()} == {r: +of for r, of in own.items()}


def test_a_flow_counts_every_event_of_claims_under_its_own_day(made: Country) -> None:
    own = Counter[tuple[str, date, str]]()
    back = 0
    for claim in plain(made.events):
        for name, body, recorded, at in zip(claim.names, claim.bodies, claim.recorded, claim.at, strict=True):
            own[claim.key["region"], local(at, claim.zone), name] += 1
            said = int(datetime.fromisoformat(body["occurred_at"]).timestamp())
            back += local(said, claim.zone) < local(int(recorded.timestamp()), claim.zone)
    found = Counter[tuple[str, date, str]]()
    for day in sorted({day for _, day, _ in own}):
        asked = Asked(by=("region", "type"), first=day, last=day)
        for row in rolled_up(made.connection, flow.VIEW, asked, 0):
            found[str(row.key["region"]), day, str(row.key["type"])] += row.figures["events"]
    assert found == own
    assert figures_of(made.connection, flow.VIEW, Asked(), 0)["dated_back"] == back


def local(at: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at, UTC).astimezone(zone).date()


def test_received_is_open_decided_and_withdrawn_in_every_region_on_every_day(made: Country) -> None:
    """As known on each recorded day, and of the claims of each day of submission; the regions add up to the country."""
    submitted = sorted({day for of_region in submissions(made).values() for day in of_region})
    asked = [(Asked(by=REGION, as_known=made.known(day).by), made.known(day)) for day in made.days]
    asked += [(Asked(by=REGION, first=day, last=day), made.known()) for day in submitted]
    for each, known in asked:
        told = by_region(made, cohort.VIEW, each, known.second)
        for region, figures in told.items():
            assert figures["received"] == figures["open"] + figures["decided"] + figures["withdrawn"] > 0
            assert figures["received"] == received(made, region, each, known)
        whole = figures_of(made.connection, cohort.VIEW, replace(each, by=()), known.second)
        assert whole == {name: sum(figures[name] for figures in told.values()) for name in whole}
    for each, known in asked[::5]:
        told = by_region(made, cohort.VIEW, each, known.second)
        table = compared(made.connection, each, known.second)
        of_claims = {str(row.key["region"]): row.figures for row in table.rows if row.figures["received"]}
        assert of_claims.keys() == told.keys()
        for region, figures in told.items():
            assert {name: of_claims[region][name] for name in STAND} == {name: figures[name] for name in STAND}
            assert table.total.figures["received"] == sum(of["received"] for of in told.values())


def received(made: Country, region: str, asked: Asked, known: Known) -> int:
    """Submissions recorded by then, one by one."""
    days = submissions(made, known)[region]
    return sum(n for day, n in days.items() if (asked.first or day) <= day <= (asked.last or day))


def submissions(made: Country, known: Known | None = None) -> dict[str, Counter[date]]:
    found: dict[str, Counter[date]] = defaultdict(Counter)
    for event in made.events:
        if event.name == "claim.submitted" and (known is None or not known.before or event.recorded_at < known.before):
            body = json.loads(event.body)
            at = datetime.fromisoformat(body["occurred_at"])
            found[body["region"][:2]][at.astimezone(region_at(body["region"], at).zone).date()] += 1
    return found


def test_every_second_of_every_claim_has_somebody_who_answers_for_it(made: Country) -> None:
    """Σ share = total, on every recorded day: in the regions, and in the country, whose sums they are."""
    for day in (*made.days, None):
        known = made.known(day)
        asked = Asked(by=REGION, as_known=known.by)
        shares = by_region(made, delays_questions.VIEW, asked, known.second)
        totals = by_region(made, cohort.VIEW, asked, known.second)
        assert shares.keys() == totals.keys()
        for region, figures in shares.items():
            for share, total in SHARES.items():
                assert abs(figures[share] - totals[region][total]) <= figures[TOLERANCE], (region, day)
        for share, paused in PAUSES.items():
            assert sum(of[share] for of in shares.values()) <= sum(of[paused] for of in totals.values())
        whole = figures_of(made.connection, delays_questions.VIEW, Asked(as_known=known.by), known.second)
        summed = total_of(list(shares.values()))
        assert {name: summed[name] for name in ("waits", "running", "open_s", "open_working_s")} == {
            name: whole[name] for name in ("waits", "running", "open_s", "open_working_s")
        }
        assert all(abs(summed[name] - whole[name]) <= whole[TOLERANCE] for name in FIGURES)


def total_of(figures: Sequence[Figures]) -> Counter[str]:
    found = Counter[str]()
    for each in figures:
        found.update(each)
    return found


# the quarrels


RECOUNTS: dict[str, Recount] = {
    "demands": test_demands.recount,
    "gaps": test_gaps.recount,
    "needs": test_needs.recount,
    "answers": test_answers.recount,
}


def test_the_quarrels_are_decided_by_what_the_events_say(made: Country) -> None:
    """Every figure and finding: of the country as known on some days, of each region as known now."""
    for day in days_of(made):
        known = made.known(day)
        own = {name: again(made, name, known) for name in dispute_questions.TALLIES}
        among = Asked(as_known=known.by)
        country_wide = dispute_questions.decide(made.connection, among)
        assert figures(country_wide.decided) == figures(dispute_questions.judged(own))
    for dispute in dispute_questions.decide_by_region(made.connection, among):
        of_region = {
            name: [each for each in cells if each[0]["region"] == dispute.region] for name, cells in own.items()
        }
        assert figures(dispute.decided) == figures(dispute_questions.judged(of_region))


def figures(decided: Sequence[Decided]) -> dict[str, tuple[dict[str, int], str]]:
    return {of.quarrel.id: (of.figures, of.finding.value) for of in decided}


def again(made: Country, of: str, known: Known) -> list[Cell]:
    """The cells of a tally as the events themselves say them, added up over offices and days."""
    view = dispute_questions.TALLIES[of].view
    assert view.projection.key
    names = [name for name in view.projection.key.names if name not in ("region", "office", "submitted_on")]
    claims: dict[UUID, list[ClaimEvent]] = defaultdict(list)
    for recorded in made.events:
        if not known.before or recorded.recorded_at < known.before:
            event = event_of(recorded)
            if isinstance(event, ClaimEvent):
                claims[event.originator_id].append(event)
    sums: dict[tuple[Any, ...], Counter[str]] = defaultdict(Counter)
    for events in claims.values():
        for (region, _, _, *values, measure), n in RECOUNTS[of](events).items():
            sums[region[:2], *values][measure] += n
    return [
        (dict(zip(("region", *names), key, strict=True)), {measure: of_key[measure] for measure in view.measures})
        for key, of_key in sums.items()
    ]


# findings


def test_findings_are_rolled_up_as_their_own_events_say(made: Country, shared_database_url: Callable[[], str]) -> None:
    """Raised, acknowledged, answered and closed by chance: counts and seconds at stake, now and on a past day."""
    with country(shared_database_url()) as here:
        here.record(findings_of(made))
        for day in (here.days[len(here.days) // 2], None):
            known = here.known(day)
            by = ("region", "rule", "status", "goes_on")
            own: dict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
            for state in standing(here.events, known.before):
                since, until = (instant(state[name]) if state[name] else known.second for name in ("since", "until"))
                goes_on = state["until"] is None
                key = state["region"][:2], state["rule"], state["status"], goes_on
                own[key].update(findings=1, going_on=goes_on, seconds_at_stake=until - since)
            rows = rolled_up(here.connection, FINDINGS, Asked(by=by, as_known=known.by), known.second)
            assert {row.values: +Counter(row.figures) for row in rows} == {key: +of for key, of in own.items()}
            assert len({status for _, _, status, _ in own}) > 2


def findings_of(made: Country) -> list[Recorded]:
    """What is found in these claims, and what people did about it."""
    chance, told = Random(1), list[Event]()
    claims: dict[UUID, list[Recorded]] = defaultdict(list)
    for recorded in made.events:
        if issubclass(EVENTS[recorded.name], ClaimEvent):
            claims[recorded.stream].append(recorded)
    for claim, events in claims.items():
        found, about = judged(claim, events, made.now)
        for stream, (rule, what) in found.items():
            finding, at = Finding.blank(stream), events[-1].recorded_at
            watch = Act("watch", Role.SERVICE, "QADAM", at, at)
            finding.observe(about=about, rule=rule, rule_version=1, found=what, act=watch)
            later = at + timedelta(days=chance.randrange(4))
            act = Act("a", Role.CASEWORKER, "O", later, later)
            match chance.randrange(4):
                case 1:
                    finding.acknowledge(act=act)
                case 2:
                    finding.answer(answer=chance.choice(list(FindingAnswer)), act=act)
                case 3:
                    finding.lapse(act=replace(watch, now=later, occurred_at=later))
            told += [event for event in finding.collect_events() if isinstance(event, Event)]
    told.sort(key=lambda event: event.timestamp)
    return [
        Recorded(n, e.originator_id, e.originator_version, e.TOPIC, e.timestamp, bytes_of(e))
        for n, e in enumerate(told, 1)
    ]


STATUS = {"acknowledged": "ACKNOWLEDGED", "answered": "ANSWERED", "closed": "CLOSED"}


def standing(events: Iterable[Recorded], before: datetime | None) -> Iterable[dict[str, Any]]:
    """Each finding by then: what raised it, with the status that its last event left."""
    found: dict[UUID, dict[str, Any]] = {}
    for recorded in events:
        if before is None or recorded.recorded_at < before:
            body, what = json.loads(recorded.body), recorded.name.removeprefix("finding.")
            state = found.setdefault(recorded.stream, body)
            state["status"] = STATUS.get(what, "OPEN")
    return found.values()


def instant(said: str) -> int:
    return int(datetime.fromisoformat(said).timestamp())
