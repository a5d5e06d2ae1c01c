"""Regions side by side: how many claims, how they ended, how long they took, what of it is chance; and why it changed.

Exact for auditors. Deputies are given published tables under disclosure control, and nothing else (released.py).
"""

from dataclasses import field, fields, make_dataclass, replace
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)
from starlette.responses import Response

from api.answers import at_second, shown
from api.asker import AUDITORS, COMPARERS
from api.authenticate import AskerDep
from api.documented import CLAIM, question, router
from api.house import House, HouseDep
from api.pages import Cursor, Limit
from api.queries import released, statistics_told
from api.queries.changes import Beside, between
from api.queries.claims import FRESH
from api.queries.counted import by_of, groups, named, words_of
from api.queries.lookback import Question, claims, listed, question_of
from api.queries.regions import require_map
from api.reading import ask
from api.refusals import BadCursor, NotYourQuestion, Unreadable
from api.words import Day
from domain.errors import UnknownCode, UnknownRegion
from domain.regions import PREFIX_DIGITS, region_between
from domain.vocabulary import RefusalGround, Role, Verdict
from projections.freshness import freshness
from projections.lookback import Asked
from projections.lookback_days import is_provisional
from projections.repetitions import VIEW as REPETITIONS
from projections.repetitions_changes import repeated_since
from projections.statistics_figures import FIGURES, UNDER, VIEW
from projections.statistics_questions import MODELS, Table, compared

routes: Final[APIRouter] = router("statistics", prefix="/statistics")

WORDS: Final = words_of(VIEW)
WORDS_OF_CHANGES: Final = make_dataclass(
    "WordsOfStatisticsChanges",
    [(each.name, each.type, field(default=None)) for each in fields(WORDS) if each.name != "as_known"],
    frozen=True,
)
"""the same without the day of knowledge: there are two, in words of their own"""
SHARE: Final = {"part": 7, "of": 30, "share": "0.2333", "interval": ["0.1179", "0.4093"]}
ROW: Final = {
    "received": 30,
    "repeated": 6,
    "registered": 30,
    "open": 4,
    "decided": 25,
    "approved": 22,
    "refused": 3,
    "withdrawn": 1,
    "in_review": 0,
    "refused_by_ground": {ground.value: 0 for ground in RefusalGround} | {"INCOME_ABOVE_LINE": 3},
    "over_term": {"open": 2, "ended": 5, **SHARE, "limits": {"95": [2, 12], "99.8": [0, 15]}, "beyond": None},
    "over_term_under": dict.fromkeys(UNDER, SHARE),
    "extensions": {"recorded": 3, "lawful": 1, "unlawful": 1, "provisional": 1},
    "papers": {"demanded": 9, "by_verdict": {verdict.value: 0 for verdict in Verdict} | {"GAP": 9}},
    "card_only": {
        "with_gap": {"part": 3, "of": 12, "share": "0.2500", "interval": ["0.0889", "0.5323"]},
        "without_gap": {"part": 18, "of": 18, "share": "1.0000", "interval": ["0.8241", "1.0000"]},
    },
    "durations": {
        "of": 30,
        "decided": 25,
        "median": {"seconds": 777_600, "interval_s": [691_200, 864_000], "at_risk": 15},
        "p90": {"seconds": 1_209_600, "interval_s": [1_036_800, None], "at_risk": 4},
        "mean_of_decided_s": 734_400,
    },
    "decided_in_batches": 0,
    "answered": [{"liable": "OFFICE", "share_s": 8_640_000, "share_working_s": 2_073_600}],
}
OF_CLAIM: Final = {
    "claim": CLAIM,
    "submitted_on": "2019-04-01",
    "region": "750000000",
    "office": "75-OFFICE",
    "version": 21,
    **dict.fromkeys(FIGURES, 0),
    "received": 1,
    "open": 1,
    "without_gap": 1,
    "without_gap_card_only": 1,
}
STAMP: Final = {"now": "2019-05-14T18:00:00Z", "as_known": "2019-05-14", "provisional": False}
MOVED: Final = {"open": -1, "decided": 1, "approved": 1}
APPLICANT: Final = "6d1f0f8e-2b57-5a3e-9a55-0f8f0a1c2d3e"
REPEATED: Final = Beside(
    REPETITIONS,
    lambda reader, asked, since, until, after, limit: repeated_since(
        reader, asked, since, until, after=after, limit=limit
    ),
)
FRESH_STATISTICS: Final = FRESH | {"projection": VIEW.projection.name}

OnMap = Annotated[
    Day | None,
    Query(
        alias="map",
        description="regions as they were on this day; as the claims were submitted, if it is not said. Several"
        " regions, with commas between them, are land of which the codes do not tell in which of these it lies",
    ),
]


@routes.get(
    "",
    **question(
        {
            "by": ["region"],
            "submitted_from": "2019-04-01",
            "submitted_to": "2019-04-30",
            "total": ROW,
            "rows": [{"region": "75", **ROW}],
            **STAMP,
            "freshness": {model: FRESH | {"projection": model} for model in MODELS},
        },
        NotYourQuestion,
        *released.REFUSED_SO,
        UnknownCode,
        UnknownRegion,
        Unreadable,
    ),
)
def compare_regions(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    by: Annotated[str, by_of(VIEW)] = "region",
    on_map: OnMap = None,
) -> Response:
    """How regions, districts, channels or editions compare: the claims submitted in a period, and the whole of them.

    received = open + decided + withdrawn; rows add up to `total`. Shares have their 95 % interval, and of over term the
    limits between which chance alone leaves so many claims at the share of the whole; `beyond` names the widest that is
    passed. Durations count open claims as lasting at least so long. `answered`, the time by who answers for it, is null
    where channel or edition are asked about.

    Deputies are given published tables of one calendar month, in which figures of few people are `hidden`, the same for
    ever: by region, channel, or both; `docs/how-to/read-released-figures.md`.
    """
    asker.require_role(COMPARERS)
    if on_map:
        require_map("map", on_map)
    meant = question_of(VIEW, words, house)
    if asker.role is Role.DEPUTY:
        said = {name: value for name, value in vars(words).items() if value is not None}
        return shown(released.answer(house, said, named(by), on_map))
    names = groups(VIEW, by)
    for code in meant.asked.where.get("region", ()):
        region_between(code[:PREFIX_DIGITS], meant.asked.first, meant.asked.last)
    return shown(_answer(house, meant, replace(meant.asked, by=tuple(names)), on_map))


@routes.get(
    "/claims",
    **question(
        {"region": "75", "claims": [OF_CLAIM], **STAMP, "freshness": FRESH_STATISTICS},
        NotYourQuestion,
        UnknownCode,
        BadCursor,
        Unreadable,
    ),
)
def list_compared(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """The claims behind the statistics, each with what it adds to every count, folded again from the event store.

    Terms and time: the lists behind `/audit/cohort` and `/audit/delays`, which take the same words.
    """
    asker.require_role(AUDITORS)
    return listed(house, question_of(VIEW, words, house, cursor), "/statistics/claims", limit, claims)


@routes.get(
    "/changes",
    **question(
        {
            "from": "2019-05-10",
            "to": "2019-05-14",
            "region": "75",
            "at_from": {name: ROW[name] for name in ("received", "open", "decided", "approved", "repeated")},
            "at_to": {"received": 30, "open": 3, "decided": 26, "approved": 23, "repeated": 7},
            "moved_by_events": MOVED | {"repeated": 1},
            "moved_by_time": {"extensions_provisional": 0},
            "tolerance_s": 0,
            "events": [
                {
                    "claim": CLAIM,
                    "version": 22,
                    "type": "claim.approved",
                    "occurred_at": "2019-05-13T04:00:00Z",
                    "recorded_at": "2019-05-13T04:00:00Z",
                    "late": False,
                    "dated_back_days": 0,
                    "moved": MOVED,
                },
                {
                    "claim": CLAIM,
                    "applicant": APPLICANT,
                    "version": 2,
                    "type": "applicant.applied_again",
                    "occurred_at": "2019-05-13T05:00:00Z",
                    "recorded_at": "2019-05-13T05:00:00Z",
                    "late": False,
                    "dated_back_days": 0,
                    "moved": {"repeated": 1},
                },
            ],
            **STAMP,
            "freshness": FRESH_STATISTICS,
        },
        NotYourQuestion,
        UnknownCode,
        BadCursor,
        Unreadable,
    ),
)
def explain_changes(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS_OF_CHANGES)],
    since: Annotated[Day, Query(alias="from", description="the recorded day whose statistics are compared with")],
    until: Annotated[Day | None, Query(alias="to", description="a later recorded day; today if it is not said")] = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """Why the statistics of a later day are others than those of an earlier one: every event recorded since that moved
    a count, and what passing time moved. `/audit/changes` explains terms (`of=cohort`) and time (`of=delays`).

    After the events of claims come applications beside an open claim, by the day of the application: `claim` is the
    open one, `applicant` the stream of the event, in which `version` counts.
    """
    asker.require_role(AUDITORS)
    meant = question_of(VIEW, words, house, cursor, as_known=until)
    return between(house, meant, since, "/statistics/changes", limit, REPEATED)


def _answer(house: House, meant: Question, asked: Asked, on_map: date | None) -> dict[str, Any]:
    """All of one moment of the database."""
    now = house.clock.now()

    def found(reader: Connection) -> tuple[Table, dict[str, Any], bool]:
        table = compared(reader, asked, meant.known.second, on_map)
        fresh = {model: freshness(reader, model) for model in MODELS}
        return table, fresh, any(is_provisional(reader, model, meant.known, now) for model in MODELS)

    (table, fresh, provisional), _ = ask(house, VIEW.projection.name, found)
    stamp = {"now": at_second(meant.known.second), "as_known": meant.known.day, "provisional": provisional}
    on = {"map": on_map} if on_map else {}
    return {**meant.said, **on, "by": asked.by, **statistics_told.told(table), **stamp, "freshness": fresh}
