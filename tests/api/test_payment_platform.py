"""The payment platform fails, lies, repeats itself: money is booked once and where it belongs."""

from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from backend.payments import messages
from backend.payments.platform import partner
from backend.platform import clock
from shared.client import dossiers, payments
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.payments import Collect
from tests.api.conftest import eventually
from tests.api.test_payments import Citizen, Officer, books, owing, platform, state_of

__all__ = ["platform"]


@pytest.mark.parametrize("wrong", ["seal", "partner", "amount", "unknown"])
async def test_a_forged_notification_changes_nothing_and_is_on_record(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool, anonymous: ApiClient, wrong: str
) -> None:
    me, id_, obligation = await owing(citizen, officer, 36)
    started = await payments.pay(me, obligation)
    body: dict[str, Any] = {
        "MaDoiTac": "KHAC" if wrong == "partner" else partner().code,
        "LoaiBanTin": "NOTIFY",
        "MaThamChieu": "MC-KHONG-CO" if wrong == "unknown" else started.reference,
        "SoTien": "25000",
        "MaGiaoDich": "GD1",
        "ThoiGianGD": messages.moment(clock.now()),
        "MaLoi": "00",
    }
    message = messages.sealed(partner(), body)
    if wrong == "seal":
        message["MaXacThuc"] = "0" * 64
    if wrong == "amount":
        message["SoTien"] = "1"
    answer = await payments.notify(anonymous, message)
    assert answer["MaLoi"] == ("91" if wrong == "unknown" else "97")
    kept = await database.fetchval(
        "select verdict from fee_notice order by at desc, id desc limit 1"
    )
    assert kept == ("unknown" if wrong == "unknown" else "forged")
    assert await state_of(me, id_) == "waiting"


async def test_even_a_well_sealed_notification_is_only_a_reason_to_ask(
    citizen: Citizen, officer: Officer, anonymous: ApiClient, database: asyncpg.Pool
) -> None:
    me, id_, obligation = await owing(citizen, officer, 37)
    started = await payments.pay(me, obligation)
    message = messages.sealed(
        partner(),
        {
            "MaDoiTac": partner().code,
            "MaThamChieu": started.reference,
            "SoTien": "25000",
            "MaGiaoDich": "GD-REPLAYED",
            "ThoiGianGD": messages.moment(clock.now()),
            "MaLoi": "00",
        },
    )
    assert (await payments.notify(anonymous, message))["MaLoi"] == "00"

    async def worked() -> bool:
        return bool(
            await database.fetchval(
                "select count(*) from outbox where topic = 'fee.check' and done_at is not null "
                "and subject_id = (select id from fee_attempt where reference = $1)",
                started.reference,
            )
        )

    assert await eventually(worked)
    assert await state_of(me, id_) == "waiting"


async def test_a_wrong_amount_a_second_payment_and_one_too_late_stand_apart(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool, platform: httpx.AsyncClient
) -> None:
    me, _id, obligation = await owing(citizen, officer, 38)
    first = await payments.pay(me, obligation)
    await platform.post(f"/thu/{first.reference}/pay", params={"amount": 24_000})
    assert (await payments.check(me, first.reference)).obligation_state == "open"
    second = await payments.pay(me, obligation)
    await platform.post(f"/thu/{second.reference}/pay")
    assert (await payments.check(me, second.reference)).obligation_state == "paid"
    third = await _another_try(database, platform, obligation)
    await platform.post(f"/thu/{third}/pay")
    await payments.check(me, third)
    kinds = await database.fetch(
        "select kind, theirs_vnd from fee_difference where obligation_id = $1 order by found_at",
        obligation,
    )
    assert [tuple(k) for k in kinds] == [("wrong_amount", 24_000), ("doubled", 25_000)]
    assert await books(database, obligation) == {
        "platform": 74_000, "unmatched": -49_000, "income": -25_000,
    }  # fmt: skip


async def _another_try(database: asyncpg.Pool, platform: httpx.AsyncClient, obligation: str) -> str:
    """A try that was begun before and only now comes to an end."""
    reference = f"MCCU{obligation[-8:]}"
    await database.execute(
        "insert into fee_attempt (id, tenant_id, obligation_id, reference, amount_vnd, state, "
        "started_at, expires_at, asked_at) select gen_random_uuid(), tenant_id, id, $2, "
        "amount_vnd, 'started', $3, $3, $3 from fee_obligation where id = $1",
        obligation,
        reference,
        clock.now() - timedelta(minutes=20),
    )
    begun = messages.start(
        partner(),
        messages.ToPay(
            reference, 25_000, "x", "x", "x", "x", "x", "x", "x", "fee", "x", "x", "x", "x", "x"
        ),
        clock.now(),
        "127.0.0.1",
        "http://localhost",
    )
    await platform.post("/giao-dich", json=begun)
    return reference


@pytest.mark.parametrize("fault", ["down", "bad_seal", "refuse"])
async def test_while_the_platform_fails_nothing_is_lost_and_the_desk_still_takes_money(
    citizen: Citizen,
    officer: Officer,
    database: asyncpg.Pool,
    platform: httpx.AsyncClient,
    fault: str,
) -> None:
    me, id_, obligation = await owing(citizen, officer, 39)
    await platform.post(f"/loi/{fault}")
    with pytest.raises(ApiProblem) as refused:
        await payments.pay(me, obligation)
    assert refused.value.status == (422 if fault == "refuse" else 503)
    assert await state_of(me, id_) == "open"
    desk = await officer("tiepnhan1.kylua")
    qr = await payments.vietqr(desk, obligation)
    assert qr.payload.startswith("000201") and qr.svg.startswith("<svg")
    for data, pointer in (
        (Collect("cash", 24_999, "Nguyễn Văn Mẫu"), "/amount_vnd"),
        (Collect("online", 25_000, "Nguyễn Văn Mẫu"), "/means"),
        (Collect("transfer", 25_000, "Nguyễn Văn Mẫu"), "/bank_reference"),
    ):
        with pytest.raises(ApiProblem) as refused:
            await payments.collect(desk, obligation, data)
        assert refused.value.errors[0].pointer == pointer
    took = Collect("qr_transfer", 25_000, "Nguyễn Văn Mẫu", "FT26330123")
    (one,) = (await payments.collect(desk, obligation, took)).obligations
    assert (one.state, one.means_label) == ("paid", "Chuyển khoản quét mã VietQR")
    assert (await dossiers.dossier(me, id_)).state == "accepted"
    assert await books(database, obligation) == {"bank": 25_000, "income": -25_000}


async def test_the_platform_may_ask_what_a_dossier_owes(
    citizen: Citizen, officer: Officer, anonymous: ApiClient
) -> None:
    me, id_, _obligation = await owing(citizen, officer, 43)
    code = (await dossiers.dossier(me, id_)).code

    def question(**other: str) -> dict[str, Any]:
        body = {
            "MaDoiTac": partner().code,
            "MaTraCuuTT": code,
            "ThoiGianGD": messages.moment(clock.now()),
        }
        return messages.sealed(partner(), body | other)

    answer = await payments.inquire(anonymous, question())
    assert messages.opened(partner(), answer)["error_code"] == "0"
    assert (answer["SoTien"], answer["PhiLePhi"][0]["SoTien"]) == ("25000", "25000")
    old = messages.moment(clock.now() - timedelta(hours=1))
    for bad in (question() | {"MaXacThuc": "x"}, question(ThoiGianGD=old), question(ThoiGianGD="")):
        assert (await payments.inquire(anonymous, bad))["error_code"] == "-1"
    assert (await payments.inquire(anonymous, question(MaTraCuuTT="KHONG")))["error_code"] == "1"
