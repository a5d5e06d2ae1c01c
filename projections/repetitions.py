"""Applications beside an open claim: counted where and when they were made, because no claim of theirs tells of them.

In 2020 every fifth application was one. Each is an event of the applicant's stream, and refused with a link to the
claim that is open; so it is no claim of any cohort, and counted by the local day of the application.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.events import ApplicantAppliedAgain, ApplicantEvent
from domain.policy import edition_on
from domain.regions import local_day, zone_of
from domain.vocabulary import Channel
from projections.base import Index, Out, Projection
from projections.lookback import View
from projections.lookback_where import COHORT, DISTRICT, Groupings, codes, words


@dataclass(slots=True)
class RepetitionsRow:
    """How often the person applied beside an open claim."""

    repeated: int = 0


@dataclass(slots=True, unsafe_hash=True)
class RepetitionsCell:
    """`office`: where the person applied; `edition`: in force on that day."""

    region: str  # KATO, 9 digits
    office: str
    on: date
    channel: str
    edition: str


@dataclass(slots=True, unsafe_hash=True)
class Applications:
    repeated: int


repetitions = Projection(
    "repetitions_1",
    takes=ApplicantEvent,
    row=RepetitionsRow,
    cell=(RepetitionsCell, Applications),
    indexes=(Index("cells", ("on",)),),
)

RepetitionsOut = Out[Any, RepetitionsCell, Applications]


@repetitions.on(ApplicantEvent)
def applied(row: RepetitionsRow | None, event: ApplicantEvent, out: RepetitionsOut) -> RepetitionsRow:
    return row or RepetitionsRow()


@repetitions.on(ApplicantAppliedAgain)
def applied_again(row: RepetitionsRow | None, event: ApplicantAppliedAgain, out: RepetitionsOut) -> RepetitionsRow:
    row = row or RepetitionsRow()
    on = local_day(event.happened_at, zone_of(event.region))
    out.add(RepetitionsCell(event.region, event.office, on, event.channel, edition_on(on).code), Applications(1))
    row.repeated += 1
    return row


# questions

GROUPS: Final[Groupings] = {
    **COHORT,
    "district": DISTRICT,
    "channel": words("channel", Channel),
    "edition": codes("edition"),
}
VIEW: Final = View("repetitions", repetitions, GROUPS, day="on", of_claims=False)
