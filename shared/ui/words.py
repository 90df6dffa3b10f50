"""Dates, sizes and money as Vietnamese readers write them."""

from datetime import datetime


def day(text: str | None) -> str:
    """dd/mm/yyyy of an RFC 3339 time."""
    return f"{datetime.fromisoformat(text):%d/%m/%Y}" if text else ""


def moment(text: str | None) -> str:
    """HH:MM dd/mm/yyyy of an RFC 3339 time."""
    return f"{datetime.fromisoformat(text):%H:%M %d/%m/%Y}" if text else ""


def size(count: int) -> str:
    """Bytes as kB or MB."""
    if count >= 1024 * 1024:
        return f"{count / 1024 / 1024:.1f} MB".replace(".", ",")
    return f"{max(1, count // 1024)} kB"
