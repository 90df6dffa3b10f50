"""Supplements while processing: once, in time, and what they do to the clock (Điều 19.4)."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
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


def _input(version: int) -> Any:
    from shared.contracts.acts import ActInput

    return ActInput(version=version)
