"""What an applicant wants of the post while filling in a draft, and what becomes of it."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.actions.drafts import own_open_draft
from backend.platform.database import transaction
from backend.platform.problems import Conflict, RuleBroken
from backend.platform.sealing import opened, sealed
from backend.post.actions.ordering import insert, place
from backend.post.addresses import full_address
from backend.post.at_desk import check_address
from backend.settings import settings
from shared.contracts.post import PostalAddress, WishPost
from shared.vocabulary.channels import Delivery
from shared.vocabulary.post import Direction


async def wish(actor: Actor, draft_id: UUID, data: WishPost) -> None:
    """Keeps where the post fetches and brings papers. Raises NotFound, Conflict, RuleBroken."""
    check_address(data.address)
    if not settings().post_url:
        raise RuleBroken("Cơ quan chưa kết nối với bưu chính công ích.", slug="no-post")
    async with transaction() as connection:
        row = await own_open_draft(connection, actor, draft_id)
        if row["dossier_id"] is not None:
            raise Conflict("Hồ sơ đã nộp; xem mục Bưu chính ở trang hồ sơ.", slug="submitted")
        address = data.address
        whole = full_address(address.detail, address.commune)
        await connection.execute(
            "insert into postal_wish (draft_id, tenant_id, name, phone, commune_code, detail, "
            "pickup) values ($1, $2, $3, $4, $5, $6, $7) on conflict (draft_id) do update set "
            "name = $3, phone = $4, commune_code = $5, detail = $6, pickup = $7",
            draft_id,
            settings().tenant,
            sealed("postal_wish.name", draft_id, address.name.strip()),
            sealed("postal_wish.phone", draft_id, address.phone),
            address.commune,
            sealed("postal_wish.detail", draft_id, address.detail.strip()),
            data.pickup,
        )
        await connection.execute(
            "update draft set delivery_address = $2 where id = $1 and delivery = 'post'",
            draft_id,
            sealed("draft.delivery_address", draft_id, whole),
        )


async def at_submission(
    connection: asyncpg.Connection, actor: Actor, draft: Any, dossier_id: UUID
) -> None:
    """Orders what was wished: a pick-up at once, a delivery for when there is a result."""
    row = await connection.fetchrow("select * from postal_wish where draft_id = $1", draft["id"])
    if row is None or not settings().post_url:
        return
    name, phone, detail = (
        opened(row, f"postal_wish.{part}", row_id="draft_id")
        for part in ("name", "phone", "detail")
    )
    data = PostalAddress(name, phone, row["commune_code"], detail)
    dossier = await connection.fetchrow("select * from dossier where id = $1", dossier_id)
    if row["pickup"]:
        id_ = await insert(connection, actor, dossier, Direction.PICKUP, data)
        await place(connection, actor, id_)
    if draft["delivery"] == Delivery.POST:
        await insert(connection, actor, dossier, Direction.DELIVERY, data)


async def at_desk(
    connection: asyncpg.Connection, actor: Actor, dossier_id: UUID, phone: str
) -> None:
    """A dossier taken in at the desk whose result goes by post; the desk completes the address
    when it packs."""
    dossier = await connection.fetchrow("select * from dossier where id = $1", dossier_id)
    if dossier["delivery"] != Delivery.POST or not settings().post_url:
        return
    address = opened(dossier, "dossier.delivery_address")
    data = PostalAddress(dossier["applicant_name"], phone, "", address)
    await insert(connection, actor, dossier, Direction.DELIVERY, data)
