"""A correction names what somebody said, and says in its place what the command could have said."""

from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest

from domain.claim import Claim
from domain.corrections import CORRECTABLE, UNCORRECTABLE
from domain.errors import NeverAsked, Refusal, UnknownBasis, UnknownCode, UnknownRegion, Unusable
from domain.event import EVENTS
from domain.events import ClaimEvent, CorrectionRecorded
from domain.vocabulary import Fact, LookupOutcome, RefusalGround
from tests.domain.examples import example, own_fields
from tests.domain.scenario import did, given, looked_up, recorded, registered, submitted
from tests.domain.usual import USUAL

FIELDS = [(kind, field) for kind, fields in CORRECTABLE.items() for field in fields]


def test_of_every_event_it_is_said_what_can_be_corrected_or_why_nothing_can() -> None:
    claims_own = {kind for kind in EVENTS.values() if issubclass(kind, ClaimEvent)}
    forgotten = claims_own - CORRECTABLE.keys() - UNCORRECTABLE.keys()
    assert not forgotten, f"domain/corrections.py says nothing of {sorted(kind.TOPIC for kind in forgotten)}"
    assert not CORRECTABLE.keys() & UNCORRECTABLE.keys()
    assert all(UNCORRECTABLE.values())


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_every_field_that_can_be_corrected_takes_what_its_events_have_said(kind: type[ClaimEvent], field: str) -> None:
    assert field in own_fields(kind)
    CORRECTABLE[kind][field].check(field, getattr(example(kind), field))


@pytest.mark.parametrize(("kind", "field"), FIELDS)
@pytest.mark.parametrize("right", ["Ivanova Saule", "Иванова", "?", "", "x" * 101, -1, 10**13, True])
def test_no_field_takes_a_name_or_a_number_without_bounds(kind: type[ClaimEvent], field: str, right: Any) -> None:
    with pytest.raises((UnknownCode, Unusable)) as refusal:
        CORRECTABLE[kind][field].check(field, right)
    assert "Ivanova" not in refusal.value.told
    assert "Иванова" not in refusal.value.told
    assert field in refusal.value.told


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_nothing_stands_where_the_event_may_say_nothing(kind: type[ClaimEvent], field: str) -> None:
    shape = CORRECTABLE[kind][field]
    if NoneType in get_args(get_type_hints(kind)[field]):
        shape.check(field, None)
    else:
        with pytest.raises((UnknownCode, Unusable)):
            shape.check(field, None)


@pytest.mark.parametrize(
    ("wrong", "field", "right", "kind"),
    [
        (1, "members", "x", NeverAsked),
        (1, "register_by", "2019-04-05", NeverAsked),
        (1, "channel", "POST", UnknownCode),
        (1, "region", "990000000", UnknownRegion),
        (2, "reasons", "x", NeverAsked),
        (3, "questions", "x", NeverAsked),
        (5, "outcome", "NEVER", UnknownCode),
        (5, "unit", "990000000", UnknownRegion),
        (5, "given", "BIRTH", NeverAsked),
        (6, "cause", "NOT_FOUND", NeverAsked),
        (7, "basis", "ORDER_1", UnknownBasis),
        (7, "verdict", "NO_BASIS", NeverAsked),
        (8, "conclusion", 3, NeverAsked),
        (8, "conclusion", "3", Unusable),
        (8, "months", 121, Unusable),
        (9, "what", 99, NeverAsked),
        (10, "right", "x", NeverAsked),
    ],
)
def test_what_the_command_would_have_refused_is_not_right(
    wrong: int, field: str, right: Any, kind: type[Refusal]
) -> None:
    scenario = given(registered(), looked_up(Fact.BIRTH, outcome=LookupOutcome.NOT_FOUND), did(Claim.request_document))
    for step in (did(Claim.approve), did(Claim.send_notice), did(Claim.correct)):
        step(scenario)
    names = scenario.claim.names
    assert names[wrong - 1], names
    scenario.when(Claim.correct, wrong=wrong, field=field, right=right).refused(kind)


def test_a_ground_is_one_of_the_closed_list() -> None:
    refused = given(registered(), did(Claim.refuse))
    refused.when(Claim.correct, wrong=3, field="ground", right="TIRED").refused(UnknownCode, "TIRED")
    ground = RefusalGround.INCOME_ABOVE_LINE.value
    refused.when(Claim.correct, wrong=3, field="ground", right=ground)
    refused.then(recorded(CorrectionRecorded, wrong=3, field="ground", right=ground))


def test_the_refusal_of_a_field_names_those_that_can_be_corrected() -> None:
    scenario = given(submitted()).when(Claim.correct, field="members", right="x")
    scenario.refused(NeverAsked, "authorised_body, channel, language, region")


def test_the_usual_correction_is_one() -> None:
    given(submitted()).when(Claim.correct, **USUAL["correct"]).then(recorded(CorrectionRecorded))
