"""Reads of published forms."""

from uuid import UUID

import asyncpg
import msgspec

from backend.platform.database import fetch_row
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.forms import Form, Question

_COLUMNS = "id, procedure_code, version, title, questions"


async def current_form(procedure_code: str) -> Form:
    """The newest published form of a procedure. Raises NotFound."""
    row = await fetch_row(
        f"select {_COLUMNS} from form_version where tenant_id = $1 and procedure_code = $2 "
        "order by version desc limit 1",
        settings().tenant,
        procedure_code,
    )
    if row is None:
        raise NotFound(
            "Thủ tục này chưa nhận hồ sơ trực tuyến. Vui lòng nộp tại Bộ phận Một cửa.",
            en="This procedure is not open for online submission. Please go to the desk.",
            slug="no-online-form",
        )
    return _form(row)


async def form(form_id: UUID) -> Form:
    """One published form; a version never changes, so it is kept in memory. Raises NotFound."""
    if form_id in _forms:
        return _forms[form_id]
    row = await fetch_row(f"select {_COLUMNS} from form_version where id = $1", form_id)
    if row is None:
        raise NotFound
    if len(_forms) > 500:
        _forms.clear()
    return _forms.setdefault(form_id, _form(row))


_forms: dict[UUID, Form] = {}


def _form(row: asyncpg.Record) -> Form:
    return Form(
        id=str(row["id"]),
        code=row["procedure_code"],
        version=row["version"],
        title=row["title"],
        questions=msgspec.json.decode(row["questions"], type=list[Question]),
    )
