"""Regions on a date: seventeen in April 2019, twenty today; unknown codes are errors; clocks as they were."""

import re
import zoneinfo
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.claim import Claim
from domain.errors import UnknownRegion
from domain.regions import (
    Region,
    all_regions,
    land_of,
    local_day,
    midnight_after,
    region_at,
    region_between,
    region_of,
    region_with,
    regions_on,
    time_zone,
    zone_of,
)
from domain.vocabulary import Language
from tests.domain.scenario import at, did, given, submitted

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "regions.md"
APRIL_2019 = date(2019, 4, 1)
TODAY = date(2026, 1, 1)
ALMATY = time_zone("Asia/Almaty")
QYZYLORDA = time_zone("Asia/Qyzylorda")
NEW_IN_2022 = {"10", "33", "62"}


def test_april_2019_has_seventeen_regions_and_today_twenty() -> None:
    then, now = ({region.prefix for region in regions_on(day)} for day in (APRIL_2019, TODAY))
    assert (len(then), len(now)) == (17, 20)
    assert now - then == NEW_IN_2022


def test_the_three_new_regions_exist_from_the_eighth_of_june_2022() -> None:
    assert len(regions_on(date(2022, 6, 7))) == 17
    assert len(regions_on(date(2022, 6, 8))) == 20


@pytest.mark.parametrize("region", all_regions(), ids=lambda region: region.prefix)
def test_every_region_has_three_names_and_is_found_by_its_own_code(region: Region) -> None:
    assert set(region.names(TODAY)) == set(Language)
    assert region_of(region.kato, TODAY) is region


def test_no_two_regions_share_a_name() -> None:
    for language in Language:
        assert len({region.name(language, TODAY) for region in all_regions()}) == 20


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2019-03-22", "Astana"),
        ("2019-03-23", "Nur-Sultan"),
        ("2019-04-18", "Nur-Sultan"),
        ("2022-09-16", "Nur-Sultan"),
        ("2022-09-17", "Astana"),
    ],
)
def test_the_capital_is_called_what_it_was_called_on_that_day(day: str, name: str) -> None:
    on = date.fromisoformat(day)
    assert region_of("710000000", on).name(Language.EN, on) == name


def test_names_come_in_kazakh_russian_and_english() -> None:
    assert region_of("611010100", APRIL_2019).names(APRIL_2019) == {
        "kk": "Түркістан облысы",
        "ru": "Туркестанская область",
        "en": "Turkistan Region",
    }


def test_shymkent_is_a_region_of_its_own_and_no_part_of_turkistan() -> None:
    assert region_of("791110000", APRIL_2019).name(Language.EN, APRIL_2019) == "Shymkent city"


@pytest.mark.parametrize(
    "value", ["", "75", "75000000", "7500000000", "75000000a", " 50000000", "٧٥0000000", "75000000\n"]
)
def test_what_is_not_nine_ascii_digits_is_refused(value: str) -> None:
    with pytest.raises(UnknownRegion, match="not 9 digits 0-9"):
        region_of(value, APRIL_2019)


def test_a_value_that_may_be_a_persons_number_is_not_repeated_in_the_refusal() -> None:
    with pytest.raises(UnknownRegion, match="a value of 12 characters") as refused:
        region_of("850312100109", APRIL_2019)
    assert "850312100109" not in str(refused.value)


def test_an_unknown_prefix_is_refused_with_the_prefixes_of_that_day() -> None:
    with pytest.raises(UnknownRegion, match=r"KATO code 990000000 on 2019-04-01; known: 11, 15, .*, 79"):
        region_of("990000000", APRIL_2019)


@pytest.mark.parametrize(("prefix", "before"), [("10", "63"), ("33", "19"), ("62", "35")])
def test_a_region_that_does_not_exist_yet_is_refused_and_says_where_its_land_belonged(prefix: str, before: str) -> None:
    with pytest.raises(UnknownRegion, match=f"exists from 2022-06-08, before that its land had {before}"):
        region_of(f"{prefix}0000000", APRIL_2019)


def test_a_name_on_a_day_without_the_region_is_refused() -> None:
    with pytest.raises(UnknownRegion, match="2022-06-08"):
        region_of("100000000", TODAY).name(Language.KK, APRIL_2019)


def test_a_region_of_a_period_existed_on_one_of_its_days() -> None:
    """Abai is a region of June 2022, of whose last days it is, and of no earlier month."""
    june = date(2022, 6, 1), date(2022, 6, 30)
    assert region_between("10", *june) is region_between("100000000", *june)
    assert region_between("63", None, None).prefix == "63"
    for before in ((None, date(2022, 6, 7)), (date(2022, 5, 1), date(2022, 5, 31))):
        with pytest.raises(UnknownRegion) as refusal:
            region_between("10", *before)
        assert refusal.value.facts["known"] == [region.prefix for region in regions_on(date(2022, 6, 7))]
        assert "before that its land had 63" in refusal.value.told


def test_a_region_is_asked_for_by_a_prefix_of_the_day() -> None:
    assert region_with("63", APRIL_2019) is region_of("632810000", APRIL_2019)
    assert region_with("10", TODAY).prefix == "10"
    for unknown in ("10", "51", "99", "6", "631", "٦٣", ""):
        with pytest.raises(UnknownRegion, match=r"on 2019-04-01|not 9 digits"):
            region_with(unknown, APRIL_2019)


# the map of then and of now


@pytest.mark.parametrize(
    ("prefix", "now"),
    [
        ("63", ["10", "63"]),
        ("19", ["19", "33"]),
        ("35", ["35", "62"]),
        ("51", ["61", "79"]),
        ("75", ["75"]),
        ("10", ["10"]),
    ],
)
def test_the_land_of_a_region_lies_in_these_regions_of_today(prefix: str, now: list[str]) -> None:
    assert [region.prefix for region in land_of(prefix, TODAY)] == now


def test_on_the_map_of_its_own_day_a_region_is_itself() -> None:
    assert [region.prefix for region in land_of("63", APRIL_2019)] == ["63"]
    assert land_of("10", APRIL_2019) == ()


def test_a_claim_of_2019_from_semey_stays_one_of_east_kazakhstan() -> None:
    scenario = given(submitted(region="632810000"), at("2024-05-06 10:00"), did(Claim.register))
    assert scenario.claim.state.region == "632810000"
    assert region_of(scenario.claim.state.region, APRIL_2019).name(Language.EN, APRIL_2019) == "East Kazakhstan Region"
    now = given(at("2024-05-06 10:00"), submitted(region="101010000"))
    assert region_of(now.claim.state.region, date(2024, 5, 6)).name(Language.EN, date(2024, 5, 6)) == "Abai Region"


# clocks


def hours(prefix: str, instant: datetime) -> float:
    offset = instant.astimezone(region_of(f"{prefix}0000000", TODAY).zone).utcoffset()
    assert offset
    return offset.total_seconds() / 3600


def test_in_april_2019_the_west_and_qyzylorda_are_an_hour_behind() -> None:
    noon = datetime(2019, 4, 1, 12, tzinfo=UTC)
    behind = {region.prefix for region in regions_on(APRIL_2019) if hours(region.prefix, noon) == 5}
    assert behind == {"15", "23", "27", "43", "47"}
    assert {hours(region.prefix, noon) for region in regions_on(APRIL_2019)} == {5, 6}


def test_since_the_first_of_march_2024_the_whole_country_has_one_time() -> None:
    after = datetime(2024, 3, 1, tzinfo=UTC)
    assert {hours(region.prefix, after) for region in regions_on(TODAY)} == {5}
    assert hours("75", datetime(2024, 2, 29, tzinfo=UTC)) == 6


def test_qyzylorda_moved_its_clocks_in_december_2018() -> None:
    assert hours("43", datetime(2018, 12, 20, 12, tzinfo=UTC)) == 6
    assert hours("43", datetime(2018, 12, 21, 12, tzinfo=UTC)) == 5


def test_a_machine_with_an_older_zone_table_changes_nothing(tmp_path: Path) -> None:
    old = tmp_path / "Asia" / "Almaty"
    old.parent.mkdir()
    old.write_bytes(resources.files("tzdata.zoneinfo").joinpath("Etc", "GMT-9").read_bytes())
    at = datetime(2026, 1, 1, tzinfo=UTC)
    try:
        zoneinfo.reset_tzpath([str(tmp_path)])
        assert at.astimezone(ZoneInfo.no_cache("Asia/Almaty")).hour == 9
        assert at.astimezone(time_zone.__wrapped__("Asia/Almaty")).hour == 5
    finally:
        zoneinfo.reset_tzpath()


def test_a_local_day_is_the_date_on_the_wall() -> None:
    at = datetime(2019, 4, 1, 18, 30, tzinfo=UTC)
    assert local_day(at, ALMATY) == date(2019, 4, 2)
    assert local_day(at, time_zone("Asia/Aqtau")) == date(2019, 4, 1)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="names no time zone"):
        local_day(datetime(2019, 4, 1, 18, 30), ALMATY)  # noqa: DTZ001


def test_a_day_ends_at_its_local_midnight() -> None:
    assert midnight_after(date(2019, 4, 10), ALMATY) == datetime(2019, 4, 10, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "zone"), [(date(2024, 2, 29), ALMATY), (date(2018, 12, 20), QYZYLORDA)], ids=["2024", "Qyzylorda"]
)
def test_a_day_on_which_clocks_go_back_lasts_twenty_five_hours(day: date, zone: ZoneInfo) -> None:
    begin = midnight_after(day.replace(day=day.day - 1), zone)
    assert (midnight_after(day, zone) - begin).total_seconds() == 25 * 3600
    assert local_day(midnight_after(day, zone), zone) > day


def test_a_region_at_an_instant_is_that_of_its_own_local_day() -> None:
    last_evening = datetime(2022, 6, 7, 18, 30, tzinfo=UTC)  # already the eighth in Semey
    assert region_at("101010000", last_evening).prefix == "10"
    with pytest.raises(UnknownRegion):
        region_at("101010000", datetime(2022, 6, 7, 17, 30, tzinfo=UTC))
    with pytest.raises(UnknownRegion):
        region_at("990000000", last_evening)


# the reference page


def test_the_reference_page_lists_the_regions_of_the_data_file() -> None:
    rows = [
        f"| {each.prefix} | {name.texts[Language.KK]} | {name.texts[Language.RU]} | {name.texts[Language.EN]} "
        f"| {name.valid_from} | {each.zone.key} | {each.formed_from or ''} |"
        for each in all_regions()
        for name in each.called
    ]
    assert re.findall(r"^\| \d\d \|.*$", REFERENCE.read_text("utf-8"), re.MULTILINE) == rows


def test_a_prefix_has_one_zone_on_every_day() -> None:
    for region in all_regions():
        assert zone_of(region.kato) == region.zone == zone_of(f"{region.prefix}2810100")
