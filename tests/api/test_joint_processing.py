"""Parts of the work for other agencies, at once and in turn, on one level and across levels."""

import io
from collections.abc import Awaitable, Callable

import asyncpg
import pypdf
import pytest

from backend.dossiers.sweeps import sweep
from shared.client import documents, dossiers, organisation, registers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.common import Page
from shared.contracts.notifications import Notice
from tests.api.conftest import Office, eventually, pdf
from tests.api.test_processing import REASON, appraising

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
DONE = "Đã xác nhận tình trạng đất, không có tranh chấp."


async def agencies(api: ApiClient, *words: str) -> list[str]:
    """Ids of agencies by a word of their names, in the order asked."""
    known = await organisation.agencies(api)
    return [next(a.id for a in known if word in a.name and "Ủy ban" in a.name) for word in words]


async def told(api: ApiClient, id_: str, words: str) -> bool:
    """Whether the caller has a notice about a dossier that says so."""

    async def there() -> bool:
        page = await api.get("/notices", Page[Notice], params={"limit": 100})
        return any(n.dossier_id == id_ and words in n.subject for n in page.items)

    return bool(await eventually(there))


@pytest.mark.criterion("W.11")
@pytest.mark.criterion("II.8")
async def test_agencies_work_side_by_side_and_the_whole_waits_for_all(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 41)
    asked = await agencies(await office.as_("lanhdao"), "Đông Kinh", "Tam Thanh")
    given = await office.act(
        office.specialist, id_, "entrust", agency_ids=asked, content=REASON, answer_within_days=2
    )
    assert given.state == "appraising"
    assert [t.state for t in given.tasks] == ["active", "active"]
    assert all(t.answer_by for t in given.tasks)
    assert await told(await officer("lanhdao.dongkinh"), id_, "việc liên thông mới")
    barred = next(a for a in given.allowed_acts if a.act == "submit_for_approval")
    assert not barred.allowed
    assert "2 việc liên thông" in barred.reason
    with pytest.raises(ApiProblem) as early:
        await office.act(office.specialist, id_, "submit_for_approval")
    assert early.value.status == 422

    first = await Office(officer, "dongkinh").act("lanhdao", id_, "complete_task", result=DONE)
    assert [t.state for t in first.tasks] == ["done", "active"]
    with pytest.raises(ApiProblem) as gone:  # what is done is no longer theirs to see
        await officer_again(officer, id_)
    assert gone.value.status == 404
    await Office(officer, "tamthanh").act("lanhdao", id_, "complete_task", result=DONE)
    sent = await office.act(office.specialist, id_, "submit_for_approval")
    assert sent.state == "submitted_for_approval"
    assert [t.result for t in sent.tasks] == [DONE, DONE]


async def officer_again(officer: Officer, id_: str) -> None:
    """The agency that is through tries once more."""
    await Office(officer, "dongkinh").act("lanhdao", id_, "complete_task", result=DONE)


@pytest.mark.criterion("W.11")
async def test_in_turn_the_second_starts_when_the_first_is_done(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 42)
    asked = await agencies(await office.as_("lanhdao"), "Đông Kinh", "Tam Thanh")
    given = await office.act(
        office.specialist, id_, "entrust", agency_ids=asked, content=REASON,
        answer_within_days=3, in_turn=True,
    )  # fmt: skip
    assert [t.state for t in given.tasks] == ["active", "waiting"]
    assert given.tasks[1].answer_by is None
    with pytest.raises(ApiProblem) as unseen:
        await dossiers.dossier(await officer("lanhdao.tamthanh"), id_)
    assert unseen.value.status == 404
    after = await Office(officer, "dongkinh").act("lanhdao", id_, "complete_task", result=DONE)
    assert [t.state for t in after.tasks] == ["done", "active"]
    assert after.tasks[1].answer_by is not None
    assert await told(await officer("lanhdao.tamthanh"), id_, "việc liên thông mới")
    last = await Office(officer, "tamthanh").act("lanhdao", id_, "complete_task", result=DONE)
    assert [t.state for t in last.tasks] == ["done", "done"]
    text = " ".join(
        page.extract_text()
        for page in pypdf.PdfReader(
            io.BytesIO(await registers.control_sheet(await office.as_("lanhdao"), id_))
        ).pages
    )
    assert "Đông Kinh" in text and "Tam Thanh" in text


@pytest.mark.criterion("W.12")
@pytest.mark.criterion("G.4")
@pytest.mark.criterion("G.1")
async def test_a_higher_level_does_its_part_and_the_result_comes_back_to_the_desk(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 43)
    leader = await office.as_("lanhdao")
    department = next(a for a in await organisation.agencies(leader) if "Sở Tư pháp" in a.name)
    await office.act(
        office.specialist, id_, "entrust", agency_ids=[department.id], content=REASON,
        answer_within_days=2,
    )  # fmt: skip
    above = Office(officer, "sotuphap")
    file = await documents.upload_to_dossier(
        await above.as_("lanhdao"), id_, "cong-van.pdf", pdf(), "", "task"
    )
    await above.act("lanhdao", id_, "complete_task", result=DONE, attachment_id=file.id)
    seen = await dossiers.dossier(leader, id_)
    assert file.id in {d.id for d in seen.documents}
    await office.act(office.specialist, id_, "submit_for_approval")
    await office.act("lanhdao", id_, "approve")
    result = await documents.upload_to_dossier(
        await office.as_("vanthu"), id_, "ket-qua.pdf", pdf(), "", "result"
    )
    me = await citizen(43)
    for hidden in (file.id, result.id):  # letters between agencies, a result not yet issued
        assert hidden not in {d.id for d in (await dossiers.dossier(me, id_)).documents}
        with pytest.raises(ApiProblem) as refused:
            await documents.content(me, hidden)
        assert refused.value.status == 404
    ready = await office.act(
        "vanthu", id_, "finish", document_id=result.id, title="Giấy xác nhận", number="7/XN"
    )
    assert (await documents.content(me, result.id)).startswith(b"%PDF")
    assert ready.state == "result_ready"
    mine = await dossiers.dossier(me, id_)
    assert [(t.agency.name, t.state, t.content, t.result) for t in mine.tasks] == [
        (department.name, "done", "", "")
    ]
    returned = await office.act(
        "tiepnhan1", id_, "hand_over", received_by="Nguyễn Văn Mẫu", method="desk"
    )
    assert returned.state == "returned"


async def test_a_task_is_taken_back_and_all_end_with_the_dossier(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 44)
    asked = await agencies(await office.as_("lanhdao"), "Đông Kinh", "Tam Thanh")
    given = await office.act(
        office.specialist, id_, "entrust", agency_ids=asked, content=REASON,
        answer_within_days=3, in_turn=True,
    )  # fmt: skip
    back = await office.act(
        office.specialist, id_, "cancel_task", task_id=given.tasks[0].id, reason=REASON
    )
    assert [t.state for t in back.tasks] == ["cancelled", "active"]
    with pytest.raises(ApiProblem) as twice:
        await office.act(
            office.specialist, id_, "cancel_task", task_id=given.tasks[0].id, reason=REASON
        )
    assert twice.value.errors[0].pointer == "/task_id"
    ended = await office.act("lanhdao", id_, "stop", reason=REASON)
    assert [t.state for t in ended.tasks] == ["cancelled", "cancelled"]
    with pytest.raises(ApiProblem) as unseen:
        await dossiers.dossier(await officer("truongbophan.tamthanh"), id_)
    assert unseen.value.status == 404


async def test_nobody_entrusts_themselves_or_works_without_a_task(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 45)
    leader = await office.as_("lanhdao")
    own = await agencies(leader, "Kỳ Lừa")
    with pytest.raises(ApiProblem) as self_given:
        await office.act(
            office.specialist, id_, "entrust", agency_ids=own, content=REASON, answer_within_days=3
        )
    assert self_given.value.errors[0].pointer == "/agency_ids/0"
    with pytest.raises(ApiProblem) as no_task:
        await office.act("lanhdao", id_, "complete_task", result=DONE)
    assert no_task.value.status == 403
    with pytest.raises(ApiProblem) as no_file:
        await documents.upload_to_dossier(leader, id_, "x.pdf", pdf(), "", "task")
    assert no_file.value.status == 403


async def test_a_late_task_is_told_once(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 46)
    asked = await agencies(await office.as_("lanhdao"), "Đông Kinh")
    await office.act(
        office.specialist, id_, "entrust", agency_ids=asked, content=REASON, answer_within_days=1
    )
    await database.execute(
        "update joint_task set answer_by = now() - interval '1 minute' where dossier_id = $1", id_
    )
    for _ in range(2):
        await sweep()
    executor = await office.as_(office.specialist)
    assert await told(executor, id_, "việc liên thông quá hạn")
    page = await executor.get("/notices", Page[Notice], params={"limit": 100})
    late = [n for n in page.items if n.dossier_id == id_ and "liên thông quá hạn" in n.subject]
    assert len(late) == 1
    assert (await dossiers.dossier(executor, id_)).tasks[0].late
