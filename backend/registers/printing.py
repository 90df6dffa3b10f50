"""Printing a register: in parts of a month, so that ten thousand lines fit in little memory.

The worker does it; each part reports how far the copy is. The parts become one PDF.
"""

import io
from collections.abc import AsyncIterator
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
from anyio import to_thread
from pypdf import PdfReader, PdfWriter

from backend.documents.store import store
from backend.law.calendar import local
from backend.law.forms_of_regime import FormKind, form_of
from backend.platform import clock
from backend.platform.database import execute, fetch_row
from backend.platform.problems import NotFound
from backend.registers.certifications import all_rows
from backend.registers.queries import CERTIFICATION_LAW, all_lines
from backend.registers.rules import Line
from backend.results.form_data import SIGN, SIGN_AND_SEAL, full_moment
from backend.results.letterhead import letterhead
from backend.results.rendering import render
from backend.settings import settings
from shared.vocabulary.registers import REGISTER_KIND_LABELS, RegisterKind
from shared.vocabulary.time_units import DEADLINE_LABELS, DeadlineClass
from storage.objects import object_key

LINES_IN_PART = 250
_MOST_NAMED = 200
_CERTIFIER = "Người ký chứng thực"
_COPY = """
select p.id, p.state, p.sealed, p.lines, b.id as book_id, b.agency_id, b.year, b.kind, b.regime,
    b.opened_at, b.closed_at, b.closed_by_name
from register_print p join register_book b on b.id = p.book_id where p.id = $1
"""


class Entry(NamedTuple):
    """One line of any book, as it is printed."""

    number: int
    at: datetime
    cells: list[str]


Part = list[Entry]


async def print_register(print_id: UUID) -> None:
    """Prints a copy and keeps it with its SHA-256. May run twice. Raises NotFound, StorageError."""
    row = await fetch_row(_COPY, print_id)
    if row is None:
        raise NotFound
    if row["state"] == "done":
        return
    await _progress(print_id, "printing", 0)
    try:
        content, pages, printed = await _whole(row)
        key = object_key(settings().tenant, clock.now(), print_id)
        stored = await store().put_bytes(key, content, "application/pdf")
    except Exception:
        await _progress(print_id, "failed", 0)
        raise
    await execute(
        "update register_print set state = 'done', lines = $2, printed = $2, pages = $3, "
        "object_key = $4, sha256 = $5, size = $6, finished_at = $7 "
        "where id = $1 and state <> 'done'",
        print_id,
        printed,
        pages,
        key,
        stored.sha256,
        stored.size,
        clock.now(),
    )


async def _whole(row: asyncpg.Record) -> tuple[bytes, int, int]:
    base = await _base(row)
    writer: PdfWriter | None = None
    pages = printed = 0
    pending: Part | None = None
    missing: list[int] = []
    before = 0
    async for part in _parts(_chunks(row)):
        for entry in part:
            missing += range(before + 1, entry.number)
            before = entry.number
        if pending is not None:
            writer, pages = await _added(writer, pages, _data(base, pending, pages))
            printed += len(pending)
            await _progress(row["id"], "printing", printed)
        pending = part
    last = pending or []
    data = _data(base, last, pages) | {
        "last_part": True,
        "total": printed + len(last),
        "last": f"{before:02d}" if before else "",
        "missing": ", ".join(f"{number:02d}" for number in missing[:_MOST_NAMED]),
    }
    writer, pages = await _added(writer, pages, data)
    out = io.BytesIO()
    await to_thread.run_sync(writer.write, out)
    return out.getvalue(), pages, printed + len(last)


async def _added(
    writer: PdfWriter | None, pages: int, data: dict[str, Any]
) -> tuple[PdfWriter, int]:
    """The writer with one part more. The first part also gives the archive marks of PDF/A."""

    def add() -> tuple[PdfWriter, int]:
        reader = PdfReader(io.BytesIO(render(data)))
        if writer is None:
            return PdfWriter(clone_from=reader), len(reader.pages)
        writer.append(reader, import_outline=False)
        return writer, pages + len(reader.pages)

    return await to_thread.run_sync(add)


async def _parts(chunks: AsyncIterator[Part]) -> AsyncIterator[Part]:
    """Lines month by month, a long month in several parts."""
    rest: Part = []
    async for chunk in chunks:
        rest += chunk
        months = [list(entries) for _, entries in groupby(rest, key=_month)]
        for entries in months[:-1]:
            yield entries
        rest = months[-1]
        if len(rest) >= LINES_IN_PART:
            yield rest[:LINES_IN_PART]
            rest = rest[LINES_IN_PART:]
    if rest:
        yield rest


async def _chunks(row: asyncpg.Record) -> AsyncIterator[Part]:
    """The lines of a book of either kind, some hundred at a time."""
    if row["kind"] == RegisterKind.CERTIFIED_COPIES:
        async for rows in all_rows(row["book_id"], LINES_IN_PART):
            yield [Entry(r["number"], r["certified_at"], _certified(r)) for r in rows]
        return
    # Frozen lines were in time or late on the day of closing.
    now = row["closed_at"] or clock.now()
    async for lines in all_lines(row["book_id"], LINES_IN_PART):
        yield [Entry(n, line.received_at, _row(n, line, now)) for n, line in lines]


def _month(entry: Entry) -> tuple[int, int]:
    at = local(entry.at)
    return at.year, at.month


async def _base(row: asyncpg.Record) -> dict[str, Any]:
    form = form_of(row["regime"], FormKind.REGISTER)
    certified = row["kind"] == RegisterKind.CERTIFIED_COPIES
    head = await letterhead(row["agency_id"])
    today = local(clock.now())
    return {
        "template": "certification_book" if certified else FormKind.REGISTER,
        "mark": f"{CERTIFICATION_LAW} Điều 13" if certified else form.mark,
        "title": REGISTER_KIND_LABELS[RegisterKind(row["kind"])].vi,
        "things": "việc chứng thực" if certified else "hồ sơ",
        "superior": head.superior,
        "office": head.office,
        "place_date": f"{head.place}, ngày {today:%d} tháng {today:%m} năm {today.year}",
        "year": row["year"],
        "opened": full_moment(row["opened_at"]),
        "closed": full_moment(row["closed_at"]),
        "closed_by": row["closed_by_name"],
        "as_of": full_moment(today),
        "left": ["Người lập sổ", SIGN, ""],
        "right": [
            _CERTIFIER if certified else "Trưởng Bộ phận Một cửa",
            SIGN_AND_SEAL,
            row["closed_by_name"],
        ],
        "last_part": False,
    }


def _data(base: dict[str, Any], part: Part, pages_before: int) -> dict[str, Any]:
    title = ""
    if part:
        year, month = _month(part[0])
        title = f"Tháng {month:02d} năm {year} (số {part[0].number:02d} đến {part[-1].number:02d})"
    return base | {
        "first_part": pages_before == 0,
        "pages_before": pages_before,
        "part": title,
        "rows": [entry.cells for entry in part],
    }


def _certified(row: asyncpg.Record) -> list[str]:
    return [
        f"{row['number']:02d}",
        _when(row["certified_at"]),
        row["requester"],
        row["paper"],
        row["signer"],
        "01",
        f"{row['pages']}",
        "",
        row["note"],
    ]


def _row(number: int, line: Line, now: Any) -> list[str]:
    name = line.owner_name
    if line.applicant_name != line.owner_name:
        name += f" (người nộp: {line.applicant_name})"
    deadline = line.on_time(now)
    note = line.state_label
    if deadline is not DeadlineClass.NONE:
        note += f" ({DEADLINE_LABELS[deadline].vi.lower()})"
    return [
        f"{number:02d}",
        line.code,
        line.procedure_name,
        "01",
        name,
        "; ".join(text for text in (line.address, line.phone) if text),
        line.resolving_agency,
        _when(line.received_at),
        _when(line.due_at),
        _when(line.returned_at),
        line.delivery_label,
        line.received_by,
        note,
    ]


def _when(moment: Any) -> str:
    return f"{local(moment):%H:%M %d/%m/%Y}" if moment is not None else ""


async def _progress(print_id: UUID, state: str, printed: int) -> None:
    await execute(
        "update register_print set state = $2, printed = $3 where id = $1 and state <> 'done'",
        print_id,
        state,
        printed,
    )
