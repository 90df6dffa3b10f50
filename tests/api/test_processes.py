"""A process from the first draft to running dossiers, through the API."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from xml.etree import ElementTree as Xml

import asyncpg
import msgspec
import pytest
import pytest_asyncio

from shared.client import dossiers, identity, organisation, processes
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.processes import CheckProcess, Process, Replay, SaveProcess, Simulate
from tests.api.conftest import Office, eventually, submitted
from tests.api.siblings import siblings
from tests.api.test_processing import REASON
from tests.unit.workflow.samples import ORDINARY, process

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
SLUG = "dongdang"


@pytest_asyncio.fixture(autouse=True, scope="module", loop_scope="session")
async def nothing_stays_in_force(database: asyncpg.Pool) -> AsyncIterator[None]:
    """Neighbours act in the same agencies, where no process of ours may bind them."""
    sql = "select id from process_version where state = 'published'"
    before = [row["id"] for row in await database.fetch(sql)]
    yield
    await database.execute(
        "update process_version set state = 'retired' where state = 'published' "
        "and id <> all($1::uuid[])",
        before,
    )


async def place(api: ApiClient) -> str:
    """The agency of an officer."""
    return (await identity.me(api)).roles[0].agency_id


async def published(officer: Officer, changed: Process, slug: str = SLUG) -> str:
    """A process written by the head of the desk and published by the leader."""
    head, leader = await officer(f"truongbophan.{slug}"), await officer(f"lanhdao.{slug}")
    draft = await processes.save(head, SaveProcess(await place(head), changed))
    await processes.propose(head, draft.id)
    return (await processes.publish(leader, draft.id)).id


@pytest.mark.criterion("II.4")
@pytest.mark.criterion("V.25")
async def test_a_draft_is_checked_kept_proposed_and_published_by_two_persons(
    officer: Officer,
) -> None:
    head, leader = await officer("truongbophan.tamthanh"), await officer("lanhdao.tamthanh")
    agency_id = await place(head)
    begun = await processes.template(head, agency_id, "1.004873")
    assert (await processes.check(head, CheckProcess(agency_id, begun))).findings == []
    broken = process(issue__next=[])
    seen = await processes.check(head, CheckProcess(agency_id, broken))
    assert {f.step for f in seen.findings} == {"issue", "return"}
    assert seen.diagram.startswith("<svg") and seen.legal_minutes == 1440
    draft = await processes.save(head, SaveProcess(agency_id, broken))
    assert (draft.state, draft.number, draft.can_edit) == ("draft", 1, True)
    with pytest.raises(ApiProblem) as unsound:
        await processes.propose(head, draft.id)
    assert "/steps/issue" in {e.pointer for e in unsound.value.errors}
    again = await processes.save(head, SaveProcess(agency_id, process()))
    assert again.id == draft.id
    proposed = await processes.propose(head, draft.id)
    assert (proposed.state, proposed.can_edit, proposed.can_approve) == ("proposed", False, False)
    with pytest.raises(ApiProblem) as waiting:
        await processes.save(head, SaveProcess(agency_id, process()))
    assert waiting.value.status == 409
    for api, status in ((head, 403), (await officer("lanhdao.kylua"), 404)):
        with pytest.raises(ApiProblem) as refused:
            await processes.publish(api, draft.id)
        assert refused.value.status == status
    done = await processes.publish(leader, draft.id)
    assert (done.state, done.approved_by != done.proposed_by) == ("published", True)
    second = await processes.save(head, SaveProcess(agency_id, process(approve__minutes=60)))
    assert second.number == 2
    assert {row.id for row in (await processes.processes(leader)).items} >= {draft.id, second.id}
    drawn = Xml.fromstring(await processes.bpmn(leader, draft.id))
    assert drawn.tag.endswith("definitions")


async def test_a_published_process_is_not_changed_even_in_the_database(
    officer: Officer, database: asyncpg.Pool
) -> None:
    id_ = await published(officer, process(), "bacson")
    with pytest.raises(asyncpg.PostgresError):
        await database.execute("update process_version set definition = '{}' where id = $1", id_)
    with pytest.raises(asyncpg.PostgresError):
        await database.execute(
            "update process_version set approved_by = proposed_by where id = $1", id_
        )


@pytest.mark.criterion("II.4")
@pytest.mark.criterion("G.1")
async def test_a_dossier_follows_the_process_it_was_accepted_under(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, SLUG)
    before = (await submitted(await citizen(26), "Đồng Đăng")).dossier_id
    await office.accept(before)  # before any process: it goes on as the law alone says
    await published(officer, process(appraise__acts=["request_supplement"]))
    id_ = (await submitted(await citizen(27), "Đồng Đăng")).dossier_id
    found = await office.to_appraisal(id_, "Tư pháp")
    assert found.step is not None
    assert (found.step.name, found.step.role_label) == ("Thẩm định", "Chuyên viên thụ lý")
    desk = await office.as_("tiepnhan1")
    assert (await dossiers.dossier(desk, before)).step is None
    assert (await dossiers.dossier(await citizen(27), id_)).step is None

    specialist = await office.as_(office.specialist)
    now = await dossiers.dossier(specialist, id_)
    barred = next(a for a in now.allowed_acts if a.act == "consult")
    assert not barred.allowed
    assert "Thẩm định" in barred.reason
    with pytest.raises(ApiProblem) as outside:
        await office.act(office.specialist, id_, "start_verification")
    assert outside.value.status == 422
    await office.act(office.specialist, id_, "submit_for_approval")
    back = await office.act("lanhdao", id_, "send_back", reason=REASON)
    assert back.step is not None
    assert back.step.name == "Thẩm định"
    await office.act(office.specialist, id_, "submit_for_approval")
    stopped = await office.act("lanhdao", id_, "stop", reason=REASON)
    assert stopped.step is None


async def test_running_dossiers_stay_on_theirs_until_moved_by_choice(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, "tamthanh")
    head, leader = await office.as_("truongbophan"), await office.as_("lanhdao")
    first = await published(officer, process(appraise__acts=["consult"]), "tamthanh")
    ids = [(await submitted(await citizen(28 + n), "Tam Thanh")).dossier_id for n in range(2)]
    await office.accept(ids[1])
    moving = await office.to_appraisal(ids[0], "Tư pháp")
    assert moving.step is not None
    changed = msgspec.json.decode(msgspec.json.encode(ORDINARY))
    changed["steps"][0]["id"] = changed["start"] = "pass_on"
    second = await published(officer, msgspec.convert(changed, Process), "tamthanh")
    assert (await processes.process(leader, first)).running >= 2
    preview = await processes.move(head, second, apply=False)
    assert any("không có bước này" in line for line in preview.stays)
    assert len(preview.moves) >= 1
    assert (await processes.process(leader, second)).running == 0
    applied = await processes.move(head, second, apply=True)
    assert (applied.moves, applied.applied) == (preview.moves, True)
    assert (await processes.process(leader, second)).running == len(preview.moves)
    with pytest.raises(ApiProblem) as not_published:
        await processes.move(head, first, apply=False)
    assert not_published.value.status == 409


async def test_a_draft_is_simulated_and_past_dossiers_are_led_through_it(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, "kylua")
    id_ = (await submitted(await citizen(30), "Kỳ Lừa")).dossier_id
    await office.to_result(id_, "Tư pháp")
    head = await officer("truongbophan.kylua")
    agency_id = await place(head)
    tried = await processes.simulate(
        head, Simulate(agency_id, process(), "2026-03-02T08:00:00+07:00")
    )
    assert tried.passages[0].step == "transfer"
    assert (tried.late, tried.stopped) == (False, "")
    assert tried.finished_at.startswith("2026-03-04T16:00")
    slow = await processes.simulate(
        head, Simulate(agency_id, process(), "2026-03-02T08:00:00+07:00", pace_percent=300)
    )
    assert slow.late
    replayed = await processes.replay(head, CheckProcess(agency_id, process()))
    assert replayed.looked_at >= 1
    assert (replayed.finished, replayed.looked_at) == (True, replayed.total)
    assert replayed.looked_at == (
        replayed.fits + replayed.stuck + replayed.late + replayed.running + replayed.uncounted
    )
    mine = next(d for d in replayed.dossiers if d.dossier_id == id_)
    assert mine.outcome == "running" and mine.step == "Trả kết quả"
    without = process(
        assign__next=[{"to": "approve"}],
        approve__done_by="approve",
    )  # a draft without appraisal: the same dossier gets stuck
    stuck = await processes.replay(head, CheckProcess(agency_id, without))
    mine = next(d for d in stuck.dossiers if d.dossier_id == id_)
    assert (mine.outcome, mine.step) == ("stuck", "Phê duyệt")
    assert "Trình lãnh đạo" in mine.detail


@pytest.mark.criterion("II.4")
async def test_all_past_dossiers_are_led_through_a_draft_by_the_queue_when_they_are_many(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office = Office(officer, "bacson")
    id_ = (await submitted(await citizen(31), "Bắc Sơn")).dossier_id
    await office.to_result(id_, "Tư pháp")
    await siblings(id_, 430)
    head = await office.as_("truongbophan")
    agency_id = await place(head)
    without = process(assign__next=[{"to": "approve"}], approve__done_by="approve")
    begun = await processes.replay(head, CheckProcess(agency_id, without))
    assert begun.id and begun.total >= 431

    async def finished() -> Replay | None:
        now = await processes.replay_progress(head, begun.id)
        assert now.percent <= 100 and now.looked_at <= now.total
        return now if now.finished else None

    done = await eventually(finished)
    assert (done.looked_at, done.percent) == (begun.total, 100)
    assert done.stuck >= 431
    assert done.looked_at == done.fits + done.stuck + done.late + done.running + done.uncounted
    assert len(done.dossiers) == 200
    assert all(d.outcome == "stuck" and "Trình lãnh đạo" in d.detail for d in done.dossiers)
    acts = await database.fetchval(
        "select count(*) from dossier_event where dossier_id = $1", uuid.UUID(id_)
    )
    assert acts == len((await dossiers.dossier(head, id_)).timeline), "looking changes nothing"
    for other in ("lanhdao.bacson", "truongbophan.kylua"):
        with pytest.raises(ApiProblem) as foreign:
            await processes.replay_progress(await officer(other), begun.id)
        assert foreign.value.status == 404


@pytest.mark.parametrize(
    "broken",
    [
        {"steps": []}, {"steps": "x"}, {"start": 7},
        {"steps": [{**ORDINARY["steps"][0], "done_by": "fly"}]},
        {"steps": [{**ORDINARY["steps"][0], "minutes": -1}]}, {"unknown": 1},
    ],
)  # fmt: skip
async def test_a_broken_file_is_refused_with_its_place(
    officer: Officer, broken: dict[str, Any]
) -> None:
    head = await officer("truongbophan.kylua")
    body = {"agency_id": await place(head), "process": ORDINARY | broken}
    before = len((await processes.processes(head)).items)
    with pytest.raises(ApiProblem) as refused:
        await head.post("/processes/drafts", body, dict)
    assert refused.value.status in (400, 422)
    assert refused.value.errors
    assert len((await processes.processes(head)).items) == before


@pytest.mark.criterion("II.4")
async def test_a_step_ends_only_after_the_agencies_it_names_were_asked(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    slug = "locbinh"
    office = Office(officer, slug)
    agencies = await organisation.agencies(await office.as_("tiepnhan1"))
    near = [
        next(a for a in agencies if a.name.startswith("Ủy ban") and name in a.name)
        for name in ("Đông Kinh", "Tam Thanh")
    ]
    parts = [
        {"kind": "consult", "agency": a.code, "content": "Cho ý kiến về tình trạng hôn nhân",
         "days": 1}
        for a in near
    ]  # fmt: skip
    version_id = await published(officer, process(appraise__parts=parts), slug)
    id_ = (await submitted(await citizen(28), "Lộc Bình")).dossier_id
    await office.accept(id_)
    # Other tests use this place as well; what was accepted goes on under its version.
    retire = "update process_version set state = 'retired' where id = $1"
    await database.execute(retire, version_id)
    found = await office.on_to_appraisal(id_, "Tư pháp")
    assert found.step is not None
    assert [(p.agency.name, p.asked) for p in found.step.parts] == [(a.name, False) for a in near]
    with pytest.raises(ApiProblem) as early:
        await office.act(office.specialist, id_, "submit_for_approval")
    assert early.value.status == 422
    assert all(a.name in early.value.message for a in near)
    asked = await office.act(
        office.specialist, id_, "consult", agency_ids=[near[0].id], content=REASON,
        answer_within_days=1,
    )  # fmt: skip
    assert asked.step is not None
    assert [p.asked for p in asked.step.parts] == [True, False]
    await Office(officer, "dongkinh").act("lanhdao", id_, "answer_consultation", answer=REASON)
    await office.act(
        office.specialist, id_, "consult", agency_ids=[near[1].id], content=REASON,
        answer_within_days=1,
    )  # fmt: skip
    await Office(officer, "tamthanh").act("lanhdao", id_, "answer_consultation", answer=REASON)
    done = await office.act(office.specialist, id_, "submit_for_approval")
    assert done.step is not None
    assert (done.step.name, done.step.parts) == ("Phê duyệt", [])
