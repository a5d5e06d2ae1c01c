"""`qadam migrate`: the store has this code's schema, and the topic is there."""

from typing import Annotated

import typer
from kafka.errors import KafkaError

from cli.mendable import in_one_line
from cli.printed import JsonOption, printed
from config import settings
from consumers.topic import WrongTopic, make_topic
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
    schema, topic, partitions = migrate.versions()[-1], wanted.kafka_topic, wanted.kafka_partitions
    printed(
        f"schema {schema}, topic {topic} with {partitions} partitions",
        {"schema": schema, "topic": topic, "partitions": partitions},
        as_json,
    )
