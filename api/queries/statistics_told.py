"""A row of the statistics as it is answered: counts as they are, shares with what chance does to them.

Shares are texts of four decimals, as everywhere; seconds and counts are whole numbers.
"""

from typing import Any, Final

from domain.vocabulary import RefusalGround, Verdict
from figures.lasting import Quantile, curve, quantile
from figures.proportion import TAILS, beyond, limits, wilson
from projections.lookback import Figures
from projections.statistics_figures import GROUNDS, UNDER, VERDICTS
from projections.statistics_questions import Durations, Table, Told
from projections.tally import rate

COUNTS: Final = (
    "received",
    "repeated",
    "registered",
    "open",
    "decided",
    "approved",
    "refused",
    "withdrawn",
    "in_review",
)
EXTENSIONS: Final = ("lawful", "unlawful", "provisional")
GAPS: Final = ("with_gap", "without_gap")
QUANTILES: Final = {"median": (1, 2), "p90": (9, 10)}


def told(table: Table) -> dict[str, Any]:
    """The whole, and its rows beside it."""
    figures = table.total.figures
    of_all = _over_term(figures) / figures["received"] if figures["received"] else 0.0
    return {"total": _row(table.total, of_all), "rows": [{**row.key, **_row(row, of_all)} for row in table.rows]}


def _row(row: Told, of_all: float) -> dict[str, Any]:
    figures = row.figures
    return {
        **{name: figures[name] for name in COUNTS},
        "refused_by_ground": {ground.value: figures[GROUNDS[ground]] for ground in RefusalGround},
        "over_term": {
            "open": figures["open_over_term"],
            "ended": figures["ended_over_term"],
            **share(_over_term(figures), figures["received"]),
            **_funnel(_over_term(figures), figures["received"], of_all),
        },
        "over_term_under": {code: share(figures[name], figures["received"]) for code, name in UNDER.items()},
        "extensions": {
            "recorded": figures["extensions"],
            **{how: figures[f"extensions_{how}"] for how in EXTENSIONS},
        },
        "papers": {
            "demanded": figures["papers"],
            "by_verdict": {verdict.value: figures[VERDICTS[verdict]] for verdict in Verdict},
        },
        "card_only": {gap: share(figures[f"{gap}_card_only"], figures[gap]) for gap in GAPS},
        "durations": durations(row.durations),
        "decided_in_batches": row.in_batches,
        "answered": _answered(row),
    }


def share(part: int, whole: int) -> dict[str, Any]:
    """A part of a whole, its share, and the 95 % interval of that; None where there is nothing to be a part of."""
    interval = [f"{each:.4f}" for each in wilson(part, whole)] if whole else None
    return {"part": part, "of": whole, "share": rate(part, whole), "interval": interval}


def durations(found: Durations) -> dict[str, Any]:
    """What Kaplan and Meier's curve says of all, and beside it the plain mean of the decided alone."""
    steps, decided = curve(found.decided, found.censored), sum(found.decided.values())
    return {
        "of": decided + sum(found.censored.values()),
        "decided": decided,
        **{name: _quantile(quantile(steps, *of)) for name, of in QUANTILES.items()},
        "mean_of_decided_s": found.seconds // decided if decided else None,
    }


def _quantile(found: Quantile) -> dict[str, Any]:
    return {"seconds": found.value, "interval_s": [found.low, found.high], "at_risk": found.at_risk}


def _funnel(part: int, whole: int, of_all: float) -> dict[str, Any]:
    """Between which counts a region of that size lies by chance alone, and which limits it is beyond."""
    found = {name: limits(whole, of_all, tail) for name, tail in TAILS.items()} if whole else {}
    return {
        "limits": {name: [each.low, each.high] for name, each in found.items()} or None,
        "beyond": beyond(part, whole, of_all) if whole else None,
    }


def _over_term(figures: Figures) -> int:
    return figures["open_over_term"] + figures["ended_over_term"]


def _answered(row: Told) -> list[dict[str, Any]] | None:
    if row.answered is None:
        return None
    return [
        {"liable": kind, "share_s": each.share_s, "share_working_s": each.share_working_s}
        for kind, each in row.answered.items()
    ]
