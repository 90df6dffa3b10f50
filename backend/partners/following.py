"""The feed of events as one program may read it, and the places of events as texts to keep.

Reading a page costs the same however much is unread: it looks at a bounded stretch of the feed,
and the cursor moves past what is out of the program's reach.
"""

from uuid import UUID

from backend.access.partner import Partner
from backend.dossiers import feed
from backend.partners.queries import COLUMNS, WITHIN, dossier_of, moment, reach
from backend.platform.database import fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, encode_cursor
from backend.platform.problems import Malformed, Refusal
from shared.contracts.common import Page
from shared.contracts.partners import PartnerChange
from shared.contracts.programs import FeedEvent, FeedPage
from shared.vocabulary.label import Label

SCOPE = "dossiers:changes"
LATEST = "latest"
_STRETCH = 500
_PAGE = f"""
with seen as (select position, event_id, dossier_id from dossier_feed
    where position > $6 order by position limit $7)
select s.position, e.id, e.seq, e.act, e.at, d.id is null as foreign, {COLUMNS}
from seen s join dossier_event e on e.id = s.event_id
    left join (dossier d join agency g on g.id = d.receiving_agency_id)
    on d.id = s.dossier_id and {WITHIN}
order by s.position
"""


class CursorExpired(Refusal):
    """What lies after the cursor is no longer kept."""

    status = 410
    slug = "cursor-expired"
    title = Label("Vị trí đã quá hạn lưu", "The cursor is too old")


async def after(partner: Partner, cursor: str, limit: int) -> FeedPage:
    """Events within reach after a cursor: empty for the oldest kept, `latest` for none but new.

    Raises Malformed, CursorExpired.
    """
    limit = max(1, min(limit, MAX_LIMIT))
    if cursor == LATEST:
        return FeedPage([], encode_cursor(await feed.newest()), more=False)
    oldest = await feed.floor()
    position = await position_in(cursor) if cursor else oldest
    if position < oldest:
        raise CursorExpired(
            f"Sự kiện sau vị trí này đã quá {feed.DAYS} ngày nên không còn lưu. Đọc lại trạng thái "
            "các hồ sơ bạn theo dõi, rồi đọc tiếp từ đầu (bỏ trống after).",
            en="Events after this cursor are no longer kept. Read your dossiers anew, then begin "
            "with an empty cursor.",
        )
    rows = await fetch(_PAGE, *reach(partner, SCOPE), position, _STRETCH)
    within = [row for row in rows if not row["foreign"]]
    items = [
        FeedEvent(
            str(row["id"]),
            row["seq"],
            row["act"],
            moment(row["at"]) or "",
            dossier_of(partner, row),
        )
        for row in within[:limit]
    ]
    if len(within) > limit:
        return FeedPage(items, encode_cursor(within[limit - 1]["position"]), more=True)
    reached = rows[-1]["position"] if rows else position
    return FeedPage(items, encode_cursor(reached), more=len(rows) == _STRETCH)


async def changes(partner: Partner, cursor: str, limit: int) -> Page[PartnerChange]:
    """The same in the shape of the older address, whose cursors named an event."""
    page = await after(partner, cursor, limit)
    return Page(
        items=[PartnerChange(e.id, e.act, e.at, e.dossier) for e in page.items],
        next_cursor=page.cursor,
    )


async def position_in(cursor: str) -> int:
    """The place a cursor stands for. Raises Malformed, CursorExpired for an event long gone."""
    try:
        position: int = decode_cursor(cursor, tuple[int])[0]
    except Malformed:
        event_id: UUID = decode_cursor(cursor, tuple[UUID])[0]
        found = await feed.position_of(event_id)
        if found is None:
            raise CursorExpired from None
        return found
    if not 0 <= position < 2**63:
        raise Malformed(slug="bad-cursor")
    return position
