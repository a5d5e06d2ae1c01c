"""Small histories that decide a quarrel, driven through the commands, and the quarrels decided by them."""

from collections.abc import Callable, Iterable
from itertools import count
from uuid import UUID, uuid5

from domain.claim import Claim
from domain.vocabulary import DocumentType, Fact, LookupOutcome, Role, StateBody
from projections.dispute_questions import TALLIES, Cells, Decided, judged
from store.log import Recorded
from store.mapper import bytes_of
from tests.domain.examples import BABY, CLAIM
from tests.domain.scenario import Scenario, Step, answered, asked, did, sent
from tests.projections.tallies import folded

ALMATY, SHYMKENT, TURKISTAN = "750000000", "790000000", "610000000"
ADDRESS = (Fact.RESIDENCE, Fact.STREET, Fact.HOUSE, Fact.FLAT)
BASIS = "ORDER_320_NO_DATA_IN_SYSTEM"
Story = Callable[[UUID], Scenario]


def story(*steps: Step, region: str = ALMATY) -> Story:
    """A claim handed in there and registered, and what happened to it."""

    def told(claim: UUID) -> Scenario:
        scenario = Scenario(claim=Claim.blank(claim))
        scenario.do(Claim.submit, region=region)
        scenario.do(Claim.register)
        for step in steps:
            step(scenario)
        return scenario

    return told


def looked_up(*facts: Fact, outcome: LookupOutcome, gives: tuple[Fact, ...] = (), subject: str = BABY) -> Step:
    """One registry is asked for these facts, and answers so."""

    def step(scenario: Scenario) -> None:
        lookup = f"L{len(scenario.claim.state.questions) + 1}"
        for each in (asked(*facts, subject=subject), sent(lookup), answered(lookup, outcome, gives=gives)):
            each(scenario)

    return step


def given(*facts: Fact, subject: str = BABY) -> Step:
    return looked_up(*facts, outcome=LookupOutcome.FOUND_COMPLETE, subject=subject)


def not_found(*facts: Fact, subject: str = BABY) -> Step:
    return looked_up(*facts, outcome=LookupOutcome.NOT_FOUND, subject=subject)


def silent(*facts: Fact, subject: str = BABY) -> Step:
    """The registry did not answer, and is not asked any more."""
    return looked_up(*facts, outcome=LookupOutcome.TIMEOUT, subject=subject)


def demanded(
    fact: Fact,
    type: DocumentType = DocumentType.OTHER,
    *,
    by: Role = Role.CASEWORKER,
    basis: str | None = None,
    subject: str = BABY,
) -> Step:
    return did(Claim.request_document, role=by, type=type, fact=fact, subject=subject, basis=basis)


def justice_asked(gap: str = "G1") -> Step:
    return did(Claim.send_state_request, gap=gap, body=StateBody.MINISTRY_OF_JUSTICE)


def decided(*stories: Story) -> dict[str, Decided]:
    """The quarrels among these claims."""
    return {each.quarrel.id: each for each in judged(cells(stories))}


def cells(stories: Iterable[Story]) -> Cells:
    """What the read models hold of these claims, added up as a question does."""
    log = recorded(told(uuid5(CLAIM, str(n))) for n, told in enumerate(stories))
    return {name: [] for name in TALLIES} | {
        name: [
            ({**dict(zip(key.names, values, strict=False)), "region": str(values[0])[:2]}, measured)
            for done in folded(tally, log).values()
            for values, measures in done.cells.items()
            if (measured := dict(zip(tally.view.measures, measures, strict=True)))
        ]
        for name, tally in TALLIES.items()
        if (key := tally.view.projection.key)
    }


def recorded(scenarios: Iterable[Scenario]) -> list[Recorded]:
    """The events as the store keeps them."""
    positions = count(1)
    return [
        Recorded(next(positions), e.originator_id, e.originator_version, e.TOPIC, e.timestamp, bytes_of(e))
        for scenario in scenarios
        for e in scenario.history
    ]
