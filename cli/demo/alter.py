"""One demand that no story planted, so that anybody can see the comparison fail: `qadam demo --alter`."""

from typing import Final

from cli.demo.caller import Caller, expected
from cli.demo.play import Course, Played
from cli.demo.script import DONE
from cli.demo.stories.plain import forgotten
from domain.vocabulary import DocumentType, Fact, Role

KEY: Final = "demo-one-demand-more"


def alter(played: Played, caller: Caller) -> Course:
    """An office demands a paper that a registry gave, in a claim that everybody had forgotten."""
    course = next(course for course in played.courses.values() if course.script.cause == forgotten.__name__)
    place, office = course.script.place, course.script.office
    paper = {"type": DocumentType.INCOME_CERTIFICATE, "subject": _applicant(course), "fact": Fact.INCOME}
    path = f"/claims/{course.claim}/document-requests"
    version = f'"{course.version}"'
    answer = caller.post(place.actor(Role.CASEWORKER, office), path, paper, key=KEY, version=version)
    course.version = int(expected(DONE, answer, f"POST {path}").body["version"])
    return course


def _applicant(course: Course) -> object:
    members = course.script.steps[0].body["members"]
    assert isinstance(members, list), "a submission names the members"
    return members[0]["person_ref"]
