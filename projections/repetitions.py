"""Applications beside an open claim: counted where and when they were made, because no claim of theirs tells of them.

In 2020 every fifth application was one. Each is an event of the applicant's stream, and refused with a link to the
claim that is open; so it is no claim of any cohort, and counted by the local day of the application. A line is kept of
each, so that it can be said which of them moved a figure (repetitions_changes.py).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

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
class RepetitionsLine(RepetitionsCell):
    """One of them. `claim`: the one that was open."""

    claim: str
    recorded_on: date


@dataclass(slots=True, unsafe_hash=True)
class Applications:
    repeated: int


repetitions = Projection(
    "repetitions_2",
    takes=ApplicantEvent,
    row=RepetitionsRow,
    line=RepetitionsLine,
    cell=(RepetitionsCell, Applications),
    indexes=(Index("cells", ("on",)), Index("lines", ("on", "stream"))),
)

RepetitionsOut = Out[RepetitionsLine, RepetitionsCell, Applications]


@repetitions.on(ApplicantEvent)
def applied(row: RepetitionsRow | None, event: ApplicantEvent, out: RepetitionsOut) -> RepetitionsRow:
    return row or RepetitionsRow()


@repetitions.on(ApplicantAppliedAgain)
def applied_again(row: RepetitionsRow | None, event: ApplicantAppliedAgain, out: RepetitionsOut) -> RepetitionsRow:
    row = row or RepetitionsRow()
    on = local_day(event.happened_at, zone_of(event.region))
    key = event.region, event.office, on, event.channel, edition_on(on).code
    out.add(RepetitionsCell(*key), Applications(1))
    out.append(RepetitionsLine(*key, claim=event.claim, recorded_on=out.recorded_on))
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
