"""Where the land of a region lies on the map of another day."""

from datetime import date

import pytest

from domain.errors import UnknownRegion
from domain.maps import epochs, placed
from domain.regions import regions_on

APRIL_2019 = date(2019, 4, 1)
TODAY = date(2026, 1, 1)


def test_going_back_is_exact() -> None:
    assert placed("10", then=TODAY, on=APRIL_2019) == ("63",)
    assert placed("33", then=TODAY, on=APRIL_2019) == ("19",)
    assert placed("62", then=TODAY, on=APRIL_2019) == ("35",)
    assert placed("63", then=TODAY, on=APRIL_2019) == ("63",)


def test_going_on_leaves_open_what_the_prefix_does_not_tell() -> None:
    assert placed("63", then=APRIL_2019, on=TODAY) == ("10", "63")
    assert placed("75", then=APRIL_2019, on=TODAY) == ("75",)


def test_a_prefix_that_lost_land_means_less_afterwards() -> None:
    assert placed("63", then=date(2022, 6, 8), on=TODAY) == ("63",)
    assert placed("10", then=date(2022, 6, 8), on=TODAY) == ("10",)


def test_every_region_of_a_map_has_a_place_on_every_other_since_2018() -> None:
    maps = [day for day in epochs() if day > date.min]
    for then in maps:
        for on in (*maps, TODAY):
            known = {region.prefix for region in regions_on(on)}
            places = [placed(region.prefix, then=then, on=on) for region in regions_on(then)]
            assert all(places)
            assert {prefix for each in places for prefix in each} == known


def test_land_whose_region_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownRegion):
        placed("61", then=APRIL_2019, on=date(2017, 1, 1))
