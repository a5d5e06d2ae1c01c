"""The list of published tables holds together, and none of it is released for nobody."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from api.queries.released import BYS
from inquiries.released import GIVEN
from releases.catalogue import NONE, RULE, TABLES, Attribute, TableOf

PAGE: Final = (Path(__file__).parents[2] / "docs" / "reference" / "published-tables.md").read_text(encoding="utf-8")

KEPT: Final = {
    "claims": "country outcomes grounds registered terms cards channels",
    "extensions": "extensions",
    "papers": "papers paper_types",
    "repetitions": "repetitions",
    "gaps": "gap_registries gap_causes gap_owners",
    "waits": "waits",
    "findings": "findings",
}
"""family -> tables that may stand in somebody's ledger; it only grows"""


def attributes() -> Iterator[Attribute]:
    for family in {table.family.name: table.family for table in TABLES.values()}.values():
        yield from family.attributes


def test_a_table_that_may_have_gone_out_stays_in_the_catalogue() -> None:
    """What was told is an equation of whatever follows: without its table nothing more of that month can be made."""
    kept = {(family, name) for family, names in KEPT.items() for name in names.split()}
    assert kept == {(table.family.name, table.name) for table in TABLES.values()}


def test_every_published_table_is_read_by_somebody() -> None:
    """A table costs those of its family figures: what no route and no inquiry gives is not released."""
    read = {name for names in BYS.values() for name in names} | {
        name for each in GIVEN.values() for name in each.tables
    }
    assert read == set(TABLES)


def test_every_attribute_has_a_table_and_every_table_an_attribute_of_its_family() -> None:
    told = [table.attribute for table in TABLES.values()]
    assert all(each in told for each in attributes())
    assert all(table.attribute in table.family.attributes for table in TABLES.values())


@pytest.mark.parametrize("attribute", list(attributes()), ids=lambda each: f"{each.view.of}:{each.name}")
def test_nothing_is_counted_that_has_no_category(attribute: Attribute) -> None:
    """`counted` leaves out what stands in no category; of findings that is meant, of anything else a hole."""
    assert {origin for origin, _ in attribute.moves} | {to for _, to in attribute.moves} <= set(attribute.leaves)
    if attribute.figures:
        assert set(attribute.figures) == set(attribute.leaves)
    else:
        missing = {*attribute.view.by[attribute.by].words} - {*attribute.leaves, NONE}
        assert bool(missing) is (attribute is RULE), missing


def test_the_page_has_every_table_and_who_reads_it() -> None:
    rows = [line.split(" | ")[:6] for line in PAGE.splitlines() if line.startswith("| `")]
    assert rows == [_row(table) for table in TABLES.values()]


def _row(table: TableOf) -> list[str]:
    read = [f"`by={','.join(by)}`" for by, names in BYS.items() if table.name in names]
    read += [template.value for template, given in GIVEN.items() if table.name in given.tables]
    of = "regions" if table.regions else "country"
    things, times = table.family.name, str(table.family.of_one)
    return [f"| `{table.name}`", things, f"`{table.attribute.name}`", of, times, ", ".join(read)]
