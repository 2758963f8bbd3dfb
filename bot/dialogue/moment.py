"""Points in time as citizens read them: the town's clock, the day by name. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time


def moment_in_words(moment: datetime, now: datetime, timezone: str, lang: str) -> str:
    """E.g. “heute, 16:00 Uhr”, “Mittwoch, 25. November, 12:00 Uhr”; both times aware, ``timezone`` an IANA name."""
    zone = ZoneInfo(timezone)
    there, today = moment.astimezone(zone), now.astimezone(zone).date()
    german = lang != "en"
    locale = Locale.parse("de_DE" if german else "en_GB")
    if there.date() == today:
        day = "heute" if german else "today"
    elif there.date() == today + timedelta(days=1):
        day = "morgen" if german else "tomorrow"
    else:
        day = format_date(there.date(), "EEEE, d. MMMM" if german else "EEEE d MMMM", locale=locale)
    clock = format_time(there.time(), "HH:mm", locale=locale)
    return f"{day}, {clock} Uhr" if german else f"{day}, {clock}"
