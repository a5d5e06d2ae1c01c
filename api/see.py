"""Where each refusal is explained: the page, and the part of it, that somebody should read who met it."""

from typing import Final

from api import refusals
from domain import errors
from domain.errors import Refusal
from releases.errors import NotReleased, UnderWay

API: Final = "docs/reference/api.md"
WHO: Final = f"{API}#who-asks"
COMMANDS: Final = f"{API}#commands"
QUESTIONS: Final = f"{API}#questions"
STAGES: Final = f"{API}#what-a-stage-allows"
WORDS: Final = f"{API}#words"
LIFE: Final = "docs/reference/events.md"
VERDICTS: Final = "docs/reference/verdicts.md"
QUEUE: Final = "docs/how-to/work-the-queue.md"
OPERATING: Final = "docs/how-to/operate.md"
INQUIRIES: Final = "docs/how-to/answer-an-inquiry.md"
FINDINGS: Final = "docs/reference/findings.md"
STATISTICS: Final = "docs/explanation/statistics.md"

SEE: Final[dict[type[Refusal], str]] = {
    refusals.NoToken: WHO,
    refusals.BadToken: WHO,
    errors.NotYours: COMMANDS,
    refusals.NotYourQuestion: QUESTIONS,
    UnderWay: f"{STATISTICS}#for-whom",
    NotReleased: f"{STATISTICS}#for-whom",
    refusals.NoSuchClaim: WHO,
    refusals.NoSuchFinding: WHO,
    refusals.NoSuchInquiry: INQUIRIES,
    refusals.NotSettled: INQUIRIES,
    refusals.NoSuchRegion: WHO,
    refusals.NoSuchPath: API,
    refusals.NoSuchMethod: API,
    refusals.KeyMissing: COMMANDS,
    refusals.KeyUnusable: COMMANDS,
    refusals.HeaderUnusable: COMMANDS,
    refusals.NotJson: COMMANDS,
    refusals.BadCursor: QUESTIONS,
    refusals.TooSlow: COMMANDS,
    refusals.TooLong: COMMANDS,
    refusals.NotJsonType: COMMANDS,
    refusals.Unreadable: WORDS,
    refusals.VersionMissing: COMMANDS,
    errors.StaleVersion: COMMANDS,
    errors.NotAllowed: STAGES,
    errors.NotAllowedOnFinding: f"{FINDINGS}#what-becomes-of-it",
    errors.NeverAsked: LIFE,
    errors.AlreadyDone: LIFE,
    errors.NotYourFile: f"{LIFE}#filesent",
    errors.NotTheirMove: QUEUE,
    errors.InOtherHands: QUEUE,
    refusals.NothingToHandOut: QUEUE,
    errors.NothingToAsk: f"{VERDICTS}#why-a-fact-is-missing-and-who-answers-for-it",
    errors.OpenClaim: f"{LIFE}#applicantapplied_again",
    refusals.OpenClaimElsewhere: f"{LIFE}#applicantapplied_again",
    errors.KeyReused: COMMANDS,
    errors.Refusal: "docs/reference/problems.md",
    errors.Unusable: WORDS,
    errors.UnknownCode: "docs/reference/glossary.md",
    errors.UnknownGrouping: "docs/reference/looking-back.md",
    errors.Contradiction: f"{VERDICTS}#what-an-answer-means",
    errors.InTheFuture: COMMANDS,
    errors.DatedBackTooFar: COMMANDS,
    errors.PersonalNumber: COMMANDS,
    errors.NotARandomReference: WORDS,
    errors.UnknownRegion: "docs/reference/regions.md",
    errors.UnknownEdition: "docs/reference/policy-2023-07.md#which-claim-is-judged-by-which-edition",
    errors.UnknownCalendar: "docs/reference/calendar.md",
    errors.UnknownBasis: "docs/reference/policy-2019-04.md#legal-bases",
    refusals.Fault: OPERATING,
    refusals.Unavailable: OPERATING,
    refusals.Overtaken: COMMANDS,
    refusals.TooOld: OPERATING,
    refusals.CalendarEnds: f"{OPERATING}#the-calendars-last-day",
}
