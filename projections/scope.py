"""Whose claims a question may see. Scope is part of the query, never a filter afterwards."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """The columns of a claim's row that must hold these values; all of them None: every claim.

    `region` is a KATO prefix of two digits, the others are codes of offices, commissions and authorised bodies.
    """

    region: str | None = None
    office: str | None = None
    commission: str | None = None
    authorised_body: str | None = None

    def where(self, alias: str = "r") -> tuple[str, dict[str, str]]:
        """An SQL condition and its parameters; `true` where everything may be seen."""
        named = {name: value for name in COLUMNS if (value := getattr(self, name)) is not None}
        conditions = [f"{alias}.{COLUMNS[name]} = %(scope_{name})s" for name in named]
        return " AND ".join(conditions) or "true", {f"scope_{name}": value for name, value in named.items()}


COLUMNS = {name: name for name in ("region", "office", "commission", "authorised_body")}
"""Scope -> column of `claim_file` rows"""
EVERYTHING = Scope()
