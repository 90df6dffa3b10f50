"""The audit trail over HTTP, for auditors: searching, and taking away as CSV."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated

from litestar import get, post
from litestar.params import Parameter
from litestar.response import Stream

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.access.step_up import stepped_up
from backend.audit import queries
from backend.audit.actions import record
from backend.audit.queries import READERS
from backend.platform.database import transaction
from backend.platform.file_headers import file_headers
from shared.contracts.audit import AuditLine, SearchAudit
from shared.contracts.common import Page

Short = Annotated[str, Parameter(max_length=60)]
_HEADS = ("Thời điểm", "Người", "Tài khoản", "Hành vi", "Đối tượng", "Chi tiết", "Cơ quan", "Số")


@post("/audit/searches", status_code=200, **officer(*READERS))
async def search_audit(actor: Actor, data: SearchAudit) -> Page[AuditLine]:
    """Who did what to whom, when: in my agency and those below it."""
    return await queries.search(actor, data)


@get("/audit/export", **stepped_up(officer(*READERS)))
async def export_audit(
    actor: Actor, action: Short = "", day_from: date | None = None, day_to: date | None = None
) -> Stream:
    """As CSV, at most 100,000 lines; taking it away is itself an entry.

    Not by person: a citizen's user name is their personal id, which has no place in an address.
    """
    wanted = SearchAudit(action=action, day_from=day_from, day_to=day_to)
    async with transaction() as connection:
        await record(connection, actor, "audit.exported")
    return Stream(
        _csv(queries.exported(actor, wanted)),
        media_type="text/csv",
        headers=file_headers("nhat-ky.csv", "attachment"),
    )


async def _csv(lines: AsyncIterator[AuditLine]) -> AsyncIterator[bytes]:
    yield b"\xef\xbb\xbf" + _row(_HEADS)
    async for line in lines:
        yield _row(
            (
                line.at,
                line.person,
                line.username,
                line.action,
                line.subject_id or "",
                line.detail,
                line.agency_name,
                str(line.seq or ""),
            )
        )


def _row(values: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    # A cell that a spreadsheet would take for a formula is marked as text.
    csv.writer(out).writerow("'" + v if v[:1] in ("=", "+", "-", "@", "\t") else v for v in values)
    return out.getvalue().encode()


ROUTES = [search_audit, export_audit]
