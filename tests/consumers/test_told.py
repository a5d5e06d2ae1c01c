"""What the watch told findings is known to it before the read model knows it, and to the watch that comes after it."""

from contextlib import ExitStack
from uuid import uuid4

import pytest

from config import Settings
from store import log
from tests.consumers.test_watch import counted_again, decided_late, over_term_of, record, watching
from tests.projections.claims import country

pytestmark = pytest.mark.servers


@pytest.mark.parametrize("killed", [False, True])
def test_what_no_longer_holds_is_closed_also_where_the_read_model_is_behind(wanted: Settings, killed: bool) -> None:
    """Nobody looks at a decided claim every day, so what is missed would stay; nor does a watch that was killed tell
    the next one what it had raised."""
    claim = uuid4()
    first = decided_late(claim)
    with country(wanted.database_url) as here, watching(wanted) as hand, ExitStack() as later:
        record(here, first)
        assert over_term_of(claim, hand.see(first)) == ["finding.raised"]
        record(here, in_time := counted_again(hand, claim, 4, "2019-04-12"))
        hand = later.enter_context(watching(wanted)) if killed else hand
        assert over_term_of(claim, hand.see(in_time)) == ["finding.closed"]
        record(here, late := counted_again(hand, claim, 5, "2019-04-09"))
        hand = later.enter_context(watching(wanted)) if killed else hand
        assert over_term_of(claim, hand.see(late)) == ["finding.reopened"]


def test_what_the_read_model_has_come_to_hold_is_forgotten(wanted: Settings) -> None:
    claim = uuid4()
    first = decided_late(claim)
    with country(wanted.database_url) as here, watching(wanted) as hand:
        record(here, first)
        raised = {each.originator_id for each in hand.see(first)}
        hand.look_around()
        assert hand.watch.told.of(claim) == raised
        here.read_models.apply(log.read(hand.store, first[-1].position, 100))
        here.stand_at(log.end(hand.store))
        hand.look_around()
        assert hand.watch.told.of(claim) == set()
