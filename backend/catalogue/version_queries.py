"""Versions of a procedure: the list with who and when, one of them, two side by side."""

from datetime import datetime
from typing import Any

import asyncpg
import msgspec

from backend.catalogue.content import ProcedureContent
from backend.catalogue.procedure_changes import differences
from backend.catalogue.shapes import procedure_page
from backend.organisation.queries import CLOSED_STATES
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, fetch_value
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.catalogue import Procedure
from shared.contracts.common import Page
from shared.contracts.procedures import Comparison, VersionRow
from shared.vocabulary.procedures import VERSION_SOURCE_LABELS, VersionSource


async def versions(code: str, cursor: str = "", limit: int = 20) -> Page[VersionRow]:
    """Every version, the newest first. Raises NotFound."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else 2**31 - 1
    rows = await fetch(
        "select v.version, v.effective_from, v.source, v.proposed_by_name, v.published_by_name, "
        "v.id = p.current_version_id as current from procedure_version v "
        "join procedure p on p.tenant_id = v.tenant_id "
        "and p.code = v.procedure_code where v.tenant_id = $1 and v.procedure_code = $2 "
        "and v.version < $3 order by v.version desc limit $4",
        settings().tenant,
        _clean(code),
        before,
        limit + 1,
    )
    if not rows and not cursor:
        raise _unknown()
    return page(rows, limit, _row, lambda row: (row["version"],))


async def version(code: str, number: int) -> Procedure:
    """The page as a version says it. Raises NotFound."""
    row = await _version(code, number)
    return procedure_page(
        msgspec.json.decode(row["content"], type=ProcedureContent),
        version=row["version"],
        version_id=str(row["id"]),
        effective_from=row["effective_from"].astimezone(clock.VIETNAM).isoformat(),
        can_apply=False,
    )


async def content_of_number(code: str, number: int) -> ProcedureContent:
    """The content of a version by its number. Raises NotFound."""
    row = await _version(code, number)
    return msgspec.json.decode(row["content"], type=ProcedureContent)


async def compared(code: str, old: int, new: int) -> Comparison:
    """What differs from one version to another. Raises NotFound."""
    before, after = await content_of_number(code, old), await content_of_number(code, new)
    return Comparison(old=old, new=new, differences=differences(before, after))


async def open_drafts(code: str) -> int:
    """How many drafts of citizens are open for a procedure, counted up to ten thousand."""
    count: int = await fetch_value(
        "select count(*) from (select from draft where tenant_id = $1 and procedure_code = $2 "
        "and dossier_id is null and expires_at > $3 limit 10000) known",
        settings().tenant,
        code,
        clock.now(),
    )
    return count


async def open_dossiers(code: str) -> int:
    """How many dossiers of a procedure are being worked on, counted up to ten thousand."""
    count: int = await fetch_value(
        "select count(*) from (select from dossier where tenant_id = $1 and procedure_code = $2 "
        f"and state not in {CLOSED_STATES} limit 10000) known",
        settings().tenant,
        code,
    )
    return count


async def _version(code: str, number: int) -> asyncpg.Record:
    row = await fetch_row(
        "select * from procedure_version where tenant_id = $1 and procedure_code = $2 "
        "and version = $3",
        settings().tenant,
        _clean(code),
        number,
    )
    if row is None:
        raise _unknown()
    return row


def _row(row: Any) -> VersionRow:
    at: datetime = row["effective_from"]
    kind = row["source"].split(":", 1)[0]
    source = VersionSource(kind) if kind in set(VersionSource) else VersionSource.OTHER
    return VersionRow(
        version=row["version"],
        effective_from=at.astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
        source_label=VERSION_SOURCE_LABELS[source].vi,
        proposed_by=row["proposed_by_name"],
        published_by=row["published_by_name"],
        current=row["current"],
    )


def _clean(code: str) -> str:
    return code.replace("\x00", "")


def _unknown() -> NotFound:
    return NotFound(
        "Không có phiên bản này của thủ tục.", en="There is no such version of the procedure."
    )
