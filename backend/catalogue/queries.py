"""Single procedures and their versions."""

from datetime import datetime
from uuid import UUID

import msgspec

from backend.catalogue.content import ProcedureContent
from backend.catalogue.procedure_changes import sentences
from backend.catalogue.shapes import procedure_page
from backend.catalogue.stops import must_take_dossiers, stop_of
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.catalogue import Coming, Procedure
from shared.contracts.procedures import Difference


async def procedure(code: str) -> Procedure:
    """The version in force, what stops it and what is to come. Raises NotFound."""
    if "\x00" in code:
        raise unknown_procedure()
    row = await fetch_row(
        "select p.is_open, v.id, v.version, v.content, v.effective_from, (select array[c."
        "effective_on::text, c.differences::text] from procedure_change c where c.tenant_id = $1 "
        "and c.procedure_code = $2 and c.state = 'waiting' order by c.effective_on limit 1) "
        "as coming from procedure p join procedure_version v on v.id = p.current_version_id "
        "where p.tenant_id = $1 and p.code = $2 and p.deactivated_at is null",
        settings().tenant,
        code,
    )
    if row is None:
        raise unknown_procedure()
    coming = None
    if row["coming"]:
        changes = msgspec.json.decode(row["coming"][1], type=list[Difference])
        told = sentences(changes)
        coming = Coming(row["coming"][0], told) if told else None
    return procedure_page(
        msgspec.json.decode(row["content"], type=ProcedureContent),
        version=row["version"],
        version_id=str(row["id"]),
        effective_from=row["effective_from"].astimezone(clock.VIETNAM).isoformat(),
        can_apply=row["is_open"],
        stop=await stop_of(code),
        coming=coming,
    )


async def known_procedures(codes: set[str]) -> set[str]:
    """Those of the codes that are in the catalogue."""
    rows = await fetch(
        "select code from procedure where tenant_id = $1 and code = any($2)",
        settings().tenant,
        list(codes),
    )
    return {row["code"] for row in rows}


async def version_in_force(code: str, *, online: bool) -> tuple[UUID, ProcedureContent]:
    """The version in force; `online` asks that dossiers may be submitted online.

    Raises NotFound, Conflict online while it is stopped.
    """
    row = await fetch_row(
        "select v.id, v.content, p.is_open from procedure p "
        "join procedure_version v on v.id = p.current_version_id "
        "where p.tenant_id = $1 and p.code = $2 and p.deactivated_at is null",
        settings().tenant,
        code,
    )
    if row is None:
        raise unknown_procedure()
    if online and not row["is_open"]:
        raise NotFound(
            "Thủ tục này chưa nhận hồ sơ trên hệ thống. Vui lòng liên hệ Bộ phận Một cửa.",
            en="This procedure does not take dossiers here yet. Please ask the desk.",
            slug="procedure-not-open",
        )
    if online:
        await must_take_dossiers(code)
    return row["id"], msgspec.json.decode(row["content"], type=ProcedureContent)


async def version_number(code: str) -> int:
    """The number of the version in force; 0 where there is none."""
    row = await fetch_row(
        "select v.version from procedure p join procedure_version v on v.id = p.current_version_id "
        "where p.tenant_id = $1 and p.code = $2",
        settings().tenant,
        code,
    )
    return row["version"] if row is not None else 0


async def known_codes(codes: list[str]) -> list[str]:
    """Those of the codes that procedures of the catalogue have, in the order given."""
    rows = await fetch(
        "select code from procedure where tenant_id = $1 and code = any($2::text[])",
        settings().tenant,
        codes,
    )
    found = {row["code"] for row in rows}
    return [code for code in codes if code in found]


async def content_of(version_id: UUID) -> ProcedureContent:
    """The content of one version; versions never change, so they are kept in memory."""
    found = _versions.get(version_id)
    if found is None:
        row = await fetch_row("select content from procedure_version where id = $1", version_id)
        if row is None:
            raise unknown_procedure()
        found = msgspec.json.decode(row["content"], type=ProcedureContent)
        if len(_versions) > 500:
            _versions.clear()
        _versions[version_id] = found
    return found


async def numbered(version_id: UUID) -> tuple[int, datetime, ProcedureContent]:
    """Number, first moment and content of a version. Raises NotFound."""
    row = await fetch_row(
        "select version, effective_from from procedure_version where id = $1", version_id
    )
    if row is None:
        raise unknown_procedure()
    return row["version"], row["effective_from"], await content_of(version_id)


_versions: dict[UUID, ProcedureContent] = {}


def unknown_procedure() -> NotFound:
    """No procedure of the catalogue has this code."""
    return NotFound(
        "Không có thủ tục mang mã này. Vui lòng tìm theo tên thủ tục.",
        en="No procedure has this code. Please search by its name.",
        slug="unknown-procedure",
    )
