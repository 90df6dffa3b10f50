"""A calendar that changes: looked at first, then done by the queue, told to those concerned."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

import pytest

from backend.law.calendar import VIETNAM
from shared.client import calendar, dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.calendar import SetDay, StartRecalculation
from tests.api.conftest import Office, eventually, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
WHY = "Lịch nghỉ của cơ quan thay đổi theo quyết định mới."


async def all_moving(api: ApiClient) -> dict[str, str]:
    """Every dossier that would move, with its new due date."""
    found: dict[str, str] = {}
    cursor = ""
    while True:
        page = await calendar.preview(api, cursor)
        found |= {m.dossier_id: m.new_due_at for m in page.items}
        if page.next_cursor is None:
            return found
        cursor = page.next_cursor


@pytest.mark.criterion("W.18")
@pytest.mark.criterion("W.19")
async def test_a_closure_moves_open_due_dates_only_when_somebody_says_so(
    citizen: Citizen, officer: Officer
) -> None:
    office, me = Office(officer, "luongvantri"), await citizen(48)
    id_ = (await submitted(me, "Lương Văn Tri")).dossier_id
    before = await office.accept(id_)
    assert before.due_at is not None
    leader = await office.as_("lanhdao")
    due = datetime.fromisoformat(before.due_at)
    day = due.date().isoformat()
    view = await calendar.set_day(
        leader, SetDay(day, "closed", "Cơ quan sửa trụ sở", before.receiving_agency.id)
    )
    closed = next(d for d in view.days if d.day == day and d.agency)
    try:
        moving = await all_moving(leader)
        assert datetime.fromisoformat(moving[id_]) > due
        assert (await dossiers.dossier(me, id_)).due_at == before.due_at, "looking changes nothing"
        run = await calendar.recalculate(leader, StartRecalculation(WHY))

        async def finished() -> bool:
            return (await calendar.progress(leader, run.id)).finished_at is not None

        assert await eventually(finished, 30)
        done = await calendar.progress(leader, run.id)
        assert done.moved >= 1
        assert (done.percent, done.looked_at) == (100, done.total)
        after = await dossiers.dossier(me, id_)
        assert after.due_at == moving[id_]
        assert (after.timeline[-1].act, after.timeline[-1].note) == ("recalculate", WHY)
        assert [d.due_at for d in after.due_history] == [before.due_at, moving[id_]]
        words = " ".join(after.due_history[-1].explanation)
        assert WHY in words
        assert "Cơ quan sửa trụ sở" in words
        assert id_ not in await all_moving(leader)
    finally:
        await calendar.remove_day(leader, closed.id)


async def test_who_may_keep_which_calendar(officer: Officer) -> None:
    leader, admin = await officer("lanhdao.kylua"), await officer("quantri.ubndtinh")
    day = (date.today() + timedelta(days=900)).isoformat()
    for agency_id in ("", str(uuid.uuid4()), "x"):
        with pytest.raises(ApiProblem) as refused:
            await calendar.set_day(leader, SetDay(day, "closed", "Không được", agency_id))
        assert refused.value.status == 403
    with pytest.raises(ApiProblem) as clerk:
        await calendar.set_day(await officer("vanthu.kylua"), SetDay(day, "closed", "Không được"))
    assert clerk.value.status == 403
    view = await calendar.set_day(admin, SetDay(day, "holiday", "Nghỉ theo quyết định"))
    kept = next(d for d in view.days if d.day == day)
    assert (kept.can_remove, kept.kind_label) == (True, "Nghỉ lễ")
    seen = next(d for d in (await calendar.year(leader, view.year)).days if d.day == day)
    assert not seen.can_remove
    with pytest.raises(ApiProblem) as not_theirs:
        await calendar.remove_day(leader, kept.id)
    assert not_theirs.value.status == 403
    await calendar.remove_day(admin, kept.id)
    with pytest.raises(ApiProblem) as gone:
        await calendar.remove_day(admin, kept.id)
    assert gone.value.status == 404


@pytest.mark.parametrize(
    ("day", "pointer"),
    [
        (SetDay("2027-02-30", "closed", "Không có thật"), "/day"),
        (SetDay("2027-03-01", "half_day", "Thiếu giờ"), "/opens"),
        (SetDay("2027-03-01", "half_day", "Ngược giờ", opens="11:00", closes="08:00"), "/closes"),
    ],
)
async def test_an_impossible_day_is_refused(officer: Officer, day: SetDay, pointer: str) -> None:
    admin = await officer("quantri.ubndtinh")
    with pytest.raises(ApiProblem) as refused:
        await calendar.set_day(admin, day)
    assert refused.value.errors[0].pointer == pointer


async def test_a_year_says_whether_its_holidays_are_known(officer: Officer) -> None:
    admin = await officer("quantri.ubndtinh")
    now = datetime.now(VIETNAM).year
    assert (await calendar.year(admin, now)).is_open
    assert not (await calendar.year(admin, now + 9)).is_open
