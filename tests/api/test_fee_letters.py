"""Accounts of agencies by two persons, the platform's own receipt, letters about fees."""

from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from backend.settings import settings
from shared.client import dossiers, identity, payments
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.desk import RegisterAtDesk
from shared.contracts.payments import AskFee, DecideRefund, ProposeAccount
from tests.api.conftest import Office, eventually, submitted
from tests.api.test_payments import owing, platform
from tests.api.test_post import citizen
from tests.api.test_receiving import NUMBER, desk_of

__all__ = ["citizen", "platform"]
Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


async def refused(work: Awaitable[object]) -> tuple[int, str]:
    """Status and slug of a refusal."""
    with pytest.raises(ApiProblem) as caught:
        await work
    return caught.value.status, caught.value.problem.type.rsplit(":", 1)[-1]


async def letters(database: asyncpg.Pool, dossier_id: str) -> list[str]:
    """Subjects of the letters about a dossier."""
    rows = await database.fetch(
        "select subject from notice where dossier_id = $1 order by created_at, id", dossier_id
    )
    return [row["subject"] for row in rows]


@pytest.mark.criterion("S.7")
async def test_an_agency_receives_into_its_own_account_once_two_persons_said_so(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    leader, admin = await officer("lanhdao.locbinh"), await officer("quantri.ubndtinh")
    agency = next(r.agency_id for r in (await identity.me(leader)).roles if r.role == "leader")
    office = Office(officer, "locbinh")
    me = await citizen(0)
    id_ = (await submitted(me, "Lộc Bình")).dossier_id
    await office.accept(id_)
    await office.act(
        "tiepnhan1", id_, "require_payment", reason="Lệ phí theo nghị quyết.", amount_vnd=25_000
    )
    (owed,) = (await payments.fees(me, id_)).obligations
    assert (await payments.vietqr(me, owed.id)).account == settings().payment_account
    data = ProposeAccount(agency, "970418", "12345678901", "UBND XA LOC BINH")
    mine = (await payments.propose_account(leader, data))[0]
    assert (mine.state, mine.may_decide) == ("proposed", False)
    assert (await refused(payments.propose_account(leader, data)))[0] == 409
    own = payments.decide_account(leader, mine.id, approve=True)
    assert await refused(own) == (403, "own-proposal")
    other = await officer("lanhdao.kylua")
    assert (await refused(payments.decide_account(other, mine.id, approve=True)))[0] == 404
    assert (await payments.vietqr(me, owed.id)).account == settings().payment_account
    await payments.decide_account(admin, mine.id, approve=True)
    qr = await payments.vietqr(me, owed.id)
    assert (qr.bank, qr.account, qr.account_name) == (
        "970418", "12345678901", "UBND XA LOC BINH",
    )  # fmt: skip
    assert "12345678901" in qr.payload
    second = ProposeAccount(agency, "970418", "99999999999", "UBND XA LOC BINH")
    await payments.propose_account(admin, second)
    waiting = next(a for a in await payments.accounts(leader) if a.state == "proposed")
    await payments.decide_account(leader, waiting.id, approve=False)
    assert (await payments.vietqr(me, owed.id)).account == "12345678901"
    await database.execute("update fee_account set state = 'ended' where agency_id = $1", agency)


@pytest.mark.criterion("S.7")
async def test_an_account_is_changed_by_its_own_agency_or_the_one_above_and_by_nobody_lent_to_it(
    officer: Officer, database: asyncpg.Pool
) -> None:
    leader, admin = await officer("lanhdao.dongkinh"), await officer("quantri.ubndtinh")
    me = await identity.me(leader)
    agency = next(r.agency_id for r in me.roles if r.role == "leader")
    data = ProposeAccount(agency, "970418", "55555555555", "UBND PHUONG DONG KINH")
    proposal = (await payments.propose_account(leader, data))[0]
    far, near = await officer("tiepnhan1.kylua"), await officer("tiepnhan1.dongkinh")
    # An administrator of another agency, and who stands in for the leader of this one.
    grant = await database.fetchval(
        "insert into role_grant (id, tenant_id, account_id, role, agency_id, valid_from) "
        "select gen_random_uuid(), a.tenant_id, a.id, 'system_admin', g.agency_id, now() "
        "from account a join role_grant g on g.account_id = a.id "
        "where a.username = 'tiepnhan1.kylua' limit 1 returning id"
    )
    lent = await database.fetchval(
        "insert into delegation (id, tenant_id, from_account_id, to_account_id, valid_from, "
        "valid_to, reason, created_by, created_at) select gen_random_uuid(), f.tenant_id, f.id, "
        "t.id, now(), now() + interval '1 hour', '', f.id, now() from account f, account t where "
        "f.username = 'lanhdao.dongkinh' and t.username = 'tiepnhan1.dongkinh' returning id"
    )
    try:
        for stranger in (far, near):
            assert (await refused(payments.propose_account(stranger, data)))[0] == 404
            decided = payments.decide_account(stranger, proposal.id, approve=True)
            assert (await refused(decided))[0] == 404
        assert proposal.id not in {a.id for a in await payments.accounts(far)}
    finally:
        await database.execute("delete from role_grant where id = $1", grant)
        await database.execute("delete from delegation where id = $1", lent)
    await database.execute(
        "update session set stepped_up_at = null where account_id = "
        "(select id from account where username = 'quantri.ubndtinh')"
    )
    deny = payments.decide_account(admin, proposal.id, approve=False)
    assert await refused(deny) == (403, "step-up-needed")
    admin = await officer("quantri.ubndtinh")
    await payments.decide_account(admin, proposal.id, approve=False)


@pytest.mark.criterion("S.7")
async def test_the_platforms_own_receipt_is_fetched_when_it_is_asked_for(
    citizen: Citizen, officer: Officer, platform: httpx.AsyncClient
) -> None:
    me, id_, obligation = await owing(citizen, officer, 0)
    started = await payments.pay(me, obligation)
    await platform.post(f"/thu/{started.reference}/pay")
    await payments.check(me, started.reference)
    (one,) = (await payments.fees(me, id_)).obligations
    assert one.has_platform_bill and one.receipt_id
    assert (await payments.platform_bill(me, one.receipt_id)).startswith(b"%PDF-")
    stranger = await citizen(1)
    assert (await refused(payments.platform_bill(stranger, one.receipt_id)))[0] == 404
    await platform.post("/loi/down")
    assert (await refused(payments.platform_bill(me, one.receipt_id))) == (503, "platform-away")
    await platform.post("/loi/mend")
    await platform.post(f"/thu/{started.reference}/forget")
    assert (await refused(payments.platform_bill(me, one.receipt_id))) == (422, "no-bill")


async def test_letters_tell_what_no_act_tells_and_once_each(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool, platform: httpx.AsyncClient
) -> None:
    me, id_, obligation = await owing(citizen, officer, 0)
    started = await payments.pay(me, obligation)
    await platform.post(f"/thu/{started.reference}/fail")
    await payments.check(me, started.reference)
    started = await payments.pay(me, obligation)
    await platform.post(f"/thu/{started.reference}/pay")
    await payments.check(me, started.reference)
    await payments.check(me, started.reference)
    desk, leader = await officer("tiepnhan1.kylua"), await officer("lanhdao.kylua")

    fees = await payments.propose_refund(desk, obligation, "Người nộp nộp nhầm khoản này.")
    refund = fees.obligations[0].refund
    assert refund is not None
    await payments.decide_refund(leader, refund.id, DecideRefund(approve=True))
    code = (await dossiers.dossier(me, id_)).code
    wanted = [
        f"Hồ sơ {code} cần nộp phí, lệ phí",
        f"Thanh toán của hồ sơ {code} không thành công",
        f"Đã ghi nhận phí, lệ phí {code}",
        f"Đã hoàn trả phí, lệ phí của hồ sơ {code}",
    ]

    async def all_told() -> bool:
        return set(wanted) <= set(await letters(database, id_))

    assert await eventually(all_told), await letters(database, id_)
    found = await letters(database, id_)
    assert all(found.count(subject) == 1 for subject in wanted)
    assert f"Đã nhận phí, lệ phí của hồ sơ {code}" not in found


async def test_what_comes_to_nothing_is_kept_as_an_exemption_and_the_dossier_goes_on(
    officer: Officer,
) -> None:
    desk, agency_id = await desk_of(officer)
    found = await dossiers.register_at_desk(
        desk,
        RegisterAtDesk(
            procedure_code="1.004194", agency_id=agency_id, channel="desk",
            applicant_name="Nguyễn Thị Mẫu Quầy", applicant_personal_id=NUMBER,
            applicant_phone="0900000777", applicant_address="Số 7 phố Trình Diễn, Lạng Sơn",
            delivery="desk",
        ),
    )  # fmt: skip
    asked = AskFee(
        fee_key="cu_tru", exemption="ho_ngheo", version=found.version,
        reason="Người nộp thuộc hộ nghèo.",
    )  # fmt: skip
    (kept,) = (await payments.ask(desk, found.id, asked)).obligations
    assert (kept.state, kept.amount_vnd) == ("exempt", 0)
    assert (await dossiers.dossier(desk, found.id)).state == "submitted"
    assert (await refused(payments.ask(desk, found.id, asked)))[0] == 409
