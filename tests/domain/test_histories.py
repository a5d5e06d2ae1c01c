"""What holds for every legal history: no second lost or counted twice, and one account however it is read."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from random import Random
from typing import Any, Final
from uuid import UUID

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.events import ClaimEvent, DocumentRequested, FindingEvent, InquiryEvent
from domain.ledger import Ledger
from domain.state import ClaimState, Gap
from domain.stream import Stream
from domain.vocabulary import Stage, Verdict, WaitKind
from domain.wait import ClosedWait, Wait
from store.mapper import event_of
from tests.domain.examples import real_events
from tests.domain.histories import History, histories

ENDS: Final = frozenset({"claim.approved", "claim.refused", "claim.withdrawn"})
LATER: Final = (0, 1, 59, 86_399, 40 * 86_400)  # seconds after an event at which running claims are looked at
REFUSED: Final = "a refused step"


@pytest.mark.long
def test_every_legal_history_keeps_every_promise() -> None:
    """The same histories every time; together they must have met every wait kind, every verdict and every event."""
    met: Counter[str] = Counter()

    @settings(max_examples=80, suppress_health_check=list(HealthCheck))
    @given(histories(), st.randoms(use_true_random=True))
    def holds(history: History, chance: Random) -> None:
        no_stream_has_a_hole_and_recorded_time_never_steps_back(history)
        a_stream_read_again_from_its_bytes_is_the_one_that_was_kept(history)
        for claim in history.claims:
            events = history.of(claim)
            met.update(wait.kind for wait in the_shares_of_the_waits_are_the_claims_time(events))
            what_is_missing_is_always_waited_for(events)
            a_ledger_put_away_anywhere_and_taken_up_again_is_the_one_folded_in_one_go(events, chance)
        met.update(met_in(history))

    holds()
    of_claims = (name for name, kind in real_events().items() if not issubclass(kind, (FindingEvent, InquiryEvent)))
    everything = {*WaitKind, *Verdict, *of_claims, REFUSED}
    assert set(met) == everything, f"never met: {everything - set(met)}"


def met_in(history: History) -> Iterable[str]:
    yield from (event.TOPIC for event in history.events)
    yield from (event.verdict for event in history.events if isinstance(event, DocumentRequested))
    yield from [REFUSED] * history.refused


# the ledger


def the_shares_of_the_waits_are_the_claims_time(events: list[ClaimEvent]) -> list[Wait]:
    """After every event and at any time after it, in both clocks, closed and running waits together."""
    ledger, closed = Ledger(), list[ClosedWait]()
    for event in events:
        closed += ledger.apply(event)
        for later in LATER:
            _is_exact(ledger, closed, ledger.last_at + later)
        assert bool(ledger.open) == (ledger.ended_at is None), "a claim waits until it ends, and not after"
    _is_the_time_between(ledger, events)
    waits = [*closed, *ledger.open]
    assert len({wait.id for wait in waits}) == len(waits), "a wait has its id to itself"
    return waits


def _is_exact(ledger: Ledger, closed: list[ClosedWait], now: int) -> None:
    waits: list[Wait] = [*closed, *ledger.running(now)]
    shares = sum(wait.share_s for wait in waits), sum(wait.share_working_s for wait in waits)
    assert shares == ledger.totals(now)
    for wait in waits:
        assert 0 <= wait.sole_s <= wait.share_s <= wait.open_s
        assert 0 <= wait.sole_working_s <= wait.share_working_s <= wait.open_working_s
        assert wait.open_working_s <= wait.open_s
        assert wait.share_working_s <= wait.share_s


def _is_the_time_between(ledger: Ledger, events: list[ClaimEvent]) -> None:
    """Counted a second way: the spans in which the claim was neither decided nor withdrawn, or under review."""
    said = [int(event.happened_at.timestamp()) for event in events]
    clamped = [max(said[: n + 1]) for n in range(len(said))]
    state, spent = ClaimState(), 0
    for n, event in enumerate(events):
        if n and state.stage not in (Stage.DECIDED, Stage.WITHDRAWN):
            spent += clamped[n] - clamped[n - 1]
        event.happen(state)
    assert ledger.total_s == spent
    assert 0 <= ledger.paused_s <= ledger.total_s
    first = next((n for n, event in enumerate(events) if event.TOPIC in ENDS), None)
    assert ledger.first_ended_at == (None if first is None else clamped[first])
    assert ledger.clamped == sum(at < latest for at, latest in zip(said, clamped, strict=True))


def what_is_missing_is_always_waited_for(events: list[ClaimEvent]) -> None:
    """Looked at between saves: within one, a gap may be closed by the event after the one that shows its fact."""
    ledger = Ledger()
    for event, following in pairwise([*events, None]):
        assert event is not None
        ledger.apply(event)
        if not ledger.state.has_ended and (following is None or following.request != event.request):
            _is_waited_for(ledger.state, ledger.open)


def _is_waited_for(state: ClaimState, open: list[Wait]) -> None:
    """A gap has a wait of its own unless somebody was asked; an asked registry, a retry and a demand have theirs."""
    missing = [gap for gap in state.gaps.values() if gap.open]
    alone = {(gap.subject, gap.fact) for gap in missing if not state.is_attended(gap.subject, gap.fact)}
    assert alone == {_about(state.gaps[gap]) for gap in _waited(open, WaitKind.GAP)}

    outstanding = {demand.id: demand for demand in state.demands.values() if demand.status == "OUTSTANDING"}
    first = {demand.id for demand in outstanding.values() if demand.verdict != Verdict.ASKED_AGAIN}
    assert first <= _waited(open, WaitKind.DOCUMENT) <= outstanding.keys()

    if state.first_end is not None:
        return  # after an upheld complaint nothing that was asked before the decision is waited for
    for kind, status in ((WaitKind.LOOKUP, "ASKED"), (WaitKind.RETRY, "RETRY")):
        assert _waited(open, kind) == {q.id for q in state.questions.values() if q.status == status}


def _about(thing: Gap) -> tuple[str, str]:
    return thing.subject, thing.fact


def _waited(open: list[Wait], kind: WaitKind) -> set[str]:
    return {wait.object for wait in open if wait.kind == kind}


def a_ledger_put_away_anywhere_and_taken_up_again_is_the_one_folded_in_one_go(
    events: list[ClaimEvent], chance: Random
) -> None:
    whole = _folded(events, lambda: False)
    assert _folded(events, lambda: chance.randrange(3) == 0) == whole
    assert _folded(events, lambda: True) == whole


def _folded(events: list[ClaimEvent], is_put_away: Callable[[], bool]) -> tuple[Ledger, list[ClosedWait]]:
    ledger, closed = Ledger(), list[ClosedWait]()
    for event in events:
        if is_put_away():
            ledger = Ledger.of(orjson.loads(orjson.dumps(ledger, option=orjson.OPT_SORT_KEYS)))
        closed += ledger.apply(event)
    return ledger, closed


# the streams


def no_stream_has_a_hole_and_recorded_time_never_steps_back(history: History) -> None:
    versions: dict[UUID, int] = {}
    for event in history.events:
        assert event.originator_version == versions.get(event.originator_id, 0) + 1
        versions[event.originator_id] = event.originator_version
    assert all(before.timestamp <= after.timestamp for before, after in pairwise(history.events))
    assert versions == {stream.id: stream.version for stream in history.streams()}


def a_stream_read_again_from_its_bytes_is_the_one_that_was_kept(history: History) -> None:
    read = {stream.id: type(stream).blank(stream.id) for stream in history.streams()}
    for recorded in history.log():
        event_of(recorded).mutate(read[recorded.stream])
    for kept in history.streams():
        assert _said_by(read[kept.id]) == _said_by(kept)
    for claim in history.claims.values():
        assert ClaimState.of(orjson.loads(orjson.dumps(claim.state))) == claim.state


def _said_by(stream: Stream) -> dict[str, Any]:
    """Everything a stream knows, but the columns of the store."""
    return {name: value for name, value in vars(stream).items() if name not in ("_created_on", "_modified_on")}
