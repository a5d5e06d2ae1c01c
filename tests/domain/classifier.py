"""A few lines of a classifier: public names of places, some under codes of our own."""

from collections.abc import Mapping
from typing import Final

from domain.units import COLUMNS, Row

TURKISTAN: Final = "610000000"
ORDABASY: Final = "614000000"
OKRUG: Final = "614030000"
VILLAGE: Final = "614030100"
HAMLET: Final = "614030105"
ASTANA: Final = "710000000"
SARYARKA: Final = "711310000"

PLACES: Final = {
    TURKISTAN: ("Түркістан облысы", "Туркестанская область"),
    ORDABASY: ("Ордабасы ауданы", "Ордабасинский район"),
    OKRUG: ("Қажымұқан а.о.", "Кажымуканский с.о."),
    VILLAGE: ("Темірлан а.", "с.Темирлан"),
    HAMLET: ("Ақбұлақ а.", "с.Акбулак"),
    ASTANA: ("Астана қ.", "г.Астана"),
    SARYARKA: ("Сарыарқа ауданы", "район Сарыарка"),
}


def row(kato: str, name_kk: str, name_ru: str, **other: str) -> dict[str, str]:
    groups = kato[:2], kato[2:4], kato[4:6], kato[6:]
    return dict(zip(COLUMNS, (kato, *groups, "1", name_kk, name_ru), strict=True)) | other


def rows(places: Mapping[str, tuple[str, str]] = PLACES, /, **other: dict[str, str]) -> list[Row]:
    """The lines from the second on; `lineN`: what that line says otherwise."""
    said = [row(kato, *names) for kato, names in places.items()]
    return [(line, cells | other.get(f"line{line}", {})) for line, cells in enumerate(said, start=2)]
