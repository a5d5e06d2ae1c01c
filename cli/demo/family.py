"""Made-up families: random references, dates of birth on either side of the day from which births can be found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cli.demo.diary import Diary, a_day
from cli.demo.script import Json
from domain.vocabulary import MemberRole

FIRST_FOUND: Final = date(2007, 8, 13)
"""births before this day are in no register that can be asked"""
YOUNG: Final = (date(2008, 1, 1), date(2019, 2, 28))
OLD: Final = (date(2002, 5, 1), date(2007, 8, 12))


@dataclass(frozen=True, slots=True)
class Family:
    """A mother, her children, and the children's father where he is part of the story."""

    applicant: str
    children: tuple[tuple[str, date], ...]
    father: str | None = None

    @property
    def eldest(self) -> str:
        return self.children[0][0]

    def members(self) -> list[Json]:
        """As a submission names them."""
        mother: Json = {"person_ref": self.applicant, "role": MemberRole.APPLICANT.value}
        children: list[Json] = [
            {"person_ref": ref, "role": MemberRole.CHILD.value, "birth_date": born.isoformat()}
            for ref, born in self.children
        ]
        father: Sequence[Json] = [{"person_ref": self.father, "role": MemberRole.FATHER.value}] if self.father else []
        return [mother, *children, *father]


def family(diary: Diary, *, born_before: bool = False, father: bool = False) -> Family:
    """One to three children; with `born_before` the eldest was born before births could be found."""
    eldest = a_day(diary.dice, *(OLD if born_before else YOUNG))
    others = [a_day(diary.dice, *YOUNG) for _ in range(diary.one_of((0, 1, 1, 2)))]
    children = tuple((diary.uuid(), born) for born in (eldest, *others))
    return Family(diary.uuid(), children, diary.uuid() if father else None)
