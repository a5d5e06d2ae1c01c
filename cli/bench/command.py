"""`qadam bench`: measures, and writes docs/reference/performance.md."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import psycopg
import typer

from cli.bench import machine
from cli.bench.page import Report, page
from cli.bench.sections import SECTIONS, Sizes, Workshop
from cli.bench.wire import Unexpected
from cli.demo import caller
from cli.printed import JsonOption, printed
from cli.stack import Stack, StackError, jars, local_stack
from cli.stopping import until_stopped
from config import settings

PAGE: Final = Path(__file__).parents[2] / "docs" / "reference" / "performance.md"
NAMES: Final = tuple(section.name for section in SECTIONS)
NOT_MEASURED, STOPPED = 2, 130
BROKEN: Final = (StackError, Unexpected, caller.Unexpected, caller.Unanswered, TimeoutError)


class BrokenOff(Exception):
    """A measurement broke the run off. `report`: what was measured before it."""

    def __init__(self, reason: Exception, report: Report) -> None:
        super().__init__(str(reason))
        self.report = report


def bench(
    write: Annotated[bool, typer.Option(help="write docs/reference/performance.md, or print the page only")] = True,
    only: Annotated[str, typer.Option(help=f"measure these only, and write nothing: {','.join(NAMES)}")] = "",
    as_json: JsonOption = False,
) -> None:
    """Measure Qadam beside what this machine can do at best."""
    names, folder, code = chosen(only), (settings().folder / "bench").resolve(), STOPPED
    with until_stopped():
        try:
            with local_stack(folder / "stack", durable=True) as stack:
                report = measured(stack, folder, Sizes(), names)
            written = page(report)
            printed(written, asdict(report), as_json)
            if write and {*names} == {*NAMES}:
                PAGE.write_text(written, encoding="utf-8")
            code = 0
        except (BrokenOff, StackError) as reason:
            if isinstance(reason, BrokenOff) and reason.report.found:
                printed(page(reason.report), asdict(reason.report), as_json)
            typer.echo(f"nothing is written: {reason}", err=True)
            code = NOT_MEASURED
    raise typer.Exit(code)


def measured(stack: Stack, folder: Path, sizes: Sizes, names: Sequence[str] = NAMES) -> Report:
    """One run. Raises `BrokenOff`."""
    load_before = machine.load()
    workshop, found = Workshop(stack, folder, sizes), dict[str, object]()

    def report() -> Report:
        return Report(datetime.now(UTC).date(), _facts(stack), load_before, machine.load(), found)

    for section in SECTIONS:
        if section.name in names:
            typer.echo(f"bench: {section.says}", err=True)
            try:
                found[section.name] = section.measure(workshop)
            except BROKEN as reason:
                raise BrokenOff(reason, report()) from reason
    return report()


def chosen(only: str) -> tuple[str, ...]:
    """The sections that are named; all of them if none is. Raises `BadParameter`."""
    names = tuple(only.split(",")) if only else NAMES
    if unknown := [name for name in names if name not in NAMES]:
        raise typer.BadParameter(f"there is no {unknown[0]!r}; there are: {', '.join(NAMES)}")
    return names


def _facts(stack: Stack) -> dict[str, str]:
    with psycopg.connect(stack.database_url) as connection:
        return machine.facts(connection, _broker())


def _broker() -> str:
    """The version in the lock; of a broker of one's own nothing is known."""
    if "kafka_bootstrap" in settings().model_fields_set:
        return "of one's own"
    return next(jar.version for jar in jars.read_lock(jars.LOCK) if jar.name.startswith("kafka_"))
