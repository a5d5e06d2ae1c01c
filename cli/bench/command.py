"""`qadam bench`: measures, and writes docs/reference/performance.md."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import psycopg
import typer

from cli.bench import appending, freshness, machine, throughput
from cli.bench.page import Report, page
from cli.bench.wire import Unexpected
from cli.bench.world import chain, database
from cli.demo.plan import plan
from cli.printed import JsonOption, printed
from cli.stack import Stack, StackError, jars, local_stack
from cli.stopping import until_stopped
from config import settings

PAGE: Final = Path(__file__).parents[2] / "docs" / "reference" / "performance.md"
SEED: Final = 2019
NOT_MEASURED, STOPPED = 2, 130


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured. `claims_in_chain`: more than the load uses up; 2,200 events a second begin some 3,500."""

    rounds: int = appending.ROUNDS
    claims_in_round: int = appending.CLAIMS
    fresh_seconds: float = freshness.SECONDS
    fresh_warm_seconds: float = freshness.WARM_SECONDS
    claims_for_freshness: int = 400
    chain_seconds: float = throughput.SECONDS
    chain_warm_seconds: float = throughput.WARM_SECONDS
    claims_in_chain: int = 3_600


def bench(
    write: Annotated[bool, typer.Option(help="write docs/reference/performance.md, or print the page only")] = True,
    as_json: JsonOption = False,
) -> None:
    """Measure append, freshness and the whole chain beside what this machine can do at best."""
    folder, code = (settings().folder / "bench").resolve(), STOPPED
    with until_stopped():
        try:
            with local_stack(folder / "stack", durable=True) as stack:
                report = measured(stack, folder, Sizes())
            written = page(report)
            printed(written, asdict(report), as_json)
            if write:
                PAGE.write_text(written, encoding="utf-8")
            code = 0
        except (StackError, Unexpected, TimeoutError) as reason:
            typer.echo(f"nothing is written: {reason}", err=True)
            code = NOT_MEASURED
    raise typer.Exit(code)


def measured(stack: Stack, folder: Path, sizes: Sizes) -> Report:
    """One run. Raises `StackError`, `Unexpected`, `TimeoutError`."""
    load_before = machine.load()
    _tell("append: command to commit beside the raw limit")
    with database(stack) as url:
        append = appending.measure(url, rounds=sizes.rounds, claims=sizes.claims_in_round)
    _tell("claims for the chain are planned")
    made = plan(sizes.claims_for_freshness + sizes.claims_in_chain, SEED)
    first, rest = made.scripts[: sizes.claims_for_freshness], made.scripts[sizes.claims_for_freshness :]
    with chain(stack, folder, made.actors()) as running:
        _tell(f"freshness at {freshness.EVENTS_A_SECOND} events/s")
        fresh = freshness.measure(running, first, warm_seconds=sizes.fresh_warm_seconds, seconds=sizes.fresh_seconds)
        _tell("the whole chain as fast as it goes")
        whole = throughput.measure(running, rest, warm_seconds=sizes.chain_warm_seconds, seconds=sizes.chain_seconds)
    return Report(
        taken_on=datetime.now(UTC).date(),
        facts=_facts(stack),
        load_before=load_before,
        load_after=machine.load(),
        append=append,
        freshness=fresh,
        chain=whole,
    )


def _facts(stack: Stack) -> dict[str, str]:
    with psycopg.connect(stack.database_url) as connection:
        return machine.facts(connection, _broker())


def _broker() -> str:
    """The version in the lock; of a broker of one's own nothing is known."""
    if "kafka_bootstrap" in settings().model_fields_set:
        return "of one's own"
    return next(jar.version for jar in jars.read_lock(jars.LOCK) if jar.name.startswith("kafka_"))


def _tell(what: str) -> None:
    typer.echo(f"bench: {what}", err=True)
