"""What may be done to a claim: one method a command, each checks and records.

Nonsense is blocked: unknown codes, answers to questions never asked, a refusal without a ground. Breaches are
recorded and found later, because a system that refuses to record what happened hides it.
"""

from domain.commands.afterwards import Afterwards
from domain.commands.checks import Checks
from domain.commands.decision import Deciding
from domain.commands.intake import Intake
from domain.commands.papers import Papers
from domain.commands.work import Work


class Claim(Intake, Checks, Papers, Deciding, Afterwards, Work):
    """One claim for targeted social assistance, from submission to decision, and what comes after it."""

    @property
    def is_open(self) -> bool:
        """No first decision yet and not withdrawn."""
        return self.state.first_end is None
