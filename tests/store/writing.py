"""One of several processes that write to the same streams: `python -m tests.store.writing URL NAME SAVES`.

Four threads save one to three events at a time, every second time to one of a few streams that all processes share,
so that many saves come too late; each then takes the version and goes on. Prints how many were kept and how many late.
"""

import random
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from domain.events import ApplicantApplied
from store.errors import VersionConflict
from store.recorder import Writer
from tests.domain.examples import DIGEST, example

THREADS = 4
STREAMS = 24


def main(database_url: str, name: str, saves: int) -> None:
    counted: Counter[str] = Counter()
    with Writer(database_url, lock_timeout_seconds=60) as writer, ThreadPoolExecutor(THREADS) as threads:
        for done in threads.map(lambda thread: write(writer, f"{name}/{thread}", saves // THREADS), range(THREADS)):
            counted += done
    print(counted["kept"], counted["late"])


def write(writer: Writer, name: str, saves: int) -> Counter[str]:
    chance = random.Random(name)
    version = dict.fromkeys((*streams("shared"), *streams(name)), 0)
    counted: Counter[str] = Counter()
    while counted["kept"] < saves:
        stream = chance.choice(list(version))
        count = chance.randint(1, 3)
        try:
            save(writer, name, stream, version[stream], count)
            version[stream] += count
            counted["kept"] += 1
        except VersionConflict as conflict:
            version[stream] = conflict.actual
            counted["late"] += 1
    return counted


def streams(whose: str) -> list[UUID]:
    return [uuid5(NAMESPACE_URL, f"{whose}/{number}") for number in range(STREAMS)]


def save(writer: Writer, name: str, stream: UUID, after: int, count: int) -> None:
    by = {"actor": name, "role": "caseworker"}
    request = {"key": uuid4().hex, "digest": DIGEST}
    events = [
        example(ApplicantApplied, stream=stream, version=after + number, by=by, request=request)
        for number in range(1, count + 1)
    ]
    writer.save(events).result()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
