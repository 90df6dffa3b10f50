"""Reads of what the national portal sent us. Nobody is named: the dossier is opened for that."""

from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from backend.dossiers.queries import iso
from backend.national.inbound import shapes
from backend.platform.database import fetch
from backend.platform.pagination import decode_cursor, page
from backend.platform.sealing import opened_json
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.national_lists import Inbound, InboundFile
from shared.vocabulary import national as words

_LIST = """
select i.*, coalesce(p.name, '') as procedure_name, coalesce(g.name, '') as agency_name,
    coalesce(d.code, d.reference, '') as dossier_code,
    (select coalesce(json_agg(json_build_object('position', f.position, 'state', f.state,
        'reason', f.reason) order by f.position), '[]')::text
        from national_inbound_file f where f.inbound_id = i.id) as files
from national_inbound i
    left join procedure p on p.tenant_id = i.tenant_id and p.code = i.procedure_code
    left join dossier d on d.id = i.dossier_id
    left join agency g on g.id = coalesce(d.receiving_agency_id, i.agency_id)
where i.tenant_id = $1 and i.state = $2
    and ($3::timestamptz is null or (i.received_at, i.id) < ($3, $4::uuid))
order by i.received_at desc, i.id desc limit $5
"""


class _FileRow(msgspec.Struct):
    position: int
    state: str
    reason: str


async def inbound(state: str = "held", cursor: str = "", limit: int = 20) -> Page[Inbound]:
    """Those in one state, the newest first."""
    before: tuple[datetime, UUID] | None = None
    if cursor:
        before = decode_cursor(cursor, tuple[datetime, UUID])
    rows = await fetch(
        _LIST,
        settings().tenant,
        state,
        before[0] if before else None,
        before[1] if before else None,
        limit + 1,
    )
    return page(rows, limit, _inbound, lambda r: (r["received_at"], r["id"]))


def _inbound(row: asyncpg.Record) -> Inbound:
    state = words.InboundState(row["state"])
    kept = row["record"] is not None
    named = shapes.read(opened_json(row, "national_inbound.record")).TaiLieuNop if kept else []
    return Inbound(
        id=str(row["id"]),
        code=row["code"],
        updating=row["updating"],
        unit=row["unit"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        state=state,
        state_label=words.INBOUND_STATE_LABELS[state].vi,
        reason=row["reason"],
        received_at=iso(row["received_at"]),
        dossier_id=str(row["dossier_id"]) if row["dossier_id"] else None,
        dossier_code=row["dossier_code"],
        agency_name=row["agency_name"],
        files=[
            InboundFile(
                name=named[file.position].TenTepDinhKem if kept else f"Tệp {file.position + 1}",
                state=file.state,
                state_label=words.INBOUND_FILE_LABELS[words.InboundFileState(file.state)].vi,
                reason=file.reason,
            )
            for file in msgspec.json.decode(row["files"], type=list[_FileRow])
        ],
    )
