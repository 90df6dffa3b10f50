"""The public post: wishes, orders, what became of them."""

from shared.client.base import ApiClient
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


async def wished(api: ApiClient, draft_id: str) -> DraftPost:
    """What a draft of mine wants of the post."""
    return await api.get(f"/drafts/{draft_id}/post", DraftPost)


async def wish(api: ApiClient, draft_id: str, data: WishPost) -> DraftPost:
    """Say where the post fetches and brings papers."""
    return await api.post(f"/drafts/{draft_id}/post", data, DraftPost)


async def of_dossier(api: ApiClient, dossier_id: str) -> DossierPost:
    """The orders of a dossier, and what may be ordered."""
    return await api.get(f"/dossiers/{dossier_id}/post", DossierPost)


async def ask_pickup(api: ApiClient, dossier_id: str, data: PostalAddress) -> DossierPost:
    """Have papers fetched from home."""
    return await api.post(f"/dossiers/{dossier_id}/post/pickup", data, DossierPost)


async def ask_delivery(api: ApiClient, dossier_id: str, data: PostalAddress) -> DossierPost:
    """Have the result brought home."""
    return await api.post(f"/dossiers/{dossier_id}/post/delivery", data, DossierPost)


async def orders(
    api: ApiClient, *, show: str = "running", cursor: str = "", limit: int = 50
) -> Page[PostalOrder]:
    """Orders of my desk: running, trouble, money or all."""
    params = {"show": show, "cursor": cursor, "limit": limit}
    return await api.get("/postal-orders", Page[PostalOrder], params=params)


async def send(api: ApiClient, order_id: str, data: SendParcel) -> PostalOrder:
    """Give a parcel to the post."""
    return await api.post(f"/postal-orders/{order_id}/sending", data, PostalOrder)


async def cancel(api: ApiClient, order_id: str) -> PostalOrder:
    """Cancel before the parcel is fetched."""
    return await api.post(f"/postal-orders/{order_id}/cancellation", {}, PostalOrder)


async def mend(api: ApiClient, order_id: str, data: MendPostal) -> PostalOrder:
    """Do something about a parcel that went wrong."""
    return await api.post(f"/postal-orders/{order_id}/mending", data, PostalOrder)


async def remitted(api: ApiClient, order_id: str, bank_reference: str) -> PostalOrder:
    """The post has paid over what it collected."""
    data = Remitted(bank_reference)
    return await api.post(f"/postal-orders/{order_id}/remittance", data, PostalOrder)


async def label(api: ApiClient, order_id: str) -> bytes:
    """The label of a parcel (PDF)."""
    return await api.content(f"/postal-orders/{order_id}/label")
