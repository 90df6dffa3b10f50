"""What this process has answered since it was last asked: how many, how long, the slowest."""

from bisect import bisect_left
from dataclasses import dataclass, field

# Not what people wait for at a page: files as long as the line, reports, machines' own questions.
_ASIDE = ("/health", "/metrics", "/api/openapi", "/api/schema", "/api/docs")
_LONG = ("content", "file", "uploads", "exports", "archive", "packages", "prints")
_COUNTED = ("reports", "analyses", "step-times", "overview", "indicators", "compliance", "traffic")
# What pages and screens say and ask by themselves: so short and so many that a mean of them and of
# what people wait for would say nothing of either.
_UNASKED = ("page-views", "visits", "form-pages", "portal-searches")
_POLLED = "screen"


BOUNDS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.5, 5.0, 10.0, 15.0)
"""Seconds up to which an answer falls into each class; those beyond the last are one more."""


@dataclass(slots=True)
class Tally:
    """Answers of a stretch of time; seconds. `classes` counts them by BOUNDS."""

    requests: int = 0
    failed: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_route: str = ""
    classes: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))


_now = Tally()


def note(route: str, seconds: float, status: int) -> None:
    """Counts one answer of a main function; files and reports stand aside (Appendix IV)."""
    if not is_main(route):
        return
    _now.requests += 1
    _now.failed += status >= 500
    _now.seconds += seconds
    _now.classes[bisect_left(BOUNDS, seconds)] += 1
    if seconds > _now.slowest:
        _now.slowest, _now.slowest_route = seconds, route


def is_main(route: str) -> bool:
    """Whether a route is one whose speed Appendix IV is about: no file, no statistics."""
    if route.startswith(_ASIDE) or not route.startswith("/"):
        return False
    parts = route.removeprefix("/api/v1").strip("/").split("/")
    aside = parts[0] in _COUNTED or parts[0] in _UNASKED or parts[-1] == _POLLED
    return not aside and not any(part in _LONG for part in parts)


def take() -> Tally:
    """What was counted since the last time; counting begins anew."""
    global _now
    taken, _now = _now, Tally()
    return taken
