"""A desk of agency X: how it is set up, a number and an appointment of the owner, a kiosk."""

from datetime import timedelta
from uuid import UUID

import asyncpg
import msgspec

from backend.platform import clock
from backend.platform.database import uuid7
from backend.reception.setups import FIRST
from backend.settings import settings


async def desk_rows(database: asyncpg.Pool, agency_id: str, owner: UUID) -> dict[str, str]:
    """Straight into the database: no answer may depend on office hours."""
    agency, tenant, now = UUID(agency_id), settings().tenant, clock.now()
    ids = {
        name: uuid7()
        for name in ("ticket_id", "appointment_id", "closure_id", "device_id", "browser_id")
    }
    today, later = now.date(), now + timedelta(days=9)
    setup = msgspec.json.encode(msgspec.structs.replace(FIRST, is_open=True)).decode()
    await database.execute(
        "insert into desk_setup (id, tenant_id, agency_id, version, definition, note, "
        "saved_by_name, saved_at) select $1, $2, $3, coalesce(max(version), 0) + 1, $4::jsonb, "
        "'', '', $5 from desk_setup where agency_id = $3",
        uuid7(), tenant, agency, setup, now,
    )  # fmt: skip
    await database.execute(
        "insert into desk_day values ($1, $2) on conflict do nothing", agency, today
    )
    await database.execute(
        "insert into queue_ticket (id, tenant_id, agency_id, day, kind, letter, number, origin, "
        "priority, state, account_id, taken_at) values ($1, $2, $3, $4, 'nop_ho_so', 'A', 998, "
        "'phone', 'none', 'waiting', $5, $6)",
        ids["ticket_id"], tenant, agency, today, owner, now,
    )  # fmt: skip
    await database.execute(
        "insert into appointment (id, tenant_id, agency_id, kind, day, starts_at, minutes, seat, "
        "code, priority, procedure_code, account_id, questions, answers, state, created_at, "
        "changed_at) values ($1, $2, $3, 'nop_ho_so', $4, $5, 30, 1, '000998', 'none', '', $6, "
        "'[]', '{}', 'booked', $7, $7)",
        ids["appointment_id"], tenant, agency, later.date(), later, owner, now,
    )  # fmt: skip
    await database.execute(
        "insert into desk_closure (id, tenant_id, agency_id, day, reason, closed_by, closed_at) "
        "values ($1, $2, $3, $4, 'Sửa chữa trụ sở', $5, $6)",
        ids["closure_id"], tenant, agency, later.date() + timedelta(days=1), owner, now,
    )  # fmt: skip
    await database.execute(
        "insert into kiosk_device (id, tenant_id, agency_id, name, enrolled_by, created_at) "
        "values ($1, $2, $3, 'Ki-ốt', $4, $5)",
        ids["device_id"], tenant, agency, owner, now,
    )  # fmt: skip
    await database.execute(
        "insert into push_browser (id, tenant_id, account_id, endpoint_mark, subscription, "
        "public_key, device, added_at) values ($1, $2, $3, $4, '', '', 'Chrome', $5)",
        ids["browser_id"], tenant, owner, ids["browser_id"].hex, now,
    )  # fmt: skip
    return {name: str(id_) for name, id_ in ids.items()}


async def wall_row(database: asyncpg.Pool, agency_id: str, owner: UUID) -> str:
    """A screen on the wall of the agency, still waiting for its code."""
    id_, now = uuid7(), clock.now()
    await database.execute(
        "insert into wall_screen (id, tenant_id, agency_id, name, code_until, made_by, created_at) "
        "values ($1, $2, $3, 'Sảnh', $4, $5, $4)",
        id_, settings().tenant, UUID(agency_id), now, owner,
    )  # fmt: skip
    return str(id_)
