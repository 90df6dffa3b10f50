"""What holds for every agency is decided at the one above all others; whoever keeps a commune keeps
what is the commune's."""

import re
import uuid
from collections.abc import Awaitable, Callable

import httpx
import pytest

from backend.identity.actions import create_account, grant_role
from backend.organisation.actions import seat_officer
from backend.organisation.demo.seed_organisation import PASSWORD, totp_secret
from backend.platform import clock
from backend.platform.database import execute
from shared.client import calendar, compliance, content, notifications, proposals, regimes
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.calendar import OfficeTime, SetDay, SetOfficeHours
from shared.contracts.notifications import WriteTemplate
from shared.vocabulary.roles import AccountKind, Role
from tests.api.access.bodies import body_of
from tests.api.content.conftest import Editors, a_text
from tests.api.offices import Made, own_office
from tests.house.project import routes

Officer = Callable[[str], Awaitable[ApiClient]]
ABOVE = sorted(
    (method, path.removeprefix("/api/v1"), handler)
    for method, path, handler in routes()
    if str(handler.opt["permission"]).startswith("for_all:")
)
# One of each kind of setting that holds for the whole province.
SETTINGS = {
    "/calendar/years", "/compliance/thresholds", "/regimes/{regime_key:str}/proposal",
    "/regimes/{regime_key:str}/publication", "/indicators/definitions",
    "/forms/{code:str}/publication", "/procedures/{code:str}/papers/publication",
    "/procedures/{code:str}/design/publication", "/procedures/{code:str}/stop/approval",
    "/result-kinds/{key:str}/publication", "/shared-catalogues/{key:str}/entries",
    "/archive/retention-rules", "/message-providers/rule",
}  # fmt: skip
WORDS = WriteTemplate("act.accept", "vi", 0, "Tiếp nhận", "Đã nhận hồ sơ", "Đã nhận")
WEEK = [OfficeTime(day, "08:00", "16:30") for day in range(5)]


async def keeper(made: Made) -> str:
    """Who is catalogue and system administrator of one commune alone."""
    username = f"quantri.{made.slug}"
    account_id = await create_account(
        AccountKind.OFFICER, username, "Nguyễn Văn Mẫu Quản trị xã", PASSWORD,
        totp_secret=totp_secret(username),
    )  # fmt: skip
    for role in (Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN):
        await grant_role(account_id, role, made.agency_id)
    await seat_officer(account_id, made.desk_id, "Quản trị")
    return username


async def refused(work: Awaitable[object]) -> ApiProblem:
    with pytest.raises(ApiProblem) as caught:
        await work
    assert caught.value.status == 403, caught.value.problem
    return caught.value


def test_each_setting_of_the_province_is_declared_to_be_one() -> None:
    assert {path for _method, path, _handler in ABOVE} >= SETTINGS


@pytest.mark.usefixtures("services")
async def test_no_administrator_and_no_leader_of_a_commune_decides_for_everybody(
    http: httpx.AsyncClient, officer: Officer
) -> None:
    made = await own_office("Trên dưới")
    people = [await officer(await keeper(made)), await officer(f"lanhdao.{made.slug}")]
    await execute("update session set stepped_up_at = now()")
    wrong = []
    for method, path, handler in ABOVE:
        url = "/api/v1" + re.sub(r"\{\w+:uuid\}", str(uuid.uuid4()), path)
        url = re.sub(r"\{\w+:\w+\}", "1", url)
        for who in people:
            answer = await http.request(
                method, url, headers=dict(who._headers),
                json=body_of(handler, {}) if method == "POST" else None,
            )  # fmt: skip
            if answer.status_code != 403:
                wrong.append(f"{method} {path}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    local = people[0]
    answer = await refused(calendar.open_year(local, clock.today().year + 1, "QĐ 1/2026"))
    assert answer.problem.type.endswith("for-everybody")
    assert "cơ quan chủ quản Cổng" in answer.problem.detail
    assert "Quản trị hệ thống" in answer.problem.detail, "it says who may"


@pytest.mark.usefixtures("services")
async def test_a_commune_keeps_its_own_days_and_words_and_not_those_of_everybody(
    officer: Officer,
) -> None:
    made = await own_office("Lịch riêng")
    local, day = await officer(await keeper(made)), f"{clock.today().year + 1}-03-04"
    day_off = SetDay(day, "closed", "Sửa trụ sở")
    for call in (
        calendar.set_day(local, day_off),
        calendar.keep_hours(local, SetOfficeHours(WEEK)),
        notifications.write_template(local, WORDS),
    ):
        assert (await refused(call)).problem.detail
    own = SetDay(day, "closed", "Sửa trụ sở", str(made.agency_id))
    kept = await calendar.set_day(local, own)
    assert any(d.day == day and d.agency == made.name and d.can_remove for d in kept.days)
    assert not any(d.can_remove for d in kept.days if not d.agency), "nothing of everybody's"
    hours = await calendar.keep_hours(local, SetOfficeHours(WEEK, str(made.agency_id)))
    assert not hours.inherited


@pytest.mark.usefixtures("services")
async def test_what_is_offered_is_what_may_be_done(officer: Officer) -> None:
    made = await own_office("Được làm")
    local, province = await officer(await keeper(made)), await officer("danhmuc.ubndtinh")
    for one in await regimes.regimes(local):
        assert not one.next.may_edit and not one.next.may_approve
    assert all(one.next.may_edit for one in await regimes.regimes(province))
    assert not (await compliance.report(local)).may_set
    assert (await compliance.report(await officer("quantri.ubndtinh"))).may_set


@pytest.mark.usefixtures("services")
async def test_content_is_written_by_the_agency_whose_it_is(
    officer: Officer,
) -> None:
    editors = Editors(await officer("danhmuc.ubndtinh"), await officer("quantri.ubndtinh"))
    made, away = await own_office("Nội dung"), await own_office("Nơi khác")
    local, leader = await officer(await keeper(made)), await officer(f"lanhdao.{made.slug}")
    answer = await refused(content.start(local, "banner", a_text()))
    assert "cơ quan chủ quản Cổng" in answer.problem.detail, "a banner stands on every page"
    mine = await content.start(local, "news", a_text())
    waiting = await content.propose(local, mine.id, mine.next.revision)
    assert not any(
        row.key == mine.id and row.mine_to_approve
        for row in (await proposals.proposals(editors.second)).items
    )
    assert (await content.publish(leader, mine.id, waiting.next.revision)).published_version == 1
    others = await editors.published("news", a_text())
    for who in (local, await officer(await keeper(away))):
        seen = await content.design(who, others.id)
        assert not seen.next.may_edit
        await refused(content.save(who, others.id, a_text(), seen.next.revision))
    await refused(content.save(await officer(f"quantri.{away.slug}"), mine.id, a_text(), 0))
    again = await content.save(local, mine.id, a_text(), 0)
    assert again.next.may_edit
