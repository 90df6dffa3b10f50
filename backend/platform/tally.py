"""What this process has answered since it was last asked: how many, how long, the slowest."""

from dataclasses import dataclass

# Not what people wait for at a page: files as long as the line, reports, machines' own questions.
_ASIDE = ("/health", "/metrics", "/api/openapi", "/api/schema", "/api/docs")
_LONG = ("content", "file", "uploads", "exports", "archive", "packages", "prints")
_COUNTED = ("reports", "analyses", "step-times", "overview", "indicators", "compliance", "traffic")


@dataclass(slots=True)
class Tally:
    """Answers of a stretch of time; seconds."""

    requests: int = 0
    failed: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_route: str = ""


_now = Tally()


def note(route: str, seconds: float, status: int) -> None:
    """Counts one answer of a main function; files and reports stand aside (Appendix IV)."""
    if not is_main(route):
        return
    _now.requests += 1
    _now.failed += status >= 500
    _now.seconds += seconds
    if seconds > _now.slowest:
        _now.slowest, _now.slowest_route = seconds, route


def is_main(route: str) -> bool:
    """Whether a route is one whose speed Appendix IV is about: no file, no statistics."""
    if route.startswith(_ASIDE) or not route.startswith("/"):
        return False
    parts = route.removeprefix("/api/v1").strip("/").split("/")
    return parts[0] not in _COUNTED and not any(part in _LONG for part in parts)


def take() -> Tally:
    """What was counted since the last time; counting begins anew."""
    global _now
    taken, _now = _now, Tally()
    return taken
