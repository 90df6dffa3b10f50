"""By spreadsheet nobody changes what they could not change on screen."""

import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg

from backend.identity.actions import create_account, grant_role
from backend.imports.kinds.calendar import COLUMNS as DAYS
from backend.imports.kinds.organisation import AGENCY_COLUMNS, UNIT_COLUMNS
from backend.imports.workbook import read
from backend.organisation.actions import AgencyDetails, keep_agency, keep_unit, seat_officer
from backend.organisation.demo.seed_organisation import PASSWORD, totp_secret
from shared.client import imports
from shared.client.base import ApiClient
from shared.contracts.imports import Staged
from shared.vocabulary.roles import AccountKind, Role
from tests.api.offices import Made, own_office, second_admin
from tests.api.own_procedures import kind_of
from tests.api.test_imports import ADMIN, sheet

Officer = Callable[[str], Awaitable[ApiClient]]


async def admin_of(made: Made) -> str:
    """An administrator of one commune."""
    username = f"quantri.{made.slug}"
    account_id = await create_account(
        AccountKind.OFFICER, username, "Nguyễn Văn Mẫu Quản trị xã", PASSWORD,
        totp_secret=totp_secret(username),
    )  # fmt: skip
    await grant_role(account_id, Role.SYSTEM_ADMIN, made.agency_id)
    await seat_officer(account_id, made.unit_id, "Quản trị")
    return username


def closed(day: str, agency: str) -> dict[str, str]:
    return {"day": day, "kind": "Cơ quan đóng cửa", "note": "Thử", "agency": agency}


async def told(api: ApiClient, staged: Staged) -> dict[int, str]:
    wrong = (await imports.lines(api, staged.id, only="wrong")).items
    return {line.number: " ".join(p.message for p in line.problems) for line in wrong}


async def test_an_administrator_of_a_commune_keeps_no_calendar_but_its_own(
    officer: Officer, database: asyncpg.Pool, tmp_path: Path
) -> None:
    mine = await own_office("Lịch Mình", people=False)
    other = await own_office("Lịch Người", people=False)
    admin = await officer(await admin_of(mine))
    bad = sheet(
        DAYS, *(closed("03/03/2031", place) for place in (other.code, "", "H37", mine.code))
    )
    staged = await imports.stage(admin, "calendar", "", "lich.xlsx", bad)
    assert (staged.state, staged.counts) == ("faulty", {"new": 1, "wrong": 3})
    said = await told(admin, staged)
    assert "trong phạm vi bạn quản lý" in said[2]
    assert "lịch chung" in said[3]
    assert "trong phạm vi bạn quản lý" in said[4]
    good = await imports.stage(
        admin, "calendar", "", "lich.xlsx", sheet(DAYS, closed("03/03/2031", mine.code))
    )
    assert (await imports.apply(admin, good.id)).state == "applied"
    province = await officer(ADMIN)
    for place in (other.code, ""):
        all_ = await imports.stage(
            province, "calendar", "", "chung.xlsx", sheet(DAYS, closed("04/03/2031", place))
        )
        assert (await imports.apply(province, all_.id)).state == "applied"

    # What is given out is taken in unchanged, days of everybody too, and no day of others.
    path = tmp_path / "lich.xlsx"
    path.write_bytes(await imports.export(admin, "calendar"))
    places = {cells[4] if len(cells) > 4 else "" for _n, cells in read(path).rows}
    assert places == {"", mine.code}
    again = await imports.stage(admin, "calendar", "", "lai.xlsx", path.read_bytes())
    assert not await told(admin, again)
    assert set(again.counts) == {"same"}
    await database.execute(
        "delete from calendar_day where day between '2031-03-01' and '2031-03-31'"
    )


async def test_what_holds_for_every_agency_is_brought_in_at_the_agency_above_all_others(
    officer: Officer,
) -> None:
    mine = await own_office("Cho Mọi", people=False)
    admin = await officer(await admin_of(mine))
    kinds = {str(choice.kind) for choice in await imports.kinds(admin)}
    assert not {"fees", "lookups"} & kinds
    assert {"units", "calendar"} <= kinds
    for kind, of in (("fees", ""), ("lookups", "ethnicities")):
        content = await imports.export(await officer(ADMIN), kind, of)
        assert (await kind_of(imports.stage(admin, kind, of, "a.xlsx", content)))[0] == 403
        assert (await kind_of(imports.export(admin, kind, of)))[0] == 403


async def test_a_file_looked_at_in_a_wider_scope_is_not_written_in_a_narrower_one(
    officer: Officer, database: asyncpg.Pool
) -> None:
    mine = await own_office("Hẹp", people=False)
    other = await own_office("Rộng", people=False)
    admin, second = await officer(await admin_of(mine)), await officer(await second_admin())
    content = sheet(UNIT_COLUMNS, {"agency": mine.code, "name": "Phòng Kinh tế", "desk": "Không"})
    staged = await imports.stage(admin, "units", "", "phong.xlsx", content)
    assert (staged.state, staged.may_apply) == ("ready", False)
    await database.execute(
        'update staged_line set "values" = jsonb_set("values", \'{agency}\', to_jsonb($2::text)) '
        "where import_id = $1",
        uuid.UUID(staged.id),
        other.code,
    )
    await database.execute(
        "update staged_import set created_by = (select id from account where username = $2) "
        "where id = $1",
        uuid.UUID(staged.id),
        ADMIN,
    )
    assert await kind_of(imports.apply(admin, staged.id)) == (409, "changed-since")
    # Whoever administers the agency above sees the file and is the second person.
    assert (await imports.apply(second, staged.id)).state == "applied"


async def test_the_organisation_takes_a_second_person_and_a_dissolved_unit_says_it_is_opened_again(
    officer: Officer, database: asyncpg.Pool
) -> None:
    made = await own_office("Mở Lại", people=False)
    gone = await keep_unit(made.agency_id, "Phòng Cũ")
    await database.execute("update unit set dissolved_at = now() where id = $1", gone)
    admin, second = await officer(ADMIN), await officer(await second_admin())
    choices = {str(choice.kind): choice.two_persons for choice in await imports.kinds(admin)}
    assert choices["agencies"]
    assert choices["units"]
    assert choices["posts"]
    line = {"agency": made.code, "name": "Phòng Cũ"}
    unsaid = await imports.stage(admin, "units", "", "phong.xlsx", sheet(UNIT_COLUMNS, line))
    assert "đã giải thể" in (await told(admin, unsaid))[2]
    none = sheet(UNIT_COLUMNS, {"agency": made.code, "name": "Phòng Tư pháp", "reopen": "x"})
    refused = await imports.stage(admin, "units", "", "phong.xlsx", none)
    assert "Để trống ô này" in (await told(admin, refused))[2]
    staged = await imports.stage(
        admin, "units", "", "phong.xlsx", sheet(UNIT_COLUMNS, line | {"reopen": "x"})
    )
    assert (staged.state, staged.counts) == ("ready", {"changed": 1})
    (row,) = (await imports.lines(admin, staged.id)).items
    assert [(c.column, c.before, c.after) for c in row.changes] == [
        ("Mở lại phòng đã giải thể", "", "Có")
    ]
    assert await kind_of(imports.apply(admin, staged.id)) == (403, "second-person")
    await imports.apply(second, staged.id)
    assert await database.fetchval("select dissolved_at from unit where id = $1", gone) is None


async def test_an_agency_whose_parent_has_ended_stays_as_it_is_and_no_agency_is_its_own_parent(
    officer: Officer, database: asyncpg.Pool
) -> None:
    over = await own_office("Trên", people=False)
    code = f"H37.THU{uuid.uuid4().hex[:6].upper()}"
    below = await keep_agency(
        AgencyDetails(code, f"Xã Dưới {code}", "commune", over.agency_id, "06187")
    )
    admin = await officer(await admin_of(over))
    await database.execute("update agency set ended_on = began_on where id = $1", over.agency_id)
    line = {"code": code, "name": f"Xã Dưới {code}", "level": "Cấp xã", "parent": over.code,
            "commune": "06187"}  # fmt: skip
    for change, state in (
        ({}, "same"), ({"phone": "0900000000"}, "changed"), ({"parent": code}, "wrong"),
        ({"code": f"{code}X", "name": "Xã Mới"}, "wrong"),
    ):  # fmt: skip
        content = sheet(AGENCY_COLUMNS, line | change)
        staged = await imports.stage(admin, "agencies", "", "co-quan.xlsx", content)
        assert staged.counts == {state: 1}, (change, staged.counts)
    await database.execute("update agency set ended_on = began_on where id = $1", below)
