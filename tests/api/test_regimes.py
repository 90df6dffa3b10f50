"""The figures of a regime change by two persons, from a day to come; dossiers keep their own."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta

import asyncpg
import msgspec
import pytest

from backend.platform import clock
from backend.regimes.queries import rules_for_new
from backend.settings import settings
from shared.client import dossiers, proposals, regimes
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.regimes import NewRegimeVersion, RegimeDesign
from tests.api.conftest import Office, submitted
from tests.api.offices import own_office

pytestmark = pytest.mark.usefixtures("services")
Officer = Callable[[str], Awaitable[ApiClient]]
Citizen = Callable[[int], Awaitable[ApiClient]]
OLD, NEW = "ND61-2018", "ND118-2025"
WRITER, SECOND = "danhmuc.ubndtinh", "quantri.ubndtinh"
replace = msgspec.structs.replace


@pytest.fixture(autouse=True)
async def called_off_afterwards(database: asyncpg.Pool) -> AsyncIterator[None]:
    """Nobody else begins under what was published here."""
    yield
    await database.execute("delete from proposal where subject = 'regime'")
    await database.execute("update regime_version set called_off_at = now() where true")


async def refused(work: Awaitable[object], status: int, slug: str = "") -> ApiProblem:
    with pytest.raises(ApiProblem) as caught:
        await work
    assert caught.value.status == status, caught.value.problem
    assert slug in caught.value.problem.type
    return caught.value


async def design(api: ApiClient, key: str) -> RegimeDesign:
    return next(one for one in await regimes.regimes(api) if one.key == key)


def day(ahead: int) -> str:
    return (clock.today() + timedelta(days=ahead)).isoformat()


async def a_version(api: ApiClient, key: str, ahead: int = 1, **figures: str) -> NewRegimeVersion:
    """What is in force, with some figures changed."""
    now = await design(api, key)
    return NewRegimeVersion(
        now.newest, day(ahead), {f.name: f.value for f in now.figures} | figures,
        "Nghị định sửa đổi số 12/2027/NĐ-CP", "Sửa đổi theo nghị định mới của Chính phủ",
    )  # fmt: skip


async def published(officer: Officer, key: str, ahead: int = 1, **figures: str) -> RegimeDesign:
    writer, second = await officer(WRITER), await officer(SECOND)
    waiting = await regimes.propose(writer, key, await a_version(writer, key, ahead, **figures))
    return await regimes.publish(second, key, waiting.next.revision)


async def test_a_decree_that_has_ceased_and_is_still_followed_is_said_to_be(
    officer: Officer,
) -> None:
    found = {one.key: one for one in await regimes.regimes(await officer(WRITER))}
    (adopted,) = (one for one in found.values() if one.adopted)
    assert adopted.key == settings().regime
    assert adopted.outlived == bool(adopted.until and adopted.until < clock.today().isoformat())
    assert not any(one.outlived for one in found.values() if not one.adopted)
    assert found["ND61-2018"].until == "2025-06-30"


@pytest.mark.criterion("V.25")
async def test_a_version_is_proposed_by_one_and_published_by_another(
    officer: Officer, database: asyncpg.Pool
) -> None:
    writer, second = await officer(WRITER), await officer(SECOND)
    data = await a_version(writer, NEW, 30, online_answer_hours="16", extensions="2")
    seen = await regimes.preview(second, NEW, data)
    assert [d.new for d in seen.differences] == ["16 giờ làm việc", "2 lần"]
    assert "giữ quy định lúc nộp" in seen.effects[0]
    waiting = await regimes.propose(writer, NEW, data)
    assert waiting.proposed == data and waiting.next.state == "proposed"
    assert any(
        r.key == NEW and r.mine_to_approve for r in (await proposals.proposals(second)).items
    )
    await refused(regimes.publish(writer, NEW, waiting.next.revision), 403, "second-person")
    back = await regimes.give_back(second, NEW, "Ghi rõ điều khoản")
    assert (back.next.state, back.next.note) == ("draft", "Ghi rõ điều khoản")
    waiting = await regimes.propose(writer, NEW, data)

    done = await regimes.publish(second, NEW, waiting.next.revision)

    coming = done.versions[0]
    assert (coming.state, coming.number, done.in_force) == ("coming", done.newest, 0)
    assert coming.figures["online_answer_hours"] == "16" and coming.may_call_off
    late = replace(data, valid_from=day(31))
    await refused(regimes.propose(writer, NEW, late), 409, "regime-changed")
    off = await regimes.call_off(second, NEW, coming.number, "Nghị định bị thu hồi trước ngày đó")
    assert (off.versions[0].state, off.versions[0].may_call_off) == ("called_off", False)
    again = regimes.call_off(second, NEW, coming.number, "Nghị định bị thu hồi trước ngày đó")
    await refused(again, 409, "moved-on")
    acts = await database.fetch(
        "select action from audit_entry e join regime_version v on v.id = e.subject_id "
        "where v.regime = $1 and v.number = $2", NEW, coming.number,
    )  # fmt: skip
    assert {row["action"] for row in acts} == {"regime.version", "regime.called_off"}


async def test_what_makes_no_sense_is_refused_at_its_figure(officer: Officer) -> None:
    writer = await officer(WRITER)
    sound = await a_version(writer, NEW, 30, extensions="2")
    bad = replace(
        sound, valid_from=day(0), source="", reason="x",
        figures={**sound.figures, "online_answer_hours": "900", "afternoon_limit": ""},
    )  # fmt: skip
    told = await refused(regimes.propose(writer, NEW, bad), 422, "regime-unsound")
    assert {e.pointer for e in told.errors} == {
        "/figures/online_answer_hours", "/figures/afternoon_limit", "/valid_from", "/source",
        "/reason",
    }  # fmt: skip
    await refused(regimes.preview(writer, NEW, bad), 422)
    missing = {k: v for k, v in sound.figures.items() if k != "extensions"}
    told = await refused(regimes.propose(writer, NEW, replace(sound, figures=missing)), 422)
    assert [e.pointer for e in told.errors] == ["/figures/extensions"]
    same = await a_version(writer, NEW, 30)
    await refused(regimes.propose(writer, NEW, same), 409, "regime-unchanged")
    await refused(regimes.propose(writer, "ND1-1900", sound), 404)
    await refused(regimes.regimes(await officer("tiepnhan1.kylua")), 403)
    assert (await design(writer, NEW)).next.state == ""
    await published(officer, NEW, 40, extensions="2")
    early = await a_version(writer, NEW, 30, extensions="3")
    told = await refused(regimes.propose(writer, NEW, early), 422)
    assert [e.pointer for e in told.errors] == ["/valid_from"]


@pytest.mark.criterion("V.25")
async def test_dossiers_keep_the_version_they_were_submitted_under(
    officer: Officer, citizen: Citizen, database: asyncpg.Pool
) -> None:
    office = await own_office("Chế Độ")
    desk, me = Office(officer, office.slug), await citizen(23)
    before = (await submitted(me, office.name)).dossier_id
    done = await published(officer, OLD, 1, online_answer_hours="16", extensions="0")
    number = done.versions[0].number
    today, tomorrow = clock.today(), clock.today() + timedelta(days=1)
    hours = [(await rules_for_new(each)).online_answer_hours for each in (today, tomorrow)]
    assert hours == [8, 16]
    # Its day has come.
    await database.execute(
        "update regime_version set valid_from = $1 where regime = $2 and number = $3",
        today, OLD, number,
    )  # fmt: skip
    after = (await submitted(me, office.name)).dossier_id
    rows = await database.fetch(
        "select id, regime_version, answer_by from dossier where id = any($1::uuid[])",
        [uuid.UUID(before), uuid.UUID(after)],
    )
    kept = {str(row["id"]): row for row in rows}
    assert [kept[id_]["regime_version"] for id_ in (before, after)] == [0, number]
    assert kept[after]["answer_by"] - kept[before]["answer_by"] >= timedelta(hours=8)
    for id_, may in ((before, True), (after, False)):
        await desk.to_appraisal(id_, "Tư pháp")
        now = await dossiers.dossier(await desk.as_("chuyenvien1.tuphap"), id_)
        extend = next(a for a in now.allowed_acts if a.act == "extend")
        assert extend.allowed is may, extend
        assert datetime.fromisoformat(now.due_at or "") > clock.now()
