"""Where the demo's claims come from: the 17 regions of April 2019, and who acts in each of them.

Weights are ours; what is known is their order: on 2 May 2019 most applicants came from Turkistan region, Almaty region
and Shymkent. Codes of offices and bodies are made up, and begin with the region's KATO prefix.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Final

from domain.regions import Region, regions_on
from domain.vocabulary import Language, Role

FIRST_DAY: Final = date(2019, 4, 1)
WEIGHTS: Final[Mapping[str, int]] = {
    "61": 21,  # Turkistan
    "19": 14,  # Almaty region
    "79": 13,  # Shymkent
    "31": 8,  # Zhambyl
    "43": 6,  # Kyzylorda
    "47": 5,  # Mangystau
    "63": 5,  # East Kazakhstan
    "35": 4,  # Karaganda
    "15": 4,  # Aktobe
    "11": 3,  # Akmola
    "23": 3,  # Atyrau
    "27": 3,  # West Kazakhstan
    "39": 3,  # Kostanay
    "71": 2,  # Nur-Sultan
    "75": 2,  # Almaty
    "55": 2,  # Pavlodar
    "59": 2,  # North Kazakhstan
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts, as a token says it. `region`: KATO prefix; None = everywhere."""

    role: Role
    office: str
    region: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A region and those who act there."""

    prefix: str
    kato: str
    name: str
    zone: tzinfo

    @classmethod
    def of(cls, region: Region) -> "Place":
        return cls(region.prefix, region.kato, region.name(Language.EN, FIRST_DAY), region.zone)

    @property
    def office(self) -> str:
        return f"{self.prefix}-OFFICE"

    @property
    def akim(self) -> str:
        """A rural akim takes claims in where there is no office."""
        return f"{self.prefix}-AKIM"

    @property
    def commission(self) -> str:
        return f"{self.prefix}-COMMISSION"

    @property
    def body(self) -> str:
        """The authorised body, which decides."""
        return f"{self.prefix}-BODY"

    @property
    def reviewer(self) -> str:
        """The akimat of the region reviews what people complain of."""
        return f"{self.prefix}-AKIMAT"

    def actor(self, role: Role, office: str) -> Actor:
        return Actor(role, office, self.prefix)


SERVICE: Final = Actor(Role.SERVICE, "QADAM", None)
AUDITOR: Final = Actor(Role.AUDITOR, "AUDIT", None)
DEPUTY: Final = Actor(Role.DEPUTY, "MAZHILIS", None)


def places() -> tuple[Place, ...]:
    """The regions of April 2019, by prefix."""
    return tuple(Place.of(region) for region in regions_on(FIRST_DAY))


def claims_per_place(claims: int) -> dict[str, int]:
    """So many claims divided over the regions: the largest remainders get what is left, and nobody gets none."""
    total = sum(WEIGHTS.values())
    shares = {prefix: max(1, claims * weight // total) for prefix, weight in WEIGHTS.items()}
    by_remainder = sorted(WEIGHTS, key=lambda prefix: (-(claims * WEIGHTS[prefix] % total), prefix))
    for prefix in by_remainder[: max(0, claims - sum(shares.values()))]:
        shares[prefix] += 1
    while (over := sum(shares.values()) - claims) > 0:
        largest = max(shares, key=lambda prefix: shares[prefix])
        shares[largest] -= min(over, 1)
    return shares


def short(name: str) -> str:
    """The cities have the shorter names: Almaty is the city, Almaty Region the region around it."""
    short = name.removesuffix(" city") if name.endswith("city") else name.removesuffix(" Region")
    return name if short == "Almaty" and name.endswith("Region") else short
