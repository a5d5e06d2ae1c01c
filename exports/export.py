"""One export from the first byte to the stamp."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Final

from exports.asked import NotThereYet, Question, Sees
from exports.formats import Format
from exports.reading import Connected, Story, Unread, stories
from exports.stamp import Heading, Stamp
from store.scan import IDS, last

Progress = Callable[[float], None]
"""told how much of the store was looked at, from 0 to 1"""
EVERYTHING: Final = "everything"


class Export:
    """Made once for one format; `chunks` are the bytes, `stamp` is there after the last of them.

    `end`: the last position of the store when it began.

    Raises `NotThereYet` for a position that the store has not reached.
    """

    def __init__(
        self,
        connected: Connected,
        of: Format,
        question: Question,
        *,
        sees: Sees | None = None,
        region: str | None = None,
        scope: str = EVERYTHING,
    ) -> None:
        self._connected, self._of, self._question, self._sees = connected, of, question, sees
        self._region = region
        with connected() as connection:
            end = last(connection, until=None)
            self.end = end[0] if end else 0
            if question.until is not None and question.until > self.end:
                raise NotThereYet(self.end)
            known = last(connection, until=question.until)
        position, as_of = known or (0, None)
        self.heading = Heading(of.name, of.table, position, as_of, question.told(), scope)
        self._unread: list[Unread] = []
        self._claims = self._events = self._length = 0
        self._content, self._file = hashlib.sha256(), hashlib.sha256()

    def chunks(self, progress: Progress = lambda part: None) -> Iterator[bytes]:
        for chunk in self._of.write(self._stories(progress), self.heading):
            if chunk:
                self._length += len(chunk)
                self._file.update(chunk)
                yield chunk

    @property
    def stamp(self) -> Stamp:
        return Stamp(
            self.heading,
            self._claims,
            self._events,
            self._content.hexdigest(),
            self._length,
            self._file.hexdigest(),
            tuple(self._unread),
        )

    def _stories(self, progress: Progress) -> Iterator[Story]:
        """Ids are random or hashes: how far they have come is how far the work has."""
        until, now = self.heading.position, self.heading.now
        pages = stories(self._connected, self._question, until=until, now=now, sees=self._sees, region=self._region)
        for after, page in pages:
            for each in page:
                if isinstance(each, Unread):
                    self._unread.append(each)
                else:
                    self._count(each)
                    yield each
            progress(after.int / IDS)
        progress(1.0)

    def _count(self, story: Story) -> None:
        self._claims += 1
        self._events += len(story.steps)
        for step in story.steps:
            self._content.update(hashlib.sha256(step.recorded.body).digest())
