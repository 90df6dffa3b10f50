"""The public post over HTTP: wishes, orders, labels, what is done about parcels gone wrong."""

from uuid import UUID

from litestar import Response, get, post

from backend.access.actor import Actor
from backend.access.guards import citizen, officer, signed_in
from backend.payments.at_desk import DESK
from backend.platform.file_headers import file_headers
from backend.post import labels, queries
from backend.post.actions import mending, ordering, wishing
from shared.contracts.common import Page
from shared.contracts.post import (
    DossierPost,
    DraftPost,
    MendPostal,
    PostalAddress,
    PostalOrder,
    Remitted,
    SendParcel,
    WishPost,
)
from shared.vocabulary.post import Direction


@get("/drafts/{draft_id:uuid}/post", **citizen())
async def draft_post(actor: Actor, draft_id: UUID) -> DraftPost:
    """What a draft of mine wants of the post."""
    return await queries.of_draft(actor, draft_id)


@post("/drafts/{draft_id:uuid}/post", status_code=200, **citizen())
async def wish_post(actor: Actor, draft_id: UUID, data: WishPost) -> DraftPost:
    """Says where the post fetches and brings papers."""
    await wishing.wish(actor, draft_id, data)
    return await queries.of_draft(actor, draft_id)


@get("/dossiers/{dossier_id:uuid}/post", **signed_in())
async def dossier_post(actor: Actor, dossier_id: UUID) -> DossierPost:
    """The orders of a dossier in my sight, and what may be ordered."""
    return await queries.of_dossier(actor, dossier_id)


@post("/dossiers/{dossier_id:uuid}/post/pickup", **signed_in())
async def ask_pickup(actor: Actor, dossier_id: UUID, data: PostalAddress) -> DossierPost:
    """Has papers fetched from home."""
    await ordering.ask(actor, dossier_id, Direction.PICKUP, data)
    return await queries.of_dossier(actor, dossier_id)


@post("/dossiers/{dossier_id:uuid}/post/delivery", **signed_in())
async def ask_delivery(actor: Actor, dossier_id: UUID, data: PostalAddress) -> DossierPost:
    """Has the result brought home; asked again, the address is new."""
    await ordering.ask(actor, dossier_id, Direction.DELIVERY, data)
    return await queries.of_dossier(actor, dossier_id)


@get("/postal-orders", **officer(*DESK))
async def postal_orders(
    actor: Actor, show: str = "running", cursor: str = "", limit: int = 50
) -> Page[PostalOrder]:
    """Orders of my desk: running, trouble, money, all."""
    return await queries.orders(actor, show, cursor, limit)


@post("/postal-orders/{order_id:uuid}/sending", **officer(*DESK))
async def send_parcel(actor: Actor, order_id: UUID, data: SendParcel) -> PostalOrder:
    """Gives a packed result to the post."""
    await ordering.send(actor, order_id, data)
    return await queries.order(actor, order_id)


@post("/postal-orders/{order_id:uuid}/cancellation", **signed_in())
async def cancel_order(actor: Actor, order_id: UUID) -> PostalOrder:
    """Takes an order back before pick-up."""
    await ordering.cancel(actor, order_id)
    return await queries.order(actor, order_id)


@post("/postal-orders/{order_id:uuid}/mending", **officer(*DESK))
async def mend_order(actor: Actor, order_id: UUID, data: MendPostal) -> PostalOrder:
    """Does something about a parcel that went wrong."""
    await mending.mend(actor, order_id, data)
    return await queries.order(actor, order_id)


@post("/postal-orders/{order_id:uuid}/remittance", **officer(*DESK))
async def remit_order(actor: Actor, order_id: UUID, data: Remitted) -> PostalOrder:
    """The post has paid over what it collected."""
    await mending.remit(actor, order_id, data)
    return await queries.order(actor, order_id)


@get("/postal-orders/{order_id:uuid}/label", **officer(*DESK))
async def postal_label(actor: Actor, order_id: UUID, disposition: str = "") -> Response[bytes]:
    """The label of a parcel (PDF)."""
    name, content = await labels.label(actor, order_id)
    return Response(content, media_type="application/pdf", headers=file_headers(name, disposition))


ROUTES = [
    draft_post,
    wish_post,
    dossier_post,
    ask_pickup,
    ask_delivery,
    postal_orders,
    send_parcel,
    cancel_order,
    mend_order,
    remit_order,
    postal_label,
]
