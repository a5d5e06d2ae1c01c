"""The parties that the scenarios meet."""

from domain.state import party
from domain.vocabulary import Party, Registry, StateBody
from tests.domain import examples

APPLICANT = party(Party.APPLICANT)
LAW = party(Party.LAW)
MINISTRY = party(Party.MINISTRY)
BUS = party(Party.BUS)
SYSTEM = party(Party.SYSTEM)
OFFICE = party(Party.OFFICE, examples.OFFICE)
COMMISSION = party(Party.COMMISSION, examples.COMMISSION)
BODY = party(Party.AUTHORISED_BODY, examples.BODY)
CIVIL_STATUS = party(Party.REGISTRY, Registry.CIVIL_STATUS.value)
ADDRESS_REGISTER = party(Party.REGISTRY, Registry.ADDRESS_REGISTER.value)
REAL_ESTATE = party(Party.REGISTRY, Registry.REAL_ESTATE.value)
AKIMAT_OF_UNIT = party(Party.AKIMAT, examples.UNIT)
AKIMAT_OF_REGION = party(Party.AKIMAT, examples.REGION)
JUSTICE = party(Party.STATE_BODY, StateBody.MINISTRY_OF_JUSTICE.value)
