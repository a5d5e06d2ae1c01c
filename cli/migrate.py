"""`qadam migrate`: the store has this code's schema, and the topic is there."""

from typing import Annotated

import typer
from kafka.errors import KafkaError

from cli.mendable import in_one_line
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


def run(simulated_clock: Simulated = False) -> None:
    """Bring the store to the newest schema and make the topic; harmless to repeat, also by several at once."""
    wanted = settings()
    with in_one_line("not migrated", WrongTopic, KafkaError):
        migrate.migrate(wanted.database_url, simulated_clock=simulated_clock or wanted.simulated_clock)
        make_topic(wanted.kafka_bootstrap, wanted.kafka_topic, wanted.kafka_partitions)
    typer.echo(f"schema {migrate.versions()[-1]}, topic {wanted.kafka_topic} with {wanted.kafka_partitions} partitions")
