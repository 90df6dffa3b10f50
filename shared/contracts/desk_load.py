"""How busy a desk is, counter by counter and hour by hour."""

from msgspec import Struct

from shared.contracts.common import Named


class CounterLoad(Struct, frozen=True):
    """A counter over a period; seconds are means, null where nobody was called."""

    counter: int
    name: str
    waiting_now: int
    called: int
    finished: int
    missed: int
    transferred: int
    wait_seconds: int | None
    serve_seconds: int | None


class HourLoad(Struct, frozen=True):
    """An hour of the day at one counter, over the whole period."""

    counter: int
    hour: int
    called: int
    wait_seconds: int | None
    serve_seconds: int | None


class DeskLoad(Struct, frozen=True):
    """The load of a desk from the first to the last day."""

    agency: Named
    day_from: str
    day_to: str
    as_of: str
    waiting_now: int
    counters: list[CounterLoad]
    hours: list[HourLoad]
