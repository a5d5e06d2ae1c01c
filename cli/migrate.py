"""`qadam migrate`: the store has this code's schema, and the topic is there."""

from typing import Annotated

import psycopg
import typer
from kafka.errors import KafkaError

from config import settings
from consumers.topic import WrongTopic, make_topic
from store import migrate
from store.errors import StoreError

EXPECTED = (StoreError, psycopg.OperationalError, WrongTopic, KafkaError)
"""what an operator can mend: said in one line instead of a trace"""

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
    try:
        migrate.migrate(wanted.database_url, simulated_clock=simulated_clock or wanted.simulated_clock)
        make_topic(wanted.kafka_bootstrap, wanted.kafka_topic, wanted.kafka_partitions)
    except EXPECTED as error:
        raise SystemExit(f"not migrated: {error}") from None
    typer.echo(f"schema {migrate.versions()[-1]}, topic {wanted.kafka_topic} with {wanted.kafka_partitions} partitions")
