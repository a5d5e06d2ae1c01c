"""Who is who in one claim, as a reader is told: a member by role and number, a party by name. Never a person_ref."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.errors import UnknownRegion
from domain.events import Member
from domain.regions import region_of
from domain.state import PartyRef
from domain.vocabulary import Channel, Language, MemberRole, Party, StateBody
from words.catalogue import code, say

CAREER_CENTRES_SINCE: Final = date(2023, 7, 1)
"""when the Social Code came into force; under it employment centres are called career centres"""


@dataclass(frozen=True, slots=True)
class Cast:
    """`on`: the day spoken of, because names change. `akim`: the office that took the claim in, if it is an akim's."""

    lang: Language
    on: date
    members: Sequence[Member]
    akim: str | None

    def member(self, person_ref: str) -> str:
        """As child 2: numbered where the family has several of that role. An unknown reference is somebody else."""
        roles = {member["person_ref"]: member["role"] for member in self.members}
        role = roles.get(person_ref, MemberRole.OTHER.value)
        alike = [ref for ref, its in roles.items() if its == role]
        if len(alike) < 2 or person_ref not in alike:
            return code("MemberRole", role, self.lang)
        number = str(alike.index(person_ref) + 1)
        return say("member", self.lang, role=code("MemberRole", role, self.lang), number=number)

    def has(self, person_ref: str) -> bool:
        """Whether that is a member's reference, wherever it turns up."""
        return any(member["person_ref"] == person_ref for member in self.members)

    def party(self, ref: PartyRef) -> str:
        """Kind and, where the kind has one, code, in words."""
        kind, its = ref["kind"], ref["code"]
        if its is None:
            return code("Party", kind, self.lang)
        match kind:
            case Party.OFFICE:
                return self.office(its)
            case Party.AKIMAT:
                return say("party-AKIMAT", self.lang, place=self.place(its))
            case Party.REGISTRY:
                return say("party-REGISTRY", self.lang, registry=code("Registry", its, self.lang))
            case Party.STATE_BODY if its in set(StateBody):
                return code("StateBody", its, self.lang)
        return say("party", self.lang, kind=code("Party", kind, self.lang), code=its)

    def office(self, office: str) -> str:
        """The akim's where an akim took the claim in, else the centre's, by its name of that day."""
        kind = "akim" if office == self.akim else "career" if self.on >= CAREER_CENTRES_SINCE else "centre"
        return say("office", self.lang, kind=kind, code=office)

    def place(self, kato: str) -> str:
        """The region by its name of that day, and the unit's code where it is a part of one."""
        try:
            region = region_of(kato, self.on)
        except UnknownRegion:
            return kato
        name = region.name(self.lang, self.on)
        return name if kato == region.kato else say("unit", self.lang, region=name, code=kato)


def akim_of(channel: str, office: str) -> str | None:
    """The office of submission, if an akim's."""
    return office if channel == Channel.AKIM else None
