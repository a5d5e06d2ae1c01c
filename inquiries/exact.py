"""Exact figures, for auditors: drawn from the read models as they were known at the end of a day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.inquiry import Question
from inquiries.answers import ALL, Answer, Row, Table
from inquiries.templates import TEMPLATES, Drawn
from projections.lookback import Asked, Figures, figures_of, rolled_up
from projections.lookback_days import Known, is_provisional

NOTHING = "NONE"
"""stands in a key where there is no such thing"""


class NotSettled(LookupError):
    """A read model that the answer needs lacks events of that day."""


def answered(reader: Connection, question: Question, known: Known, now: datetime) -> Answer:
    """The answer to a question as known on a day that is over. Raises `NotSettled`, `UnknownCode`."""
    template = TEMPLATES[question.template]
    require_settled(reader, template.definitions, known, now)
    return Answer(
        question,
        known.day,
        position_at(reader, known.at),
        None,
        [
            Table(name, drawn.by, drawn.figures, list(_rows(reader, drawn, question, known)), None, known.day)
            for name, drawn in template.tables.items()
        ],
        [each.value for each in template.not_recorded],
    )


def require_settled(reader: Connection, models: list[str], known: Known, now: datetime) -> None:
    """Raises `NotSettled` if figures as known on that day may still move here."""
    if late := [model for model in models if is_provisional(reader, model, known, now)]:
        raise NotSettled(", ".join(late))


def position_at(reader: Connection, before: datetime) -> int:
    """The store's last position of what was recorded before an instant; 0 if nothing was."""
    with reader.cursor() as cursor:
        cursor.execute(
            "SELECT notification_id FROM events WHERE recorded_at < %s ORDER BY notification_id DESC LIMIT 1", (before,)
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def recorded_by_day(reader: Connection, midnights: Sequence[datetime]) -> list[tuple[str, int]]:
    """Names of claims' and applicants' events, and how many were recorded from one midnight to the next; sorted."""
    first, last = (position_at(reader, at) for at in (midnights[0], midnights[-1]))
    with reader.cursor() as cursor:
        cursor.execute(
            """SELECT topic, count(*) FROM events WHERE notification_id > %s AND notification_id <= %s
               AND split_part(topic, '.', 1) NOT IN ('inquiry', 'queue')
               GROUP BY topic, width_bucket(recorded_at, %s::timestamptz[]) ORDER BY 1, 2""",
            (first, last, list(midnights)),
        )
        return [(str(name), int(count)) for name, count in cursor.fetchall()]


def asked_of(drawn: Drawn, question: Question, known: Known) -> Asked:
    """The question as the view takes it."""
    where = {**drawn.where, **({"region": (question.region,)} if question.region else {})}
    return Asked(drawn.by, question.submitted_from, question.submitted_to, where, known.by)


def _rows(reader: Connection, drawn: Drawn, question: Question, known: Known) -> Iterator[Row]:
    """The whole first, then what it is made of; what is nothing in every figure is no row."""
    asked = asked_of(drawn, question, known)
    whole = figures_of(reader, drawn.view, replace(asked, by=()), known.second)
    yield Row(dict.fromkeys(drawn.by, ALL), _told(drawn, whole))
    for row in rolled_up(reader, drawn.view, asked, known.second):
        if any((told := _told(drawn, row.figures)).values()):
            yield Row({name: _code(value) for name, value in row.key.items()}, told)


def _told(drawn: Drawn, figures: Figures) -> dict[str, int]:
    return {name: figures[name] for name in drawn.figures}


def _code(value: object) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, Mapping):
        return ":".join(filter(None, (value["kind"], value["code"])))
    return str(value)
