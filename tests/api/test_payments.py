"""Fees: worked out, asked for, paid online and at the desk, receipts; nothing is paid by a lie."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
import httpx
import pytest

from backend.law.money_words import vnd_in_words
from backend.settings import settings
from shared.client import dossiers, payments
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.payments import AskFee, Collect, WorkOutFee
from tests.api.conftest import Office, eventually, submitted
from tests.api.test_receiving import NUMBER, desk_of

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
REASON = "Lệ phí theo nghị quyết của Hội đồng nhân dân."


@pytest.fixture
async def platform() -> AsyncIterator[httpx.AsyncClient]:
    """The sandbox of the payment platform, mended afterwards."""
    async with httpx.AsyncClient(base_url=settings().payment_url, timeout=20) as client:
        yield client
        await client.post("/loi/mend")


async def owing(
    citizen: Citizen, officer: Officer, number: int, amount: int = 25_000
) -> tuple[ApiClient, str, str]:
    """A citizen's accepted dossier that waits for a fee; the client, dossier and obligation."""
    me = await citizen(number)
    office = Office(officer, "kylua")
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    await office.accept(id_)
    asked = {"reason": REASON, "amount_vnd": amount}
    await office.act("tiepnhan1", id_, "require_payment", **asked)
    (owed,) = (await payments.fees(me, id_)).obligations
    assert (owed.state, owed.amount_vnd) == ("open", amount)
    return me, id_, owed.id


async def state_of(api: ApiClient, dossier_id: str) -> str:
    """The state of the only obligation of a dossier."""
    (one,) = (await payments.fees(api, dossier_id)).obligations
    return one.state


async def books(database: asyncpg.Pool, obligation_id: str) -> dict[str, int]:
    """The balance of each account of an obligation that is not nothing."""
    rows = await database.fetch(
        "select e.account, sum(e.amount_vnd)::bigint as total from fee_entry e "
        "join fee_booking b on b.id = e.booking_id where b.obligation_id = $1 group by 1",
        obligation_id,
    )
    found = {row["account"]: row["total"] for row in rows if row["total"]}
    assert sum(found.values()) == 0
    return found


@pytest.mark.criterion("II.11")
@pytest.mark.criterion("G.1")
async def test_paying_online_books_issues_a_receipt_and_lets_the_dossier_go_on(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool, platform: httpx.AsyncClient
) -> None:
    me, id_, obligation = await owing(citizen, officer, 31)
    started = await payments.pay(me, obligation)
    assert (await payments.pay(me, obligation)).reference == started.reference
    assert await state_of(me, id_) == "waiting"
    async with httpx.AsyncClient(follow_redirects=False) as browser:
        page = await browser.get(started.page_url)
        assert "25.000 đồng" in page.text
        back = await browser.post(started.page_url, data={"ket-qua": "ok"})
    assert back.headers["location"].endswith(f"/thanh-toan/?ma={started.reference}")

    async def paid() -> bool:
        return await state_of(me, id_) == "paid"

    assert await eventually(paid)
    found = await dossiers.dossier(me, id_)
    assert found.state == "accepted"
    assert found.timeline[-1].act == "record_payment"
    (one,) = (await payments.fees(me, id_)).obligations
    at_desk = await dossiers.dossier(await officer("tiepnhan1.kylua"), id_)
    assert one.receipt_number and one.receipt_number in at_desk.timeline[-1].note
    assert await books(database, obligation) == {"platform": 25_000, "income": -25_000}
    text = await _text_of(await payments.receipt(me, one.receipt_id or ""))
    number = one.receipt_number.rpartition("-")[2]
    for words in ("BIÊN LAI", number, "25.000 đồng", vnd_in_words(25_000)):
        assert words in text


async def _text_of(pdf: bytes) -> str:
    import io
    import unicodedata

    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(pdf)).pages
    text = " ".join("\n".join(p.extract_text() for p in pages).split())
    return unicodedata.normalize("NFC", text)


async def test_a_check_by_the_payer_books_what_no_notification_told(
    citizen: Citizen, officer: Officer, platform: httpx.AsyncClient
) -> None:
    me, id_, obligation = await owing(citizen, officer, 32)
    started = await payments.pay(me, obligation)
    assert (await payments.check(me, started.reference)).state == "started"
    await platform.post(f"/thu/{started.reference}/pay")
    standing = await payments.check(me, started.reference)
    assert (standing.state, standing.obligation_state) == ("succeeded", "paid")
    assert (await dossiers.dossier(me, id_)).state == "accepted"
    with pytest.raises(ApiProblem) as refused:
        await payments.pay(me, obligation)
    assert refused.value.status == 409
    with pytest.raises(ApiProblem) as refused:
        await payments.check(await citizen(33), started.reference)
    assert refused.value.status == 404


async def test_a_failed_payment_can_be_tried_again_and_a_late_success_still_counts(
    citizen: Citizen, officer: Officer, platform: httpx.AsyncClient
) -> None:
    me, id_, obligation = await owing(citizen, officer, 34)
    first = await payments.pay(me, obligation)
    await platform.post(f"/thu/{first.reference}/fail")
    assert (await payments.check(me, first.reference)).state == "failed"
    assert await state_of(me, id_) == "open"
    second = await payments.pay(me, obligation)
    assert second.reference != first.reference
    await platform.post(f"/thu/{first.reference}/pay")  # failed, then captured
    assert (await payments.check(me, first.reference)).obligation_state == "paid"
    await platform.post(f"/thu/{first.reference}/fail")
    assert (await payments.check(me, first.reference)).state == "succeeded"


async def test_many_notifications_and_checks_at_once_pay_once(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool, platform: httpx.AsyncClient
) -> None:
    me, id_, obligation = await owing(citizen, officer, 35)
    started = await payments.pay(me, obligation)
    await platform.post("/loi/twice")
    await platform.post(f"/thu/{started.reference}/pay")
    told = [platform.post(f"/thu/{started.reference}/tell") for _ in range(4)]
    asked = [payments.check(me, started.reference) for _ in range(8)]
    await asyncio.gather(*told, *asked)

    async def all_done() -> bool:
        waiting = await database.fetchval(
            "select count(*) from outbox where topic = 'fee.check' and done_at is null "
            "and subject_id = (select id from fee_attempt where reference = $1)",
            started.reference,
        )
        return bool(waiting == 0)

    assert await eventually(all_done)
    assert await books(database, obligation) == {"platform": 25_000, "income": -25_000}
    receipts = await database.fetchval(
        "select count(*) from fee_receipt where obligation_id = $1", obligation
    )
    acts = [e.act for e in (await dossiers.dossier(me, id_)).timeline]
    assert (receipts, acts.count("record_payment")) == (1, 1)


async def test_only_the_desk_takes_money_and_not_while_it_is_paid_online(
    citizen: Citizen, officer: Officer
) -> None:
    me, _id, obligation = await owing(citizen, officer, 40)
    took = Collect("cash", 25_000, "Nguyễn Văn Mẫu")
    for who, status in (("tiepnhan1.bacson", 404), ("vanthu.kylua", 403)):
        with pytest.raises(ApiProblem) as refused:
            await payments.collect(await officer(who), obligation, took)
        assert refused.value.status == status
    await payments.pay(me, obligation)
    with pytest.raises(ApiProblem) as refused:
        await payments.collect(await officer("tiepnhan1.kylua"), obligation, took)
    assert refused.value.problem.type.endswith("being-paid")
    with pytest.raises(ApiProblem) as refused:
        await payments.pay(await officer("tiepnhan1.kylua"), obligation)
    assert refused.value.status == 403


async def test_a_fee_by_page_is_worked_out_asked_for_and_taken_at_the_desk(
    officer: Officer, database: asyncpg.Pool
) -> None:
    desk, agency_id = await desk_of(officer)
    from shared.contracts.desk import RegisterAtDesk

    found = await dossiers.register_at_desk(
        desk,
        RegisterAtDesk(
            procedure_code="2.000815", agency_id=agency_id, channel="desk",
            applicant_name="Nguyễn Thị Mẫu Quầy", applicant_personal_id=NUMBER,
            applicant_phone="0900000777", applicant_address="Số 7 phố Trình Diễn, Lạng Sơn",
            delivery="desk",
        ),
    )  # fmt: skip
    (choice,) = (await payments.fees(desk, found.id)).choices
    assert (choice.unit_label, choice.amount_vnd) == ("trang", 2_000)
    worked = await payments.work_out(desk, found.id, WorkOutFee(choice.key, units=10, copies=2))
    assert worked.amount_vnd == 24_000
    assert "2 trang × 2.000 đồng + 8 trang × 1.000 đồng = 12.000 đồng." in worked.explanation[0]
    for bad in (WorkOutFee("khac"), WorkOutFee(choice.key, exemption="khac")):
        with pytest.raises(ApiProblem) as refused:
            await payments.work_out(desk, found.id, bad)
        assert refused.value.status == 422
    asked = AskFee(
        fee_key=choice.key, units=10, copies=2, version=found.version,
        reason="Phí chứng thực 02 bản sao, mỗi bản 10 trang.",
    )  # fmt: skip
    (owed,) = (await payments.ask(desk, found.id, asked)).obligations
    assert (owed.amount_vnd, owed.state) == (24_000, "open")
    assert (await dossiers.dossier(desk, found.id)).state == "payment_due"
    paid = await payments.collect(desk, owed.id, Collect("cash", 24_000, "Nguyễn Thị Mẫu Quầy"))
    assert paid.owed_vnd == 0
    assert (await dossiers.dossier(desk, found.id)).state == "submitted"
    assert await books(database, owed.id) == {"cash": 24_000, "income": -24_000}


async def test_receipt_numbers_have_no_gap_and_no_repeat(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    desk = await officer("tiepnhan1.kylua")
    owed = [(await owing(citizen, officer, 41, 10_000 + n))[2] for n in range(6)]
    await asyncio.gather(
        *(
            payments.collect(desk, one, Collect("cash", 10_000 + n, "Nguyễn Văn Mẫu"))
            for n, one in enumerate(owed)
        )
    )
    rows = await database.fetch(
        "select number from fee_receipt where agency_id = (select agency_id from fee_obligation "
        "where id = $1) and foreign_number = '' order by number",
        owed[0],
    )
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))


async def test_what_is_owed_ends_with_the_dossier_and_money_after_that_is_late(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool, platform: httpx.AsyncClient
) -> None:
    me, id_, obligation = await owing(citizen, officer, 42)
    started = await payments.pay(me, obligation)
    office = Office(officer, "kylua")
    now = await dossiers.dossier(me, id_)
    from shared.contracts import acts

    asked = acts.ACT_INPUTS["request_withdrawal"](  # type: ignore[index]
        version=now.version, reason="Tôi không còn nhu cầu giải quyết nữa."
    )
    await dossiers.act(me, id_, "request_withdrawal", asked)
    await office.act("tiepnhan1", id_, "grant_withdrawal")
    assert await state_of(me, id_) == "cancelled"
    await platform.post(f"/thu/{started.reference}/pay")
    await payments.check(me, started.reference)
    kind = await database.fetchval(
        "select kind from fee_difference where obligation_id = $1", obligation
    )
    assert kind == "late"
    assert await books(database, obligation) == {"platform": 25_000, "unmatched": -25_000}
