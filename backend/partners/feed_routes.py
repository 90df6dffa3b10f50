"""The feed of events over HTTP, at its address and at the older one it replaces."""

from datetime import date
from typing import Annotated

from litestar import Response, get
from litestar.params import Parameter

from backend.access.partner import Partner, partner
from backend.partners import following, granting
from backend.platform.deprecation import deprecated, said
from shared.contracts.common import Page
from shared.contracts.partners import PartnerChange, PartnerDossier
from shared.contracts.programs import FeedPage
from shared.vocabulary.partners import PERSONAL_FIELDS

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
_OLD = deprecated(
    since=date(2026, 11, 26), until=date(2027, 5, 31), instead="/api/v1/events"
)  # fmt: skip


@get("/events", **partner(following.SCOPE))
async def events_after(partner: Partner, after: Cursor = "", limit: Limit = 100) -> FeedPage:
    """Events after a cursor, oldest first, without a gap or a repeat. Keep `cursor` and ask again.

    Without `after` it begins with the oldest kept (90 days); `after=latest` gives the end alone.
    """
    page = await following.after(partner, after, limit)
    await _noted(partner, [item.dossier for item in page.items], after)
    return page


@get("/partner/changes", **_OLD(partner(following.SCOPE)))
async def partner_changes(
    partner: Partner, cursor: Cursor = "", limit: Limit = 100
) -> Response[Page[PartnerChange]]:
    """Deprecated, use `/events`: what happened after the cursor."""
    page = await following.changes(partner, cursor, limit)
    await _noted(partner, [item.dossier for item in page.items], cursor)
    return Response(page, headers=said(_OLD))


async def _noted(partner: Partner, dossiers: list[PartnerDossier], after: str) -> None:
    if any(PERSONAL_FIELDS & set(dossier.fields) for dossier in dossiers):
        detail = {"count": len(dossiers), "after": after}
        await granting.record_reading(partner, following.SCOPE, detail)


ROUTES = [events_after, partner_changes]
