"""Who sets a desk up and who reads its load."""

from uuid import UUID

from backend.access.actor import Actor
from backend.platform.database import fetch_value
from backend.platform.problems import Forbidden
from backend.reception.queries import no_agency
from shared.vocabulary.roles import Role

KEEPERS = (Role.SYSTEM_ADMIN, Role.DESK_HEAD)
READERS = (Role.SYSTEM_ADMIN, Role.DESK_HEAD, Role.LEADER)


async def can_keep(actor: Actor, agency_id: UUID) -> bool:
    """Whether the caller sets this desk up: its head, or the administrator above it."""
    return await _holds(actor, agency_id, KEEPERS)


async def keeps(actor: Actor, agency_id: UUID) -> None:
    """Raises Forbidden for a desk that somebody else sets up."""
    if not await can_keep(actor, agency_id):
        raise Forbidden(
            "Bạn chỉ cài đặt quầy của cơ quan mình quản lý.",
            en="You set up the desk of your own agency only.",
        )


async def reads(actor: Actor, agency_id: UUID) -> None:
    """Raises NotFound for no agency at all, Forbidden for a load that is not theirs to see."""
    if not await fetch_value("select true from agency where id = $1", agency_id):
        raise no_agency()
    if not await _holds(actor, agency_id, READERS):
        raise Forbidden(
            "Bạn chỉ xem tải của quầy cơ quan mình.",
            en="You see the load of your own desk only.",
        )


async def _holds(actor: Actor, agency_id: UUID, roles: tuple[Role, ...]) -> bool:
    return bool(
        await fetch_value(
            "select true from agency where id = $1 and (id = any($2::uuid[]) "
            "or parent_id = any($2::uuid[]))",
            agency_id,
            actor.agencies(*roles),
        )
    )
