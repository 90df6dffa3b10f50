"""Supplements while processing: once, in time, and what they do to the clock (Điều 19.4)."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import asyncpg
import msgspec
import pytest

from shared.client import documents, dossiers
from shared.client.base import ApiClient, ApiProblem
from tests.api.conftest import photo
from tests.api.test_processing import appraising

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
ASK: dict[str, Any] = {
    "reason": "Ảnh chụp bị mờ, không đọc được.",
    "items": ["Ảnh chụp rõ hai mặt căn cước"],
}


@pytest.mark.criterion("W.9")
async def test_a_request_after_three_working_days_needs_a_basis_in_law(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 31)
    await database.execute(
        "update dossier set transferred_at = now() - interval '10 days' where id = $1",
        uuid.UUID(id_),
    )
    with pytest.raises(ApiProblem) as late:
        await office.act(office.specialist, id_, "request_supplement", **ASK)
    assert late.value.errors[0].pointer == "/legal_basis"
    assert "3 ngày làm việc" in late.value.message
    allowed = await office.act(
        office.specialist, id_, "request_supplement", legal_basis="Luật Hộ tịch Điều 22", **ASK
    )
    assert allowed.state == "supplement"


@pytest.mark.criterion("W.9")
async def test_a_second_request_needs_a_basis_in_law_and_the_term_starts_anew(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 32)
    me = await citizen(32)
    first = await office.act(office.specialist, id_, "request_supplement", **ASK)
    assert first.state == "supplement"
    await documents.upload_to_dossier(me, id_, "cccd.jpg", photo(), "", "supplement")
    now = await dossiers.dossier(me, id_)
    sent = await dossiers.act(me, id_, "supplement", _input(now.version))
    assert [d.reason for d in sent.due_history][-1].startswith("Đã nhận đủ giấy tờ bổ sung")
    await office.act(office.specialist, id_, "resume_processing")
    with pytest.raises(ApiProblem) as again:
        await office.act(office.specialist, id_, "request_supplement", **ASK)
    assert again.value.errors[0].pointer == "/legal_basis"


async def test_a_request_at_the_desk_does_not_use_up_the_one_while_processing(
    citizen: Citizen, officer: Officer
) -> None:
    from tests.api.conftest import Office, submitted

    office = Office(officer, "kylua")
    me = await citizen(33)
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    await office.act("tiepnhan1", id_, "request_supplement", **ASK)
    now = await dossiers.dossier(me, id_)
    await dossiers.act(me, id_, "supplement", _input(now.version))
    await office.to_appraisal(id_, "Tư pháp")
    asked = await office.act(office.specialist, id_, "request_supplement", **ASK)
    assert asked.state == "supplement"


SOURCE = "NĐ 175/2024/NĐ-CP Điều 54"


async def under(database: asyncpg.Pool, id_: str, policy: str) -> None:
    """The procedure of a dossier as specialised law would have it."""
    await changed(database, id_, {"supplement": {"source": SOURCE, "policy": policy}})


async def changed(database: asyncpg.Pool, id_: str, content: dict[str, Any]) -> None:
    """A dossier under another version of its procedure."""
    version_id = uuid.uuid4()
    await database.execute(
        "insert into procedure_version (id, tenant_id, procedure_code, version, content, "
        "content_hash, effective_from, source) select $2, v.tenant_id, v.procedure_code, "
        "(select max(version) + 1 from procedure_version where procedure_code = v.procedure_code), "
        "v.content || $3::jsonb, v.content_hash, v.effective_from, v.source "
        "from procedure_version v join dossier d on d.procedure_version_id = v.id where d.id = $1",
        uuid.UUID(id_),
        version_id,
        msgspec.json.encode(content).decode(),
    )
    await database.execute(
        "update dossier set procedure_version_id = $2 where id = $1", uuid.UUID(id_), version_id
    )


@pytest.mark.criterion("W.9")
@pytest.mark.parametrize("policy", ["restart", "pause_resume", "continue"])
async def test_the_clock_follows_the_policy_of_specialised_law(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool, policy: str
) -> None:
    office, id_ = await appraising(citizen, officer, 39)
    before = await dossiers.dossier(await office.as_("lanhdao"), id_)
    await under(database, id_, policy)
    asked = await office.act(office.specialist, id_, "request_supplement", **ASK)
    assert (asked.deadline_class == "waiting") is (policy != "continue")
    await database.execute(
        "update dossier set waiting_since = waiting_since - interval '7 days' where id = $1",
        uuid.UUID(id_),
    )
    me = await citizen(39)
    now = await dossiers.dossier(me, id_)
    after = await dossiers.act(me, id_, "supplement", _input(now.version))
    added = after.due_history[len(before.due_history) :]
    if policy == "continue":
        assert (added, after.due_at) == ([], before.due_at)
        return
    (due,) = added
    if policy == "restart":
        assert due.reason == "Đã nhận đủ giấy tờ bổ sung, tính lại thời hạn từ đầu"
        assert due.explanation[0].startswith("Tiếp nhận lúc")
    else:
        assert due.reason == f"Đã nhận đủ giấy tờ bổ sung, tính tiếp thời hạn ({SOURCE})"
        assert due.explanation[1].startswith("Tạm dừng từ")
        assert SOURCE in due.explanation[1]
        assert before.due_at is not None
        assert after.due_at is not None
        assert after.due_at > before.due_at


@pytest.mark.criterion("W.9")
async def test_specialised_law_sets_other_days_to_ask_in(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 40)
    law = {"source": SOURCE, "policy": "restart", "ask_within_days": 7}
    await changed(database, id_, {"supplement": law})
    since = "update dossier set transferred_at = now() - $2::interval where id = $1"
    await database.execute(since, uuid.UUID(id_), timedelta(days=20))
    with pytest.raises(ApiProblem) as late:
        await office.act(office.specialist, id_, "request_supplement", **ASK)
    assert "7 ngày làm việc" in late.value.message
    assert SOURCE in late.value.message
    await database.execute(since, uuid.UUID(id_), timedelta(days=7))  # five working days at most
    asked = await office.act(office.specialist, id_, "request_supplement", **ASK)
    assert asked.state == "supplement"


async def test_waiting_for_a_payment_stops_the_clock_only_where_specialised_law_says_so(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 41)
    before = (await dossiers.dossier(await office.as_("lanhdao"), id_)).due_at
    await changed(database, id_, {"payment_pause_source": SOURCE})
    due = await office.act(
        office.specialist, id_, "require_payment", reason="Thuế theo thông báo.", amount_vnd=9_000
    )
    assert (due.state, due.deadline_class) == ("payment_due", "waiting")
    await database.execute(
        "update dossier set waiting_since = waiting_since - interval '7 days' where id = $1",
        uuid.UUID(id_),
    )
    paid = await office.act("tiepnhan1", id_, "record_payment", receipt_number="BL-0102")
    assert paid.state == "appraising"
    assert paid.due_at is not None
    assert before is not None
    assert paid.due_at > before
    assert SOURCE in " ".join(paid.due_history[-1].explanation)


def _input(version: int) -> Any:
    from shared.contracts.acts import ActInput

    return ActInput(version=version)
