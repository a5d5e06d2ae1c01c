"""What the store says no with. None of it is a rule of the domain: those are in domain/errors.py."""

from uuid import UUID


class StoreError(Exception):
    """Everything the store refuses or fails with."""


class StoreUnavailable(StoreError):
    """The store could not be reached, was too busy or broke off. Whether a save was kept is unknown: repeat the request
    with its key."""


class ClockAstray(StoreUnavailable):
    """This machine's clock and the store's differ by more than is allowed, so nobody can say what time it is."""


class ClockFixed(StoreError):
    """The store's clock cannot be moved, or not back."""


class WrongSchema(StoreError):
    """The database has another schema version than this code."""


class UnknownStream(StoreError):
    """No event was ever recorded under this id."""

    def __init__(self, stream: UUID) -> None:
        super().__init__(f"no stream {stream}")
        self.stream = stream


class VersionConflict(StoreError):
    """Somebody else was first: `expected` is the version that the save was decided on, `actual` the stored one."""

    def __init__(self, stream: UUID, expected: int, actual: int) -> None:
        super().__init__(f"stream {stream} is at version {actual}, not {expected}")
        self.stream, self.expected, self.actual = stream, expected, actual


class UnknownEvent(StoreError):
    """A wire name or a class version that this code does not know: newer code does. A process stops at it,
    the API refuses what is asked of that stream."""


class BrokenEvent(StoreError):
    """Bytes of a known version that are not what that version says. Its stream is parked, the others go on."""
