"""The time, as one place to ask, so that demonstration data and tests can live through a year."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_FROZEN: ContextVar[datetime | None] = ContextVar("frozen_time", default=None)


def now() -> datetime:
    """The present moment in Vietnam, or the moment set by `at`."""
    frozen = _FROZEN.get()
    return frozen if frozen is not None else datetime.now(UTC).astimezone(VIETNAM)


def today() -> date:
    """The present day in Vietnam."""
    return now().date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Lets acts happen at another moment; only for the demonstration and for tests."""
    token = _FROZEN.set(moment.astimezone(VIETNAM))
    try:
        yield
    finally:
        _FROZEN.reset(token)
