"""Who, where, when, under which key: what every command carries beside its own words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.calendar import Calendar
from domain.event import By, Request, instant
from domain.vocabulary import Party, Role

PARTY_OF = {
    Role.CASEWORKER: Party.OFFICE,
    Role.COMMISSION: Party.COMMISSION,
    Role.HEAD: Party.AUTHORISED_BODY,
    Role.SERVICE: Party.SYSTEM,
}


@dataclass(frozen=True, slots=True)
class Act:
    """`actor`, `role`, `office` come from the token, `occurred_at` from the command, `now` from the one clock."""

    actor: str
    role: Role
    office: str
    occurred_at: datetime
    now: datetime
    request: Request | None = None

    @property
    def by(self) -> By:
        return {"actor": self.actor, "role": self.role.value}

    @property
    def at(self) -> str:
        return instant(self.occurred_at)

    @property
    def party(self) -> Party:
        """What this role acts as; the party's code is the token's office."""
        return PARTY_OF[self.role]


def earliest_day(calendar: Calendar, today: date, working_days: int) -> date:
    """The working day that lies so many working days before today."""
    day = today
    while working_days:
        day -= timedelta(days=1)
        working_days -= calendar.is_working_day(day)
    return day
