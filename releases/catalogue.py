"""Which tables are published, and of what: the whole of it, so that nothing else can be asked of disclosure control.

A table counts the things of one calendar month of submission (of application, for repetitions) by place and by one
attribute. Tables of one family count the same things, and are kept consistent with each other; months have no thing in
common. There are no filters: who asks about one region reads the rows of the same table. Why so:
docs/decisions/0017-what-deputies-are-given.md.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from disclosure.cube import ALL
from domain.vocabulary import Channel, DocumentType, FindingRule, GapCause, Party, RefusalGround, Registry, Verdict
from projections import demands, findings, gaps, statistics_questions
from projections.lookback import Figures, View
from projections.statistics_figures import GROUNDS

Category = str
Above = Mapping[Category, Category]
"""category -> the one above it, ALL for those at the top"""
NONE: Final = "NONE"
"""stands for a registry that there is none of"""
REFUSED: Final = "REFUSED"
DECIDED: Final = ("APPROVED", REFUSED)


@dataclass(frozen=True)
class Attribute:
    """What each thing is exactly one of. Either `figures` of the view say how many are what, or what it is `by`, a
    grouping of the view, of which `figure` counts. `moves`: what may become what, from one day to the next. `sums`:
    figures of the view that go with the counts."""

    name: str
    view: View
    above: Above
    figures: Mapping[Category, Callable[[Figures], int]] | None = None
    by: str = ""
    figure: str = ""
    moves: tuple[tuple[Category, Category], ...] = ()
    sums: tuple[str, ...] = ()

    @property
    def leaves(self) -> tuple[Category, ...]:
        inner = set(self.above.values())
        return tuple(category for category in self.above if category not in inner)


@dataclass(frozen=True)
class Family:
    """Things that are counted: claims, papers. Each attribute sorts all of them.

    `of_one`: so many of them one claim seldom has more than, which is an assumption. A figure must be as many times as
    large as one of claims to be shown, so that it is of as many claims; and such figures are told of the whole country
    only, because of few claims of a region even a zero tells.
    """

    name: str
    attributes: tuple[Attribute, ...]
    of_one: int = 1

    def attribute(self, name: str) -> Attribute:
        return next(each for each in self.attributes if each.name == name)


@dataclass(frozen=True)
class TableOf:
    """A published table. `regions`: rows beside that of the whole country. `levels`: only the first of the
    attribute's categories. `sensitive`: that all of a group are the same tells of each of them. `first`: on later days
    it goes out before the others of its family, which cost it figures; on the first day all go out together."""

    name: str
    family: Family
    attribute: Attribute
    regions: bool = True
    levels: int | None = None
    sensitive: bool = False
    first: bool = False

    @property
    def axes(self) -> tuple[str, str]:
        """What the two parts of a cell's name are."""
        return ("region" if self.regions else "country", self.attribute.name)


def flat(categories: Iterable[str]) -> dict[str, str]:
    """No category above another."""
    return dict.fromkeys(map(str, categories), ALL)


_STATISTICS: Final = statistics_questions.VIEWS["statistics"]
_COHORT: Final = statistics_questions.VIEWS["cohort"]
_DELAYS: Final = statistics_questions.VIEWS["delays"]

END: Final = Attribute(
    "end",
    _STATISTICS,
    {"OPEN": ALL, "APPROVED": ALL, REFUSED: ALL} | dict.fromkeys(map(str, RefusalGround), REFUSED) | {"WITHDRAWN": ALL},
    figures={
        "OPEN": lambda f: f["open"],
        "APPROVED": lambda f: f["approved"],
        "WITHDRAWN": lambda f: f["withdrawn"],
        **{ground: lambda f, name=name: f[name] for ground, name in GROUNDS.items()},  # type: ignore[misc]
    },
    moves=tuple(("OPEN", end) for end in ("APPROVED", *RefusalGround, "WITHDRAWN")),
)
REGISTERED: Final = Attribute(
    "registered",
    _COHORT,
    {"REGISTERED": ALL, "UNREGISTERED": ALL},
    figures={"REGISTERED": lambda f: f["registered"], "UNREGISTERED": lambda f: f["received"] - f["registered"]},
    moves=(("UNREGISTERED", "REGISTERED"),),
)
TERM: Final = Attribute(
    "term",
    _COHORT,
    flat(("WITHIN", "OPEN_OVER", "ENDED_OVER")),
    figures={
        "WITHIN": lambda f: f["received"] - f["open_over_term"] - f["ended_over_term"],
        "OPEN_OVER": lambda f: f["open_over_term"],
        "ENDED_OVER": lambda f: f["ended_over_term"],
    },
    moves=(("WITHIN", "OPEN_OVER"), ("OPEN_OVER", "WITHIN"), ("OPEN_OVER", "ENDED_OVER"), ("WITHIN", "ENDED_OVER")),
)
PAPERS_ASKED: Final = Attribute(
    "card",
    _STATISTICS,
    flat(f"{gap}:{asked}" for gap in ("WITH_GAP", "WITHOUT_GAP") for asked in ("CARD_ONLY", "PAPERS")),
    figures={
        "WITH_GAP:CARD_ONLY": lambda f: f["with_gap_card_only"],
        "WITH_GAP:PAPERS": lambda f: f["with_gap"] - f["with_gap_card_only"],
        "WITHOUT_GAP:CARD_ONLY": lambda f: f["without_gap_card_only"],
        "WITHOUT_GAP:PAPERS": lambda f: f["without_gap"] - f["without_gap_card_only"],
    },
    moves=(
        ("WITHOUT_GAP:CARD_ONLY", "WITHOUT_GAP:PAPERS"),
        ("WITHOUT_GAP:CARD_ONLY", "WITH_GAP:CARD_ONLY"),
        ("WITHOUT_GAP:CARD_ONLY", "WITH_GAP:PAPERS"),
        ("WITHOUT_GAP:PAPERS", "WITH_GAP:PAPERS"),
        ("WITH_GAP:CARD_ONLY", "WITH_GAP:PAPERS"),
    ),
)
CHANNEL: Final = Attribute("channel", _STATISTICS, flat(Channel), by="channel", figure="received")
CLAIMS: Final = Family("claims", (END, REGISTERED, TERM, PAPERS_ASKED, CHANNEL))

EXTENSION: Final = Attribute(
    "extension",
    _STATISTICS,
    flat(("LAWFUL", "UNLAWFUL", "PROVISIONAL")),
    figures={
        "LAWFUL": lambda f: f["extensions_lawful"],
        "UNLAWFUL": lambda f: f["extensions_unlawful"],
        "PROVISIONAL": lambda f: f["extensions_provisional"],
    },
    moves=(("PROVISIONAL", "LAWFUL"), ("PROVISIONAL", "UNLAWFUL")),
)
VERDICT: Final = Attribute("verdict", demands.VIEW, flat(Verdict), by="verdict", figure="demands")
TYPE: Final = Attribute("type", demands.VIEW, flat(DocumentType), by="type", figure="demands")
REPEATED: Final = Attribute(
    "channel", statistics_questions.VIEWS["repetitions"], flat(Channel), by="channel", figure="repeated"
)
REGISTRY: Final = Attribute("registry", gaps.VIEW, flat((*Registry, NONE)), by="registry", figure="detected")
CAUSE: Final = Attribute("cause", gaps.VIEW, flat(GapCause), by="cause", figure="detected")
OWNER: Final = Attribute("owner", gaps.VIEW, flat(Party), by="owner", figure="detected")
LIABLE: Final = Attribute(
    "liable", _DELAYS, flat(Party), by="liable", figure="waits", sums=("share_s", "share_working_s")
)
DECISIONS: Final = tuple(
    FindingRule(code) for code in ("APPROVED_AGAINST_CONCLUSION", "TOO_FEW_SIGNATURES", "DECIDED_WITHOUT_CONCLUSION")
)
"""rules whose findings are counted in no other published table: else one table would tell what another hides"""
RULE: Final = Attribute("rule", findings.VIEW, flat(DECISIONS), by="rule", figure="findings")

EXTENSIONS: Final = Family("extensions", (EXTENSION,), of_one=3)
PAPERS: Final = Family("papers", (VERDICT, TYPE), of_one=10)
REPETITIONS: Final = Family("repetitions", (REPEATED,), of_one=5)
GAPS: Final = Family("gaps", (REGISTRY, CAUSE, OWNER), of_one=20)
WAITS: Final = Family("waits", (LIABLE,), of_one=30)
FINDINGS: Final = Family("findings", (RULE,), of_one=3)

TABLES: Final[Mapping[str, TableOf]] = {
    table.name: table
    for table in (
        TableOf("country", CLAIMS, END, regions=False, levels=1, first=True),
        TableOf("outcomes", CLAIMS, END, levels=1),
        TableOf("grounds", CLAIMS, END, regions=False, sensitive=True),
        TableOf("registered", CLAIMS, REGISTERED),
        TableOf("terms", CLAIMS, TERM),
        TableOf("cards", CLAIMS, PAPERS_ASKED),
        TableOf("channels", CLAIMS, CHANNEL),
        TableOf("extensions", EXTENSIONS, EXTENSION, regions=False),
        TableOf("papers", PAPERS, VERDICT, regions=False),
        TableOf("paper_types", PAPERS, TYPE, regions=False),
        TableOf("repetitions", REPETITIONS, REPEATED, regions=False),
        TableOf("gap_registries", GAPS, REGISTRY, regions=False),
        TableOf("gap_causes", GAPS, CAUSE, regions=False),
        TableOf("gap_owners", GAPS, OWNER, regions=False),
        TableOf("waits", WAITS, LIABLE, regions=False),
        TableOf("findings", FINDINGS, RULE, regions=False),
    )
}


def stages(family: Family, *, is_told: bool) -> list[list[TableOf]]:
    """The tables of a family in the order in which they are released, those of a stage together. `is_told`: on an
    earlier day they were released already."""
    tables = [table for table in TABLES.values() if table.family is family]
    parts = [[each for each in tables if each.first], [each for each in tables if not each.first]]
    return [part for part in parts if part] if is_told else [tables]
