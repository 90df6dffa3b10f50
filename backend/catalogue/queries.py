"""Single procedures and their versions."""

from uuid import UUID

import msgspec

from backend.catalogue.content import ProcedureContent
from backend.catalogue.shapes import procedure_page
from backend.platform.database import fetch_row
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.catalogue import Procedure


async def procedure(code: str) -> Procedure:
    """The version in force. Raises NotFound."""
    if "\x00" in code:
        raise _unknown()
    row = await fetch_row(
        "select p.is_open, v.id, v.version, v.content, v.effective_from from procedure p "
        "join procedure_version v on v.id = p.current_version_id "
        "where p.tenant_id = $1 and p.code = $2 and p.deactivated_at is null",
        settings().tenant,
        code,
    )
    if row is None:
        raise _unknown()
    return procedure_page(row)


async def version_in_force(code: str, *, online: bool) -> tuple[UUID, ProcedureContent]:
    """The version in force; `online` asks that dossiers may be submitted online.

    Raises NotFound.
    """
    row = await fetch_row(
        "select v.id, v.content, p.is_open from procedure p "
        "join procedure_version v on v.id = p.current_version_id "
        "where p.tenant_id = $1 and p.code = $2 and p.deactivated_at is null",
        settings().tenant,
        code,
    )
    if row is None:
        raise _unknown()
    if online and not row["is_open"]:
        raise NotFound(
            "Thủ tục này chưa nhận hồ sơ trên hệ thống. Vui lòng liên hệ Bộ phận Một cửa.",
            en="This procedure does not take dossiers here yet. Please ask the desk.",
            slug="procedure-not-open",
        )
    return row["id"], msgspec.json.decode(row["content"], type=ProcedureContent)


async def content_of(version_id: UUID) -> ProcedureContent:
    """The content of one version; versions never change, so they are kept in memory."""
    found = _versions.get(version_id)
    if found is None:
        row = await fetch_row("select content from procedure_version where id = $1", version_id)
        if row is None:
            raise _unknown()
        found = msgspec.json.decode(row["content"], type=ProcedureContent)
        if len(_versions) > 500:
            _versions.clear()
        _versions[version_id] = found
    return found


_versions: dict[UUID, ProcedureContent] = {}


def _unknown() -> NotFound:
    return NotFound(
        "Không có thủ tục mang mã này. Vui lòng tìm theo tên thủ tục.",
        en="No procedure has this code. Please search by its name.",
        slug="unknown-procedure",
    )
