"""How far the demo is: a bar on a terminal, otherwise a line every few seconds."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from cli.demo.plan import BEGIN, END
from cli.demo.play import Played

LINE_EVERY_SECONDS: Final = 5.0
Show = Callable[[Played], None]


@contextmanager
def progress(console: Console) -> Iterator[Show]:
    """Gives the function that is told after every tick."""
    if not console.is_terminal:
        yield _lines(console)
        return
    columns = (TextColumn("  {task.fields[day]}"), BarColumn(40), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=_seconds(END), day=_day(BEGIN))
        yield lambda played: bar.update(
            task, completed=_seconds(played.at), day=_day(played.at), description=said(played)
        )


def said(played: Played) -> str:
    """How many claims and events so far, and how fast."""
    seconds = max(time.monotonic() - played.began, 0.001)
    return f"{played.claims:,} claims, {played.events:,} events, {played.events / seconds:,.0f} a second"


def _lines(console: Console) -> Show:
    last = time.monotonic()

    def show(played: Played) -> None:
        nonlocal last
        if time.monotonic() - last >= LINE_EVERY_SECONDS:
            last = time.monotonic()
            console.print(f"  {_day(played.at)}: {said(played)}")

    return show


def _day(at: datetime) -> str:
    return f"{at:%d %B %Y}"


def _seconds(at: datetime) -> float:
    return (at - BEGIN).total_seconds()
