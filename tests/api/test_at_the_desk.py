"""Resolved at once at the desk, originals given back, papers lost."""

import uuid
from collections.abc import Awaitable, Callable

import pytest

from shared.client import documents, dossiers, identity
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import ReceivedComponent
from shared.contracts.desk import RegisterAtDesk
from shared.contracts.dossiers import Dossier
from tests.api.conftest import Office, eventually, pdf, submitted
from tests.api.test_processing import appraising
from tests.conftest import Services

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
AT_ONCE = "2.000635"  # bản sao trích lục hộ tịch: trong ngày


async def _walk_in(officer: Officer) -> tuple[Office, Dossier]:
    desk = await officer("tiepnhan1.kylua")
    agency = (await identity.me(desk)).roles[0].agency_id
    found = await dossiers.register_at_desk(
        desk,
        RegisterAtDesk(
            procedure_code=AT_ONCE, agency_id=agency, channel="desk",
            applicant_name="Trần Thị Ví Dụ", applicant_personal_id="020199000002",
            applicant_phone="0900000002", applicant_address="Số 2 phố Trình Diễn", delivery="desk",
        ),
        uuid.uuid4().hex,
    )  # fmt: skip
    return Office(officer, "kylua"), found


@pytest.mark.criterion("W.6")
@pytest.mark.criterion("W.16")
async def test_a_result_given_at_once_needs_no_transfer_and_no_receipt_unless_asked(
    officer: Officer,
) -> None:
    office, found = await _walk_in(officer)
    papers = [
        ReceivedComponent(key=c.key, ok=True, originals=1, to_return=True) for c in found.components
    ]
    accepted = await office.act(
        "tiepnhan1", found.id, "accept", components=papers, receipt_wanted=False
    )
    assert accepted.issued_forms == []
    desk = await office.as_("tiepnhan1")
    file = await documents.upload_to_dossier(desk, found.id, "kq.pdf", pdf(), "", "result")
    ready = await office.act(
        "tiepnhan1", found.id, "resolve_at_desk", document_id=file.id, title="Trích lục",
        number="5/TL-BS",
    )  # fmt: skip
    assert (ready.state, ready.national_code) == ("result_ready", 9)
    if papers:
        with pytest.raises(ApiProblem) as kept:
            await office.act(
                "tiepnhan1", found.id, "hand_over", received_by="Trần Thị Ví Dụ", method="desk"
            )
        assert kept.value.errors[0].pointer == "/originals_returned"
    done = await office.act(
        "tiepnhan1", found.id, "hand_over", received_by="Trần Thị Ví Dụ", method="desk",
        originals_returned=True,
    )  # fmt: skip
    assert done.national_code == 10


async def test_an_ordinary_procedure_is_not_resolved_at_the_desk(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, "kylua")
    id_ = (await submitted(await citizen(34), "Kỳ Lừa")).dossier_id
    accepted = await office.accept(id_)
    rule = next(a for a in accepted.allowed_acts if a.act == "resolve_at_desk")
    assert not rule.allowed
    assert "trả kết quả ngay" in rule.reason


async def test_lost_papers_are_recorded_and_the_applicant_hears_an_apology(
    citizen: Citizen, officer: Officer, services: Services
) -> None:
    office, id_ = await appraising(citizen, officer, 35)
    done = await office.act(
        office.specialist, id_, "record_loss", reason="Bản sao hộ khẩu bị ướt, không đọc được."
    )
    assert done.state == "appraising"
    seen = await dossiers.dossier(await citizen(35), id_)
    assert "xin lỗi" in seen.timeline[-1].label

    async def letter() -> bool:
        code = seen.code or ""
        return any("Xin lỗi về giấy tờ" in m["subject"] and code in m["subject"]
                   for m in services.mail)  # fmt: skip

    assert await eventually(letter)
