"""Which claims are taken, up to where in the store, and for whom."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.events import ClaimSubmitted
from domain.regions import all_regions, beginning, local_day, zone_of
from domain.shapes import backwards
from domain.state import ClaimState

KATO: Final = re.compile(r"[0-9]{2,9}")


@dataclass(frozen=True, slots=True)
class Question:
    """Claims by what is fixed when they are submitted, as the figures of the audit are narrowed.

    `region`: the first digits of a KATO code. `office`: that of the submission. `first`, `last`: local days of
    submission, both included. `until`: a position of the store; None: as far as it has come.
    Raises `Unaskable` where no claim can fit.
    """

    region: str | None = None
    office: str | None = None
    first: date | None = None
    last: date | None = None
    until: int | None = None

    def __post_init__(self) -> None:
        prefixes = [region.prefix for region in all_regions()]
        if self.region is not None and not (KATO.fullmatch(self.region) and self.region.startswith(tuple(prefixes))):
            raise Unaskable(
                "region", f"the first digits of a KATO code, which begins with one of {', '.join(prefixes)}"
            )
        if why := backwards(self.first, self.last, begins="submitted_from"):
            raise Unaskable("submitted_to", why)

    def takes(self, submitted: ClaimSubmitted) -> bool:
        """Whether the claim that begins so is asked for."""
        if self.region is not None and not submitted.region.startswith(beginning(self.region)):
            return False
        if self.office is not None and submitted.office != self.office:
            return False
        if self.first is None and self.last is None:
            return True
        day = local_day(submitted.happened_at, zone_of(submitted.region))
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    @property
    def takes_all(self) -> bool:
        """Whether no claim is left out, whatever it is."""
        return (self.region, self.office, self.first, self.last) == (None,) * 4

    def told(self) -> dict[str, Any]:
        """What narrows it, without what does not."""
        said = {"region": self.region, "office": self.office, "submitted_from": self.first, "submitted_to": self.last}
        return {name: str(value) for name, value in said.items() if value is not None}


class Unaskable(ValueError):
    """A question that no claim can fit. `where`: its word; `why`: what would be right."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why = where, why


Sees = Callable[[ClaimState], bool]
"""whether a claim, as it stands now, is in the asker's scope"""


class NotThereYet(ValueError):
    """The store has not come to that position."""

    def __init__(self, end: int) -> None:
        super().__init__(f"the store ends at position {end}")
        self.end = end
