"""A program of another system as it acts: what its registration lets it do now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar.types import Scope

from backend.platform.problems import Unauthenticated


@dataclass(frozen=True, slots=True)
class Partner:
    """One program; `scopes` are those of its token, each with the procedures it is for (none: all
    of the grants); `grants` the fields by procedure.
    """

    client_id: UUID
    name: str
    agency_id: UUID
    scopes: dict[str, frozenset[str]]
    grants: dict[str, frozenset[str]]
    rate_class: str
    valid_until: datetime
    developer_id: UUID | None = None  # with keys for trials: who asked for them
    former_agency_ids: tuple[UUID, ...] = ()  # that it was let in for, ended since

    def procedures(self, scope: str) -> list[str] | None:
        """The procedures a scope reaches: those named by both token and grants; None means any."""
        named = self.scopes.get(scope, frozenset())
        granted = frozenset(self.grants) - {"*"}
        if "*" in self.grants:
            return sorted(named) or None
        return sorted(named & granted if named else granted)


def partner(scope: str) -> dict[str, Any]:
    """A route's declaration: programs whose token has this scope (or, empty, any token)."""
    return {"opt": {"permission": f"partner:{scope}" if scope else "partner", "partner": scope}}


def provide_partner(scope: Scope) -> Partner:
    """The program of a request. Raises Unauthenticated."""
    found: Partner | None = scope.get("partner")  # type: ignore[assignment]
    if found is None:
        raise Unauthenticated
    return found
