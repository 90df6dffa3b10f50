"""Publicity on the wall of an agency (TT 01/2018/TT-VPCP Điều 13, indicator 6): stated by an
officer for a period, with a paper as proof. Of electronic publicity the system knows itself."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.documents.keeping import Place, forget, look_through_and_store, on_disk, write_down
from backend.documents.queries import stored_document
from backend.documents.upload_stream import Upload
from backend.dossiers.queries import iso
from backend.indicators.scope import reach
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, transaction, uuid7
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, field
from backend.settings import settings
from shared.contracts.common import FieldProblem, Page
from shared.contracts.indicators import PublicityStatement
from shared.vocabulary.roles import Role

STATERS = (Role.LEADER, Role.CLERK, Role.DESK_HEAD, Role.DESK_OFFICER)
LONGEST_DAYS = 366
LONGEST_NOTE = 500
_ROW = """
select s.*, g.name as agency_name, d.name as file_name from publicity_statement s
join agency g on g.id = s.agency_id join document d on d.id = s.document_id
"""


async def statements(actor: Actor, cursor: str = "", limit: int = 50) -> Page[PublicityStatement]:
    """Those of agencies in the caller's reach, the newest first, superseded ones too."""
    within = await reach(actor)
    args: list[Any] = [settings().tenant, [*within.agencies, *actor.agencies()], limit + 1]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (s.stated_at, s.id) < ($4, $5)"
    rows = await fetch(
        f"{_ROW} where s.tenant_id = $1 and s.agency_id = any($2::uuid[]) {after} "
        "order by s.stated_at desc, s.id desc limit $3",
        *args,
    )
    return page(rows, limit, _shown, lambda row: (row["stated_at"], row["id"]))


async def paper(actor: Actor, statement_id: UUID) -> asyncpg.Record:
    """The file that proves a statement in the caller's reach. Raises NotFound."""
    row = await fetch_row(f"{_ROW} where s.id = $1", statement_id)
    within = await reach(actor)
    if row is None or row["agency_id"] not in {*within.agencies, *actor.agencies()}:
        raise NotFound("Không tìm thấy bản khai này.", en="There is no such statement.")
    return await stored_document(row["document_id"])


async def state(actor: Actor, upload: Upload) -> PublicityStatement:
    """Keeps a statement with its paper; one of the same agency and period supersedes the other.

    Raises Forbidden, RuleBroken naming each field, Conflict where another period overlaps,
    UnsupportedMedia, Unavailable.
    """
    with upload.file, on_disk(upload.file) as path:
        agency_id, first, last, posted, note = _read(actor, upload.fields, upload.size)
        stored = await look_through_and_store(path, upload.name, upload.size, upload.sha256)
    id_ = uuid7()
    try:
        async with transaction() as connection:
            await connection.execute(
                "select pg_advisory_xact_lock(hashtext('publicity' || $1))", str(agency_id)
            )
            overlaps = await connection.fetchval(
                "select true from publicity_statement where agency_id = $1 and superseded_at "
                "is null and day_from <= $3 and day_to >= $2 and (day_from, day_to) <> ($2, $3) "
                "limit 1",
                agency_id, first, last,
            )  # fmt: skip
            if overlaps:
                raise Conflict(
                    "Kỳ này chồng lên một kỳ khác đã khai. Chọn đúng kỳ đó để khai lại, hoặc kỳ "
                    "không chồng lên.",
                    en="The period overlaps another statement.",
                    slug="overlapping-period",
                )
            now = clock.now()
            await connection.execute(
                "update publicity_statement set superseded_at = $4 where agency_id = $1 "
                "and day_from = $2 and day_to = $3 and superseded_at is null",
                agency_id, first, last, now,
            )  # fmt: skip
            await write_down(connection, actor, Place("publicity"), stored)
            await connection.execute(
                "insert into publicity_statement (id, tenant_id, agency_id, day_from, day_to, "
                "posted, note, document_id, stated_by, stated_by_name, stated_at) "
                "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                id_, settings().tenant, agency_id, first, last, posted, note, stored.id,
                actor.account_id, actor.full_name, now,
            )  # fmt: skip
            detail = {"agency": str(agency_id), "from": str(first), "to": str(last)}
            await record(connection, actor, "publicity.stated", subject_id=id_, detail=detail)
    except Exception:
        await forget(stored)
        raise
    row = await fetch_row(f"{_ROW} where s.id = $1", id_)
    assert row is not None
    return _shown(row)


def _read(actor: Actor, given: dict[str, str], size: int) -> tuple[UUID, date, date, bool, str]:
    errors: list[FieldProblem] = []
    agency_id = next(
        (id_ for id_ in actor.agencies(*STATERS) if str(id_) == given.get("agency_id")), None
    )
    if not actor.agencies(*STATERS):
        raise Forbidden(
            "Lãnh đạo, văn thư hoặc Bộ phận Một cửa của cơ quan khai việc niêm yết.",
            en="Leaders, clerks and the desk of the agency state this.",
        )
    if agency_id is None:
        errors.append(field("/agency_id", "Chọn cơ quan của bạn."))
    first, last = _day(given.get("day_from", "")), _day(given.get("day_to", ""))
    for name, day in (("day_from", first), ("day_to", last)):
        if day is None:
            errors.append(field(f"/{name}", "Ghi ngày, ví dụ 01/10/2026."))
        elif day > clock.today():
            errors.append(field(f"/{name}", "Chọn ngày đã qua."))
    if first and last and first > last:
        errors.append(field("/day_from", "Ngày bắt đầu phải trước hoặc trùng ngày kết thúc."))
    elif first and last and (last - first).days >= LONGEST_DAYS:
        errors.append(field("/day_to", "Chọn kỳ không quá một năm."))
    if given.get("posted") not in ("yes", "no"):
        errors.append(field("/posted", "Chọn có hoặc không niêm yết."))
    note = given.get("note", "").strip()
    if len(note) > LONGEST_NOTE or not all(c.isprintable() for c in note):
        errors.append(field("/note", f"Ghi chú trên một dòng, dài nhất {LONGEST_NOTE} ký tự."))
    if not size:
        errors.append(field("/file", "Hãy đính kèm biên bản hoặc ảnh chụp bảng niêm yết."))
    if errors or agency_id is None or first is None or last is None:
        raise RuleBroken(
            "Bản khai chưa đủ. Sửa các chỗ được nêu.",
            en="Some entries need correction.",
            errors=errors,
        )
    return agency_id, first, last, given["posted"] == "yes", note


def _day(text: str) -> date | None:
    """A day as people write it (01/10/2026) or as ISO."""
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), shape).date()
        except ValueError:
            continue
    return None


def _shown(row: asyncpg.Record) -> PublicityStatement:
    return PublicityStatement(
        id=str(row["id"]),
        agency_id=str(row["agency_id"]),
        agency_name=row["agency_name"],
        day_from=row["day_from"].isoformat(),
        day_to=row["day_to"].isoformat(),
        posted=row["posted"],
        note=row["note"],
        file_name=row["file_name"],
        stated_by=row["stated_by_name"],
        stated_at=iso(row["stated_at"]),
        superseded=row["superseded_at"] is not None,
    )
