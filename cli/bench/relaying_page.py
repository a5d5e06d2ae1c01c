"""What the page says of the relay, and of its goal."""

from collections.abc import Iterable
from typing import Final

from cli.bench.relaying import Relaying
from cli.bench.written import SPREAD, Verdict, spread, table

RATIO: Final = 0.6
TEXT: Final = """
## Relay: a backlog from the store to Kafka

The relay on an empty topic, with {messages:,} events before it, {bytes:.0f} bytes each on average. Beside it the
producer of kafka-python that only sends the same keys, headers and values to the same partitions, with the same
settings, everything ready before it begins. {rounds} rounds, alternating.
"""


def lines(found: Relaying) -> Iterable[str]:
    yield TEXT.format(messages=found.messages, bytes=found.bytes_a_message, rounds=len(found.rounds))
    rows = [
        ("relay, events/s", *spread(found.relay, "{:,.0f}")),
        ("producer only, messages/s", *spread(found.producer, "{:,.0f}")),
        ("relay ÷ producer, round by round", *spread(found.ratio, "{:.2f}")),
        ("CPU seconds of the relay for 1,000 events", *spread(found.relay_cpu_seconds, "{:.3f}")),
        ("CPU seconds of the producer's process for 1,000", *spread(found.producer_cpu_seconds, "{:.3f}")),
    ]
    yield from table(SPREAD, rows)


def verdicts(found: Relaying) -> Iterable[Verdict]:
    ratio = found.ratio.middle
    met = ratio >= RATIO
    yield Verdict("relay ÷ producer only", f"{ratio:.2f}", f"≥ {RATIO:g}", met, "" if met else _why_not(found))


def _why_not(found: Relaying) -> str:
    relay, producer = 1000 * found.relay_cpu_seconds.middle, 1000 * found.producer_cpu_seconds.middle
    used = relay * found.relay.middle / 1_000_000
    return (
        f"the relay's process spent {relay:.0f} µs an event and used {used:.2f} of a core; {producer:.0f} µs is what"
        " sending alone takes, the rest is reading, headers, and waiting for acknowledgements before the next batch"
    )
