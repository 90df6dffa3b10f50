"""What must happen next is not forgotten when a payment or a withdrawal comes between."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import pytest

from shared.client import dossiers
from shared.client.base import ApiClient
from shared.contracts.acts import ActInput
from tests.api.conftest import Office, submitted
from tests.api.test_endings import asked_back
from tests.api.test_processes import published
from tests.api.test_processing import REASON, appraising
from tests.api.test_supplement_law import ASK, under
from tests.api.test_sweeps import sweep, told
from tests.unit.workflow.samples import process

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
FEE: dict[str, Any] = {"reason": "Lệ phí theo quy định.", "amount_vnd": 15_000}


async def act_by(database: asyncpg.Pool, id_: str) -> datetime | None:
    """By when something must happen in the state the dossier is in."""
    found: datetime | None = await database.fetchval(
        "select act_by from dossier where id = $1", uuid.UUID(id_)
    )
    return found


@pytest.mark.criterion("W.2")
async def test_the_desk_owes_an_answer_again_after_a_payment_and_after_a_supplement(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, me = Office(officer, "kylua"), await citizen(19)
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    first = await act_by(database, id_)
    assert first is not None
    await office.act("tiepnhan1", id_, "require_payment", **FEE)
    assert await act_by(database, id_) is None, "nobody owes an answer while a fee is waited for"
    await office.act("tiepnhan1", id_, "record_payment", receipt_number="BL-0101")
    owed = await act_by(database, id_)
    assert owed is not None
    assert owed >= first
    await office.act("tiepnhan1", id_, "request_supplement", **ASK)
    promised = await act_by(database, id_)
    assert promised is not None
    now = await dossiers.dossier(me, id_)
    await dossiers.act(me, id_, "supplement", ActInput(version=now.version))
    again = await act_by(database, id_)
    assert again is not None
    assert again != promised
    await database.execute(
        "update dossier set act_by = now() - interval '1 minute' where id = $1", uuid.UUID(id_)
    )
    await sweep()
    assert await told(await officer("truongbophan.kylua"), id_, "chưa được trả lời") == 1


@pytest.mark.criterion("W.7")
async def test_a_transfer_is_still_owed_after_a_withdrawal_was_denied(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, me = Office(officer, "kylua"), await citizen(20)
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    await office.accept(id_)
    assert await act_by(database, id_) is not None
    await asked_back(me, id_)
    assert await act_by(database, id_) is None
    await office.act("tiepnhan1", id_, "deny_withdrawal", reason=REASON)
    assert await act_by(database, id_) is not None


@pytest.mark.criterion("W.15")
async def test_a_supplement_is_still_waited_for_after_a_withdrawal_was_denied(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 21)
    me = await citizen(21)
    await office.act(office.specialist, id_, "request_supplement", **ASK)
    promised = await act_by(database, id_)
    waiting = (await dossiers.dossier(me, id_)).deadline_class
    await asked_back(me, id_)
    await office.act("tiepnhan1", id_, "deny_withdrawal", reason=REASON)
    found = await dossiers.dossier(me, id_)
    assert (found.state, found.deadline_class) == ("supplement", waiting)
    assert await act_by(database, id_) == promised


@pytest.mark.criterion("II.4")
async def test_a_step_has_its_time_again_after_the_clock_stood_still(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    slug = "dongdang"
    office, me = Office(officer, slug), await citizen(22)
    version_id = await published(officer, process(appraise__acts=["request_supplement"]), slug)
    id_ = (await submitted(me, "Đồng Đăng")).dossier_id
    found = await office.to_appraisal(id_, "Tư pháp")
    retire = "update process_version set state = 'retired' where id = $1"
    await database.execute(retire, uuid.UUID(version_id))
    assert found.step is not None
    await under(database, id_, "pause_resume")
    await office.act(office.specialist, id_, "request_supplement", **ASK)
    await database.execute(
        "update dossier set waiting_since = waiting_since - interval '14 days' where id = $1",
        uuid.UUID(id_),
    )
    now = await dossiers.dossier(me, id_)
    await dossiers.act(me, id_, "supplement", ActInput(version=now.version))
    after = await dossiers.dossier(await office.as_(office.specialist), id_)
    assert after.step is not None
    assert (after.step.name, after.step.late) == (found.step.name, False)
    assert datetime.fromisoformat(after.step.due_at) >= datetime.fromisoformat(
        found.step.due_at
    ) + timedelta(days=7)
