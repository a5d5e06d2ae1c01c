"""What an operator can mend is said in one line, with exit code 1, instead of a trace."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import psycopg2

from store.errors import StoreError


@contextmanager
def in_one_line(failed: str, *also: type[Exception]) -> Iterator[None]:
    """`failed`: what was not done. The store's and the databases' refusals are expected everywhere; `also`: others."""
    expected: tuple[type[Exception], ...] = (StoreError, psycopg.OperationalError, psycopg2.OperationalError, *also)
    try:
        yield
    except expected as error:
        raise SystemExit(f"{failed}: {' '.join(str(error).split())}") from None
