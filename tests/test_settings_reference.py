"""The page of settings says what config.py says."""

from pathlib import Path

from config import Settings

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "settings.md"
KNOWN_NAMES = {"database_url": "DATABASE_URL", "kafka_bootstrap": "KAFKA_BOOTSTRAP", "java_home": "JAVA_HOME"}


def variable(field: str) -> str:
    return KNOWN_NAMES.get(field, f"QADAM_{field.upper()}")


def test_every_setting_stands_in_the_page_with_its_own_words() -> None:
    page = PAGE.read_text()
    rows = {variable(name): field.description or "" for name, field in Settings.model_fields.items()}
    missing = {name: words for name, words in rows.items() if f"| `{name}` | {words} |" not in page}
    assert not missing


def test_the_page_names_no_setting_that_there_is_not() -> None:
    named = {line.split("`")[1] for line in PAGE.read_text().splitlines() if line.startswith("| `")}
    assert named == {variable(name) for name in Settings.model_fields}
