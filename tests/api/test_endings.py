"""How a dossier ends other than by a result, and what is said when a result comes early."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import asyncpg
import pytest

from shared.client import dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import WithReason
from tests.api.conftest import Office, eventually, next_working_day, submitted
from tests.api.test_processing import REASON, appraising
from tests.conftest import Services

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
WISH = "Tôi không còn nhu cầu nữa."


async def asked_back(me: ApiClient, id_: str) -> None:
    """The applicant asks for the dossier back."""
    now = await dossiers.dossier(me, id_)
    await dossiers.act(me, id_, "request_withdrawal", WithReason(version=now.version, reason=WISH))


@pytest.mark.criterion("W.15")
@pytest.mark.criterion("II.10")
async def test_a_withdrawal_denied_leads_back_and_granted_ends_with_a_notice(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 54)
    me = await citizen(54)
    due = (await dossiers.dossier(me, id_)).due_at
    await asked_back(me, id_)
    for who in ("chuyenvien1.tuphap", "lanhdao"):
        with pytest.raises(ApiProblem) as not_theirs:
            await office.act(who, id_, "grant_withdrawal")
        assert not_theirs.value.status == 403
    denied = await office.act("tiepnhan1", id_, "deny_withdrawal", reason=REASON)
    assert (denied.state, denied.due_at) == ("appraising", due)
    seen = await dossiers.dossier(me, id_)
    assert REASON in [entry.note for entry in seen.timeline]
    await asked_back(me, id_)
    granted = await office.act("tiepnhan1", id_, "grant_withdrawal")
    assert granted.state == "stopped"
    assert not [a for a in granted.allowed_acts if a.allowed]
    assert "stop_notice" in {f.form for f in (await dossiers.dossier(me, id_)).issued_forms}


async def test_nobody_withdraws_what_is_already_decided(citizen: Citizen, officer: Officer) -> None:
    me, office = await citizen(55), Office(officer, "kylua")
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    await office.to_result(id_, "Tư pháp")
    with pytest.raises(ApiProblem) as late:
        await asked_back(me, id_)
    assert late.value.status == 409


@pytest.mark.criterion("W.14")
async def test_an_apology_comes_at_least_a_day_before_the_deadline(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 56)
    await database.execute(
        "update dossier set due_at = now() + interval '23 hours' where id = $1", id_
    )
    try:
        now = await dossiers.dossier(await office.as_("lanhdao"), id_)
        assert now.due_at is not None
        new = next_working_day(datetime.fromisoformat(now.due_at)).isoformat()
        with pytest.raises(ApiProblem) as late:
            await office.act("lanhdao", id_, "extend", reason=REASON, new_due_at=new)
        assert late.value.problem.type.endswith("too-late-to-extend")
    finally:
        await database.execute(
            "update dossier set due_at = (select due_at from due_date where dossier_id = $1 "
            "order by set_at desc, id desc limit 1) where id = $1",
            id_,
        )


@pytest.mark.criterion("W.17")
async def test_a_result_before_its_date_is_announced_as_early(
    citizen: Citizen, officer: Officer, services: Services
) -> None:
    me, office = await citizen(57), Office(officer, "kylua")
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    code = (await office.to_result(id_, "Tư pháp")).code or ""

    async def announced() -> bool:
        letters = [m for m in services.mail if code in m["subject"]]
        return any("có kết quả sớm" in m["subject"] for m in letters)

    assert await eventually(announced)


async def test_a_payment_due_does_not_stop_the_clock(citizen: Citizen, officer: Officer) -> None:
    office, id_ = await appraising(citizen, officer, 58)
    before = (await dossiers.dossier(await office.as_("lanhdao"), id_)).due_at
    due = await office.act(
        office.specialist, id_, "require_payment", reason="Phí thẩm định.", amount_vnd=50_000
    )
    assert (due.state, due.due_at) == ("payment_due", before)
    assert due.deadline_class != "waiting"
    paid = await office.act("tiepnhan1", id_, "record_payment", receipt_number="BL-0002")
    assert (paid.state, paid.due_at, paid.waiting_for) == ("appraising", before, "")
