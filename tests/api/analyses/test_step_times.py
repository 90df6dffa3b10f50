"""Time in steps: of real acts along a process that two persons published."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, time, timedelta

import asyncpg
import pytest
import python_calamine
from pypdf import PdfReader

from backend.identity.actions import grant_role
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.clock import VIETNAM
from shared.client import analyses, identity, processes
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.processes import SaveProcess
from shared.vocabulary.roles import Role
from tests.api.conftest import Office, submitted
from tests.api.offices import close_offices, own_office
from tests.unit.workflow.samples import process

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


@pytest.fixture(autouse=True)
async def closed_afterwards() -> AsyncIterator[None]:
    """Other tests are not offered what was made here."""
    yield
    await close_offices()


@pytest.mark.criterion("II.13")
@pytest.mark.criterion("II.4")
async def test_steps_are_timed_as_people_pass_them_and_open_their_dossiers(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    made = await own_office("Bước")
    office, me = Office(officer, made.slug), await citizen(27)
    desk_account = await database.fetchval(
        "select id from account where username = $1", f"tiepnhan1.{made.slug}"
    )
    await grant_role(desk_account, Role.DESK_HEAD, made.agency_id)
    leader = await officer(f"lanhdao.{made.slug}")
    head = await officer(f"tiepnhan1.{made.slug}")
    draft = await processes.save(head, SaveProcess(str(made.agency_id), process()))
    await processes.propose(head, draft.id)
    await processes.publish(leader, draft.id)
    passed = (await submitted(me, made.name)).dossier_id
    await office.to_appraisal(passed, "Tư pháp")
    await office.act(office.specialist, passed, "submit_for_approval")
    waits = (await submitted(me, made.name)).dossier_id
    await office.to_appraisal(waits, "Tư pháp")

    found = await analyses.step_times(leader, grouping="step")
    lines = {line.name: line for line in found.lines}
    assert (lines["Thẩm định"].done, lines["Thẩm định"].open) == (1, 1)
    assert lines["Thẩm định"].late == 0
    assert lines["Thẩm định"].norm_hours is not None
    assert lines["Thẩm định"].norm_hours > 0
    for which, expected in (("done", passed), ("open", waits)):
        listed = await analyses.step_dossiers(
            leader, which, lines["Thẩm định"].key, grouping="step"
        )
        assert [item.id for item in listed.items] == [expected]
    by_person = await analyses.step_times(leader, grouping="officer")
    specialist = (await identity.me(await office.as_(office.specialist))).full_name
    assert any(line.done and line.name == specialist for line in by_person.lines)
    assert found.total is not None
    assert by_person.total is not None
    assert by_person.total.done == found.total.done

    # A morning of office hours: two and a half of them where two were the norm.
    day = clock.today() - timedelta(days=1)
    calendar = await working_calendar(made.agency_id)
    while not calendar.office_time(day):
        day -= timedelta(days=1)

    def at(hour: int, minute: int) -> datetime:
        return datetime.combine(day, time(hour, minute), VIETNAM)

    await database.execute(
        "update step_passage set entered_at = $2, left_at = $3, due_at = $4 "
        "where dossier_id = $1 and name = 'Thẩm định'",
        passed, at(8, 0), at(10, 30), at(10, 0),
    )  # fmt: skip
    then = await analyses.step_times(
        leader, grouping="step", day_from=day.isoformat(), day_to=day.isoformat()
    )
    (line,) = [one for one in then.lines if one.done]
    assert (line.name, line.done, line.late) == ("Thẩm định", 1, 1)
    assert (line.mean_hours, line.median_hours, line.longest_hours) == (2.5, 2.5, 2.5)
    assert line.norm_hours == 2
    wanted = {"grouping": "step", "day_from": day.isoformat(), "day_to": day.isoformat()}
    sheet = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(await analyses.step_file(leader, "xlsx", **wanted))
    ).get_sheet_by_index(0).to_python()  # fmt: skip
    row = next(one for one in sheet if one[0] == "Thẩm định")
    assert row[1:3] == [1, 1]
    assert row[5:] == [2.5, 2.5, 2.5, 2]
    assert "Thẩm định,1,1" in (await analyses.step_file(leader, "csv", **wanted)).decode()
    paper = PdfReader(io.BytesIO(await analyses.step_file(leader, "pdf", **wanted)))
    assert "THỜI GIAN GIẢI QUYẾT THEO BƯỚC" in paper.pages[0].extract_text().upper()
    stranger = await officer("lanhdao.locbinh")
    with pytest.raises(ApiProblem) as outside:
        await analyses.step_times(stranger, grouping="step", agency_id=str(made.agency_id))
    assert outside.value.status == 404
