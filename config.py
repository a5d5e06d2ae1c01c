"""Every setting of Qadam, read from the environment once. Nothing else reads the environment.

A setting is named QADAM_ and the field in capitals; DATABASE_URL and KAFKA_BOOTSTRAP go by the names that everybody
knows. The bounds of batches, queues, timeouts and pages stand here too, so that an operator sees them all in one place.
"""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import (
    AliasChoices,
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    ValidationError,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "QADAM_"
DEVELOPMENT_SECRET = "development only: no request key was ever kept secret with it"


class WrongSettings(Exception):
    """Settings that cannot be read: each by its name in the environment, and why. Values are not repeated."""


class MissingSetting(Exception):
    """A setting without which this process cannot do its work."""


class Settings(BaseSettings):
    """What can be set. The text below a field is its description; what stands beside it holds if nobody sets it."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        populate_by_name=True,
        frozen=True,
        extra="ignore",
        use_attribute_docstrings=True,
    )

    # where things are

    database_url: Annotated[str, Field(validation_alias=AliasChoices("DATABASE_URL", "database_url"))] = (
        "postgresql://qadam@127.0.0.1:5432/qadam"
    )
    """the PostgreSQL that holds the event store and the read models"""
    kafka_bootstrap: Annotated[str, Field(validation_alias=AliasChoices("KAFKA_BOOTSTRAP", "kafka_bootstrap"))] = (
        "127.0.0.1:9092"
    )
    """host:port of the Apache Kafka that carries the events, several separated by commas"""
    kafka_topic: str = "qadam.claims"
    """the topic of all events; other partitions or a restored store mean a new name"""
    kafka_partitions: PositiveInt = 12
    """partitions of the topic when `qadam migrate` makes it; never changed later"""
    folder: Path = Path(".qadam")
    """where the local stack keeps its data and the development keys lie"""
    cache: Path = Field(default_factory=lambda: user_cache() / "qadam")
    """where the broker's jars are kept for the next time"""
    java_home: Annotated[Path | None, Field(validation_alias=AliasChoices("JAVA_HOME", "java_home"))] = None
    """a Java of one's own for the local broker, 17 or newer"""
    calendar_override: Path | None = None
    """TOML file of working days and holidays that corrects the calendar"""

    # how it is run

    development: bool = False
    """opens the docs without a token and allows `qadam token`; never on in production"""
    simulated_clock: bool = False
    """`qadam migrate` makes a store whose clock is a row that a simulation moves"""
    log_level: str = "INFO"
    """DEBUG, INFO, WARNING or ERROR"""

    # the API

    api_host: str = "127.0.0.1"
    """address on which the API listens"""
    api_port: Annotated[int, Field(ge=0, le=65_535)] = 8000
    """port on which the API listens"""
    api_body_bytes: PositiveInt = 65_536
    """a longer request body is refused"""
    api_connections: PositiveInt = 1_000
    """connections, idle ones included, from which on one API process answers 503"""
    api_page: PositiveInt = 100
    """most entries in one page of a list"""
    at_risk_days: PositiveInt = 2
    """so many working days before its due day a claim is at risk"""
    disclosure_k: Annotated[int, Field(ge=2)] = 10
    """whoever may not see exact figures is shown none that count fewer than this, and none that would tell of one"""
    api_pool: PositiveInt = 10
    """most connections of one API process to the read models"""
    statement_timeout_ms: PositiveInt = 10_000
    """a question that takes the database longer is ended"""

    # tokens and keys

    token_public_key: Path = Field(default_factory=lambda said: Path(said["folder"]) / "token.pub")
    """PEM file of the public key that tokens are checked with"""
    token_private_key: Path = Field(default_factory=lambda said: Path(said["folder"]) / "token.key")
    """PEM file, mode 0600, of the development issuer's private key"""
    token_issuer: str = "qadam-development"
    """`iss` that a token must carry"""
    token_audience: str = "qadam"
    """`aud` that a token must carry"""
    token_algorithms: tuple[str, ...] = ("EdDSA", "ES256", "RS256")
    """signature algorithms that are accepted"""
    token_leeway_seconds: NonNegativeInt = 10
    """by how much the clocks of issuer and API may differ"""
    request_key_secret: SecretStr | None = None
    """key of the keyed hash that stands for a request's body"""

    # the store

    schema_wait_seconds: PositiveFloat = 30
    """how long a service waits for the schema version it needs"""
    store_lock_timeout_seconds: PositiveFloat = 5
    """how long an append waits for the event table's lock"""
    store_batch: PositiveInt = 256
    """most saves that the combining writer puts into one transaction"""
    store_queue: PositiveInt = 4096
    """saves that may wait for the writer before a command is turned away"""
    cached_streams: PositiveInt = 20_000
    """claims and applicants that one API process keeps in memory"""
    conflict_retries: NonNegativeInt = 5
    """how often a command is decided again after another process was first"""

    # relay and projector

    poll_seconds: PositiveFloat = 1
    """how often a reader of the store looks without having been woken"""
    relay_batch: PositiveInt = 2_000
    """most events between two waits for the broker's acknowledgement"""
    relay_gather_seconds: NonNegativeFloat = 0.02
    """how far apart two batches of the relay lie at least, unless it has more to read: few large ones cost less"""
    relay_position_seconds: NonNegativeFloat = 0.2
    """how often at most the relay stores its position"""
    kafka_wait_seconds: PositiveFloat = 35
    """limit of every wait for the broker; after it the process ends"""
    projector_batch: PositiveInt = 5_000
    """most events that the projector folds in one transaction"""
    projector_gather_seconds: NonNegativeFloat = 0.05
    """the same of the projector"""
    projector_stalled_seconds: PositiveFloat = 15
    """a projector that is brought nothing for so long, though there is something, ends and is started again"""
    projector_rows: NonNegativeInt = 5_000
    """rows of each read model that a projector keeps in memory, some 15 KB each, instead of reading them again"""
    rebuild_batch: PositiveInt = 20_000
    """most events that a rebuild folds in one transaction"""
    projector_slot: str = "1"
    """name of this projector in its group: a restarted one has its partitions back at once"""
    session_timeout_ms: PositiveInt = 10_000
    """after this silence the broker gives a projector's partitions away"""
    compare_every_seconds: PositiveFloat = 60
    """how often the projector compares its versions with the store's"""
    compare_grace_seconds: NonNegativeFloat = 30
    """events that the relay passed less than this ago are not yet missed"""

    # the watch

    watch_batch: PositiveInt = 2_000
    """most events whose claims the watch examines before it notes how far it has come"""
    watch_gather_seconds: NonNegativeFloat = 2
    """how far apart two looks of the watch lie at least: a claim to which several things happen is examined once"""
    watch_every_seconds: PositiveFloat = 300
    """how often the watch looks for claims to which nothing happens"""

    def request_key(self) -> bytes:
        """The key of the request digests; known to all in development, and in production nothing runs without one."""
        if self.request_key_secret:
            return self.request_key_secret.get_secret_value().encode()
        if self.development:
            return DEVELOPMENT_SECRET.encode()
        raise MissingSetting("QADAM_REQUEST_KEY_SECRET is not set, and without it no command can be accepted")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process; a test that changes the environment calls `settings.cache_clear()`.

    Raises `WrongSettings`.
    """
    try:
        return Settings()
    except ValidationError as error:
        wrong = [each for each in error.errors() if each["type"] != "default_factory_not_called"]
        raise WrongSettings("; ".join(f"{_named(str(each['loc'][0]))}: {each['msg']}" for each in wrong)) from None


def unknown(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Names in the environment that begin like settings and are none: mistyped, or of another version."""
    known = {_named(name) for name in Settings.model_fields}
    return sorted(name for name in environ if name.upper().startswith(PREFIX) and name.upper() not in known)


def _named(field: str) -> str:
    """As a setting is called in the environment."""
    return field if field.isupper() else f"{PREFIX}{field.upper()}"


def user_cache() -> Path:
    """Where this user's programs keep what they can fetch again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def environment(values: Mapping[str, str]) -> dict[str, str]:
    """The environment for a child process: this process's own, with `values` over it."""
    return {**os.environ, **values}
