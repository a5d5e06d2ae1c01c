"""Inquiries as lists show them: who asked whom what, with which digest, and whether the addressee has replied in time.

The answers themselves are read from their events: no list needs them.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import orjson
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.events import InquiryEvent, InquiryState
from domain.vocabulary import InquiryStatus
from projections.base import Index, Out, Projection


@dataclass(slots=True)
class InquiriesRow:
    """An inquiry as it stands. `inquiry`: its state, as domain/events/inquiry.py says it."""

    asked_by: str
    asked_as: str
    addressee: str
    template: str
    status: str
    due_on: date
    inquiry: dict[str, Any]


inquiries = Projection(
    "inquiries_1",
    takes=InquiryEvent,
    row=InquiriesRow,
    indexes=(Index("rows", ("asked_by", "stream")), Index("rows", ("addressee", "stream"))),
)


@inquiries.on(InquiryEvent)
def happened(row: InquiriesRow | None, event: InquiryEvent, out: Out) -> InquiriesRow:
    state = InquiryState(**row.inquiry) if row else InquiryState()
    event.change(state)
    return InquiriesRow(
        asked_by=state.asked_by,
        asked_as=state.asked_as,
        addressee=state.addressee,
        template=state.template,
        status=state.status,
        due_on=date.fromisoformat(state.due_on),
        inquiry=asdict(state),
    )


COLUMNS: Final = frozenset({"asked_by", "asked_as", "addressee", "template", "status"})
"""by what a list is narrowed"""


@dataclass(frozen=True, slots=True)
class Listed:
    """An inquiry as a list shows it."""

    inquiry: UUID
    version: int
    state: InquiryState


def listed(
    connection: Connection,
    where: Mapping[str, str],
    *,
    overdue_on: date | None,
    after: tuple[date, UUID] | None,
    limit: int,
) -> list[Listed]:
    """Those that fit, the soonest due first. `overdue_on`: only those without a reply that are over on that day."""
    assert where.keys() <= COLUMNS, where
    tests = [f"{column} = %({column})s" for column in where]
    values: dict[str, Any] = {**where, "limit": limit}
    if overdue_on:
        tests.append("status <> %(replied)s AND due_on < %(on)s")
        values |= {"replied": InquiryStatus.REPLIED.value, "on": overdue_on}
    if after:
        tests.append("(due_on, stream) > (%(after_on)s, %(after)s::uuid)")
        values |= {"after_on": after[0], "after": str(after[1])}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT stream, version, inquiry FROM {inquiries.name}.rows
                WHERE {" AND ".join(tests) or "true"} ORDER BY due_on, stream LIMIT %(limit)s""",
            values,
        )
        found = cursor.fetchall()
    return [Listed(UUID(str(s)), v, InquiryState(**orjson.loads(inquiry))) for s, v, inquiry in found]
