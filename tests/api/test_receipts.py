"""Electronic receipts: one a payment, signed, taken by the tax authority, ended with a trace."""

import asyncio
from typing import Any

import asyncpg
import httpx
import pytest
from lxml import etree

from backend.law.money_words import vnd_in_words
from backend.platform import clock
from backend.settings import settings
from shared.client import connections, payments, receipts
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.payments import Collect, DecideRefund
from shared.contracts.receipts import ReplaceReceipt
from tests.api.conftest import Office, eventually
from tests.api.receipts_way import (
    admin,
    at_service,
    collected,
    line,
    newest,
    proven,
    service,
    standing,
    switched,
)
from tests.api.test_payments import Citizen, Officer, _text_of, owing, platform

__all__ = ["admin", "platform", "service"]
WHY = "Ghi sai họ tên người nộp tiền."


@pytest.mark.criterion("II.11")
async def test_what_is_paid_online_gets_one_receipt_signed_and_taken_by_the_tax_authority(
    citizen: Citizen, officer: Officer, platform: httpx.AsyncClient, service: httpx.AsyncClient,
    database: asyncpg.Pool, anonymous: ApiClient,
) -> None:  # fmt: skip
    me, id_, obligation = await owing(citizen, officer, 36)
    started = await payments.pay(me, obligation)
    await platform.post("/loi/twice")
    await platform.post(f"/thu/{started.reference}/pay")
    await asyncio.gather(*(platform.post(f"/thu/{started.reference}/tell") for _ in range(3)))
    await payments.check(me, started.reference)
    await platform.post("/loi/mend")
    taken = await standing(me, id_, "accepted")
    (one,) = (await payments.fees(me, id_)).obligations
    assert len(one.receipts) == 1 and one.receipt_number == taken.number
    xml = await receipts.xml(me, taken.id)
    said = proven(xml)
    year = clock.now().year % 100
    assert {p: said.findtext(f".//{p}") for p in ("KHMBLai", "KHBLai", "DVTTe", "MTCuu")} == {
        "KHMBLai": "01BLP0-001", "KHBLai": f"AA-{year:02d}E", "DVTTe": "VND",
        "MTCuu": taken.look_up_code,
    }  # fmt: skip
    assert taken.number == f"AA-{year:02d}E-{int(said.findtext('.//SBLai') or 0):07d}"
    assert said.findtext(".//TgTTTBSo") == "25000"
    assert said.findtext(".//TgTTTBChu") == vnd_in_words(25_000)
    assert said.findtext(".//HTTToan") == "Thanh toán trực tuyến"
    assert all(said.findtext(f".//{p}") for p in ("CQThu/MST", "CQThu/Ten", "NNop/Ten", "NLap"))
    assert etree.fromstring(xml).findtext("MCCQT") == taken.authority_code
    there = await at_service(service, xml)
    assert (there["state"], there["code"]) == ("co_hieu_luc", taken.authority_code)
    text = await _text_of(await payments.receipt(me, taken.id))
    for words in ("01BLP0-001", taken.authority_code, taken.look_up_code, "Ký bởi", "25.000 đồng"):
        assert words in text
    found = await receipts.check(anonymous, taken.look_up_code.lower())
    assert found.valid and found.authority_code == taken.authority_code
    assert (found.amount_vnd, found.replaced_by) == (25_000, "")
    assert "Mẫu" not in repr(found)  # who paid is nobody's business
    for code in ("BLAAAAAAAAAAA", taken.look_up_code[:-1], "%00"):
        with pytest.raises(ApiProblem) as refused:
            await receipts.check(anonymous, code)
        assert refused.value.status == 404
    for stranger in (await citizen(33), await officer("tiepnhan1.bacson")):
        with pytest.raises(ApiProblem) as refused:
            await receipts.xml(stranger, taken.id)
        assert refused.value.status == 404
    listed = await line(await officer("lanhdao.kylua"), taken.id)
    assert listed is not None and listed.authority_code == taken.authority_code
    assert await line(await officer("lanhdao.bacson"), taken.id) is None
    stored = await database.fetchval("select xml from fee_receipt where id = $1", taken.id)
    assert "BLai" not in stored


@pytest.mark.criterion("II.11")
async def test_what_the_service_refuses_is_named_until_it_is_taken(
    citizen: Citizen, officer: Officer, service: httpx.AsyncClient, admin: ApiClient
) -> None:
    await service.post("/loi/refuse")
    me, desk, id_, _obligation = await collected(citizen, officer, 37)
    refused = await standing(desk, id_, "refused")
    assert "lỗi thử nghiệm" in refused.words and refused.xml
    assert (await newest(me, id_)).words == ""
    proven(await receipts.xml(me, refused.id))  # signed all the same
    named = await line(desk, refused.id, "not_taken")
    assert named is not None and "lỗi thử nghiệm" in named.words
    day = clock.today().isoformat()
    await connections.compare(admin, "receipts", day)
    assert await named_difference(admin, refused.number)
    await service.post("/loi/mend")
    dead = await connections.deliveries(admin, "receipts", "dead")
    (mine,) = [one for one in dead.items if one.subject_id == refused.id]
    await connections.replay(admin, mine.id, "Dịch vụ đã sửa lỗi, gửi lại.")
    taken = await standing(me, id_, "accepted")
    assert taken.id == refused.id and await line(desk, taken.id, "not_taken") is None
    await connections.compare(admin, "receipts", day)
    assert not await named_difference(admin, refused.number)


async def named_difference(admin: ApiClient, number: str) -> bool:
    """Whether the reconciliation names a receipt as not agreed on."""
    series, _dash, digits = number.rpartition("-")
    found = await connections.differences(admin, "receipts")
    return any(one.reference.endswith(f" {series} {int(digits)}") for one in found.items)


async def test_a_service_that_is_away_holds_up_neither_payment_nor_signature(
    citizen: Citizen, officer: Officer, service: httpx.AsyncClient
) -> None:
    await switched(service, "gone")
    me, _desk, id_, _obligation = await collected(citizen, officer, 38)
    signed = await standing(me, id_, "signed")
    proven(await receipts.xml(me, signed.id))
    await switched(service, "lost_answer")  # takes it, and we do not hear of it

    async def there() -> bool:
        return bool(await at_service(service, await receipts.xml(me, signed.id)))

    assert await eventually(there)
    await switched(service, "none")
    taken = await standing(me, id_, "accepted")
    assert (await at_service(service, await receipts.xml(me, taken.id)))["code"] == (
        taken.authority_code
    )


@pytest.mark.parametrize("fault", ["down", "wrong_signature"])
async def test_nothing_unsigned_leaves_and_the_number_stays(
    citizen: Citizen, officer: Officer, service: httpx.AsyncClient, admin: ApiClient,
    database: asyncpg.Pool, fault: str,
) -> None:  # fmt: skip
    async with httpx.AsyncClient(base_url=settings().signing_url) as signing:
        try:
            await signing.post(f"/csc/sandbox/fault/{fault}")
            me, desk, id_, _obligation = await collected(citizen, officer, 39)

            async def said() -> bool:
                return bool((await newest(desk, id_)).words)

            assert await eventually(said)
            waits = await newest(me, id_)
            assert (waits.standing, waits.xml) == ("signing", "")
            with pytest.raises(ApiProblem) as refused:
                await receipts.xml(me, waits.id)
            assert refused.value.status == 404
        finally:
            await signing.post("/csc/sandbox/fault/none")
    if fault == "wrong_signature":  # somebody has to look at it

        async def dead() -> Any:
            found = await connections.deliveries(admin, "receipts", "dead")
            return next((one for one in found.items if one.subject_id == waits.id), None)

        stuck = await eventually(dead)
        await connections.replay(admin, stuck.id, "Dịch vụ ký số đã sửa lỗi.")
    taken = await standing(me, id_, "accepted")
    assert taken.number == waits.number


@pytest.mark.criterion("II.11")
async def test_a_receipt_for_the_wrong_payer_is_replaced_with_a_trace_at_both_ends(
    citizen: Citizen, officer: Officer, service: httpx.AsyncClient, anonymous: ApiClient
) -> None:
    me, desk, id_, _obligation = await collected(citizen, officer, 43)
    first = await standing(desk, id_, "accepted")
    right = ReplaceReceipt("Nguyễn Thị Mẫu Đúng\x0b", "Số 9 phố Trình Diễn <b>&", WHY)
    same = ReplaceReceipt(first.payer, first.address, WHY)
    for who, data, status in (
        ("vanthu.kylua", right, 403), ("tiepnhan1.bacson", right, 404),
        ("tiepnhan1.kylua", same, 422),
    ):  # fmt: skip
        with pytest.raises(ApiProblem) as refused:
            await receipts.replace(await officer(who), first.id, data)
        assert refused.value.status == status
    with pytest.raises(ApiProblem) as refused:
        await receipts.replace(me, first.id, right)
    assert refused.value.status == 403
    both = await asyncio.gather(
        *(receipts.replace(desk, first.id, right) for _ in range(3)), return_exceptions=True
    )
    assert sum(isinstance(one, ApiProblem) and one.status == 409 for one in both) == 2
    second = await standing(me, id_, "accepted")
    (one,) = (await payments.fees(desk, id_)).obligations
    assert [r.ended for r in one.receipts] == ["", "replaced"] and one.state == "paid"
    assert second.id != first.id and one.receipts[1].ended_reason == WHY
    said = proven(await receipts.xml(me, second.id))
    assert said.findtext(".//NNop/Ten") == "Nguyễn Thị Mẫu Đúng"
    assert said.findtext(".//NNop/DChi") == "Số 9 phố Trình Diễn <b>&"
    former = f"{said.findtext('.//KHBLCLQuan')}-{int(said.findtext('.//SBLCLQuan') or 0):07d}"
    assert former == first.number
    old = await at_service(service, await receipts.xml(desk, first.id))
    assert old["state"] == "bi_thay_the"
    checked = await receipts.check(anonymous, first.look_up_code)
    assert (checked.valid, checked.replaced_by) == (False, second.look_up_code)
    assert "ĐÃ BỊ THAY THẾ" in await _text_of(await payments.receipt(me, first.id))
    ended = await line(desk, first.id, "ended")
    assert ended is not None and ended.end_told
    newer = await line(desk, second.id)
    assert newer is not None and newer.replaces == first.number


@pytest.mark.criterion("II.11")
async def test_a_refund_cancels_the_receipt_here_and_at_the_tax_authority(
    citizen: Citizen, officer: Officer, service: httpx.AsyncClient, anonymous: ApiClient
) -> None:
    me, desk, id_, obligation = await collected(citizen, officer, 47)
    issued = await standing(me, id_, "accepted")
    await payments.propose_refund(desk, obligation, "Người nộp đã nộp nhầm thủ tục.")
    (one,) = (await payments.fees(desk, id_)).obligations
    assert one.refund is not None and one.receipts[0].ended == ""
    await payments.decide_refund(
        await officer("lanhdao.kylua"), one.refund.id, DecideRefund(approve=True)
    )
    await payments.hand_refund(desk, one.refund.id, "Đã trả tiền mặt cho người nộp.")
    cancelled = await newest(me, id_)
    assert (cancelled.id, cancelled.ended) == (issued.id, "cancelled")

    async def told() -> bool:
        there = await at_service(service, await receipts.xml(me, issued.id))
        return bool(there["state"] == "da_huy" and "nộp nhầm" in there["reason"])

    assert await eventually(told)
    checked = await receipts.check(anonymous, issued.look_up_code)
    assert not checked.valid and checked.state_label == "Đã hủy"
    with pytest.raises(ApiProblem) as refused:
        await receipts.replace(desk, issued.id, ReplaceReceipt("Nguyễn Văn Khác", "", WHY))
    assert refused.value.status == 409


async def test_a_receipt_of_a_paper_book_takes_no_number_and_is_not_electronic(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    me, id_, _obligation = await owing(citizen, officer, 48)
    await Office(officer, "kylua").act(
        "tiepnhan1", id_, "record_payment", receipt_number="BL-QUYEN-12"
    )
    paper = await newest(me, id_)
    assert (paper.number, paper.standing, paper.xml) == ("BL-QUYEN-12", "", "")
    row = await database.fetchrow(
        "select number, look_up_code, (select count(*) from delivery where subject_id = c.id) as "
        "told from fee_receipt c where id = $1",
        paper.id,
    )
    assert tuple(row) == (0, None, 0)
    desk = await officer("tiepnhan1.kylua")
    assert await line(desk, paper.id, "paper") is not None
    with pytest.raises(ApiProblem) as refused:
        await receipts.replace(desk, paper.id, ReplaceReceipt("Nguyễn Văn Khác", "", WHY))
    assert refused.value.problem.type.endswith("not-electronic")
    with pytest.raises(ApiProblem) as refused:
        await receipts.receipts(desk, kind="khac")
    assert refused.value.status == 422


@pytest.mark.criterion("II.11")
async def test_numbers_follow_each_other_whoever_pays_fails_or_has_one_replaced(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    desk = await officer("tiepnhan1.kylua")
    owed = [await owing(citizen, officer, 49, 10_000 + n) for n in range(6)]
    first = owed.pop()
    await payments.collect(desk, first[2], Collect("cash", 10_005, "Nguyễn Văn Mẫu"))
    issued = await newest(desk, first[1])

    async def taken(number: int, obligation: str) -> None:
        await payments.collect(desk, obligation, Collect("cash", 10_000 + number, "Nguyễn Văn Mẫu"))

    again = [taken(n, one[2]) for n, one in enumerate(owed) for _time in range(2)]
    right = ReplaceReceipt("Nguyễn Văn Khác", "", WHY)
    done = await asyncio.gather(
        *again, receipts.replace(desk, issued.id, right), return_exceptions=True
    )
    assert sum(isinstance(one, ApiProblem) and one.status == 409 for one in done) == len(owed)
    rows = await database.fetch(
        "select number from fee_receipt where series = $1 and agency_id = (select agency_id "
        "from fee_receipt where id = $2) order by number",
        issued.number.rpartition("-")[0],
        issued.id,
    )
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    with pytest.raises(asyncpg.RaiseError):
        await database.execute(
            "update fee_receipt set amount_vnd = amount_vnd + 1 where id = $1", issued.id
        )
