"""What the demonstration's portal calls itself, and one agency that moves soon: by two persons."""

from datetime import timedelta

from backend.access.actor import Actor
from backend.identity.queries import actor_of_username
from backend.particulars import actions
from backend.particulars.subjects import PORTAL_KEY, About, about
from backend.platform import clock
from backend.platform.database import fetch_value
from backend.proposals.queries import proposal
from backend.settings import settings
from shared.contracts.particulars import SaveParticulars
from shared.vocabulary.particulars import ParticularsKind

# The number is invented, as all of the demonstration's are.
_PORTAL = {
    "responsible_body": "Trung tâm Phục vụ hành chính công tỉnh Lạng Sơn (trình diễn)",
    "hotline": "02050000022",
    "hours": "7 giờ 30 đến 17 giờ, các ngày làm việc",
}
_MOVES = {"address": "Số 15 đường Trình Diễn, phường Tam Thanh, tỉnh Lạng Sơn"}


async def seed_particulars() -> None:
    """Head and foot of the portal, and an agency that moves in two months, once."""
    if await fetch_value(
        "select true from particulars_change where tenant_id = $1 limit 1", settings().tenant
    ):
        return
    writer, second = [
        await actor_of_username(f"{name}.ubndtinh") for name in ("danhmuc", "quantri")
    ]
    portal = await about(writer, ParticularsKind.PORTAL, PORTAL_KEY)
    await _by_two(writer, second, portal, SaveParticulars(
        _PORTAL, 0, ground="Quyết định trình diễn số 01/QĐ-UBND về đầu mối của Cổng"))  # fmt: skip
    moving = await fetch_value(
        "select id from agency where tenant_id = $1 and code = 'H37.4'", settings().tenant
    )
    if moving is not None:
        day = clock.today() + timedelta(days=60)
        agency = await about(second, ParticularsKind.AGENCY, str(moving))
        await _by_two(second, writer, agency, SaveParticulars(
            _MOVES, 0, day.isoformat(), "Chuyển trụ sở theo Quyết định trình diễn số 02/QĐ-UBND"
        ))  # fmt: skip


async def _by_two(writer: Actor, second: Actor, this: About, data: SaveParticulars) -> None:
    await actions.save(writer, this.kind, this.key, data)
    row = await proposal(this.subject)
    assert row is not None
    await actions.propose(writer, this.kind, this.key, row["revision"])
    await actions.publish(second, this.kind, this.key, row["revision"])
