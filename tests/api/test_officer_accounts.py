"""Officers' accounts: first password, locks, sleep; roles by two persons; the review of access."""

import asyncio
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pyotp
import pytest

from shared.client import identity, inbox, officers, organisation
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.officers import AskRole, FirstPassword, OpenOfficerAccount
from tests.api.people import Person, enter
from tests.conftest import ROOT

Officer = Callable[[str], Awaitable[ApiClient]]
ADMIN = "quantri.ubndtinh"
WHY = "Theo quyết định phân công"


@pytest.fixture
async def admin(officer: Officer, database: asyncpg.Pool) -> ApiClient:
    """The administrator, who has just proved themselves."""
    api = await officer(ADMIN)
    await database.execute("update session set stepped_up_at = now() where face = 'officer'")
    return api


async def opened(
    admin: ApiClient, agency: str = "", role: str = "specialist", kind: str = ""
) -> FirstPassword:
    """A fresh specialist of the first unit of an agency, of the administrator's own when none."""
    agency = agency or (await identity.me(admin)).roles[0].agency_id
    unit = (await organisation.units(admin, agency))[0]
    return await officers.open_account(
        admin,
        OpenOfficerAccount(
            username=f"moi.{uuid.uuid4().hex[:8]}",
            full_name="Bùi Thị Làm Mẫu",
            personal_id=f"0205{uuid.uuid4().int % 10**8:08d}",
            email="moi@langson.example",
            phone="0900000005",
            unit_id=unit.id,
            position="Chuyên viên",
            role=role,
            reason=WHY,
            account_kind=kind,  # type: ignore[arg-type]
        ),
    )


def as_person(first: FirstPassword, password: str = "") -> Person:
    return Person(first.username, password or first.password, uuid.UUID(first.id), "officer")


async def client(http: httpx.AsyncClient, person: Person, code: str = "") -> ApiClient:
    answer = await enter(http, person, code=code)
    assert answer.status_code == 200, answer.text
    return ApiClient(http, face="officer", cookie=answer.cookies["motcua_officer"])


async def set_up(http: httpx.AsyncClient, first: FirstPassword) -> tuple[ApiClient, str]:
    """The officer changes the first password and sets up a second factor; the secret."""
    from shared.client import factors
    from shared.contracts.factors import ChangePassword

    api = await client(http, as_person(first))
    await factors.change_password(api, ChangePassword(first.password, "Đúng hẹn từng hồ sơ"))
    secret = (await factors.start_enrolment(api)).secret
    await factors.confirm_enrolment(api, pyotp.TOTP(secret).at(int(time.time()) - 30))
    return api, secret


async def refused(call: Awaitable[Any]) -> str:
    with pytest.raises(ApiProblem) as problem:
        await call
    return problem.value.problem.type.rsplit(":", 1)[1]


@pytest.mark.criterion("II.18")
@pytest.mark.criterion("G.10")
@pytest.mark.criterion("G.1")
async def test_a_new_officer_sets_the_account_up_before_anything_else(
    http: httpx.AsyncClient, admin: ApiClient
) -> None:
    first = await opened(admin)
    api = await client(http, as_person(first))
    assert await refused(inbox.counts(api)) == "first-steps"
    assert await refused(identity.sessions(api)) == "first-steps"
    api, secret = await set_up(http, first)
    assert (await identity.me(api)).roles == [], "no role before a second person said so"
    assert await inbox.counts(api)
    assert (await enter(http, as_person(first))).status_code == 422
    again = as_person(first, "Đúng hẹn từng hồ sơ")
    assert (await enter(http, again)).json()["type"].endswith("code-needed")
    assert (await enter(http, again, code=pyotp.TOTP(secret).now())).status_code == 200


@pytest.mark.criterion("II.18")
async def test_a_role_is_given_and_taken_away_by_two(
    http: httpx.AsyncClient, admin: ApiClient, officer: Officer, database: asyncpg.Pool
) -> None:
    leader = await officer("lanhdao.kylua")
    first = await opened(admin, (await identity.me(leader)).roles[0].agency_id)
    api, _secret = await set_up(http, first)
    waiting = next(q for q in await officers.role_requests(admin) if q.officer.id == first.id)
    assert not waiting.may_decide
    assert await refused(officers.decide_role(admin, waiting.id, True)) == "second-person-needed"
    await database.execute("update session set stepped_up_at = now() where face = 'officer'")
    answers = await asyncio.gather(
        *(officers.decide_role(leader, waiting.id, True) for _ in range(5)),
        return_exceptions=True,
    )
    assert sum(not isinstance(a, Exception) for a in answers) == 1
    held = (await identity.me(api)).roles
    assert [role.role for role in held] == ["specialist"]
    kept = (await officers.accounts(admin, first.username)).items[0]
    ask = AskRole(account_id=first.id, reason=WHY, grant_id=kept.roles[0].grant_id)
    await officers.ask_role(admin, ask)
    back = next(
        q for q in await officers.role_requests(leader) if q.officer.id == first.id and q.may_decide
    )
    assert back.takes_away
    await officers.decide_role(leader, back.id, True)
    assert (await identity.me(api)).roles == []


@pytest.mark.criterion("V.13")
async def test_the_database_itself_wants_two(admin: ApiClient, database: asyncpg.Pool) -> None:
    first = await opened(admin)
    with pytest.raises(asyncpg.CheckViolationError):
        await database.execute(
            "update role_request set decided_by = asked_by where account_id = $1",
            uuid.UUID(first.id),
        )


@pytest.mark.criterion("II.18")
async def test_a_lock_ends_an_open_page_at_once_and_is_undone_by_another(
    http: httpx.AsyncClient, admin: ApiClient, database: asyncpg.Pool
) -> None:
    first = await opened(admin)
    api, secret = await set_up(http, first)
    await officers.lock(admin, first.id, "Nghi lộ mật khẩu")
    assert await refused(identity.me(api)) == "unauthenticated"
    person = as_person(first, "Đúng hẹn từng hồ sơ")
    code = pyotp.TOTP(secret).now()
    assert (await enter(http, person, code=code)).json()["type"].endswith("account-locked")
    shown = (await officers.accounts(admin, first.username)).items[0]
    assert (shown.state, shown.lock_reason) == ("locked", "Nghi lộ mật khẩu")
    assert await refused(officers.unlock(admin, first.id, "Đã kiểm tra")) == "second-person-needed"
    await database.execute(
        "update account set locked_by = (select id from account where username = "
        "'danhmuc.ubndtinh') where id = $1",
        uuid.UUID(first.id),
    )  # as if another administrator had locked it
    await officers.unlock(admin, first.id, "Đã kiểm tra")
    assert (await enter(http, person, code=code)).status_code == 200
    await officers.disable(admin, first.id, "Chuyển công tác")
    gone = await enter(http, person, code=pyotp.TOTP(secret).at(int(time.time()) + 30))
    assert gone.json()["type"].endswith("sign-in-refused")


async def test_a_lost_phone_is_replaced_by_an_administrator(
    http: httpx.AsyncClient, admin: ApiClient
) -> None:
    first = await opened(admin)
    api, _secret = await set_up(http, first)
    again = await officers.reset(admin, first.id, "Mất điện thoại")
    assert await refused(identity.me(api)) == "unauthenticated"
    api = await client(http, as_person(again))
    assert await refused(inbox.counts(api)) == "first-steps"


async def test_nobody_keeps_their_own_account_nor_one_of_elsewhere(
    admin: ApiClient, officer: Officer, database: asyncpg.Pool
) -> None:
    me = await identity.me(admin)
    assert await refused(officers.lock(admin, me.id, WHY)) == "own-account"
    citizen = await database.fetchval("select id from account where kind = 'citizen' limit 1")
    assert await refused(officers.lock(admin, str(citizen), WHY)) == "not-found"
    assert await refused(officers.lock(admin, str(uuid.uuid4()), WHY)) == "not-found"
    assert await refused(officers.accounts(await officer("vanthu.kylua"))) == "forbidden"


async def test_an_act_on_accounts_wants_a_fresh_proof(
    admin: ApiClient, database: asyncpg.Pool
) -> None:
    first = await opened(admin)
    await database.execute(
        "update session set stepped_up_at = now() - interval '31 minutes' where face = 'officer'"
    )
    assert await refused(officers.lock(admin, first.id, WHY)) == "step-up-needed"
    assert await refused(opened(admin)) == "step-up-needed"


async def sweep() -> None:
    """As the worker does every minute, under the policy of level 3."""
    program = "import asyncio; from backend.identity.officers import put_sleepers_to_rest as rest; "
    await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", program + "asyncio.run(rest())"], cwd=ROOT,
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep", "MOTCUA_POLICY": "level3"}, check=True,
    )  # fmt: skip


@pytest.mark.criterion("II.18")
@pytest.mark.parametrize(("days", "state"), [(46, "locked"), (44, "active")])
async def test_an_account_nobody_used_for_45_days_is_put_to_sleep(
    http: httpx.AsyncClient, admin: ApiClient, database: asyncpg.Pool, days: int, state: str
) -> None:
    first = await opened(admin)
    await set_up(http, first)
    # Everybody else was here just now, so that only this one can fall asleep.
    await database.execute("update account set last_sign_in_at = now() where kind = 'officer'")
    await database.execute(
        "update account set last_sign_in_at = now() - make_interval(days => $2), "
        "created_at = now() - interval '1 year' where id = $1",
        uuid.UUID(first.id),
        days,
    )
    await sweep()
    shown = (await officers.accounts(admin, first.username)).items[0]
    assert shown.state == state
    if state == "locked":
        await officers.unlock(admin, first.id, "Đi học về")
        await sweep()
        assert (await officers.accounts(admin, first.username)).items[0].state == "active"


async def test_the_list_is_paged_and_searched(admin: ApiClient) -> None:
    page = await admin.get("/officer-accounts", dict, params={"limit": 5})
    assert len(page["items"]) == 5
    after = await admin.get(
        "/officer-accounts", dict, params={"limit": 5, "cursor": page["next_cursor"]}
    )
    assert not {i["id"] for i in page["items"]} & {i["id"] for i in after["items"]}
    found = await officers.accounts(admin, "quantri.")
    assert ADMIN in [each.username for each in found.items]


@pytest.mark.criterion("II.18")
async def test_access_is_reviewed_every_quarter(admin: ApiClient, database: asyncpg.Pool) -> None:
    first = await opened(admin)
    seen = await officers.access_review(admin)
    row = next(r for r in seen.rows if r.username == first.username)
    assert set(row.remarks) == {"Chưa đăng nhập lần nào", "Không có vai trò"}
    done = await officers.access_reviewed(admin, "Đã rà soát, không có sai lệch")
    assert not done.due
    assert done.last_reviewed_by == (await identity.me(admin)).full_name
    await database.execute(
        "update access_review set reviewed_at = reviewed_at - interval '93 days'"
    )
    assert (await officers.access_review(admin)).due


@pytest.mark.criterion("II.18")
async def test_accounts_of_four_kinds_are_kept_apart(
    http: httpx.AsyncClient, admin: ApiClient
) -> None:
    kinds = {
        ("specialist", ""): "operation",
        ("catalogue_admin", ""): "administration",
        ("", "technical"): "technical",
        ("", "service"): "service",
    }
    made = {}
    for (role, kind), should in kinds.items():
        first = await opened(admin, role=role, kind=kind)
        shown = (await officers.accounts(admin, first.username)).items[0]
        assert shown.kind == should and shown.kind_label.startswith("Tài khoản")
        made[should] = first
    for role, kind in (("system_admin", "operation"), ("specialist", "technical"), ("", "")):
        assert await refused(opened(admin, role=role, kind=kind)) == "kinds-apart"
    agency = (await identity.me(admin)).roles[0].agency_id
    for kind, role in (
        ("operation", "system_admin"), ("administration", "leader"), ("technical", "auditor"),
    ):  # fmt: skip
        wanted = AskRole(made[kind].id, WHY, role=role, agency_id=agency)
        assert await refused(officers.ask_role(admin, wanted)) == "kinds-apart"
    program = await enter(http, as_person(made["service"]))
    assert program.json()["type"].endswith("sign-in-refused"), "a program has no page"
    assert (await enter(http, as_person(made["technical"]))).status_code == 200
