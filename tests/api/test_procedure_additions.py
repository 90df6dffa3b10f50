"""A procedure is added, opened for submission online, closed, and brought back, by two persons."""

import uuid
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import asyncpg
import httpx
import pytest
import pytest_asyncio

from backend.catalogue.actions import withdraw_procedure
from backend.catalogue.coming_versions import take_effect_of_due
from backend.forms.actions import publish_form
from backend.forms.queries import newest_form
from backend.organisation.actions import set_competence
from backend.platform import clock
from shared.client import catalogue, dossiers, identity, papers, procedures, processes
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.papers import DefinedPaper, Papers, SavePapers
from shared.contracts.procedures import (
    DefinedChannel,
    DefinedProcedure,
    DefinedText,
    ProcedureDesign,
    SaveProcedure,
    SaveStop,
)
from shared.contracts.processes import SaveProcess
from shared.vocabulary.procedures import StopKind
from tests.api.conftest import PROCEDURE
from tests.api.own_procedures import SECOND, WRITER, Officer, kind_of, own_procedure, replace
from tests.api.people import fresh_citizen
from tests.api.test_procedure_design import decided
from tests.api.test_procedure_stops import stopped

NAME = "Xác nhận thử do tỉnh thêm"


@pytest_asyncio.fixture(loop_scope="session")
async def new(database: asyncpg.Pool) -> AsyncIterator[str]:
    """A code nobody has; nothing of it is left."""
    made = f"8.{uuid.uuid4().int % 10**6:06d}"
    yield made
    await database.execute("delete from proposal where key = $1", made)
    await database.execute("delete from agency_procedure where procedure_code = $1", made)
    await database.execute("delete from procedure_change where procedure_code = $1", made)
    await database.execute(
        "update process_version set state = 'retired' where procedure_code = $1", made
    )
    await database.execute(
        "update procedure set is_open = false, deactivated_at = now() where code = $1", made
    )


def whole(design: ProcedureDesign, **more: object) -> SaveProcedure:
    """Everything a decision says of a procedure."""
    procedure = DefinedProcedure(
        name=design.procedure.name,
        sector="Thử nghiệm",
        agency="UBND cấp xã",
        levels=["commune"],
        subjects=["citizen"],
        online_level="full",
        receiving_address="",
        decision_number="Quyết định số 123/QĐ-UBND",
        decided_on="2026-11-01",
        steps=["Nộp hồ sơ", "Nhận kết quả"],
        channels=[DefinedChannel("online", "3", "working_day", 0, "Miễn phí")],
        conditions="",
        results=[DefinedText("Giấy xác nhận")],
        legal_basis=[DefinedText("Nghị quyết của Hội đồng nhân dân tỉnh", "12/NQ-HĐND")],
        keywords=["xác nhận thử"],
        together=[],
        papers=Papers([], []),
    )
    return SaveProcedure(
        design.next.revision, design.base_version, replace(procedure, **more), None
    )


def opened(design: ProcedureDesign, on: bool = True, **more: object) -> SaveProcedure:
    """The same content, taking dossiers online or not."""
    procedure = replace(design.procedure, takes_online=on, **more)
    return SaveProcedure(design.next.revision, design.version, procedure, None)


@pytest.mark.criterion("II.2")
async def test_a_procedure_is_added_filled_and_opened_on_screen_alone(
    officer: Officer,
    http: httpx.AsyncClient,
    database: asyncpg.Pool,
    anonymous: ApiClient,
    new: str,
) -> None:
    writer = await officer(WRITER)
    begun = await procedures.add(writer, new, NAME)
    assert (begun.version, begun.base_version, begun.next.state) == (0, 0, "draft")
    assert begun.faults
    assert [(a.code, a.state) for a in await procedures.additions(writer) if a.code == new] == [
        (new, "draft")
    ]
    assert await kind_of(procedures.add(writer, new, NAME)) == (409, "already-begun")
    assert (await kind_of(catalogue.procedure(anonymous, new)))[0] == 404
    asked = await procedures.save(writer, new, whole(begun, takes_online=True))
    words = " ".join(f.message for f in asked.faults)
    for lacking in ("biểu mẫu", "giấy tờ", "cơ quan tiếp nhận"):
        assert lacking in words
    call = procedures.propose(writer, new, asked.next.revision)
    assert await kind_of(call) == (422, "procedure-unsound")

    # Papers are written beside it and go into its first version.
    paper = DefinedPaper("don", "Đơn đề nghị", originals=1)
    own = await papers.save(writer, new, SavePapers(0, Papers([paper], [])))
    call = papers.propose(writer, new, own.next.revision)
    assert await kind_of(call) == (409, "not-in-catalogue")
    taken = await procedures.take_papers(writer, new, asked.next.revision)
    assert [c.name for c in taken.preview.components] == ["Đơn đề nghị"]
    asked = await procedures.save(writer, new, whole(taken))

    published = await decided(officer, new, whole(asked))
    assert (published.version, published.takes_online) == (1, False)
    page = await catalogue.procedure(anonymous, new)
    assert (page.name, page.can_apply) == (NAME, False)
    me = await fresh_citizen(http, database)
    assert await kind_of(dossiers.start_draft(me, new)) == (404, "procedure-not-open")
    assert await procedures.additions(writer) == []

    # Form, competence and process are made; each that is there is named no more.
    form = await newest_form(PROCEDURE)
    assert form is not None
    await publish_form(new, form.title, form.questions)
    place = await database.fetchrow(
        "select receiving_agency_id, resolving_unit_id from agency_procedure p join agency a "
        "on a.id = p.receiving_agency_id where p.procedure_code = $1 and a.name like '%Kỳ Lừa%'",
        PROCEDURE,
    )
    assert place is not None
    await set_competence(new, *place)
    left = (await procedures.design(writer, new)).opening
    assert len(left) == 2, left
    assert any("quy trình" in f.message for f in left)
    head, leader = await officer("truongbophan.kylua"), await officer("lanhdao.kylua")
    agency = (await identity.me(head)).roles[0].agency_id
    steps = await processes.template(head, agency, new)
    draft = await processes.save(head, SaveProcess(agency, steps))
    await processes.propose(head, draft.id)
    await processes.publish(leader, draft.id)
    design = await procedures.design(writer, new)
    assert ["giấy tờ" in f.message for f in design.opening] == [True]

    done = await decided(officer, new, opened(design, no_papers=True))
    assert (done.version, done.takes_online, done.opening) == (2, True, [])
    assert (await catalogue.procedure(anonymous, new)).can_apply
    assert (await dossiers.start_draft(me, new)).procedure_code == new

    design = await procedures.design(writer, new)
    closed = await procedures.save(writer, new, opened(design, on=False))
    assert [d.label for d in closed.differences] == ["Nhận hồ sơ trực tuyến"]
    closed = await procedures.propose(writer, new, closed.next.revision)
    closed = await procedures.publish(await officer(SECOND), new, closed.next.revision)
    assert not closed.takes_online
    another = await fresh_citizen(http, database)
    assert await kind_of(dossiers.start_draft(another, new)) == (404, "procedure-not-open")


async def test_a_procedure_is_added_with_its_day(
    officer: Officer, anonymous: ApiClient, new: str
) -> None:
    writer = await officer(WRITER)
    begun = await procedures.add(writer, new, NAME)
    day = clock.today() + timedelta(days=15)
    waits = await decided(officer, new, replace(whole(begun), effective_on=day.isoformat()))
    assert (waits.version, waits.waiting[0].state) == (0, "waiting")
    [listed] = [a for a in await procedures.additions(writer) if a.code == new]
    assert (listed.name, listed.state, listed.effective_on) == (NAME, "waiting", day.isoformat())
    assert (await kind_of(catalogue.procedure(anonymous, new)))[0] == 404
    with clock.at(datetime.combine(day, datetime.min.time(), clock.VIETNAM)):
        await take_effect_of_due()
    assert (await catalogue.procedure(anonymous, new)).name == NAME
    assert (await procedures.design(writer, new)).version == 1


async def test_a_code_that_is_none_or_taken_is_refused_at_its_field(officer: Officer) -> None:
    writer = await officer(WRITER)
    for code, words in (("12.3", "sáu chữ số"), (PROCEDURE, "đã có trong danh mục")):
        with pytest.raises(ApiProblem) as refused:
            await procedures.add(writer, code, NAME)
        assert refused.value.status == 422
        [error] = refused.value.errors
        assert error.pointer == "/code"
        assert words in error.message
    with pytest.raises(ApiProblem) as refused:
        await procedures.add(writer, "8.000001", "  ")
    assert [e.pointer for e in refused.value.errors] == ["/name"]
    call = procedures.add(await officer(SECOND), "8.000001", NAME)
    assert (await kind_of(call))[0] == 403


async def test_a_procedure_taken_off_the_catalogue_comes_back_by_a_new_version(
    officer: Officer, database: asyncpg.Pool, anonymous: ApiClient
) -> None:
    writer = await officer(WRITER)
    async with own_procedure(database) as code:
        async with database.acquire() as connection:
            await withdraw_procedure(connection, code)
        assert (await kind_of(catalogue.procedure(anonymous, code)))[0] == 404
        seen = await procedures.design(writer, code)
        assert (seen.withdrawn, seen.takes_online) == (True, False)
        begun = await procedures.add(writer, code, NAME)
        assert begun.procedure.name != NAME, "it comes back as it was"
        proposed = await procedures.propose(writer, code, begun.next.revision)
        done = await procedures.publish(await officer(SECOND), code, proposed.next.revision)
        assert (done.withdrawn, done.version) == (False, 2)
        assert not (await catalogue.procedure(anonymous, code)).can_apply


async def test_a_retired_procedure_is_brought_back_by_another_decision(
    officer: Officer, database: asyncpg.Pool, anonymous: ApiClient
) -> None:
    writer, today = await officer(WRITER), clock.today().isoformat()
    async with own_procedure(database) as code:
        end = SaveStop(StopKind.RETIRE, today, "Thủ tục được gộp vào thủ tục khác")
        await stopped(officer, code, end)
        assert not (await catalogue.procedure(anonymous, code)).can_apply
        again = SaveStop(StopKind.RESUME, today, "Hội đồng nhân dân tỉnh quy định lại")
        with pytest.raises(ApiProblem) as refused:
            await procedures.propose_stop(writer, code, again)
        assert [e.pointer for e in refused.value.errors] == ["/decision"]
        await stopped(officer, code, replace(again, decision="Quyết định số 9/QĐ-UBND"))
        assert (await catalogue.procedure(anonymous, code)).can_apply
        assert not any(stop.now for stop in (await procedures.stop(writer, code)).stops)
