"""The regions of a day, and what places are called: public facts, for anybody with a token."""

from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answers import shown
from api.authenticate import AskerDep
from api.documented import question, router
from api.house import House, HouseDep
from api.refusals import Unreadable
from api.words import Day
from domain.errors import UnknownRegion
from domain.maps import known_since
from domain.regions import Region, land_of, local_day, region_of, regions_on
from domain.shapes import KATO
from domain.vocabulary import Language
from projections.base import RECORDED_DAYS
from projections.units import Classifier, NamedUnit, classifier, upwards

routes: Final[APIRouter] = router("regions", prefix="/regions")

KatoPath = Annotated[str, Path(pattern=KATO, description="KATO code", examples=["630000000"])]
OnDay = Annotated[Day | None, Query(description="the day; today if it is not said")]

CLASSIFIER: Final = {
    "load": 1,
    "loaded_on": "2019-04-02",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "units": 16523,
}
REGION: Final = {
    "prefix": "63",
    "kato": "630000000",
    "names": {"kk": "Шығыс Қазақстан облысы", "ru": "Восточно-Казахстанская область", "en": "East Kazakhstan Region"},
    "zone": "Asia/Almaty",
    "exists_from": "2009-01-01",
    "exists_to": None,
    "formed_from": None,
    "land_today": ["10", "63"],
}
NAMES: Final = {"kk": "Семей қ.", "ru": "г.Семей"}


@routes.get("", **question({"on": "2019-04-18", "regions": [REGION], "classifier": CLASSIFIER}, Unreadable))
def list_regions(asker: AskerDep, house: HouseDep, on: OnDay = None) -> Response:
    """The regions that existed on a day, under the names of that day, with those of today in which their land lies."""
    today = _today(house)
    day = on or today
    require_map("on", day)
    with house.questions.reading() as reader:
        newest = classifier(reader)
    return shown({"on": day, "regions": [_region(each, day, today) for each in regions_on(day)], **_version(newest)})


@routes.get(
    "/{kato}",
    **question(
        {
            "kato": "632810000",
            "on": "2019-04-18",
            "names": NAMES,
            "kind": "1",
            "is_current": True,
            "parents": [
                {"kato": "630000000", "names": {"kk": "Шығыс Қазақстан облысы", "ru": "Восточно-Казахстанская область"}}
            ],
            "region": REGION,
            "classifier": CLASSIFIER,
        },
        UnknownRegion,
        Unreadable,
    ),
)
def read_region(kato: KatoPath, asker: AskerDep, house: HouseDep, on: OnDay = None) -> Response:
    """A place with those above it, from its region down. Without a classifier that names it, names are null.

    `is_current` is false where only an earlier file named it. The region is that of the day; a code whose region
    did not exist then is refused.
    """
    today = _today(house)
    day = on or today
    region = region_of(kato, day)
    with house.questions.reading() as reader:
        found, newest = upwards(reader, kato), classifier(reader)
    place = {"kato": kato, "on": day, **_unit(found), "region": _region(region, day, today)}
    return shown({**place, **_version(newest)})


def require_map(word: str, day: date) -> None:
    """Raises `Unreadable`, naming the word, for a day whose regions are not all known."""
    if day < known_since():
        raise Unreadable([{"where": f"query.{word}", "why": f"the table of regions is whole since {known_since()}"}])


def _today(house: House) -> date:
    return local_day(house.clock.now(), RECORDED_DAYS)


def _region(region: Region, on: date, today: date) -> dict[str, Any]:
    return {
        "prefix": region.prefix,
        "kato": region.kato,
        "names": {language.value: name for language, name in region.names(on).items()},
        "zone": region.zone.key,
        "exists_from": region.valid_from,
        "exists_to": region.valid_to,
        "formed_from": region.formed_from,
        "land_today": [each.prefix for each in land_of(region.prefix, today)],
    }


def _unit(found: list[NamedUnit]) -> dict[str, Any]:
    """The unit itself comes first in `found`, its region last."""
    if not found:
        return {"names": None, "kind": None, "is_current": False, "parents": []}
    unit, *above = found
    return {
        "names": _names(unit),
        "kind": unit.kind,
        "is_current": unit.is_current,
        "parents": [{"kato": each.kato, "names": _names(each)} for each in reversed(above)],
    }


def _names(unit: NamedUnit) -> dict[str, str]:
    return {Language.KK.value: unit.name_kk, Language.RU.value: unit.name_ru}


def _version(newest: Classifier | None) -> dict[str, Any]:
    if newest is None:
        return {"classifier": None}
    loaded_on = local_day(newest.loaded_at, RECORDED_DAYS)
    told = {"load": newest.load, "loaded_on": loaded_on, "sha256": newest.sha256, "units": newest.units}
    return {"classifier": told}
