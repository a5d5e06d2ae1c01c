"""The places of Kazakhstan as the state's classifier lists them (KATO, NK RK 11-2009), and when a list is believed.

The operator loads the official file (docs/how-to/load-the-classifier.md); without it places are shown by their codes. A
file with one line that cannot be meant is refused whole, and every fault is named by line and column: half a map is
worse than none.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from domain.regions import KATO, KATO_DIGITS, all_regions

GROUPS: Final = {"ab": 2, "cd": 2, "ef": 2, "hij": 3}
"""column -> digits: region, district or city, rural district, settlement; te is all of them in a row"""
CODE: Final = "te"
NAMES: Final = ("name_kaz", "name_rus")
COLUMNS: Final = (CODE, *GROUPS, "k", *NAMES)
"""what is read; the official file also has nn, a number that nothing here needs"""
PARENTS: Final = (7, 6, 4, 2)
"""how many leading digits a unit above may share, the nearest first"""
LONGEST_NAME: Final = 200
LONGEST_KIND: Final = 10
MOST_UNITS: Final = 100_000
"""the official file has some 17,000 lines"""

Row = tuple[int, Mapping[str, str]]
"""the line of the file, and its cells by column"""


@dataclass(frozen=True, slots=True)
class Unit:
    """A place. `parent`: the nearest one above it in the same file, None for a region; `kind`: column k."""

    kato: str
    parent: str | None
    kind: str
    name_kk: str
    name_ru: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be meant, and where. `column` is empty where it is the whole line."""

    line: int
    column: str
    why: str

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"line {self.line}{column}: {self.why}"


class BadClassifier(ValueError):
    """A file that is not the classifier, or has faults. Nothing of it is used."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(map(str, faults[:1])) + (f"; and {len(faults) - 1} more" if faults[1:] else ""))
        self.faults = faults


def units_of(rows: Iterable[Row]) -> list[Unit]:
    """The units of the lines, in their order. Raises `BadClassifier` with every fault."""
    lines: dict[str, int] = {}
    read: list[tuple[str, Mapping[str, str]]] = []
    faults: list[Fault] = []
    for line, row in rows:
        kato, found = _code(line, row, lines)
        faults += [*found, *_faults_of_words(line, row)]
        lines.setdefault(kato, line)
        read.append((kato, row))
        if len(read) > MOST_UNITS:
            raise BadClassifier(Fault(line, "", f"more than {MOST_UNITS} units"))
    if not faults:
        faults += _regions_missing(lines)
    if faults or not read:
        raise BadClassifier(*(faults or [Fault(1, "", "no unit follows the line of column names")]))
    return [_unit(kato, row, lines) for kato, row in read]


def _code(line: int, row: Mapping[str, str], lines: Mapping[str, int]) -> tuple[str, list[Fault]]:
    """The row's code, and what is wrong with it. Sheets drop leading zeros from numbers: a group is filled up again."""
    said = row[CODE]
    if not KATO.fullmatch(said):
        return said, [Fault(line, CODE, f"{said!r} is not {KATO_DIGITS} digits 0-9")]
    groups = {name: row[name].zfill(digits) for name, digits in GROUPS.items()}
    if "".join(groups.values()) != said:
        return said, [Fault(line, CODE, f"{said} is not ab cd ef hij, which are {' '.join(groups.values())}")]
    known = [region.prefix for region in all_regions()]
    if groups["ab"] not in known:
        return said, [Fault(line, "ab", f"no region {groups['ab']}; known: {', '.join(known)}")]
    if said in lines:
        return said, [Fault(line, CODE, f"{said} stands in line {lines[said]} already")]
    return said, []


def _faults_of_words(line: int, row: Mapping[str, str]) -> Iterator[Fault]:
    for column in NAMES:
        if not row[column]:
            yield Fault(line, column, "a unit has a name in both languages")
        elif len(row[column]) > LONGEST_NAME or not row[column].isprintable():
            yield Fault(line, column, f"a name is at most {LONGEST_NAME} printable characters")
    if len(row["k"]) > LONGEST_KIND:
        yield Fault(line, "k", f"a kind is at most {LONGEST_KIND} characters")


def _regions_missing(lines: Mapping[str, int]) -> Iterator[Fault]:
    """A unit hangs on its region, which is a line of its own."""
    first: dict[str, int] = {}
    for kato, line in lines.items():
        first.setdefault(kato[:2].ljust(KATO_DIGITS, "0"), line)
    for region, line in first.items():
        if region not in lines:
            yield Fault(line, CODE, f"its region {region} is not in the file")


def _unit(kato: str, row: Mapping[str, str], known: Collection[str]) -> Unit:
    above = (kato[:digits].ljust(KATO_DIGITS, "0") for digits in PARENTS)
    parent = next((code for code in above if code != kato and code in known), None)
    return Unit(kato, parent, row["k"], row["name_kaz"], row["name_rus"])
