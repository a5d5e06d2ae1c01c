"""What an operator can mend is said in one line, with exit code 1, instead of a trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
import psycopg2

from config import settings
from store.errors import StoreError

DATABASE: Final = (psycopg.OperationalError, psycopg2.OperationalError)


@contextmanager
def in_one_line(failed: str, *also: type[Exception]) -> Iterator[None]:
    """`failed`: what was not done. The store's and the databases' refusals are expected everywhere; `also`: others."""
    expected: tuple[type[Exception], ...] = (StoreError, *DATABASE, *also)
    try:
        yield
    except expected as error:
        raise SystemExit(f"{failed}: {' '.join(str(error).split())}{_which(error)}") from None


def _which(error: Exception) -> str:
    """A database that nobody named is seldom the one that was meant."""
    nameless = isinstance(error, DATABASE) and "database_url" not in settings().model_fields_set
    return " (DATABASE_URL is not set)" if nameless else ""
