"""What every process that counts days does first: it learns the site's own calendar, if the settings name one."""

from config import Settings
from domain.calendar import LATEST, BadOverride, adopt, calendar, with_override


def adopt_override(settings: Settings) -> None:
    """Lay the override over the newest table. A file that cannot be meant ends the process with a sentence."""
    if settings.calendar_override is None:
        return
    try:
        adopt(with_override(calendar(LATEST), settings.calendar_override))
    except (OSError, ValueError, BadOverride) as error:
        raise SystemExit(f"QADAM_CALENDAR_OVERRIDE cannot be used: {error}") from None
