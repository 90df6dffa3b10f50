"""Separator sheets for a dossier, and the codes of a scan with the dossiers they name."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from anyio import to_thread

from backend.access.actor import Actor
from backend.catalogue.queries import content_of
from backend.documents import workshop
from backend.documents.paper_codes import PaperCode, codes_on, separator_text
from backend.documents.reading import read_to
from backend.documents.upload_stream import disk_file
from backend.documents.withheld import openable, unknown
from backend.dossiers.scope import visible
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import RuleBroken
from backend.results.letterhead import letterhead
from backend.results.rendering import qr, render
from shared.contracts.paper_codes import PageCode, PageCodes

AT_ONCE = 5  # pages read in one go, so that an answer takes less than a second
_SECONDS = 20


async def separator_sheets(actor: Actor, dossier_id: UUID) -> tuple[str, bytes]:
    """Name and PDF: one sheet for each paper of a dossier. Raises NotFound."""
    condition, args = visible(actor, 2)
    row = await fetch_row(
        "select d.code, d.reference, d.procedure_name, d.procedure_version_id, "
        f"d.receiving_agency_id from dossier d where d.id = $1 and {condition}",
        dossier_id,
        *args,
    )
    if row is None:
        raise unknown()
    code = row["code"] or row["reference"]
    head = await letterhead(row["receiving_agency_id"])
    content = await content_of(row["procedure_version_id"])
    data = {
        "template": "separator",
        "title": f"Tờ ngăn cách {code}",
        "office": f"{head.office} - {head.agency}" if head.office != head.agency else head.office,
        "code": code,
        "procedure": row["procedure_name"],
        "sheets": [
            {"name": c.name, "qr": qr(separator_text(code, c.key))} for c in content.components
        ],
    }
    return f"To ngan cach {code}.pdf", await to_thread.run_sync(render, data)


async def codes_of(actor: Actor, document_id: UUID, first: int) -> PageCodes:
    """The codes on some pages of a scan from page `first` on, as far as their dossiers are the
    caller's to see. Raises NotFound, Withheld, NotAsKept, Unavailable, RuleBroken.
    """
    row = await openable(actor, document_id)
    if row["object_key"] is None or not 1 <= first <= max(1, row["pages"]):
        raise unknown()
    pages = list(range(first, min(first + AT_ONCE, row["pages"] + 1)))
    read = await _read(row, pages)
    dossiers = await _named(actor, {code.dossier for code in read if code is not None})
    found = []
    for page, code in zip(pages, read, strict=True):
        if code is not None and code.dossier in dossiers:
            shown = await _shown(page, code, dossiers[code.dossier])
            found += [shown] if shown is not None else []
    after = pages[-1] + 1 if pages else 0
    return PageCodes(found, after if after <= row["pages"] else 0, row["pages"])


async def _read(row: asyncpg.Record, pages: list[int]) -> list[PaperCode | None]:
    if not pages:
        return []
    with ExitStack() as stack:
        file = stack.enter_context(disk_file())
        await read_to(row, file)
        try:
            return await workshop.run(
                codes_on,
                Path(file.name),
                row["media_type"],
                [page - 1 for page in pages],
                seconds=_SECONDS,
            )
        except (workshop.TooHeavy, OSError, ValueError, RuntimeError) as error:
            raise RuleBroken(
                "Không đọc được mã trên bản quét này. Hãy chọn giấy tờ cho từng trang.",
                en="The codes of this scan cannot be read.",
                slug="codes-not-read",
            ) from error


async def _named(actor: Actor, codes: set[str]) -> dict[str, asyncpg.Record]:
    """The dossiers of these codes in the caller's sight."""
    if not codes:
        return {}
    condition, args = visible(actor, 2)
    rows = await fetch(
        "select d.id, d.code, d.reference, d.procedure_version_id from dossier d "
        f"where (d.code = any($1::text[]) or d.reference = any($1::text[])) and {condition}",
        list(codes),
        *args,
    )
    return {name: row for row in rows for name in (row["code"], row["reference"]) if name}


async def _shown(page: int, code: PaperCode, dossier: Any) -> PageCode | None:
    """None for a separator of a paper that the procedure does not know."""
    name = ""
    if code.separates:
        content = await content_of(dossier["procedure_version_id"])
        name = next((c.name for c in content.components if c.key == code.component), "")
        if not name:
            return None
    return PageCode(
        page=page,
        separates=code.separates,
        dossier_id=str(dossier["id"]),
        dossier_code=dossier["code"] or dossier["reference"],
        component_key=code.component,
        component_name=name,
    )
