"""Procedures written on the screen: two persons, a day from which they hold, stops, history."""

import uuid
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import asyncpg
import httpx
import pytest
import pytest_asyncio

from backend.catalogue.coming_versions import take_effect_of_due
from backend.platform import clock
from shared.client import catalogue, dossiers, papers, procedures, proposals
from shared.client.base import ApiClient
from shared.contracts.drafts import RenewForm, SaveDraft
from shared.contracts.papers import DefinedPaper, SavePapers
from shared.contracts.procedures import ProcedureDesign, SaveProcedure
from tests.api.conftest import different
from tests.api.own_procedures import (
    SECOND,
    WRITER,
    Officer,
    kind_of,
    other_fee,
    own_procedure,
    replace,
)
from tests.api.people import fresh_citizen

SOON = clock.today() + timedelta(days=20)


@pytest_asyncio.fixture(loop_scope="session")
async def code(database: asyncpg.Pool) -> AsyncIterator[str]:
    """A procedure of its own that can be done online in one commune."""
    async with own_procedure(database) as made:
        yield made


def dearer(design: ProcedureDesign, fee: int, days: str = "2") -> SaveProcedure:
    """The next version: another fee and term."""
    channels = [replace(c, fee_vnd=fee, amount=days) for c in design.procedure.channels]
    return SaveProcedure(
        design.next.revision, design.version, replace(design.procedure, channels=channels)
    )


async def decided(officer: Officer, code: str, data: SaveProcedure) -> ProcedureDesign:
    """Written by one, approved by another."""
    writer, second = await officer(WRITER), await officer(SECOND)
    saved = await procedures.save(writer, code, data)
    proposed = await procedures.propose(writer, code, saved.next.revision)
    return await procedures.publish(second, code, proposed.next.revision)


@pytest.mark.criterion("II.1", "II.2")
async def test_a_version_is_written_compared_previewed_and_approved_by_another(
    officer: Officer, anonymous: ApiClient, code: str
) -> None:
    writer, second = await officer(WRITER), await officer(SECOND)
    first = await procedures.design(writer, code)
    assert (first.version, first.next.revision, first.differences) == (1, 0, [])
    saved = await procedures.save(writer, code, dearer(first, 12_000))
    [change] = saved.differences
    assert change.label == "Cách nộp, thời hạn và phí"
    assert any("12.000 đồng" in line for line in change.new)
    assert not any("12.000" in line for line in change.old)
    assert {c.fee for c in saved.preview.channels} == {"12.000 đồng"}, "as a citizen will see it"
    assert {c.fee for c in (await catalogue.procedure(anonymous, code)).channels} != {"12.000 đồng"}
    stale = dearer(first, 1)
    assert (await kind_of(procedures.save(writer, code, stale)))[0] == 412

    proposed = await procedures.propose(writer, code, saved.next.revision)
    listed = (await proposals.proposals(second)).items
    assert ("procedure", code) in [(p.subject, p.key) for p in listed]
    revision = proposed.next.revision
    assert await kind_of(procedures.publish(writer, code, revision)) == (403, "second-person")
    done = await procedures.publish(second, code, revision)
    assert (done.version, done.next.state) == (2, "")
    assert {c.fee for c in (await catalogue.procedure(anonymous, code)).channels} == {"12.000 đồng"}

    rows = (await procedures.versions(writer, code)).items
    assert [(r.version, r.current) for r in rows] == [(2, True), (1, False)]
    assert rows[0].proposed_by and rows[0].published_by != rows[0].proposed_by
    page = await procedures.versions(writer, code, limit=1)
    older = await procedures.versions(writer, code, page.next_cursor or "", 1)
    assert [r.version for r in older.items] == [1]
    side = await procedures.compared(writer, code, 1, 2)
    assert [d.field for d in side.differences] == ["channels"]
    was = await procedures.version(writer, code, 1)
    assert (was.version, was.can_apply) == (1, False)

    # What was is copied, and comes back as a version of its own.
    copied = await procedures.copy(writer, code, 1)
    assert [d.field for d in copied.differences] == ["channels"]
    proposed = await procedures.propose(writer, code, copied.next.revision)
    back = await procedures.publish(second, code, proposed.next.revision)
    assert back.version == 3
    assert (await procedures.compared(writer, code, 1, 3)).differences == []
    assert (await kind_of(procedures.version(writer, code, 99)))[0] == 404


@pytest.mark.criterion("II.1", "II.2", "V.25")
async def test_an_approved_version_holds_from_its_day_and_dossiers_keep_theirs(
    officer: Officer,
    http: httpx.AsyncClient,
    database: asyncpg.Pool,
    anonymous: ApiClient,
    code: str,
) -> None:
    writer, second = await officer(WRITER), await officer(SECOND)
    me = await fresh_citizen(http, database)
    draft = await dossiers.start_draft(me, code)
    draft = await dossiers.save_draft(
        me, draft.id, SaveDraft(different(), draft.agencies[0].id, "electronic"), draft.version
    )
    assert draft.newer_procedure is None
    sent = await dossiers.submit(me, draft.id, uuid.uuid4().hex)
    draft = await dossiers.start_draft(me, code)

    design = await procedures.design(writer, code)
    later = replace(dearer(design, 16_000), effective_on=SOON.isoformat())
    waits = await decided(officer, code, later)
    assert (waits.version, waits.waiting[0].state) == (1, "waiting")
    page = await catalogue.procedure(anonymous, code)
    assert page.coming is not None
    assert page.coming.effective_on == SOON.isoformat()
    assert any("16.000 đồng" in words for words in page.coming.changes)
    assert {c.fee for c in page.channels} != {"16.000 đồng"}, "not before its day"

    # What changes meanwhile stays: the day brings only what was decided.
    design = await procedures.design(writer, code)
    renamed = replace(design.procedure, receiving_address="Trung tâm mới, số 2 phố Thử")
    await decided(officer, code, SaveProcedure(design.next.revision, design.version, renamed, None))
    with clock.at(datetime.combine(SOON, datetime.min.time(), clock.VIETNAM)):
        await take_effect_of_due()
    page = await catalogue.procedure(anonymous, code)
    assert (page.version, page.receiving_address) == (3, "Trung tâm mới, số 2 phố Thử")
    assert {c.fee for c in page.channels} == {"16.000 đồng"}
    assert page.effective_from.startswith(f"{SOON}T00:00:00")
    assert page.coming is None
    done = (await procedures.design(writer, code)).waiting[0]
    assert (done.state, done.version) == ("in_force", 3)

    told = await dossiers.draft(me, draft.id)
    assert told.newer_procedure is not None
    assert told.newer_procedure.version == 3
    assert any("16.000 đồng" in words for words in told.newer_procedure.changes)
    renewed = await dossiers.renew_form(me, draft.id, RenewForm(told.version))
    assert renewed.newer_procedure is None
    pinned = (
        "select v.version from dossier d join procedure_version v "
        "on v.id = d.procedure_version_id where d.id = $1"
    )
    assert await database.fetchval(pinned, uuid.UUID(sent.dossier_id)) == 1

    # Called off before its day; the day itself is too late.
    design = await procedures.design(writer, code)
    waits = await decided(
        officer, code, replace(dearer(design, 9_000), effective_on=SOON.isoformat())
    )
    change = waits.waiting[0]
    assert change.may_call_off
    reason = "Quyết định được thay bằng quyết định khác"
    off = await procedures.call_off(second, code, change.id, reason)
    assert [c.state for c in off.waiting if c.id == change.id] == ["called_off"]
    again = procedures.call_off(second, code, change.id, reason)
    assert await kind_of(again) == (409, "moved-on")
    kept = "select array_agg(distinct action) from audit_entry where detail->>'code' = $1"
    acts = await database.fetchval(kept, code)
    assert {"procedure.scheduled", "procedure.in_force", "procedure.called_off"} <= set(acts)


async def test_what_is_due_holds_for_whoever_begins_before_the_queue(
    officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool, code: str
) -> None:
    design = await procedures.design(await officer(WRITER), code)
    await decided(officer, code, replace(dearer(design, 7_000), effective_on=SOON.isoformat()))
    await database.execute(
        "update procedure_change set effective_on = $2 where procedure_code = $1",
        code,
        clock.today(),
    )
    me = await fresh_citizen(http, database)
    draft = await dossiers.start_draft(me, code)
    assert draft.newer_procedure is None
    row = await database.fetchrow(
        "select v.version from draft d join procedure_version v on v.id = d.procedure_version_id "
        "where d.id = $1",
        uuid.UUID(draft.id),
    )
    assert row is not None
    assert row["version"] == 2


async def test_what_two_wrote_at_once_is_not_undone(officer: Officer, code: str) -> None:
    writer, second = await officer(WRITER), await officer(SECOND)
    design = await procedures.design(writer, code)
    mine = await procedures.save(writer, code, dearer(design, 3_000))
    paper = DefinedPaper("to_khai_moi", "Tờ khai bổ sung", copies=1)
    listed = (await papers.design(writer, code)).papers
    other = SavePapers(0, replace(listed, components=[*listed.components, paper]))
    written = await papers.save(writer, code, other)
    written = await papers.propose(writer, code, written.next.revision)
    await papers.publish(second, code, written.next.revision)
    now = await procedures.design(writer, code)
    assert now.overtaken == [], "other fields are not in the way"
    assert [d.field for d in now.differences] == ["channels"]
    proposed = await procedures.propose(writer, code, mine.next.revision)
    done = await procedures.publish(second, code, proposed.next.revision)
    assert "to_khai_moi" in [c.key for c in done.preview.components]

    mine = await procedures.save(writer, code, dearer(done, 4_000))
    await other_fee(code, 5_000)
    again = await procedures.design(writer, code)
    assert again.overtaken == ["channels"]
    call = procedures.propose(writer, code, mine.next.revision)
    assert await kind_of(call) == (409, "overtaken")


async def test_papers_that_are_being_written_go_with_the_version(
    officer: Officer, code: str
) -> None:
    writer = await officer(WRITER)
    design = await procedures.design(writer, code)
    saved = await procedures.save(writer, code, dearer(design, 3_000))
    call = procedures.take_papers(writer, code, saved.next.revision)
    assert await kind_of(call) == (409, "no-papers-draft")
    listed = (await papers.design(writer, code)).papers
    await papers.save(writer, code, SavePapers(0, replace(listed, components=[])))
    taken = await procedures.take_papers(writer, code, saved.next.revision)
    assert {d.field for d in taken.differences} == {"channels", "components"}
    assert taken.preview.components == []
    assert (await papers.design(writer, code)).next.state == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "  "}, "tên thủ tục"),
        ({"levels": ["planet"]}, "cấp thực hiện"),
        ({"subjects": []}, "đối tượng"),
        ({"online_level": "sometimes"}, "mức độ trực tuyến"),
        ({"steps": [" "]}, "bước thực hiện"),
        ({"channels": []}, "cách nộp"),
    ],
)
async def test_an_unsound_version_is_kept_but_not_proposed(
    officer: Officer, code: str, change: dict[str, object], words: str
) -> None:
    writer = await officer(WRITER)
    design = await procedures.design(writer, code)
    bad = replace(design.procedure, **change)
    saved = await procedures.save(writer, code, SaveProcedure(0, design.version, bad))
    assert any(words in fault.message.lower() for fault in saved.faults), saved.faults
    call = procedures.propose(writer, code, saved.next.revision)
    assert await kind_of(call) == (422, "procedure-unsound")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("amount", "nhiều", "thời hạn là số"),
        ("amount", "-1", "thời hạn là số"),
        ("amount", "NaN", "thời hạn là số"),
        ("amount", "1e9", "thời hạn là số"),
        ("unit", "năm", "đơn vị"),
        ("channel", "pigeon", "không có cách nộp"),
        ("fee_vnd", None, "mức phí"),
    ],
)
async def test_a_term_or_fee_nobody_can_read_is_named(
    officer: Officer, code: str, field: str, value: object, words: str
) -> None:
    writer = await officer(WRITER)
    design = await procedures.design(writer, code)
    channels = [replace(c, fee_text="", **{field: value}) for c in design.procedure.channels[:1]]
    bad = replace(design.procedure, channels=channels)
    saved = await procedures.save(writer, code, SaveProcedure(0, design.version, bad))
    assert any(words in fault.message.lower() for fault in saved.faults), saved.faults


async def test_a_day_that_is_none_past_or_far_is_refused(officer: Officer, code: str) -> None:
    writer = await officer(WRITER)
    design = await procedures.design(writer, code)
    data = dearer(design, 3_000)
    for day in ("2026-02-31", "2999-01-01"):
        refused = procedures.save(writer, code, replace(data, effective_on=day))
        assert (await kind_of(refused))[0] == 422
    past = await procedures.save(writer, code, replace(data, effective_on="2026-01-01"))
    assert [f.pointer for f in past.faults] == ["/effective_on"]
    call = procedures.propose(writer, code, past.next.revision)
    assert await kind_of(call) == (422, "procedure-unsound")
    nothing = SaveProcedure(past.next.revision, design.version, design.procedure)
    saved = await procedures.save(writer, code, nothing)
    call = procedures.propose(writer, code, saved.next.revision)
    assert await kind_of(call) == (409, "unchanged")
