"""An Apache Kafka of our own: one node in KRaft mode on free ports of this machine, its data in the stack's folder."""

import signal
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from cli.stack import children
from cli.stack.jars import jars
from cli.stack.java import java
from cli.stack.ports import free_port, is_open

FORMAT_SECONDS = 60.0
START_SECONDS = 90.0
ANSWER_MS = 2_000

JVM = ("-Xmx384m", "-Xss512k", "-XX:+UseSerialGC", "-XX:+IgnoreUnrecognizedVMOptions",
       "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dorg.slf4j.simpleLogger.showDateTime=true")  # fmt: skip
QUICK_START = ("-XX:TieredStopAtLevel=1",)
"""The second compiler costs a second at the start and pays only when throughput is measured."""

SETTINGS = {
    "process.roles": "broker,controller",
    "node.id": 1,
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "auto.create.topics.enable": False,
    # one node: nothing can be kept twice
    "offsets.topic.num.partitions": 1,
    "offsets.topic.replication.factor": 1,
    "transaction.state.log.num.partitions": 1,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "share.coordinator.state.topic.num.partitions": 1,
    "share.coordinator.state.topic.replication.factor": 1,
    "share.coordinator.state.topic.min.isr": 1,
    # a group is complete when its first member comes
    "group.initial.rebalance.delay.ms": 0,
    # after kill -9 the node waits for its own old session to end: 3 s instead of 9
    "broker.session.timeout.ms": 3000,
    "broker.heartbeat.interval.ms": 500,
}


@contextmanager
def kafka(folder: Path, *, durable: bool) -> Iterator[Callable[[], str]]:
    """Run the broker, and give what waits until it answers and then names its address; ends it afterwards."""
    place = folder / "kafka"
    place.mkdir(parents=True, exist_ok=True)
    log = folder / "kafka.log"
    _end_earlier(place)
    port = free_port()
    properties = _properties(place, port, free_port())
    if not (place / "data" / "meta.properties").exists():
        _format(properties, log)
    quick = () if durable else QUICK_START
    broker = children.start(_java("kafka.Kafka", properties, *quick), log=log, ends_with_us=signal.SIGTERM)
    (place / "pid").write_text(str(broker.pid))
    try:
        yield lambda: _ready(f"127.0.0.1:{port}", broker, log)
    finally:
        children.stop(broker)


def _properties(place: Path, port: int, controller_port: int) -> Path:
    """The broker's settings, written anew at every start: the ports differ each time."""
    addresses = {
        "listeners": f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{port}",
        "controller.quorum.voters": f"1@127.0.0.1:{controller_port}",
        "log.dirs": place / "data",
    }
    path = place / "server.properties"
    path.write_text("".join(f"{name}={_text(value)}\n" for name, value in {**SETTINGS, **addresses}.items()))
    return path


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _java(main: str, properties: Path, *options: str) -> list[str | Path]:
    """The command; the properties come last, and by them a leftover broker is known again."""
    return [java(), *JVM, *options, "-cp", ":".join(map(str, jars())), main, properties]


def _format(properties: Path, log: Path) -> None:
    """Give the data folder its cluster's name, once."""
    command = _java("kafka.tools.StorageTool", properties, *QUICK_START)
    name = urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    # with "=": an id may begin with a hyphen, and would then be taken for an option
    child = children.start([*command[:-1], "format", f"--cluster-id={name}", "--config", properties], log=log)
    if child.wait(FORMAT_SECONDS):
        raise children.StackError(f"the broker's folder could not be formatted\n{children.tail(log)}")


def _end_earlier(place: Path) -> None:
    note = place / "pid"
    if note.exists():
        children.end_leftover(int(note.read_text()), str(place))


def _ready(address: str, broker: children.Child, log: Path) -> str:
    """Ready is a broker that names itself in an answer, not an open port."""
    children.wait_until(lambda: _answers(address), broker, name="Apache Kafka", log=log, limit_seconds=START_SECONDS)
    return address


def _answers(address: str) -> bool:
    if not is_open(address):
        return False
    try:
        with KafkaAdminClient(bootstrap_servers=address, bootstrap_timeout_ms=ANSWER_MS) as client:
            return any(not node["is_fenced"] for node in client.describe_cluster()["brokers"])
    except KafkaError:
        return False
