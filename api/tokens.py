"""Bearer tokens: a JWT signed by the issuer whose public key this process holds.

The key decides which algorithms can be meant, the setting which of them are accepted; a token's own header decides
nothing. A verified token is remembered by its digest until it expires: checking a signature costs more than a command.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from pydantic import BaseModel, StringConstraints, ValidationError

from api.asker import IN_CHARGE, Asker
from api.refusals import BadToken
from api.strict_json import is_personal_number
from config import MissingSetting, Settings
from domain.vocabulary import Role

PublicKey = Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey

REMEMBERED: Final = 4096
"""verified tokens that are kept in memory"""
LONGEST_TOKEN: Final = 4096
"""characters; ours have some 400"""
RSA_BITS: Final = 2048
REQUIRED: Final = ["iss", "aud", "sub", "iat", "exp"]
REASONS: Final[dict[type[jwt.PyJWTError], str]] = {
    jwt.ExpiredSignatureError: "the token has expired",
    jwt.ImmatureSignatureError: "the token is not valid yet",
    jwt.InvalidAudienceError: "the token is for another audience",
    jwt.InvalidIssuerError: "the token is from another issuer",
    jwt.InvalidSignatureError: "the token's signature does not fit",
    jwt.InvalidAlgorithmError: "the token is signed by an algorithm that is not accepted",
    jwt.MissingRequiredClaimError: f"the token lacks one of {', '.join(REQUIRED)}",
}

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:@-]{0,63}$")]


class Claims(BaseModel):
    """What Qadam reads of a token, beside what the signature check read."""

    sub: Code
    role: Role
    office: Code
    region: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")] | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    asker: Asker
    expires_at: int


class Tokens:
    """Checks tokens. Belongs to one event loop."""

    def __init__(self, settings: Settings) -> None:
        self._key = _public_key(settings)
        self._algorithms = _algorithms(self._key, settings)
        self._issuer, self._audience = settings.token_issuer, settings.token_audience
        self._leeway_seconds = settings.token_leeway_seconds
        self._known: OrderedDict[bytes, _Known] = OrderedDict()

    def asker(self, token: str) -> Asker:
        """Who it speaks for. Raises `BadToken`, which never repeats the token."""
        digest = hashlib.sha256(token.encode(errors="replace")).digest()
        known = self._known.get(digest)
        if known is None:
            known = self._known[digest] = self._verified(token)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(digest)
        if known.expires_at <= time.time() - self._leeway_seconds:
            del self._known[digest]
            raise BadToken(REASONS[jwt.ExpiredSignatureError])
        return known.asker

    def _verified(self, token: str) -> _Known:
        if len(token) > LONGEST_TOKEN:
            raise BadToken(f"the token is longer than {LONGEST_TOKEN} characters")
        try:
            decoded = jwt.decode(
                token,
                self._key,
                algorithms=self._algorithms,
                issuer=self._issuer,
                audience=self._audience,
                leeway=self._leeway_seconds,
                options={"require": REQUIRED},
            )
        except jwt.PyJWTError as error:
            raise BadToken(REASONS.get(type(error), "the token cannot be read")) from None
        return _Known(asker_in(decoded), int(decoded["exp"]))


def asker_in(decoded: Mapping[str, object]) -> Asker:
    """Who the claims of a token speak for. Raises `BadToken`."""
    try:
        said = Claims.model_validate(decoded)
    except ValidationError as error:
        fields = ", ".join(sorted({str(each["loc"][0]) for each in error.errors(include_input=False)}))
        raise BadToken(f"the token's {fields} cannot be used") from None
    if any(map(is_personal_number, (said.sub, said.office))):
        raise BadToken("the token's sub or office has twelve digits, the shape of an IIN: events never hold one")
    if said.role in IN_CHARGE and said.region is None:
        raise BadToken(f"the token of a {said.role} needs a region, the first two digits of a KATO code")
    return Asker(said.sub, said.role, said.office, said.region)


def _public_key(settings: Settings) -> PublicKey:
    try:
        key = load_pem_public_key(settings.token_public_key.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise MissingSetting(
            f"no public key of tokens in {settings.token_public_key}: {type(error).__name__}"
        ) from error
    if isinstance(key, RSAPublicKey) and key.key_size < RSA_BITS:
        raise MissingSetting(f"the RSA key of tokens has {key.key_size} bits, at least {RSA_BITS} are needed")
    if not isinstance(key, Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey):
        raise MissingSetting("the public key of tokens is none of Ed25519, P-256, RSA")
    return key


def _algorithms(key: PublicKey, settings: Settings) -> list[str]:
    """The accepted algorithms that fit the key: one, or the setting is wrong."""
    curve = isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1)
    fits = {"EdDSA": isinstance(key, Ed25519PublicKey), "ES256": curve, "RS256": isinstance(key, RSAPublicKey)}
    fitting = [name for name in settings.token_algorithms if fits.get(name)]
    if not fitting:
        raise MissingSetting(f"none of the algorithms {', '.join(settings.token_algorithms)} fits the key of tokens")
    return fitting
