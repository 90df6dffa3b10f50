"""A supplement as a check-list: exactly these papers and answers, then what changed."""

from collections.abc import Awaitable, Callable

import pytest

from shared.client import documents, dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import Supplement, SupplementItem
from tests.api.conftest import Office, pdf, submitted
from tests.api.test_processing import REASON

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
PAPER = "giay_cu"


async def asked(citizen: Citizen, officer: Officer, number: int) -> tuple[ApiClient, Office, str]:
    """A dossier of which a paper, an answer and one thing more are asked for."""
    me, office = await citizen(number), Office(officer, "kylua")
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    await documents.upload_to_dossier(
        await office.as_("tiepnhan1"), id_, "cu.pdf", pdf(), PAPER, "component"
    )
    await office.act(
        "tiepnhan1", id_, "request_supplement", reason=REASON, answer_within_days=5,
        items=[
            SupplementItem("component", PAPER, "outdated", "cấp quá 6 tháng"),
            SupplementItem("question", "purpose_other", "wrong"),
            "Bản cam kết viết tay",
        ],
    )  # fmt: skip
    return me, office, id_


@pytest.mark.criterion("II.6")
async def test_the_applicant_sees_exactly_what_is_asked_and_the_officer_what_changed(
    citizen: Citizen, officer: Officer
) -> None:
    me, office, id_ = await asked(citizen, officer, 36)
    seen = await dossiers.dossier(me, id_)
    assert [(line.kind, line.key, line.reason_label, line.note) for line in seen.supplement] == [
        ("component", PAPER, "Hết giá trị", "cấp quá 6 tháng"),
        ("question", "purpose_other", "Chưa đúng", ""),
        ("other", "", "Cần thêm", ""),
    ]
    assert seen.supplement[1].question is not None
    assert seen.supplement[1].before == "Bổ sung hồ sơ vay vốn"
    assert [d.name for d in seen.supplement[0].documents_before] == ["cu.pdf"]
    assert "hết giá trị, cấp quá 6 tháng" in seen.waiting_for

    with pytest.raises(ApiProblem) as early:
        await dossiers.act(me, id_, "supplement", Supplement(version=seen.version))
    assert {e.pointer for e in early.value.errors} == {
        f"/documents/{PAPER}", "/answers/purpose_other",
    }  # fmt: skip
    await documents.upload_to_dossier(me, id_, "moi.pdf", pdf(), PAPER, "supplement")
    with pytest.raises(ApiProblem) as other:
        await dossiers.act(
            me, id_, "supplement",
            Supplement(
                version=seen.version,
                answers={"purpose_other": "Vay vốn mua nhà ở", "requester_name": "Người Khác"},
            ),
        )  # fmt: skip
    assert {e.pointer for e in other.value.errors} == {"/answers/requester_name"}
    sent = await dossiers.act(
        me, id_, "supplement",
        Supplement(version=seen.version, answers={"purpose_other": "Vay vốn mua nhà ở"}),
    )  # fmt: skip
    assert sent.state == "submitted"

    now = await dossiers.dossier(await office.as_("tiepnhan1"), id_)
    paper, question, _words = now.supplement
    assert all(line.settled for line in now.supplement)
    assert (question.before, question.after) == ("Bổ sung hồ sơ vay vốn", "Vay vốn mua nhà ở")
    assert [d.name for d in paper.documents_before] == ["cu.pdf"]
    assert [d.name for d in paper.documents_after] == ["moi.pdf"]
    assert "Vay vốn mua nhà ở" in [answer.value for answer in now.answers]


async def test_what_the_dossier_does_not_have_is_not_asked_for(
    citizen: Citizen, officer: Officer
) -> None:
    me, office = await citizen(37), Office(officer, "kylua")
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    with pytest.raises(ApiProblem) as refused:
        await office.act(
            "tiepnhan1", id_, "request_supplement", reason=REASON, answer_within_days=5,
            items=["Bản cam kết", SupplementItem("component", "no_such_paper", "missing")],
        )  # fmt: skip
    assert refused.value.errors[0].pointer == "/items/1"
    assert (await dossiers.dossier(me, id_)).supplement == []


async def test_the_desk_may_enter_what_came_on_paper(citizen: Citizen, officer: Officer) -> None:
    _me, office, id_ = await asked(citizen, officer, 38)
    done = await office.act("tiepnhan1", id_, "supplement")
    assert done.state == "submitted"
    assert done.supplement[1].after == "Bổ sung hồ sơ vay vốn"
