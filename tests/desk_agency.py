"""An agency with a desk of its own that is open around the clock, and officers who work there.

Straight into the database: a test must not wait for office hours, nor touch another's.
"""

import uuid
from datetime import time, timedelta
from uuid import UUID

import msgspec
import pytest

from backend.identity.actions import create_account, grant_role
from backend.organisation.actions import AgencyDetails, keep_agency
from backend.organisation.demo.seed_organisation import PASSWORD, totp_secret
from backend.organisation.office_weeks import set_office_hours
from backend.platform import clock
from backend.platform.database import execute, fetch_value, uuid7
from backend.settings import settings
from shared.contracts.desk_setup import Booking, Counter, DeskSetup, WorkKind
from shared.contracts.forms import Question
from shared.vocabulary.channels import AgencyLevel
from shared.vocabulary.roles import AccountKind, Role

QUESTION = Question(
    "nguoi_di_cung", "number", "Có mấy người đi cùng?", "", "", "", True, [], 0, 0, 0, 9, False,
    None, None, [], "", [], 0, 0,
)  # fmt: skip
SETUP = DeskSetup(
    is_open=True,
    kinds=[
        WorkKind("ho_tich", "A", "Hộ tịch, chứng thực", ["1.004873"], 10, True, None),
        WorkKind("nhan", "B", "Nhận kết quả", [], 4, False, None),
        WorkKind(
            "dat_dai", "C", "Đất đai", ["1.001193"], 20, True, Booking(30, 2, 14, 1, [QUESTION])
        ),
    ],
    counters=[
        Counter(1, "Quầy 1", ["ho_tich", "nhan"]),
        Counter(2, "Quầy 2", ["ho_tich"]),
        Counter(3, "Quầy 3", ["dat_dai"]),
    ],
    most_in_a_row=2,
    per_person_a_day=2,
    early_minutes=30,
    tell_before=3,
    grace_minutes=15,
)


EARLY, LATE = time(0, 40), time(23, 10)


async def desk_agency(setup: DeskSetup | None = None) -> tuple[UUID, str, str]:
    """The id of a new agency, its name, and the word that ends its officers' names.

    Nobody is given a number whose turn would come after the day is over, an appointment is of its
    day, and the days of a desk end at midnight: around it, in Viet Nam, there is nothing to try.
    """
    if not EARLY < clock.now().time() < LATE:
        pytest.skip("the day of the desk begins or ends while it is tried: try again in a while")
    slug, number = f"q{uuid.uuid4().hex[:8]}", uuid.uuid4().int % 10**6
    parent = await fetch_value(
        "select id from agency where tenant_id = $1 and parent_id is null order by code limit 1",
        settings().tenant,
    )
    name = f"Ủy ban nhân dân phường Mẫu {number}"
    agency_id = await keep_agency(
        AgencyDetails(
            code=f"H37.99.{number:06d}", name=name, level=AgencyLevel.COMMUNE, parent_id=parent,
            commune_code=None, address="Số 1 phố Trình Diễn", phone="", email="",
            responsible_person="",
        )
    )  # fmt: skip
    await set_office_hours(agency_id, dict.fromkeys(range(7), ((time(0), time(23, 59)),)))
    for days in range(2):
        await execute(
            "insert into calendar_day (id, tenant_id, agency_id, day, kind, note, "
            "decision_number, updated_at) values ($1, $2, $3, $4, 'worked', '', '', $5)",
            uuid7(), settings().tenant, agency_id, clock.today() + timedelta(days=days),
            clock.now(),
        )  # fmt: skip
    if setup is not None:
        await execute(
            "insert into desk_setup (id, tenant_id, agency_id, version, definition, note, "
            "saved_by_name, saved_at) values ($1, $2, $3, 1, $4::jsonb, '', '', $5)",
            uuid7(), settings().tenant, agency_id, msgspec.json.encode(setup).decode(),
            clock.now(),
        )  # fmt: skip
    return agency_id, name, slug


async def desk_officer(agency_id: UUID, slug: str, role: Role) -> str:
    """The user name of a new officer of a desk."""
    username = f"quay{uuid.uuid4().hex[:10]}.{slug}"
    account = await create_account(
        AccountKind.OFFICER, username, "Nguyễn Văn Làm Mẫu", PASSWORD,
        totp_secret=totp_secret(username),
    )  # fmt: skip
    await grant_role(account, role, agency_id)
    return username
