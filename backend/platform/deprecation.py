"""Operations on their way out say so: RFC 9745 (`Deprecation`), RFC 8594 (`Sunset`), and a link.

The rule that dates must keep is in docs/api-changes.md: at least 180 days between the two.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from typing import Any

SHORTEST = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Deprecated:
    """An operation that ends: deprecated since, gone after, and what replaces it.

    Called with a route's declaration it adds what describes the operation as deprecated.
    """

    since: date
    until: date
    instead: str

    def __call__(self, declared: dict[str, Any]) -> dict[str, Any]:
        """The declaration with the deprecation in it; the description of the API shows it."""
        return declared | {"deprecated": True, "opt": declared["opt"] | {"deprecated": self}}


def deprecated(*, since: date, until: date, instead: str) -> Deprecated:
    """Says that an operation ends. Raises ValueError when less than the promised time is left."""
    if until - since < SHORTEST:
        raise ValueError(f"{instead}: {SHORTEST.days} days are promised")
    return Deprecated(since, until, instead)


def said(ending: Deprecated) -> dict[str, str]:
    """The headers of an answer of a deprecated operation."""
    since = int(_midnight(ending.since).timestamp())
    return {
        "Deprecation": f"@{since}",
        "Sunset": format_datetime(_midnight(ending.until), usegmt=True),
        "Link": f'<{ending.instead}>; rel="successor-version"',
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
