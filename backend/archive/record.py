"""One record of the archive, with everything the caller may know and do."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.archive.queries import FROM, ROW, archive_row, unknown_record
from backend.archive.rules import DECIDERS, KEEPERS, OPENERS, holds_in, why_not_disposed
from backend.dossiers.queries import iso
from backend.dossiers.scope import visible
from backend.platform import clock
from backend.platform.database import fetch_row
from shared.contracts.archive import ArchiveRecord, Hold, Opening
from shared.contracts.common import Named
from shared.vocabulary.archive import TEXT_LABELS, TextState

_RECORD = f"""
select {ROW}, a.procedure_code, a.sector, a.entered_at,
    coalesce(unit_name_then(a.holding_unit_id, d.finished_at), '') as unit_name,
    r.title as class_title, r.source as class_source, r.confirmed, a.years, a.text_state,
    a.seal_reason, a.sealed_by_name, a.receiving_agency_id, a.holding_agency_id,
    f.files, f.bytes, p.id as package_id, p.title as package_title,
    (select i.disposal_id from disposal_item i where i.dossier_id = a.dossier_id
        order by i.id desc limit 1) as disposal_id,
    (select max(o.until) from archive_opening o where o.dossier_id = a.dossier_id
        and o.account_id = $2) as open_until,
    (select coalesce(json_agg(x), '[]') from (select id, reason, set_by_name, set_at,
        released_by_name, released_at, release_reason from legal_hold
        where dossier_id = a.dossier_id order by set_at desc limit 50) x) as holds,
    (select coalesce(json_agg(x), '[]') from (select account_name, reason, opened_at, until
        from archive_opening where dossier_id = a.dossier_id
        order by opened_at desc limit 50) x) as openings
{FROM} join retention_rule r on r.id = a.rule_id
    join dossier d on d.id = a.dossier_id
    left join archive_package_item i on i.dossier_id = a.dossier_id
    left join archive_package p on p.id = i.package_id
    cross join lateral (select count(*) as files, coalesce(sum(size), 0)::bigint as bytes
        from document where dossier_id = a.dossier_id and removed_at is null
        and purpose <> 'form') f
where a.dossier_id = $1 and """


async def record_of(actor: Actor, dossier_id: UUID) -> ArchiveRecord:
    """One record. Raises NotFound, also for what the caller may not know exists."""
    condition, args = visible(actor, 3)
    row = await fetch_row(_RECORD + condition, dossier_id, actor.account_id, *args)
    if row is None:
        raise unknown_record()
    now = clock.now()
    holds = [_hold(h) for h in msgspec.json.decode(row["holds"])]
    open_until = row["open_until"] if row["open_until"] and row["open_until"] > now else None
    return ArchiveRecord(
        row=archive_row(row),
        procedure_code=row["procedure_code"],
        sector=row["sector"],
        unit_name=row["unit_name"],
        entered_at=iso(row["entered_at"]),
        class_title=row["class_title"],
        class_source=row["class_source"],
        class_confirmed=row["confirmed"],
        years=row["years"],
        text_label=TEXT_LABELS[TextState(row["text_state"])].vi,
        files=row["files"],
        bytes=row["bytes"],
        why_not_disposed=why_not_disposed(
            status=row["status"],
            dispose_after=row["dispose_after"],
            holds=sum(h.released_at is None for h in holds),
            today=now.date(),
        ),
        seal_reason=row["seal_reason"],
        sealed_by=row["sealed_by_name"],
        sealed_at=iso(row["sealed_at"]) if row["sealed_at"] else None,
        open_until=iso(open_until) if open_until else None,
        holds=holds,
        openings=[
            Opening(o["account_name"], o["reason"], _moment(o["opened_at"]), _moment(o["until"]))
            for o in msgspec.json.decode(row["openings"])
        ],
        package=Named(str(row["package_id"]), row["package_title"]) if row["package_id"] else None,
        disposal_id=str(row["disposal_id"]) if row["disposal_id"] else None,
        may=_may(actor, row, bool(open_until)),
    )


def _may(actor: Actor, row: asyncpg.Record, is_open: bool) -> list[str]:
    """What the caller may do to the record now."""
    agencies = (row["receiving_agency_id"], row["holding_agency_id"])
    found = []
    kept = row["status"] != "disposed"
    if kept and holds_in(actor, agencies, KEEPERS):
        found.append("hold")
    if row["held"] and holds_in(actor, agencies, DECIDERS):
        found.append("release")
    if kept and holds_in(actor, agencies, DECIDERS):
        found.append("seal" if row["sealed_at"] is None else "unseal")
    if row["sealed_at"] is not None and not is_open and holds_in(actor, agencies, OPENERS):
        found.append("open")
    return found


def _hold(row: dict[str, Any]) -> Hold:
    return Hold(
        id=row["id"],
        reason=row["reason"],
        set_by=row["set_by_name"],
        set_at=_moment(row["set_at"]),
        released_by=row["released_by_name"],
        released_at=_moment(row["released_at"]) if row["released_at"] else None,
        release_reason=row["release_reason"],
    )


def _moment(text: str) -> str:
    return iso(datetime.fromisoformat(text))
