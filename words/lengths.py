"""How long something took, in words: the two largest units, the rest cut off."""

from typing import Final

from words.catalogue import say

UNITS: Final = (("days", 86_400), ("hours", 3_600), ("minutes", 60), ("seconds", 1))
TOLD: Final = 2


def length(seconds: int, lang: str) -> str:
    """Whole units, as 2 days 3 hours; nothing is 0 seconds."""
    first = next((place for place, (_, size) in enumerate(UNITS) if seconds >= size), len(UNITS) - 1)
    parts: list[str] = []
    for name, size in UNITS[first : first + TOLD]:
        count, seconds = divmod(seconds, size)
        if count or not parts:
            parts.append(say(name, lang, count=count))
    return " ".join(parts)
