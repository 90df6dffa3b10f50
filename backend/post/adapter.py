"""The public post as a connection: orders and cancellations of one parcel go in their order."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.connections.adapter import Adapter, Delivery, Health, Refused, Sent, Settings
from backend.connections.adapter import Unreachable as Away
from backend.connections.mapping import translate
from backend.organisation.places import province_of
from backend.platform.database import fetch_row, transaction
from backend.platform.sealing import opened
from backend.post import messages, partner
from backend.post.actions import following
from backend.post.actions.ordering import ADAPTER
from backend.post.addresses import addressee, full_address
from backend.post.messages import Party
from backend.settings import settings
from shared.vocabulary.post import Direction

_ORDER = """
select o.*, d.applicant_email, d.id as of_dossier, coalesce(d.code, d.reference) as code,
    d.procedure_name, g.code as agency_code, g.name as agency_name, g.address as agency_address,
    g.phone as agency_phone, g.email as agency_email, g.commune_code as agency_commune
from postal_order o join dossier d on d.id = o.dossier_id join agency g on g.id = o.agency_id
where o.id = $1
"""


class PostSettings(Settings, frozen=True, kw_only=True):
    """Where the post is, and our key to it."""

    secret = frozenset({"token"})
    token: str = ""


class PostAdapter(Adapter):
    """VNPost through the integration platform; a parcel's number makes a repeat harmless."""

    id = ADAPTER
    name = "Bưu chính công ích (VNPost)"
    name_en = "Public post (VNPost)"
    format_version = "VNPost-LGSP"

    def __init__(self) -> None:
        own = settings()
        self.settings = PostSettings(url=own.post_url, token=own.post_token)

    async def check(self) -> Health:
        """Asks for an empty feed."""
        try:
            await partner.is_there()
        except Away as error:
            return Health(False, f"Bưu điện không trả lời ({error}).")
        return Health(True)

    async def send(self, delivery: Delivery) -> Sent:
        """Gives an order or takes it back; the order is read anew, so that nothing of a person
        waits in the queue. Raises Unreachable, Refused, Unmapped."""
        row = await fetch_row(_ORDER, delivery.subject_id)
        if row is None:
            raise Refused("Đơn không còn.")
        customer = await translate(ADAPTER, "agency", row["agency_code"])
        if delivery.kind == "cancel":
            await _take_back(row, customer)
        elif row["state"] in ("ordered", "refused"):
            await _give(row, customer)
        return Sent(row["parcel"] or "")


async def _give(row: Any, customer: str) -> None:
    to = addressee(row)
    applicant = Party(
        name=to.name,
        address=full_address(to.detail, to.commune),
        phone=to.phone,
        email=opened(row, "dossier.applicant_email", row_id="of_dossier"),
        province=province_of(row["commune_code"]),
        commune=row["commune_code"],
    )
    desk = Party(
        name=row["agency_name"],
        address=row["agency_address"],
        phone=row["agency_phone"],
        email=row["agency_email"],
        province=province_of(row["agency_commune"] or ""),
        commune=row["agency_commune"] or "",
    )
    fetched = row["direction"] == Direction.PICKUP
    sender, receiver = (applicant, desk) if fetched else (desk, applicant)
    what = "Giấy tờ của hồ sơ" if fetched else "Kết quả hồ sơ"
    message = messages.order(
        customer, row["parcel"], row["code"], row["cod_vnd"], sender, receiver,
        f"{what} {row['code']}: {row['procedure_name']}",
    )  # fmt: skip
    try:
        await partner.give_order(message)
    except Refused as error:
        async with transaction() as connection:
            order = await _locked(connection, row["id"])
            await following.refused(connection, order, str(error))
        raise
    async with transaction() as connection:
        await following.taken(connection, await _locked(connection, row["id"]))


async def _take_back(row: Any, customer: str) -> None:
    try:
        await partner.take_back(messages.cancellation(customer, row["parcel"]))
    except partner.TooLate as error:
        async with transaction() as connection:
            order = await _locked(connection, row["id"])
            await following.not_cancelled(connection, order, str(error))
        return
    async with transaction() as connection:
        await following.cancelled(connection, await _locked(connection, row["id"]))


async def _locked(connection: asyncpg.Connection, order_id: UUID) -> asyncpg.Record:
    """Dossier before order, as everywhere."""
    await connection.execute(
        "select 1 from dossier where id = (select dossier_id from postal_order where id = $1) "
        "for update",
        order_id,
    )
    found: asyncpg.Record = await connection.fetchrow(
        "select * from postal_order where id = $1 for update", order_id
    )
    return found
