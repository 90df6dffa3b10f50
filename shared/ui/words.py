"""Dates, sizes and money as Vietnamese readers write them."""

from datetime import datetime

from shared.contracts.documents import UploadLimits


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


def short_moment(text: str) -> str:
    """HH:MM dd/mm of an RFC 3339 time, for what comes within days."""
    return f"{datetime.fromisoformat(text):%H:%M %d/%m}"


def typed_moment(text: str) -> datetime | None:
    """A moment typed as HH:MM day/month/year, the day first or last, without a time zone."""
    for form in ("%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M"):
        try:
            return datetime.strptime(" ".join(text.split()), form)
        except ValueError:
            continue
    return None


def size(count: int) -> str:
    """Bytes as kB or MB."""
    if count >= 1024 * 1024:
        return f"{count / 1024 / 1024:.1f} MB".replace(".", ",")
    return f"{max(1, count // 1024)} kB"


def limits_in_words(limits: UploadLimits) -> str:
    """What every picker says before a file is chosen."""
    kinds = ", ".join(e[1:].upper() for e in limits.extensions if e not in (".jpeg", ".tif"))
    return (
        f"Nhận {kinds}; mỗi tệp tối đa {size(limits.max_bytes)}; mỗi giấy tờ tối đa "
        f"{limits.max_files} tệp."
    )


def iso_day(text: str) -> str:
    """yyyy-mm-dd of a day typed as day/month/year; anything else as it was typed."""
    parts = text.replace("-", "/").replace(".", "/").replace(" ", "").split("/")
    if len(parts) == 1 and len(text) == 8 and text.isdigit():
        parts = [text[:2], text[2:4], text[4:]]
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or len(parts[2]) != 4:
        return text
    return f"{parts[2]}-{parts[1]:0>2}-{parts[0]:0>2}"


def written(value: float | None, unit: str = "") -> str:
    """A number as Vietnamese readers write it: 1.234, 12,5; a dash where there is none."""
    if value is None:
        return "–"
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".") + unit
