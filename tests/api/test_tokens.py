"""Who may come in: tokens that are ours, valid now, for this audience, signed by the one key."""

import base64
import json
import stat
import time
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from typer.testing import CliRunner

from api.asker import Asker
from api.keys import NotInDevelopment, ensure_keys, issue
from api.refusals import BadToken
from api.tokens import Tokens
from cli.main import app as qadam
from config import MissingSetting, Settings
from config import settings as settings_of_process
from domain.vocabulary import Role

LIFETIME_SECONDS = 3600
USUAL: dict[str, Any] = {
    "iss": "qadam-development",
    "aud": "qadam",
    "sub": "aigul",
    "role": "caseworker",
    "office": "ALMATY-1",
    "region": "75",
    "iat": 0,
    "exp": LIFETIME_SECONDS,
    "jti": "1",
}
"""what a token says; its instants are seconds from the moment of signing"""
INSTANTS = ("iat", "nbf", "exp")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(folder=tmp_path, development=True)


@pytest.fixture
def key(settings: Settings) -> Ed25519PrivateKey:
    return ensure_keys(settings)


def signed(key: Any, algorithm: str = "EdDSA", **other: Any) -> str:
    return jwt.encode(claims(**other), key, algorithm=algorithm)


def claims(**other: Any) -> dict[str, Any]:
    """What a token signed now says."""
    now = int(time.time())
    said = {name: value for name, value in (USUAL | other).items() if value is not None}
    return said | {name: now + said[name] for name in INSTANTS if name in said}


def test_a_token_here_counts_from_its_signing(key: Ed25519PrivateKey, monkeypatch: pytest.MonkeyPatch) -> None:
    later = int(time.time()) + 10 * LIFETIME_SECONDS
    monkeypatch.setattr("time.time", lambda: later)
    said = jwt.decode(signed(key, nbf=600), options={"verify_signature": False})
    assert [said[name] - later for name in INSTANTS] == [0, 600, LIFETIME_SECONDS]


def test_a_token_says_who_asks(settings: Settings, key: Ed25519PrivateKey) -> None:
    tokens = Tokens(settings)
    asker = Asker("aigul", Role.CASEWORKER, "ALMATY-1", "75")
    assert tokens.asker(signed(key)) == tokens.asker(signed(key)) == asker


@pytest.mark.parametrize(
    "other",
    [
        {"exp": -60},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"nbf": 600},
        {"iat": 600},
        {"iss": "somebody"},
        {"iss": None},
        {"aud": "others"},
        {"aud": None},
        {"role": "king"},
        {"role": None},
        {"office": None},
        {"office": "two words"},
        {"office": "850101300123"},
        {"sub": "850101300123"},
        {"sub": ""},
        {"region": None},
        {"region": "7"},
        {"region": "750000000"},
    ],
)
def test_a_token_lacking_or_twisting_anything_is_refused(
    settings: Settings, key: Ed25519PrivateKey, other: dict[str, Any]
) -> None:
    with pytest.raises(BadToken) as refusal:
        Tokens(settings).asker(signed(key, **other))
    assert "850101300123" not in str(refusal.value)


@pytest.mark.parametrize("role", ["service", "auditor", "deputy", "operator"])
def test_the_whole_country_needs_no_region(settings: Settings, key: Ed25519PrivateKey, role: str) -> None:
    assert Tokens(settings).asker(signed(key, role=role, region=None)).region is None


def test_another_key_is_refused(settings: Settings, key: Ed25519PrivateKey) -> None:
    with pytest.raises(BadToken, match="signature"):
        Tokens(settings).asker(signed(Ed25519PrivateKey.generate()))


def test_no_signature_and_the_public_key_as_secret_are_refused(settings: Settings, key: Ed25519PrivateKey) -> None:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    unsigned = f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims())}."
    secret = jwt.encode(claims(), base64.b64encode(settings.token_public_key.read_bytes()), algorithm="HS256")
    for token in (unsigned, secret, "", "a.b.c", "x" * 5000, "ключ"):
        with pytest.raises(BadToken):
            Tokens(settings).asker(token)


def test_a_remembered_token_still_expires(
    settings: Settings, key: Ed25519PrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens, token = Tokens(settings), signed(key)
    tokens.asker(token)
    later = time.time() + LIFETIME_SECONDS + settings.token_leeway_seconds
    monkeypatch.setattr("api.tokens.time.time", lambda: later)
    with pytest.raises(BadToken, match="expired"):
        tokens.asker(token)


def test_a_bounded_number_of_tokens_is_remembered(
    settings: Settings, key: Ed25519PrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.tokens.REMEMBERED", 2)
    tokens = Tokens(settings)
    for number in range(5):
        tokens.asker(signed(key, jti=str(number)))
    assert len(tokens._known) == 2


@pytest.mark.parametrize("algorithm", ["ES256", "RS256"])
def test_the_key_decides_which_algorithm_can_be_meant(settings: Settings, algorithm: str) -> None:
    made: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = (
        ec.generate_private_key(ec.SECP256R1()) if algorithm == "ES256" else rsa.generate_private_key(65537, 2048)
    )
    public = made.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    settings.token_public_key.write_bytes(public)
    assert Tokens(settings).asker(signed(made, algorithm)).actor == "aigul"
    with pytest.raises(MissingSetting, match="none of the algorithms EdDSA fits"):
        Tokens(settings.model_copy(update={"token_algorithms": ("EdDSA",)}))


@pytest.mark.parametrize(
    "key", [ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65537, 1024)], ids=["P-384", "RSA-1024"]
)
def test_a_weak_or_unknown_key_stops_the_start(settings: Settings, key: ec.EllipticCurvePrivateKey) -> None:
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    settings.token_public_key.write_bytes(public)
    with pytest.raises(MissingSetting):
        Tokens(settings)


def test_a_private_key_in_the_place_of_the_public_one_stops_the_start(settings: Settings) -> None:
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    settings.token_public_key.write_bytes(key)
    with pytest.raises(MissingSetting):
        Tokens(settings)


def test_no_public_key_stops_the_start(settings: Settings) -> None:
    with pytest.raises(MissingSetting, match="public key"):
        Tokens(settings)


# the development issuer


def test_the_issuer_makes_its_keys_once_and_shows_the_private_one_to_nobody(settings: Settings) -> None:
    first = issue(settings, actor="a", role=Role.AUDITOR, office="X", region=None, lifetime_seconds=60)
    made = settings.token_private_key.read_bytes()
    second = issue(settings, actor="a", role=Role.AUDITOR, office="X", region=None, lifetime_seconds=60)
    assert settings.token_private_key.read_bytes() == made
    assert stat.S_IMODE(settings.token_private_key.stat().st_mode) == 0o600
    assert load_pem_private_key(made, None)
    assert Tokens(settings).asker(first) == Tokens(settings).asker(second)
    assert sorted(path.name for path in settings.folder.iterdir()) == ["token.key", "token.pub"]


def test_there_is_no_issuer_outside_development(tmp_path: Path) -> None:
    with pytest.raises(NotInDevelopment):
        issue(Settings(folder=tmp_path), actor="a", role=Role.AUDITOR, office="X", region=None, lifetime_seconds=60)
    assert not list(tmp_path.iterdir())


def test_qadam_token_prints_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QADAM_FOLDER", str(tmp_path))
    monkeypatch.setenv("QADAM_DEVELOPMENT", "true")
    settings_of_process.cache_clear()
    said = CliRunner().invoke(qadam, ["token", "--role", "head", "--office", "ALMATY-AB", "--region", "75"])
    useless = CliRunner().invoke(qadam, ["token", "--role", "head", "--office", "ALMATY-AB"])
    settings_of_process.cache_clear()
    asker = Tokens(Settings(folder=tmp_path)).asker(said.stdout.strip())
    assert asker == Asker("head-almaty-ab", Role.HEAD, "ALMATY-AB", "75")
    assert useless.exit_code == 1


def test_qadam_token_is_refused_outside_development(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QADAM_FOLDER", str(tmp_path))
    monkeypatch.delenv("QADAM_DEVELOPMENT", raising=False)
    settings_of_process.cache_clear()
    said = CliRunner().invoke(qadam, ["token", "--role", "auditor", "--office", "X"])
    settings_of_process.cache_clear()
    assert said.exit_code == 1
    assert not list(tmp_path.iterdir())
