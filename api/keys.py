"""The development issuer: a key pair that is made once, and tokens signed with it. In production somebody else issues.

Refused unless the development setting is on: a process that can both sign and check tokens trusts whoever runs it.
"""

import os
import tempfile
import time
import uuid
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from api.tokens import asker_in
from config import Settings
from domain.vocabulary import Role

PRIVATE, PUBLIC = 0o600, 0o644


class NotInDevelopment(Exception):
    """Tokens are issued in development only."""

    def __init__(self) -> None:
        super().__init__("tokens are issued in development only: QADAM_DEVELOPMENT is not on")


def issue(settings: Settings, *, actor: str, role: Role, office: str, region: str | None, lifetime_seconds: int) -> str:
    """A token of the development issuer; makes the key pair if there is none. Raises `BadToken` for a useless one."""
    key = ensure_keys(settings)
    now = int(time.time())
    said: dict[str, object] = {
        "iss": settings.token_issuer,
        "aud": settings.token_audience,
        "sub": actor,
        "role": role.value,
        "office": office,
        "iat": now,
        "exp": now + lifetime_seconds,
        "jti": str(uuid.uuid4()),
    }
    if region is not None:
        said["region"] = region
    asker_in(said)
    return jwt.encode(said, key, algorithm="EdDSA")


def ensure_keys(settings: Settings) -> Ed25519PrivateKey:
    """The private key, made if there is none, and the public one beside it. Several processes may do so at once."""
    if not settings.development:
        raise NotInDevelopment
    if not settings.token_private_key.exists():
        _place_first(settings.token_private_key, _private(Ed25519PrivateKey.generate()))
    key = load_pem_private_key(settings.token_private_key.read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey), f"{settings.token_private_key} holds no Ed25519 key"
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    if not settings.token_public_key.exists() or settings.token_public_key.read_bytes() != public:
        _replace(settings.token_public_key, public)
    return key


def _private(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _place_first(path: Path, content: bytes) -> None:
    """The file with this content, unless another process was first. It never exists half-written or open to others."""
    written = _written(path, content, PRIVATE)
    try:
        os.link(written, path)
    except FileExistsError:
        pass
    finally:
        written.unlink()


def _replace(path: Path, content: bytes) -> None:
    _written(path, content, PUBLIC).replace(path)


def _written(path: Path, content: bytes, mode: int) -> Path:
    """A temporary file beside `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content)
    return Path(name)
