"""An office made for one test: an agency with a desk, a unit and people, beside the seeded ones."""

import uuid
from dataclasses import dataclass

from backend.identity.actions import create_account, grant_role
from backend.organisation.actions import (
    AgencyDetails,
    keep_agency,
    keep_unit,
    seat_officer,
    set_competence,
)
from backend.organisation.demo.seed_organisation import PASSWORD, totp_secret
from backend.platform.database import execute, fetch_value
from shared.vocabulary.roles import AccountKind, Role
from tests.api.conftest import PROCEDURE

_PEOPLE = (
    ("tiepnhan1", Role.DESK_OFFICER, "desk", "Công chức Một cửa"),
    ("truongphong.tuphap", Role.UNIT_HEAD, "unit", "Trưởng phòng"),
    ("chuyenvien1.tuphap", Role.SPECIALIST, "unit", "Chuyên viên"),
    ("lanhdao", Role.LEADER, "", "Phó Chủ tịch"),
    ("vanthu", Role.CLERK, "", "Văn thư"),
)


PREFIX = "H37.THU"  # codes of agencies that tests made


async def close_offices() -> None:
    """Nobody is offered agencies that tests made once these are through."""
    await execute(
        "delete from agency_procedure p using agency g where g.id = p.receiving_agency_id "
        "and g.code like $1",
        f"{PREFIX}%",
    )


async def second_admin() -> str:
    """The user name of one more administrator of the province, made for one run of tests."""
    if not _admin:
        username = f"quantri{uuid.uuid4().hex[:6]}.ubndtinh"
        account_id = await create_account(
            AccountKind.OFFICER, username, "Nguyễn Văn Mẫu Quản trị", PASSWORD,
            totp_secret=totp_secret(username),
        )  # fmt: skip
        province = await fetch_value("select id from agency where code = 'H37'")
        office = await fetch_value("select id from unit where agency_id = $1 limit 1", province)
        await grant_role(account_id, Role.SYSTEM_ADMIN, province)
        await seat_officer(account_id, office, "Quản trị hệ thống")
        _admin.append(username)
    return _admin[0]


_admin: list[str] = []


@dataclass(frozen=True)
class Made:
    """What was made; people sign in as e.g. `tiepnhan1.<slug>`."""

    slug: str
    agency_id: uuid.UUID
    code: str
    name: str
    desk_id: uuid.UUID
    unit_id: uuid.UUID


async def own_office(word: str, *, people: bool = True, unit: str = "Phòng Tư pháp") -> Made:
    """An agency below the province that receives and resolves `PROCEDURE`."""
    part = uuid.uuid4().hex[:6]
    name, code = f"Xã {word} {part}", f"{PREFIX}{part.upper()}"
    parent = await fetch_value("select id from agency where code = 'H37'")
    agency_id = await keep_agency(AgencyDetails(code, name, "commune", parent, "06187"))
    desk_id = await keep_unit(agency_id, "Trung tâm Phục vụ hành chính công", is_desk=True)
    unit_id = await keep_unit(agency_id, unit)
    await set_competence(PROCEDURE, agency_id, unit_id)
    slug = f"thu{part}"
    if people:
        for role_name, role, where, position in _PEOPLE:
            username = f"{role_name}.{slug}"
            account_id = await create_account(
                AccountKind.OFFICER, username, f"Nguyễn Văn Mẫu {position}", PASSWORD,
                totp_secret=totp_secret(username),
            )  # fmt: skip
            place = {"desk": desk_id, "unit": unit_id, "": None}[where]
            await grant_role(account_id, role, agency_id, place)
            await seat_officer(account_id, place or unit_id, position)
    return Made(slug, agency_id, code, name, desk_id, unit_id)
