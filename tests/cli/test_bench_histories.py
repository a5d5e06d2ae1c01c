"""Copies of claims: what is in them stays, who and where and when does not."""

from datetime import UTC, datetime
from uuid import UUID

import orjson

from cli.bench.histories import WEEKS, History, copies, history
from store.log import Recorded


class TestHistories:
    def told(self) -> History:
        at = datetime(2019, 4, 3, 6, tzinfo=UTC)
        said = [
            ("claim.submitted", "a", {"region": "750000000", "office": "75-OFFICE", "on": "2019-04-02"}),
            ("checks.requested", "b", {"office": "75-OFFICE", "born": "2012-05-05"}),
            ("lookup.completed", "c", {"number": "75-OFFICE-2019-000012"}),
            ("gap.detected", "c", {}),
            ("claim.approved", "d", {}),
            ("notice.sent", "e", {}),
        ]
        stream = UUID("5f0f3b0e-6f0c-4f0a-9d0e-2c5d6f7a8b9c")
        return history(
            tuple(
                Recorded(n, stream, n, name, at, orjson.dumps({**more, "request": {"key": key}}))
                for n, (name, key, more) in enumerate(said, 1)
            )
        )

    def test_saves_end_before_the_claim_does_and_are_never_cut(self) -> None:
        assert self.told().saves == (1, 2, 4)

    def test_a_copy_is_another_claim_of_another_district_in_another_week(self) -> None:
        rows = list(copies([self.told()], WEEKS, open_only=False))
        assert len({row[0] for row in rows}) == WEEKS
        first, last = rows[0], rows[-6]
        assert [row[4].isoformat()[:10] for row in (first, last)] == ["2019-04-03", "2019-04-24"]
        said = orjson.loads(last[3])
        assert said["on"] == "2019-04-23"
        district = said["office"].removeprefix("75-OFFICE-")
        assert district.isdecimal()
        assert said["region"] == f"75{10 + int(district)}00000"
        assert orjson.loads(rows[-5][3])["born"] == "2012-05-05"
        assert orjson.loads(rows[-4][3])["number"] == "75-OFFICE-2019-000012"

    def test_an_open_one_ends_with_one_of_its_saves(self) -> None:
        lasts = {stream: version for stream, version, *_ in copies([self.told()], 100, open_only=True)}
        assert set(lasts.values()) == {1, 2, 4}

    def test_the_same_again_is_the_same(self) -> None:
        assert list(copies([self.told()], 5, open_only=True)) == list(copies([self.told()], 5, open_only=True))
