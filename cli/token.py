"""`qadam token`: a bearer token of the development issuer."""

from typing import Annotated, Final

import typer

from api.keys import NotInDevelopment, issue
from api.refusals import BadToken
from config import settings
from domain.vocabulary import Role

SECONDS_PER_HOUR: Final = 3600
MOST_HOURS: Final = 24 * 31

RoleOption = Annotated[Role, typer.Option(help="what the token lets its bearer do")]
OfficeOption = Annotated[str, typer.Option(help="code of the office, commission or body it acts for")]
RegionOption = Annotated[
    str | None, typer.Option(help="the first two digits of a KATO code; not for service and auditor")
]
ActorOption = Annotated[str | None, typer.Option(help="who acts; the role and the office, if it is not said")]
HoursOption = Annotated[int, typer.Option(min=1, max=MOST_HOURS, help="how long it is valid")]


def token(
    role: RoleOption,
    office: OfficeOption,
    region: RegionOption = None,
    actor: ActorOption = None,
    hours: HoursOption = 8,
) -> None:
    """Print a token. Only with the development setting on; the first call makes the key pair."""
    try:
        issued = issue(
            settings(),
            actor=actor or f"{role}-{office}".lower(),
            role=role,
            office=office,
            region=region,
            lifetime_seconds=hours * SECONDS_PER_HOUR,
        )
    except (NotInDevelopment, BadToken) as refused:
        raise SystemExit(str(refused)) from None
    typer.echo(issued)
