"""Printing a register: in parts of a month, so that ten thousand lines fit in little memory.

The worker does it; each part reports how far the copy is. The parts become one PDF.
"""

import io
from collections.abc import AsyncIterator
from itertools import groupby
from typing import Any
from uuid import UUID

import asyncpg
from anyio import to_thread
from pypdf import PdfReader, PdfWriter

from backend.documents.store import store
from backend.law.calendar import local
from backend.law.forms_of_regime import FormKind, form_of
from backend.law.on_time import on_time_class
from backend.platform import clock
from backend.platform.database import execute, fetch_row
from backend.platform.problems import NotFound
from backend.registers.queries import all_lines
from backend.registers.rules import Line
from backend.results.form_data import SIGN, SIGN_AND_SEAL, full_moment
from backend.results.letterhead import letterhead
from backend.results.rendering import render
from backend.settings import settings
from shared.vocabulary.time_units import DEADLINE_LABELS, DeadlineClass
from storage.objects import object_key

LINES_IN_PART = 250
_COPY = """
select p.id, p.state, p.sealed, p.lines, b.id as book_id, b.agency_id, b.year, b.regime,
    b.opened_at, b.closed_at, b.closed_by_name
from register_print p join register_book b on b.id = p.book_id where p.id = $1
"""
Part = list[tuple[int, Line]]


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
    # Frozen lines were in time or late on the day of closing.
    now = row["closed_at"] or clock.now()
    writer: PdfWriter | None = None
    pages = printed = 0
    pending: Part | None = None
    async for part in _parts(row["book_id"]):
        if pending is not None:
            writer, pages = await _added(writer, pages, _data(base, pending, pages, now))
            printed += len(pending)
            await _progress(row["id"], "printing", printed)
        pending = part
    last = pending or []
    data = _data(base, last, pages, now) | {
        "last_part": True,
        "total": printed + len(last),
        "last": f"{last[-1][0]:02d}" if last else "",
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


async def _parts(book_id: UUID) -> AsyncIterator[Part]:
    """Lines month by month, a long month in several parts."""
    rest: Part = []
    async for chunk in all_lines(book_id, LINES_IN_PART):
        rest += chunk
        months = [list(lines) for _, lines in groupby(rest, key=lambda numbered: _month(numbered))]
        for lines in months[:-1]:
            yield lines
        rest = months[-1]
        if len(rest) >= LINES_IN_PART:
            yield rest[:LINES_IN_PART]
            rest = rest[LINES_IN_PART:]
    if rest:
        yield rest


def _month(numbered: tuple[int, Line]) -> tuple[int, int]:
    at = local(numbered[1].received_at)
    return at.year, at.month


async def _base(row: asyncpg.Record) -> dict[str, Any]:
    form = form_of(row["regime"], FormKind.REGISTER)
    head = await letterhead(row["agency_id"])
    today = local(clock.now())
    return {
        "template": FormKind.REGISTER,
        "mark": form.mark,
        "title": form.title.vi,
        "superior": head.superior,
        "office": head.office,
        "place_date": f"{head.place}, ngày {today:%d} tháng {today:%m} năm {today.year}",
        "year": row["year"],
        "opened": full_moment(row["opened_at"]),
        "closed": full_moment(row["closed_at"]),
        "closed_by": row["closed_by_name"],
        "as_of": full_moment(today),
        "left": ["Người lập sổ", SIGN, ""],
        "right": ["Trưởng Bộ phận Một cửa", SIGN_AND_SEAL, row["closed_by_name"]],
        "last_part": False,
    }


def _data(base: dict[str, Any], part: Part, pages_before: int, now: Any) -> dict[str, Any]:
    title = ""
    if part:
        year, month = _month(part[0])
        title = f"Tháng {month:02d} năm {year} (số {part[0][0]:02d} đến {part[-1][0]:02d})"
    return base | {
        "first_part": pages_before == 0,
        "pages_before": pages_before,
        "part": title,
        "rows": [_row(number, line, now) for number, line in part],
    }


def _row(number: int, line: Line, now: Any) -> list[str]:
    name = line.owner_name
    if line.applicant_name != line.owner_name:
        name += f" (người nộp: {line.applicant_name})"
    deadline = on_time_class(line.due_at, line.finished_at, now)
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
