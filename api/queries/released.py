"""The statistics as deputies are given them: published tables of one month, read and never worked out (releases/)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from api.house import House
from disclosure.cube import ALL
from domain.regions import PREFIX_DIGITS, region_between
from domain.vocabulary import Channel, Party, RefusalGround, Verdict
from releases.catalogue import DECIDED, REFUSED
from releases.counted import last_of
from releases.errors import NotReleased, UnderWay
from releases.published import HIDDEN, Published, last_day

MARK: Final = "hidden"
MEANING: Final = (
    "hidden: the number would tell of few people, or would let another be worked out that does; it may be large."
    " null: not counted so, or of a table that is withheld, and `withheld` says why"
)
SEE: Final = "docs/how-to/read-released-figures.md"
BYS: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = {
    ("region",): (
        *("country", "outcomes", "grounds", "registered", "terms", "cards", "channels"),
        *("extensions", "papers", "repetitions", "waits"),
    ),
    ("channel",): ("channels", "repetitions"),
    ("region", "channel"): ("channels", "repetitions"),
}
"""what deputies may ask by -> the tables that answer"""
FILTERS: Final = ("region", "channel")
TOTAL_OF: Final = "the whole country and all channels, whichever rows are chosen"
GAPS: Final = ("with_gap", "without_gap")
NOT_SO: Final = (
    "your role is given published tables: by=region, by=channel, or by=region,channel; submitted_from and"
    " submitted_to are the first and the last day of one calendar month; region and channel choose rows where it is"
    " asked by them; as_known is a day that is over. Other filters, and map, would be other tables"
)


def not_so() -> NotReleased:
    """What is not among the published tables, and what is."""
    return NotReleased(NOT_SO, by=[",".join(by) for by in BYS])


@dataclass
class Tables:
    """What was given of the tables that were asked for; the reasons why others were not."""

    found: Mapping[str, Published | NotReleased]

    @property
    def given(self) -> list[Published]:
        return [each for each in self.found.values() if isinstance(each, Published)]

    @property
    def withheld(self) -> dict[str, str]:
        return {name: each.told for name, each in self.found.items() if isinstance(each, NotReleased)}

    def cell(self, name: str, place: str = ALL, category: str = ALL) -> int | str | None:
        """A number, the mark, or None where the table is withheld or was not asked for."""
        table = self.found.get(name)
        if not isinstance(table, Published) or (place != ALL and "region" not in table.axes):
            return None
        value = table.value(place, category)
        return MARK if value is HIDDEN else value


def answer(house: House, said: Mapping[str, Any], by: Sequence[str], on_map: date | None) -> dict[str, Any]:
    """Raises `NotReleased`, `UnderWay`, `UnknownRegion`."""
    if tuple(by) not in BYS or on_map or {*said} - {"submitted_from", "submitted_to", "as_known", *FILTERS}:
        raise not_so()
    month = _month(said, house.clock.now())
    chosen = _chosen(by, said, month)
    tried = house.releases.together(BYS[tuple(by)], month=month, as_known=said.get("as_known"), now=house.clock.now())
    tables = Tables(tried)
    if not tables.given:
        raise next(each for each in tried.values() if isinstance(each, NotReleased))
    rows = [_row(tables, by, place, channel) for place, channel in _keys(tables, by, chosen)]
    return {
        "by": by,
        "submitted_from": month,
        "submitted_to": last_of(month),
        "as_known": max(each.as_known for each in tables.given),
        "edition": tables.given[0].stamp["edition"],
        "hidden": {"mark": MARK, "means": MEANING, "k": tables.given[0].stamp["policy"]["k"], "see": SEE},
        "total_of": TOTAL_OF,
        "total": _figures(tables, by, ALL, ALL),
        "rows": rows,
        "withheld": tables.withheld,
        "tables": [_stamped(each) for each in tables.given],
    }


def _month(said: Mapping[str, Any], now: datetime) -> date:
    """The month that is said; the last that was over on the day as known, if none is."""
    first, last = said.get("submitted_from"), said.get("submitted_to")
    if first is None and last is None:
        day: date = said.get("as_known") or last_day(now)
        this = day.replace(day=1)
        return this if last_of(this) == day else (this - timedelta(days=1)).replace(day=1)
    if first is None or first.day != 1 or last != last_of(first):
        raise not_so()
    month: date = first
    return month


def _chosen(by: Sequence[str], said: Mapping[str, Any], month: date) -> dict[str, list[str]]:
    """The rows that are asked for. Raises `NotReleased` for a filter that chooses no rows, `UnknownRegion` for a region
    that did not exist in the month."""
    chosen = {name: said[name].split(",") for name in FILTERS if name in said}
    if {*chosen} - {*by}:
        raise not_so()
    if "region" in chosen:
        chosen["region"] = [_region(code, month) for code in chosen["region"]]
    return chosen


def _region(code: str, month: date) -> str:
    """Its prefix. A place within a region is in no published table."""
    region = region_between(code[:PREFIX_DIGITS], month, last_of(month))
    if code not in (region.prefix, region.kato):
        raise not_so()
    return region.prefix


def _keys(tables: Tables, by: Sequence[str], chosen: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Place and channel of each row, ALL where it is not asked by."""
    places = [ALL]
    if ",".join(by) != "channel":
        places = list(_regions(tables))
    for place in places:
        for channel in map(str, Channel) if "channel" in by else [ALL]:
            if place in chosen.get("region", [place]) and channel in chosen.get("channel", [channel]):
                yield place, channel


def _regions(tables: Tables) -> Sequence[str]:
    return next((each.categories[0] for each in tables.given if "region" in each.axes), ())


def _row(tables: Tables, by: Sequence[str], place: str, channel: str) -> dict[str, Any]:
    key = {"region": place, "channel": channel}
    return {**{name: key[name] for name in by}, **_figures(tables, by, place, channel)}


def _figures(tables: Tables, by: Sequence[str], place: str, channel: str) -> dict[str, Any]:
    if "channel" in by:
        return {
            "received": tables.cell("channels", place, channel),
            "repeated": tables.cell("repetitions", place, channel),
        }
    return _of_region(tables, place)


def _of_region(tables: Tables, place: str) -> dict[str, Any]:
    """The names that auditors read, where the figure is the same."""
    ends = {name: _ended(tables, place, name) for name in ("OPEN", *DECIDED, "WITHDRAWN")}
    grounds = {ground.value: tables.cell("grounds", ALL, ground) for ground in RefusalGround}
    return {
        "received": _ended(tables, place, ALL),
        "repeated": tables.cell("repetitions", place),
        "registered": tables.cell("registered", place, "REGISTERED"),
        "open": ends["OPEN"],
        "approved": ends["APPROVED"],
        "refused": ends[REFUSED],
        "withdrawn": ends["WITHDRAWN"],
        "refused_by_ground": grounds if place == ALL else None,
        "over_term": {
            "open": tables.cell("terms", place, "OPEN_OVER"),
            "ended": tables.cell("terms", place, "ENDED_OVER"),
        },
        "extensions": {
            "recorded": tables.cell("extensions", place),
            **{how: tables.cell("extensions", place, how.upper()) for how in ("lawful", "unlawful", "provisional")},
        },
        "papers": {
            "demanded": tables.cell("papers", place),
            "by_verdict": {verdict.value: tables.cell("papers", place, verdict) for verdict in Verdict},
        },
        "card_only": {gap: _card_only(tables, place, gap.upper()) for gap in GAPS},
        "durations": _durations(tables, place),
        "answered": _answered(tables, place),
    }


def _ended(tables: Tables, place: str, end: str) -> int | str | None:
    """Of the country its own table may tell what that of the regions hides."""
    whole = tables.cell("country", ALL, end) if place == ALL else None
    found = tables.cell("outcomes", place, end)
    return whole if isinstance(whole, int) or found is None else found


def _card_only(tables: Tables, place: str, gap: str) -> dict[str, Any]:
    """Claims for which no paper but the card was demanded, and the others."""
    return {
        "card_only": tables.cell("cards", place, f"{gap}:CARD_ONLY"),
        "papers": tables.cell("cards", place, f"{gap}:PAPERS"),
    }


def _durations(tables: Tables, place: str) -> dict[str, Any] | None:
    table = tables.found["outcomes"]
    if not isinstance(table, Published):
        return None
    lasted: dict[str, Any] = table.also["durations"].get(place, {"median_days": None, "p90_days": None})
    return lasted


def _answered(tables: Tables, place: str) -> list[dict[str, Any]] | None:
    """Waits by the kind of party that answers for them, and their seconds where these can be told."""
    table = tables.found["waits"]
    if not isinstance(table, Published) or (place != ALL and "region" not in table.axes):
        return None
    told = []
    for kind in Party:
        cell = (place, kind.value)
        seconds = {name: table.sums[name].get(cell, MARK) if name in table.sums else None for name in SECONDS}
        told.append({"liable": kind.value, "waits": tables.cell("waits", *cell), **seconds})
    return [each for each in told if each["waits"] != 0]


SECONDS: Final = ("share_s", "share_working_s")


def _stamped(table: Published) -> dict[str, Any]:
    """What the table was made from, and what of it was public before."""
    held = [
        {"cell": dict(zip(table.axes, cell, strict=True)), "value": value, "as_known": day}
        for cell, (day, value) in table.held.items()
    ]
    return {
        "table": table.name,
        "as_known": table.as_known,
        "zeros_shown": table.zeros_shown,
        "last_shown": held,
        **table.stamp,
    }


EXAMPLE: Final = {
    "by": ["region"],
    "submitted_from": "2019-04-01",
    "submitted_to": "2019-04-30",
    "as_known": "2019-05-13",
    "edition": "2019-04",
    "hidden": {"mark": MARK, "means": MEANING, "k": 10, "see": SEE},
    "total_of": TOTAL_OF,
    "total": {"received": 1240, "open": 130, "approved": 950, "refused": 140, "withdrawn": 20},
    "rows": [{"region": "75", "received": 130, "open": 14, "approved": MARK, "refused": MARK, "withdrawn": MARK}],
    "withheld": {},
    "tables": [
        {
            "table": "outcomes",
            "as_known": "2019-05-13",
            "zeros_shown": True,
            "last_shown": [],
            "read_models": ["statistics_1"],
            "edition": "2019-04",
            "position": 36_120,
            "policy": {"k": 10, "sum_percent": 10, "most_classes": 10_000},
            "released_at": "2019-05-14T03:00:00Z",
        }
    ],
}
REFUSED_SO: Final = (NotReleased, UnderWay)
