"""What tests of electronic receipts share: the stand-in of the tax authority, receipts of fees."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from lxml import etree
from signxml import XMLVerifier

from backend.settings import settings
from shared.client import payments, receipts
from shared.client.base import ApiClient
from shared.contracts.payments import Collect
from shared.contracts.receipts import ReceiptLine, ReceiptView
from tests.api.conftest import eventually
from tests.api.test_payments import Citizen, Officer, owing


@pytest.fixture
async def service() -> AsyncIterator[httpx.AsyncClient]:
    """The stand-in of the tax authority, mended afterwards in both ways."""
    async with httpx.AsyncClient(base_url=settings().receipt_url, timeout=20) as client:
        yield client
        await client.post("/loi/mend")
        await switched(client, "none")


@pytest.fixture
async def admin(officer: Officer) -> ApiClient:
    """Who runs the connections of the province."""
    return await officer("quantri.ubndtinh")


async def switched(service: httpx.AsyncClient, fault: str) -> None:
    """The switch that all partners of the sandbox have."""
    base = settings().receipt_url.removesuffix("/bien-lai")
    (await service.post(f"{base}/faults/receipts/{fault}")).raise_for_status()


async def newest(api: ApiClient, dossier_id: str) -> ReceiptView:
    """The newest receipt of the only obligation of a dossier."""
    (one,) = (await payments.fees(api, dossier_id)).obligations
    return one.receipts[0]


async def standing(api: ApiClient, dossier_id: str, wanted: str) -> ReceiptView:
    """The newest receipt, once it stands so."""

    async def so() -> ReceiptView | None:
        found = await newest(api, dossier_id)
        return found if found.standing == wanted else None

    found: ReceiptView | None = await eventually(so)
    assert found is not None, await newest(api, dossier_id)
    return found


async def collected(
    citizen: Citizen, officer: Officer, number: int, amount: int = 25_000
) -> tuple[ApiClient, ApiClient, str, str]:
    """A fee taken at the desk; the citizen, the desk, the dossier and the obligation."""
    me, id_, obligation = await owing(citizen, officer, number, amount)
    desk = await officer("tiepnhan1.kylua")
    await payments.collect(desk, obligation, Collect("cash", amount, "Nguyễn Văn Mẫu Nộp"))
    return me, desk, id_, obligation


async def at_service(service: httpx.AsyncClient, xml: bytes) -> dict[str, Any]:
    """What the service has of a receipt."""
    root = etree.fromstring(xml)
    name = [root.findtext(f".//{p}") for p in ("CQThu/MST", "TTChung/KHBLai", "TTChung/SBLai")]
    found: dict[str, Any] = (await service.get(f"/thu/{'/'.join(map(str, name))}")).json()
    return found


async def line(api: ApiClient, receipt_id: str, kind: str = "") -> ReceiptLine | None:
    """A receipt in the list of the agency."""
    cursor = ""
    while True:
        page = await receipts.receipts(api, kind=kind, cursor=cursor)
        for one in page.items:
            if one.id == receipt_id:
                return one
        if not page.next_cursor:
            return None
        cursor = page.next_cursor


def proven(xml: bytes) -> etree._Element:
    """The part of a receipt that its signature proves, under the roots we trust."""
    found = XMLVerifier().verify(xml, ca_pem_file=settings().signing_roots, id_attribute="Id")
    said = (found[0] if isinstance(found, list) else found).signed_xml
    assert said is not None and said.tag == "DLBLai"
    return said
