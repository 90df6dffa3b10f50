"""Papers fetched and results brought by the public post, against its stand-in over HTTP."""

import io
import unicodedata
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest
from pypdf import PdfReader

from backend.post.actions.walking import walk_all
from backend.settings import settings
from shared.client import dossiers, payments, post
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.drafts import SaveDraft
from shared.contracts.payments import Collect, DecideRefund
from shared.contracts.post import MendPostal, PostalAddress, SendParcel, WishPost
from tests.api.conftest import PROCEDURE, Office, different, eventually, submitted
from tests.api.people import a_citizen, cookie

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
HOME = PostalAddress("Nguyễn Văn Mẫu", "0900000001", "06187", "Số 1 phố Trình Diễn")
DESK = "tiepnhan1.kylua"


@pytest.fixture
def citizen(http: httpx.AsyncClient, database: asyncpg.Pool) -> Citizen:
    """Somebody new each time."""

    async def signed_in(_number: int) -> ApiClient:
        headers = await cookie(http, await a_citizen(database))
        return ApiClient(http, face="citizen", cookie=headers["Cookie"].split("=", 1)[1])

    return signed_in


@pytest.fixture
async def twin() -> AsyncIterator[httpx.AsyncClient]:
    """The sandbox of the post, mended afterwards."""
    async with httpx.AsyncClient(base_url=settings().post_url, timeout=20) as client:
        yield client
        await client.post("/loi/mend")


async def ready(
    citizen: Citizen, officer: Officer, number: int, *, asks: bool = True
) -> tuple[ApiClient, Office, str]:
    """A dossier with its result at the desk, wanted by post; the citizen, the office, its id."""
    me, office = await citizen(number), Office(officer, "kylua")
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    await office.to_result(id_, "Tư pháp")
    if asks:
        found = await post.ask_delivery(me, id_, HOME)
        assert [o.state for o in found.orders] == ["asked"]
    return me, office, id_


async def sent(api: ApiClient, me: ApiClient, dossier_id: str, **more: Any) -> tuple[str, str]:
    """The parcel is given to the post and taken there; id of the order and its number."""
    asked = (await post.of_dossier(api, dossier_id)).orders[0]
    order = await post.send(api, asked.id, SendParcel(HOME, **more))
    assert order.state in ("ordered", "taken") and order.parcel  # taken: the queue was quicker
    await until(me, dossier_id, "taken")
    return order.id, order.parcel


async def until(api: ApiClient, dossier_id: str, state: str) -> None:
    """Waits for the newest order of a dossier to be in a state."""

    async def there() -> bool:
        return (await post.of_dossier(api, dossier_id)).orders[0].state == state

    assert await eventually(there), (await post.of_dossier(api, dossier_id)).orders[0]


async def happens(twin: httpx.AsyncClient, parcel: str, what: str, **more: Any) -> None:
    """Something happens to a parcel, and the feed is read."""
    (await twin.post(f"/thu/{parcel}/{what}", json=more)).raise_for_status()
    await walk_all()


async def refused(work: Awaitable[Any]) -> tuple[int, str]:
    """Status and slug of a refusal."""
    with pytest.raises(ApiProblem) as caught:
        await work
    return caught.value.status, caught.value.problem.type.rsplit(":", 1)[-1]


@pytest.mark.criterion("III.15", "S.6")
@pytest.mark.criterion("G.6")
async def test_the_result_is_brought_home_and_the_proof_closes_the_hand_over(
    citizen: Citizen, officer: Officer, twin: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    me, _office, id_ = await ready(citizen, officer, 60)
    desk = await officer(DESK)
    order_id, parcel = await sent(desk, me, id_)
    given = (await twin.get(f"/thu/{parcel}")).json()["order"]
    mine = await dossiers.dossier(me, id_)
    assert given["OrderNumber"] == mine.code and given["CODAmount"] == 0
    assert (given["ReceiverProvince"], given["ReceiverDistrict"]) == ("20", "06187")
    assert given["ReceiverAddress"].startswith("Số 1 phố Trình Diễn, ")
    assert given["ReceiverTel"] == "0900000001" and given["SenderName"]
    for what in ("LAY", "DI", "PKTC"):
        await happens(twin, parcel, what)
    await until(me, id_, "moving")
    assert mine.state == "result_ready"
    await happens(twin, parcel, "PTC", ReceivedBy="Nguyễn Thị Mẫu", ProofNumber="BN-77")
    done = await dossiers.dossier(me, id_)
    assert done.state == "returned" and done.returned_at
    last = (await dossiers.dossier(desk, id_)).timeline[-1]
    assert last.act == "hand_over"
    for words in ("Nguyễn Thị Mẫu", parcel, "BN-77"):
        assert words in last.note
    order = (await post.of_dossier(me, id_)).orders[0]
    assert (order.state, order.received_by, order.proof) == ("delivered", "Nguyễn Thị Mẫu", "BN-77")
    assert [s.label for s in order.steps][-1] == "Phát thành công"
    text = await _text_of(await post.label(desk, order_id))
    for words in (parcel[:2], "Nguyễn Văn Mẫu", "0900000001", mine.code or "?"):
        assert words in text
    acts = await database.fetch(
        "select act from dossier_event where dossier_id = $1 and act = 'hand_over'", id_
    )
    assert len(acts) == 1


@pytest.mark.criterion("III.15", "S.6")
@pytest.mark.criterion("G.6")
async def test_papers_are_fetched_as_wished_while_filling_in(
    citizen: Citizen, officer: Officer, twin: httpx.AsyncClient
) -> None:
    me = await citizen(61)
    draft = await dossiers.start_draft(me, PROCEDURE)
    agency = next(a for a in draft.agencies if "kỳ lừa" in a.name.lower())
    assert (await post.wished(me, draft.id)).offered
    saved = SaveDraft(answers=different(), agency_id=agency.id, delivery="post")
    await dossiers.save_draft(me, draft.id, saved, draft.version)
    nowhere = WishPost(PostalAddress("Mẫu", "0900000001", "99999", "Số 1"))
    assert (await refused(post.wish(me, draft.id, nowhere)))[0] == 422
    wished = await post.wish(me, draft.id, WishPost(HOME, pickup=True))
    assert (wished.wished, wished.pickup, wished.province) == (True, True, "20")
    assert "26.000" in wished.postage
    id_ = (await dossiers.submit(me, draft.id, uuid.uuid4().hex)).dossier_id
    orders = (await post.of_dossier(me, id_)).orders
    assert sorted((o.direction, o.state != "asked") for o in orders) == [
        ("delivery", False), ("pickup", True),
    ]  # fmt: skip
    seen = await dossiers.dossier(me, id_)
    assert seen.delivery.code == "post" and "Lạng Sơn" in seen.delivery_address

    async def fetched() -> str:
        found = [o for o in (await post.of_dossier(me, id_)).orders if o.direction == "pickup"]
        return found[0].parcel if found[0].state == "taken" else ""

    parcel = await eventually(fetched)
    given = (await twin.get(f"/thu/{parcel}")).json()["order"]
    assert given["SenderName"] == "Nguyễn Văn Mẫu" and given["SenderTel"] == "0900000001"
    assert given["ReceiverTel"] and given["ReceiverAddress"]
    for what in ("LAY", "PTC"):
        await happens(twin, parcel, what)
    states = {o.direction: o.state for o in (await post.of_dossier(me, id_)).orders}
    assert states == {"pickup": "delivered", "delivery": "asked"}
    assert (await dossiers.dossier(me, id_)).state == "submitted"


@pytest.mark.criterion("S.6")
async def test_what_is_owed_is_collected_at_the_door_and_stands_in_the_books(
    citizen: Citizen, officer: Officer, twin: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    me, office, id_ = await ready(citizen, officer, 62)
    await office.act(
        "tiepnhan1", id_, "require_payment", reason="Lệ phí theo nghị quyết.", amount_vnd=25_000
    )
    desk = await officer(DESK)
    asked = (await post.of_dossier(desk, id_)).orders[0]
    assert asked.may_send and asked.owed_vnd == 25_000
    assert (await dossiers.dossier(me, id_)).state == "payment_due", "the postman collects it"
    assert (await refused(post.send(desk, asked.id, SendParcel(HOME)))) == (422, "fees-owed")
    order_id, parcel = await sent(desk, me, id_, collect_owed=True)
    assert (await dossiers.dossier(me, id_)).state == "payment_due"
    assert (await twin.get(f"/thu/{parcel}")).json()["order"]["CODAmount"] == 25_000
    await happens(twin, parcel, "PTC")
    done = await dossiers.dossier(me, id_)
    assert [entry.act for entry in done.timeline][-3:] == [
        "require_payment", "record_payment", "hand_over",
    ]  # fmt: skip
    (fee,) = (await payments.fees(me, id_)).obligations
    assert (fee.state, fee.means_label) == ("paid", "Bưu tá thu hộ") and fee.receipt_number
    assert await _books(database, fee.id) == {"post": 25_000, "income": -25_000}
    found = [o for o in (await post.orders(desk, show="money")).items if o.id == order_id]
    assert found and found[0].may_remit
    paid = await post.remitted(desk, order_id, "FT26331000123")
    assert paid.remitted == "FT26331000123"
    assert await _books(database, fee.id) == {"bank": 25_000, "income": -25_000}
    assert (await refused(post.remitted(desk, order_id, "FT26331000123")))[0] == 409


async def test_money_that_does_not_agree_hands_nothing_over(
    citizen: Citizen, officer: Officer, twin: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    me, office, id_ = await ready(citizen, officer, 63)
    await office.act(
        "tiepnhan1", id_, "require_payment", reason="Lệ phí theo nghị quyết.", amount_vnd=25_000
    )
    desk = await officer(DESK)
    order_id, parcel = await sent(desk, me, id_, collect_owed=True)
    await happens(twin, parcel, "PTC", CODCollected=20_000)
    assert (await dossiers.dossier(me, id_)).state == "payment_due"
    (fee,) = (await payments.fees(me, id_)).obligations
    assert fee.state == "open"
    order = (await post.of_dossier(desk, id_)).orders[0]
    assert (order.state, order.trouble, order.collected_vnd) == ("delivered", "money", 20_000)
    assert await _books(database, fee.id) == {
        "receivable": 25_000, "income": -25_000, "post": 20_000, "unmatched": -20_000,
    }  # fmt: skip
    said = MendPostal("settled", "Bưu điện đã nộp bù phần thiếu.")
    assert (await post.mend(desk, order_id, said)).mended
    assert (await refused(post.mend(desk, order_id, said)))[0] == 409


async def test_money_brought_for_what_was_paid_meanwhile_stays_in_the_books_until_given_back(
    citizen: Citizen, officer: Officer, twin: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    me, office, id_ = await ready(citizen, officer, 64)
    await office.act(
        "tiepnhan1", id_, "require_payment", reason="Lệ phí theo nghị quyết.", amount_vnd=25_000
    )
    desk, leader = await officer(DESK), await officer("lanhdao.kylua")
    order_id, parcel = await sent(desk, me, id_, collect_owed=True)
    (fee,) = (await payments.fees(me, id_)).obligations
    paid = Collect("transfer", 25_000, "Nguyễn Văn Mẫu", "FT26331000777")
    await payments.collect(desk, fee.id, paid)
    await happens(twin, parcel, "PTC")
    assert (await dossiers.dossier(me, id_)).state == "returned"
    order = (await post.of_dossier(desk, id_)).orders[0]
    assert (order.trouble, order.collected_vnd) == ("money", 25_000)
    booked = {"bank": 25_000, "income": -25_000, "post": 25_000, "unmatched": -25_000}
    assert await _books(database, fee.id) == booked
    found = (await payments.differences(leader, resolved=False)).items
    twice = next(d for d in found if d.reference == parcel)
    assert (twice.kind, twice.theirs_vnd) == ("doubled", 25_000)
    # What the books do not hold is not paid over.
    await database.execute("update postal_order set collected_vnd = 26000 where id = $1", order_id)
    assert await refused(post.remitted(desk, order_id, "FT26331000999")) == (409, "books-differ")
    await database.execute("update postal_order set collected_vnd = 25000 where id = $1", order_id)
    await post.remitted(desk, order_id, "FT26331000123")
    assert await _books(database, fee.id) == {
        "bank": 50_000, "income": -25_000, "unmatched": -25_000,
    }  # fmt: skip
    await payments.propose_unmatched_refund(desk, twice.id, "Người nộp đã chuyển khoản trước.")
    refund = await database.fetchrow(
        "select id, means from fee_refund where difference_id = $1", twice.id
    )
    assert refund["means"] == "post"
    await payments.decide_refund(leader, str(refund["id"]), DecideRefund(approve=True))
    await payments.hand_refund(desk, str(refund["id"]), "Đã trả tiền mặt tại quầy.")
    assert await _books(database, fee.id) == {"bank": 25_000, "income": -25_000}


async def _books(database: asyncpg.Pool, obligation_id: str) -> dict[str, int]:
    from tests.api.test_payments import books

    return await books(database, obligation_id)


async def _text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return unicodedata.normalize(
        "NFC", " ".join("\n".join(p.extract_text() for p in pages).split())
    )
