"""Days as administrators type and read them."""

import re

from shared.ui.words import day, iso_day

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def typed_day(text: str) -> str:
    """yyyy-mm-dd of a typed day; empty where it is none."""
    found = iso_day(text.strip())
    return found if _DAY.fullmatch(found) else ""


def period(valid_from: str, valid_to: str | None) -> str:
    """The days something holds, in words."""
    if valid_to:
        return f"từ {day(valid_from)} đến hết {day(valid_to)}"
    return f"từ {day(valid_from)}"
