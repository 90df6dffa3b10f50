"""Marking messages of one's inbox read or unread."""

from uuid import UUID

from backend.access.actor import Actor
from backend.notifications.queries import unread
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import RuleBroken, field
from shared.contracts.notifications import MarkedNotices, MarkNotices

_MOST = 1000


async def mark(actor: Actor, data: MarkNotices) -> MarkedNotices:
    """Marks the named ones, or all (at most a thousand at a time); others' are passed over."""
    ids = [_id(text, number) for number, text in enumerate(data.ids)]
    moment = clock.now() if data.read else None
    async with transaction() as connection:
        done = await connection.execute(
            "update notice set read_at = $2 where id in (select id from notice "
            "where account_id = $1 and (read_at is null) = $3 "
            f"and (cardinality($4::uuid[]) = 0 or id = any($4)) limit {_MOST})",
            actor.account_id,
            moment,
            data.read,
            ids,
        )
    return MarkedNotices(int(done.rsplit(" ", 1)[-1]), await unread(actor))


def _id(text: str, number: int) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise RuleBroken(
            "Không có thông báo này.",
            en="There is no such message.",
            errors=[field(f"/ids/{number}", "Không có thông báo này.")],
        ) from None
