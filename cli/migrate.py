"""`qadam migrate`: the store has this code's schema, and the topic is there."""

from datetime import datetime
from typing import Annotated

import psycopg
import typer
from kafka.errors import KafkaError

from cli.mendable import in_one_line
from cli.override import adopt_override
from cli.printed import JsonOption, printed
from config import Settings, settings
from consumers.topic import WrongTopic, make_topic
from domain.calendar import ending
from projections.base import recorded_day
from store import migrate

Simulated = Annotated[
    bool,
    typer.Option(
        "--simulated-clock",
        help="A new store gets a clock that a simulation moves. Counts only when the store is made.",
    ),
]


def run(simulated_clock: Simulated = False, as_json: JsonOption = False) -> None:
    """Bring the store to the newest schema and make the topic; harmless to repeat, also by several at once."""
    wanted = settings()
    with in_one_line("not migrated", WrongTopic, KafkaError):
        migrate.migrate(wanted.database_url, simulated_clock=simulated_clock or wanted.simulated_clock)
        make_topic(wanted.kafka_bootstrap, wanted.kafka_topic, wanted.kafka_partitions)
    _tell_of_calendar(wanted)
    schema, topic, partitions = migrate.versions()[-1], wanted.kafka_topic, wanted.kafka_partitions
    printed(
        f"schema {schema}, topic {topic} with {partitions} partitions",
        {"schema": schema, "topic": topic, "partitions": partitions},
        as_json,
    )


def _tell_of_calendar(wanted: Settings) -> None:
    """Early, because a longer table comes with another version of Qadam."""
    adopt_override(wanted)
    with psycopg.connect(wanted.database_url) as connection:
        (now,) = connection.execute("SELECT store_clock()").fetchone() or (None,)
    assert isinstance(now, datetime), "a function always returns its row"
    if said := ending(recorded_day(now)):
        typer.echo(said, err=True)
