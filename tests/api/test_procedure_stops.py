"""Procedures that are suspended, retired and taken up again by two persons."""

import uuid
from collections.abc import AsyncIterator
from datetime import date, timedelta

import asyncpg
import httpx
import pytest
import pytest_asyncio

from backend.platform import clock
from shared.client import catalogue, dossiers, procedures
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.desk import RegisterAtDesk
from shared.contracts.drafts import SaveDraft
from shared.contracts.procedures import SaveStop
from shared.vocabulary.procedures import StopKind
from tests.api.conftest import PROCEDURE, different
from tests.api.own_procedures import SECOND, WRITER, Officer, kind_of, own_procedure, replace
from tests.api.people import fresh_citizen

SOON = clock.today() + timedelta(days=20)


@pytest_asyncio.fixture(loop_scope="session")
async def code(database: asyncpg.Pool) -> AsyncIterator[str]:
    """A procedure of its own that can be done online in one commune."""
    async with own_procedure(database) as made:
        yield made


async def stopped(officer: Officer, code: str, data: SaveStop) -> None:
    """A stop proposed by one and approved by another."""
    writer, second = await officer(WRITER), await officer(SECOND)
    now = await procedures.stop(writer, code)
    proposed = await procedures.propose_stop(
        writer, code, replace(data, revision=now.next.revision)
    )
    await procedures.approve_stop(second, code, proposed.next.revision)


@pytest.mark.criterion("II.2")
async def test_a_stopped_procedure_takes_no_new_dossiers_and_says_what_instead(
    officer: Officer,
    http: httpx.AsyncClient,
    database: asyncpg.Pool,
    anonymous: ApiClient,
    code: str,
) -> None:
    writer = await officer(WRITER)
    me = await fresh_citizen(http, database)
    draft = await dossiers.start_draft(me, code)
    draft = await dossiers.save_draft(
        me, draft.id, SaveDraft(different(), draft.agencies[0].id, "electronic"), draft.version
    )
    today = clock.today().isoformat()
    stop = SaveStop(
        StopKind.SUSPEND, today, "Hệ thống chứng thực được nâng cấp trong tuần này",
        decision="QĐ 12/QĐ-UBND", replaced_by=[PROCEDURE],
    )  # fmt: skip
    await stopped(officer, code, stop)
    page = await catalogue.procedure(anonymous, code)
    assert page.stop is not None
    assert (page.stop.now, page.can_apply, page.stop.kind.code) == (True, False, "suspend")
    assert [c.code for c in page.stop.replaced_by] == [PROCEDURE]
    assert "QĐ 12/QĐ-UBND" in page.stop.words
    [card] = [c for c in (await catalogue.search(anonymous, code)).items if c.code == code]
    assert (card.can_apply, card.stopped) == (False, "Tạm ngừng tiếp nhận")
    assert await kind_of(dossiers.submit(me, draft.id, uuid.uuid4().hex)) == (
        409, "procedure-stopped",
    )  # fmt: skip
    kept = await dossiers.draft(me, draft.id)
    assert "tạm ngừng nhận hồ sơ mới" in kept.stopped
    assert kept.answers == draft.answers, "nothing typed is lost"
    assert (await kind_of(dossiers.start_draft(await other(http, database), code)))[0] == 409
    desk = await officer("tiepnhan1.kylua")
    at_desk = RegisterAtDesk(
        code, draft.agencies[0].id, "desk", "Nguyễn Văn Mẫu", "020099000001", "0900000001",
        "Số 1 phố Trình Diễn", "desk",
    )  # fmt: skip
    assert await kind_of(dossiers.register_at_desk(desk, at_desk)) == (409, "procedure-stopped")
    seen = await procedures.stop(writer, code)
    assert (seen.open_drafts, seen.stops[0].now) == (1, True)

    await stopped(officer, code, SaveStop(StopKind.RESUME, today, "Nâng cấp xong sớm hơn dự kiến"))
    assert (await catalogue.procedure(anonymous, code)).can_apply
    sent = await dossiers.submit(me, draft.id, uuid.uuid4().hex)
    end = SaveStop(
        StopKind.RETIRE, today, "Thủ tục được gộp vào thủ tục khác", replaced_by=[PROCEDURE]
    )
    await stopped(officer, code, end)
    page = await catalogue.procedure(anonymous, code)
    assert page.stop is not None
    assert "bị bãi bỏ" in page.stop.words
    still = await dossiers.dossier(desk, sent.dossier_id)
    assert next(a for a in still.allowed_acts if a.act == "accept").allowed, "open ones go on"
    assert (await procedures.stop(writer, code)).open_dossiers == 1
    assert await kind_of(procedures.propose_stop(writer, code, end)) == (409, "already-retired")


async def other(http: httpx.AsyncClient, database: asyncpg.Pool) -> ApiClient:
    """One more citizen."""
    return await fresh_citizen(http, database)


async def test_a_stop_that_is_to_come_stops_nobody_yet(
    officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool, code: str
) -> None:
    writer = await officer(WRITER)
    first = clock.today() + timedelta(days=10)
    stop = SaveStop(
        StopKind.SUSPEND, first.isoformat(), "Bảo trì hệ thống theo kế hoạch năm",
        (first + timedelta(days=5)).isoformat(),
    )  # fmt: skip
    await stopped(officer, code, stop)
    me = await fresh_citizen(http, database)
    draft = await dossiers.start_draft(me, code)
    assert f"sẽ tạm ngừng nhận hồ sơ mới từ ngày {first:%d/%m/%Y}" in draft.stopped
    assert await kind_of(procedures.propose_stop(writer, code, stop)) == (409, "already-suspended")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"from_on": "2026-02-31"}, "/from_on"),
        ({"until": "2026-02-31"}, "/until"),
        ({"from_on": "2020-01-01"}, "/from_on"),
        ({"until": (clock.today() - timedelta(days=1)).isoformat()}, "/until"),
        ({"replaced_by": ["9.999999"]}, "/replaced_by"),
        ({"kind": StopKind.RETIRE, "until": date.max.isoformat()}, "/until"),
    ],
)
async def test_a_stop_that_cannot_be_is_refused_field_by_field(
    officer: Officer, code: str, change: dict[str, object], pointer: str
) -> None:
    writer = await officer(WRITER)
    data = SaveStop(StopKind.SUSPEND, clock.today().isoformat(), "Bảo trì hệ thống theo kế hoạch")
    with pytest.raises(ApiProblem) as refused:
        await procedures.propose_stop(writer, code, replace(data, **change))
    assert refused.value.status == 422
    assert pointer in [e.pointer for e in refused.value.errors]
    assert (await procedures.stop(writer, code)).next.state == "", "nothing is kept of it"
