"""Whose claims a question may see. Scope is part of the query, never a filter afterwards."""

from dataclasses import dataclass

COLUMNS = frozenset({"office", "transfer_to", "commission", "authorised_body"})
"""columns of `claim_file` rows that hold the code of an office, a commission or a body"""


@dataclass(frozen=True, slots=True)
class Scope:
    """Claims of a region (KATO prefix, two digits), in one of whose columns the party's code stands.

    Without a party: every claim.
    """

    region: str | None = None
    party: str | None = None
    columns: tuple[str, ...] = ()

    def where(self, alias: str = "r") -> tuple[str, dict[str, str | None]]:
        """An SQL condition and its parameters; `true` where everything may be seen."""
        if self.party is None:
            return "true", {}
        assert self.columns, "a party has columns to stand in"
        assert COLUMNS.issuperset(self.columns), self.columns
        either = " OR ".join(f"{alias}.{column} = %(scope_party)s" for column in self.columns)
        return f"{alias}.region = %(scope_region)s AND ({either})", {
            "scope_region": self.region,
            "scope_party": self.party,
        }


EVERYTHING = Scope()
