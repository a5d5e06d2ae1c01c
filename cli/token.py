"""`qadam token`: a bearer token of the development issuer."""

from typing import Annotated, Final

import typer

from api.asker import SEES_EVERYTHING
from api.keys import NotInDevelopment, ensure_keys, issue
from api.refusals import BadToken
from cli.printed import JsonOption, printed
from config import Settings, settings
from domain.regions import all_regions
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
    as_json: JsonOption = False,
) -> None:
    """Print a token. Only with the development setting on; the first call makes the key pair."""
    _require_region_fits(role, region)
    try:
        _ensure_keys(settings())
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
    facts = {"token": issued, "role": role, "office": office, "region": region, "hours": hours}
    printed(issued, facts, as_json)


def _require_region_fits(role: Role, region: str | None) -> None:
    known = [each.prefix for each in all_regions()]
    if region is not None and role in SEES_EVERYTHING:
        raise SystemExit(f"--region is not for {role}: its token is for the whole country")
    if region is not None and region not in known:
        raise SystemExit(f"no region {region}; known are {', '.join(known)}")


def _ensure_keys(wanted: Settings) -> None:
    """A new key pair is not made in silence: an API that holds another one refuses the token."""
    is_new = not wanted.token_private_key.exists()
    ensure_keys(wanted)
    if is_new:
        typer.echo(f"made a new key pair: {wanted.token_private_key}, {wanted.token_public_key}", err=True)
