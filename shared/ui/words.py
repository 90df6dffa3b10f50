"""Dates, sizes and money as Vietnamese readers write them."""

from datetime import datetime


def day(text: str | None) -> str:
    """dd/mm/yyyy of an RFC 3339 time."""
    if not text:
        return ""
    try:
        return f"{datetime.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text


def moment(text: str | None) -> str:
    """HH:MM dd/mm/yyyy of an RFC 3339 time."""
    return f"{datetime.fromisoformat(text):%H:%M %d/%m/%Y}" if text else ""


def size(count: int) -> str:
    """Bytes as kB or MB."""
    if count >= 1024 * 1024:
        return f"{count / 1024 / 1024:.1f} MB".replace(".", ",")
    return f"{max(1, count // 1024)} kB"


def iso_day(text: str) -> str:
    """yyyy-mm-dd of a day typed as day/month/year; anything else as it was typed."""
    parts = text.replace("-", "/").replace(".", "/").replace(" ", "").split("/")
    if len(parts) == 1 and len(text) == 8 and text.isdigit():
        parts = [text[:2], text[2:4], text[4:]]
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or len(parts[2]) != 4:
        return text
    return f"{parts[2]}-{parts[1]:0>2}-{parts[0]:0>2}"
