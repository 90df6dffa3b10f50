"""The first agency of an empty installation and its first two administrators.

Everything after that is done on screen and takes two persons, so two are needed to begin with.
"""

import tomllib
from typing import Annotated
from uuid import UUID

import asyncpg
import msgspec
from msgspec import Meta, Struct

from backend.audit.actions import record
from backend.identity.actions import grant_within
from backend.identity.officers import first_password, write_officer
from backend.identity.passwords import hash_password
from backend.lookups.actions import fill_lookups
from backend.organisation import actions
from backend.organisation.actions import AgencyDetails
from backend.organisation.office_weeks import fill_office_hours
from backend.platform import clock
from backend.platform.database import connection, transaction, uuid7
from backend.platform.sealing import is_number
from backend.settings import settings
from shared.contracts.common import IN_WORDS
from shared.contracts.officers import FirstPassword, OpenOfficerAccount
from shared.vocabulary.channels import AgencyLevel
from shared.vocabulary.roles import KIND_OF_ROLE, Role

Line = Annotated[str, Meta(min_length=2, max_length=200, pattern=IN_WORDS)]
POSITION = "Quản trị hệ thống"
EXAMPLE = """\
[agency]
code = "H37"                       # QĐ 20/2020/QĐ-TTg
name = "Ủy ban nhân dân tỉnh …"
level = "province"                 # ministry, province, commune
office = "Văn phòng Ủy ban nhân dân tỉnh"   # phòng của hai quản trị viên
address = ""
phone = ""
email = ""

[[administrators]]
username = "quantri.mot"
full_name = "Nguyễn Văn Mẫu"
personal_id = "000000000001"
email = "quantri1@example.vn"
phone = "0900000001"

[[administrators]]
username = "quantri.hai"
full_name = "Trần Thị Mẫu"
personal_id = "000000000002"
email = "quantri2@example.vn"
phone = "0900000002"
"""


class FirstAgency(Struct, frozen=True, forbid_unknown_fields=True):
    """The ministry or province that everything else hangs below; `office` is a unit of it."""

    code: Annotated[str, Meta(max_length=40)]
    name: Line
    level: AgencyLevel
    office: Line
    address: str = ""
    phone: str = ""
    email: str = ""


class FirstAdministrator(Struct, frozen=True, forbid_unknown_fields=True):
    """A system administrator; the role is given, not asked for, this once."""

    username: str
    full_name: str
    personal_id: str
    email: str
    phone: str


class Installation(Struct, frozen=True, forbid_unknown_fields=True):
    """What the operator says."""

    agency: FirstAgency
    administrators: Annotated[list[FirstAdministrator], Meta(min_length=2, max_length=5)]


class NotInstalled(Exception):
    """Nothing was written; the message says what to do."""


def read(text: str) -> Installation:
    """What a file says. Raises NotInstalled naming the line or the field."""
    try:
        return msgspec.convert(tomllib.loads(text), Installation)
    except tomllib.TOMLDecodeError as error:
        raise NotInstalled(f"Tệp không đúng dạng TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise NotInstalled(f"Tệp chưa đúng: {error}") from error


async def install(wanted: Installation) -> list[FirstPassword]:
    """Agency, unit, accounts and roles in one transaction, once; the passwords are shown only now.

    Raises NotInstalled where an agency is there already, BadAgencyCode.
    """
    people = [_account(one) for one in wanted.administrators]
    for one in people:
        if is_number(one.username):
            raise NotInstalled(f"Tên đăng nhập {one.username} không được là một dãy số.")
    if len({one.username for one in people}) < len(people):
        raise NotInstalled("Hai quản trị viên phải có tên đăng nhập khác nhau.")
    if len({one.personal_id for one in people}) < len(people):
        raise NotInstalled("Hai quản trị viên phải là hai người khác nhau (số định danh trùng).")
    async with connection() as looking:
        await _must_be_empty(looking)
    # What may be filled in again comes first, so that what stops in between is begun once more.
    await actions.fill_places()
    await fill_lookups()
    await actions.fill_holidays(actions.seeded_years(clock.today()))
    await fill_office_hours()
    found = [FirstPassword(str(uuid7()), one.username, first_password()) for one in people]
    hashed = [await hash_password(one.password) for one in found]
    first = wanted.agency
    async with transaction() as writing:
        await writing.execute(
            "select pg_advisory_xact_lock(hashtext('install' || $1))", settings().tenant
        )
        await _must_be_empty(writing)
        agency_id = await actions.keep_agency_within(
            writing,
            AgencyDetails(
                first.code, first.name, first.level, address=first.address, phone=first.phone,
                email=first.email,
            ),
        )  # fmt: skip
        unit_id = await actions.keep_unit_within(writing, agency_id, first.office)
        for one, password, secret in zip(people, found, hashed, strict=True):
            id_ = UUID(password.id)
            kind = KIND_OF_ROLE[Role.SYSTEM_ADMIN]
            await write_officer(writing, id_, one, secret, kind, None)
            await actions.seat_within(writing, id_, unit_id, POSITION)
            await grant_within(writing, id_, Role.SYSTEM_ADMIN, agency_id)
        detail = {"agency": first.code, "administrators": [one.username for one in people]}
        await record(writing, None, "installation.begun", subject_id=agency_id, detail=detail)
    return found


async def _must_be_empty(looking: asyncpg.Connection) -> None:
    there = await looking.fetchval(
        "select name from agency where tenant_id = $1 limit 1", settings().tenant
    )
    if there:
        raise NotInstalled(
            f"Đã có cơ quan “{there}”. Lệnh này chỉ dùng cho bản cài trống; cơ quan và tài khoản "
            "khác do quản trị viên lập trên màn hình."
        )


def _account(one: FirstAdministrator) -> OpenOfficerAccount:
    raw = msgspec.structs.asdict(one) | {
        "unit_id": "", "position": POSITION, "role": "", "reason": "Cài đặt hệ thống lần đầu",
    }  # fmt: skip
    try:
        return msgspec.convert(raw, OpenOfficerAccount)
    except msgspec.ValidationError as error:
        raise NotInstalled(f"Quản trị viên {one.username}: {error}") from error
