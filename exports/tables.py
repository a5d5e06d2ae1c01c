"""The tables that can be taken away."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from exports.claims_table import CLAIMS
from exports.columns import Table
from exports.events_table import EVENTS
from exports.waits_table import WAITS


class TableName(StrEnum):
    """A table, as it is asked for."""

    EVENTS = "events"
    CLAIMS = "claims"
    WAITS = "waits"


TABLES: Final[Mapping[TableName, Table]] = {TableName(table.name): table for table in (EVENTS, CLAIMS, WAITS)}
