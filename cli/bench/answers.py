"""Every regional answer: how it is asked, and what of it DuckDB works out from the raw events (recounted.py)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from cli.bench.recounted import BY_REGION
from domain.vocabulary import Role
from projections import cohort, delays_questions, demands, dispute_questions, gaps, rounds, steps_questions, work_queue
from projections.findings import VIEW as FINDINGS
from projections.lookback import Asked, Figures, View, rolled_up
from projections.lookback_days import Known
from projections.statistics_questions import compared

TOLERANCE: Final = "tolerance_s"
SHARED: Final = ("share_s",)
"""figures that have a tolerance"""
SOON_DAYS: Final = 2
Told = dict[str, Figures]
"""region -> its figures"""
Ask = Callable[[Connection, Asked, Known], Told]


@dataclass(frozen=True, slots=True)
class Question:
    """`recounted`: the figures that are worked out a second time; empty: none can be, short of Qadam's own rules.

    `looks_back`: it has periods, and days on which it was known.
    """

    what: str
    ask: Ask
    recounted: tuple[str, ...] = ()
    looks_back: bool = True

    @property
    def sql(self) -> str:
        return BY_REGION[self.what.partition(" ")[0]]


def _view(view: View, *by: str) -> Ask:
    """The roll-up by these, added up to regions."""

    def ask(reader: Connection, asked: Asked, known: Known) -> Told:
        rows = rolled_up(reader, view, replace(asked, by=by), known.second)
        return summed((str(row.key["region"]), row.figures) for row in rows)

    return ask


def summed(rows: Iterable[tuple[str, Figures]]) -> Told:
    told: Told = {}
    for region, figures in rows:
        of = told.setdefault(region, dict.fromkeys(figures, 0))
        for name, value in figures.items():
            of[name] += value
    return told


def _statistics(reader: Connection, asked: Asked, known: Known) -> Told:
    table = compared(reader, replace(asked, by=("region",)), known.second)
    return {str(row.key["region"]): row.figures for row in table.rows}


def _steps(reader: Connection, asked: Asked, known: Known) -> Told:
    rows = steps_questions.rows(reader, ("region",), asked)
    return {str(row["region"]): {name: n for name, n in row.items() if isinstance(n, int)} for row in rows}


def _dispute(reader: Connection, asked: Asked, known: Known) -> Told:
    """The figures of all quarrels, by quarrel and name."""
    return {
        str(dispute.region): {
            f"{of.quarrel.id}_{name}": number for of in dispute.decided for name, number in of.figures.items()
        }
        for dispute in dispute_questions.decide_by_region(reader, asked)
    }


def _queue(reader: Connection, asked: Asked, known: Known) -> Told:
    """Of one region: whose turn claims are is looked up in their rows."""
    queued = work_queue.Queued(Role.CASEWORKER, region="75")
    found = work_queue.counted(reader, queued, now=known.at, soon_days=SOON_DAYS)
    return {"75": {"free": found.free, "in_hands": found.in_hands, "at_risk": found.at_risk}}


QUESTIONS: Final = (
    Question("statistics by region", _statistics, ("received", "open", "papers", "with_gap", "with_gap_card_only")),
    Question("steps by region", _steps, ("times", "wait_s")),
    Question("rounds by region, round", _view(rounds.VIEW, "region", "round"), ("demands",)),
    Question("findings by region, rule", _view(FINDINGS, "region", "rule"), ("findings", "seconds_at_stake")),
    Question("demands by region", _view(demands.VIEW, "region"), ("demands", "received", "withdrawn")),
    Question("gaps by region", _view(gaps.VIEW, "region"), ("detected", "closed_by_paper", "closed_by_registry")),
    Question(
        "delays by region, liable, cause",
        _view(delays_questions.VIEW, "region", "liable", "cause"),
        ("share_s",),
    ),
    Question("cohort by region", _view(cohort.VIEW, "region"), ("received", "registered", "open", "total_s")),
    Question("dispute by region", _dispute, ("C4_attempts", "C5_claims", "C5_by_commission", "C7_state_not_asked")),
    Question("queue of a region", _queue, looks_back=False),
)


def differing(question: Question, told: Told, again: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Where the second computation says something else; running shares agree within their tolerance."""
    wrong = []
    for region in sorted({*told, *again}):
        figures, others = told.get(region, {}), again.get(region, {})
        for name in question.recounted:
            one, other = figures.get(name, 0), others.get(name, 0)
            if abs(one - other) > (figures[TOLERANCE] if name in SHARED and figures else 0):
                wrong.append(f"{question.what}, region {region}, {name}: {one}, and from the raw events {other}")
    return wrong
