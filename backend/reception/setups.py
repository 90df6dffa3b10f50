"""Reads of how desks are set up: now, before, days without appointments, kiosks."""

from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.organisation.queries import agency
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.reception.keepers import can_keep, keeps
from backend.reception.queries import iso
from backend.settings import settings
from shared.contracts.common import Choice, Named
from shared.contracts.desk_setup import (
    ClosedDay,
    Counter,
    DeskSetup,
    Device,
    SetupVersion,
    SetupView,
    WorkKind,
)

DEVICE_STATES = {
    "active": "Đang dùng",
    "waiting": "Chờ nhập mã",
    "expired": "Mã đã hết hạn",
    "revoked": "Đã thu hồi",
    "stopped": "Ngừng: cơ quan đã kết thúc hoạt động",
}
FIRST = DeskSetup(
    is_open=False,
    kinds=[
        WorkKind("nop_ho_so", "A", "Nộp hồ sơ", [], 10, True, None),
        WorkKind("nhan_ket_qua", "B", "Nhận kết quả", [], 4, True, None),
    ],
    counters=[Counter(1, "Quầy 1", ["nop_ho_so", "nhan_ket_qua"])],
    most_in_a_row=2,
    per_person_a_day=3,
    early_minutes=30,
    tell_before=3,
    grace_minutes=15,
)


async def view(actor: Actor, agency_id: UUID) -> SetupView:
    """How a desk is set up, or a proposal where nobody has. Raises Forbidden, NotFound."""
    await keeps(actor, agency_id)
    named = await agency(agency_id)
    row = await fetch_row(
        "select version, definition, saved_by_name, saved_at from desk_setup "
        "where agency_id = $1 order by version desc limit 1",
        agency_id,
    )
    procedures = await fetch(
        "select p.code, p.name from procedure p join agency_procedure a "
        "on a.tenant_id = p.tenant_id and a.procedure_code = p.code "
        "where a.receiving_agency_id = $1 order by p.name, p.code limit 1000",
        agency_id,
    )
    return SetupView(
        agency=Named(named.id, named.name),
        version=row["version"] if row else 0,
        setup=msgspec.json.decode(row["definition"], type=DeskSetup) if row else FIRST,
        saved_at=iso(row["saved_at"]) if row else "",
        saved_by=row["saved_by_name"] if row else "",
        can_keep=await can_keep(actor, agency_id),
        procedures=[Choice(p["code"], p["name"]) for p in procedures],
    )


async def versions(actor: Actor, agency_id: UUID) -> list[SetupVersion]:
    """The last fifty versions, the newest first. Raises Forbidden."""
    await keeps(actor, agency_id)
    rows = await fetch(
        "select version, note, saved_at, saved_by_name, definition from desk_setup "
        "where agency_id = $1 order by version desc limit 50",
        agency_id,
    )
    return [
        SetupVersion(
            row["version"],
            row["note"],
            iso(row["saved_at"]),
            row["saved_by_name"],
            msgspec.json.decode(row["definition"], type=DeskSetup),
        )
        for row in rows
    ]


async def closed_days(actor: Actor, agency_id: UUID) -> list[ClosedDay]:
    """Days without appointments from today on. Raises Forbidden."""
    await keeps(actor, agency_id)
    rows = await fetch(
        "select id, day, reason, called_off from desk_closure where agency_id = $1 "
        "and day >= $2 order by day limit 200",
        agency_id,
        clock.today(),
    )
    return [
        ClosedDay(str(r["id"]), r["day"].isoformat(), r["reason"], r["called_off"]) for r in rows
    ]


async def devices(actor: Actor, agency_id: UUID) -> list[Device]:
    """The kiosks of a desk, the newest first. Raises Forbidden."""
    await keeps(actor, agency_id)
    rows = await fetch(
        "select id, name, enrolled_at, last_seen_at, case when revoked_at is not null "
        "then 'revoked' when exists (select from agency g where g.id = agency_id "
        "and g.ended_on is not null) then 'stopped' when key_hash is not null then 'active' "
        "when code_until < $3 then 'expired' else 'waiting' end as state from kiosk_device "
        "where agency_id = $1 and tenant_id = $2 order by created_at desc, id desc limit 100",
        agency_id,
        settings().tenant,
        clock.now(),
    )
    return [
        Device(
            id=str(row["id"]),
            name=row["name"],
            state=row["state"],
            state_label=DEVICE_STATES[row["state"]],
            enrolled_at=iso(row["enrolled_at"]) if row["enrolled_at"] else "",
            last_seen_at=iso(row["last_seen_at"]) if row["last_seen_at"] else "",
        )
        for row in rows
    ]
