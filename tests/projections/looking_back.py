"""What tests of looking back share: the questions they ask, and what the claims' own ledgers say to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from projections.delays_reckoning import FIGURES
from projections.lookback import Figures
from projections.lookback_changes import TOLERANCE
from tests.projections.claims import Told
from tests.projections.recount_waits import ToldAgain

BYS = ((), ("region",), ("liable", "cause"), ("region", "office", "stage", "holder", "registry", "came_of", "pause"))
SHARED = {"share_s", "sole_s", "share_working_s", "sole_working_s", "paused_share_s", "paused_share_working_s"}
"""figures that the arithmetic has within tolerance"""
PARTY = {"holder": ("holder", "holder_code"), "liable": ("liable", "liable_code")}
ABOUT: list[dict[str, list[str]]] = [
    {},
    {"liable": ["OFFICE"]},
    {"cause": ["DOCUMENT", "LOOKUP"]},
    {"region": ["75"], "stage": ["CHECKS"]},
    {"came_of": ["TIMEOUT"]},
    {"holder": ["APPLICANT", "REGISTRY:CIVIL_STATUS"]},
    {"registry": ["none"], "pause": ["false"]},
    {"came_of": ["none"], "cause": ["LOOKUP"]},
]


NARROW: tuple[dict[str, list[str]], ...] = ({}, {"region": ["75"]})


def some(days: list[date]) -> list[date]:
    """A few of the days on which something was recorded, the last and one without anything among them."""
    return sorted({*days[:: max(1, len(days) // 6)], days[-1], days[0] - timedelta(days=1)})


def key_of(told: Told | ToldAgain, by: tuple[str, ...]) -> tuple[object, ...]:
    columns = told.columns
    return tuple(columns[column] for name in by for column in PARTY.get(name, (name,)))


def fits(told: Told, where: Mapping[str, Sequence[str]]) -> bool:
    """As a reader would understand the filters of ABOUT."""
    columns = {
        name: "none" if value == "" else str(value).lower() if value is False else str(value)
        for name, value in told.columns.items()
    }
    return all(
        {columns[name], f"{columns[name]}:{columns.get(f'{name}_code')}"} & {*said} for name, said in where.items()
    )


def own_sums(waits: Sequence[Told | ToldAgain]) -> Figures:
    """What the claims' own ledgers add up to."""
    sums: dict[str, int] = defaultdict(int)
    for told in waits:
        measures = dict(zip(FIGURES, (1, int(told.runs), *told.seconds), strict=True))
        paused = {f"paused_{name}": measures[name] * told.columns["pause"] for name in ("share_s", "share_working_s")}
        for name, value in (measures | paused).items():
            sums[name] += value
    return sums


def agree(told: Figures, own: Figures, tolerance: int | None = None) -> None:
    """Counts, and how long waits were open, to the digit; shares within a second for each running wait."""
    within = told[TOLERANCE] if tolerance is None else tolerance
    assert within <= told["running"]
    for name in told.keys() - {TOLERANCE}:
        assert abs(told[name] - own[name]) <= (within if name in SHARED else 0), (name, told, dict(own))


def total(figures: Iterable[Figures]) -> Figures:
    sums: dict[str, int] = defaultdict(int)
    for each in figures:
        for name, value in each.items():
            sums[name] += value
    return sums
