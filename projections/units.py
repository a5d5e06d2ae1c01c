"""What places are called, from the classifier that the operator loaded; where none is loaded, codes stand alone.

The classifier names places in Kazakh and Russian. A reader of English gets the Kazakh name, and the English one of
regions, whose names are in the house (docs/reference/regions.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.regions import all_regions
from domain.vocabulary import Language

NEWEST: Final = "SELECT load, loaded_at, sha256, units FROM classifier_loads ORDER BY load DESC LIMIT 1"
NAMED: Final = "SELECT kato, name_kk, name_ru FROM units WHERE kato = ANY(%s)"
IN_REGION: Final = """
SELECT kato, parent, kind, name_kk, name_ru, true FROM units
WHERE kato LIKE %s AND last_load = (SELECT max(load) FROM classifier_loads) ORDER BY kato
"""
COUNTED: Final = """
SELECT left(kato, 2), count(*) FROM units WHERE last_load = (SELECT max(load) FROM classifier_loads) GROUP BY 1
"""
UPWARDS: Final = """
WITH RECURSIVE upwards AS (
    SELECT u.*, 0 AS steps FROM units u WHERE kato = %s
    UNION ALL
    SELECT u.*, steps + 1 FROM units u JOIN upwards below ON u.kato = below.parent
)
SELECT kato, parent, kind, name_kk, name_ru, last_load = (SELECT max(load) FROM classifier_loads)
FROM upwards ORDER BY steps
"""


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A place as the classifier has it; `is_current`: whether the newest load still names it."""

    kato: str
    parent: str | None
    kind: str
    name_kk: str
    name_ru: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Classifier:
    """The newest load."""

    load: int
    loaded_at: datetime
    sha256: str
    units: int


def unit_names(connection: Connection, codes: Iterable[str], language: Language) -> dict[str, str]:
    """Code -> name, for those that have one: shown beside the code, never instead of it.

    A unit that the newest load no longer names keeps the name it had; regions have theirs without any load.
    """
    wanted = set(codes)
    with connection.cursor() as cursor:
        cursor.execute(NAMED, (list(wanted),))
        names = {kato: name_ru if language is Language.RU else name_kk for kato, name_kk, name_ru in cursor.fetchall()}
    return names | {each.kato: each.called[-1].texts[language] for each in all_regions() if each.kato in wanted}


def classifier(connection: Connection) -> Classifier | None:
    """The newest load; None if nothing was ever loaded."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        row = cursor.fetchone()
    return Classifier(*row) if row else None


def upwards(connection: Connection, kato: str) -> list[NamedUnit]:
    """The unit and those above it, up to its region; empty if no load ever named it."""
    with connection.cursor() as cursor:
        cursor.execute(UPWARDS, (kato,))
        return [NamedUnit(*row) for row in cursor.fetchall()]


def in_region(connection: Connection, prefix: str) -> list[NamedUnit]:
    """The units of a region in the newest load, by code. `prefix`: two digits."""
    with connection.cursor() as cursor:
        cursor.execute(IN_REGION, (f"{prefix}%",))
        return [NamedUnit(*row) for row in cursor.fetchall()]


def counted(connection: Connection) -> dict[str, int]:
    """Prefix -> how many units of the newest load lie in the region."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        return dict(cursor.fetchall())
