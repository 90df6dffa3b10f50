"""Writing the next version of a form: keep, try, publish."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.forms.actions import publish_version
from backend.forms.rules.answers import completed, problems, shown
from backend.forms.rules.schema import answer_schema
from backend.forms.rules.soundness import faults
from backend.forms.rules.wording import readable
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.etags import stale
from backend.platform.problems import Conflict, NotFound, RuleBroken
from backend.settings import settings
from shared.contracts.forms import Form, Question, Readable, SaveForm, TriedForm, TryForm


async def save_form(actor: Actor, code: str, data: SaveForm) -> None:
    """Keeps the next version, sound or not. Raises NotFound, PreconditionFailed when somebody
    else saved first."""
    async with transaction() as connection:
        await _procedure(connection, code)
        row = await _draft(connection, code)
        if (row["version"] if row is not None else 0) != data.version:
            raise stale()
        await connection.execute(
            "insert into form_draft (tenant_id, procedure_code, title, questions, version, "
            "changed_by, changed_by_name, changed_at) "
            "values ($1, $2, $3, $4::jsonb, 1, $5, $6, $7) "
            "on conflict (tenant_id, procedure_code) do update set title = excluded.title, "
            "questions = excluded.questions, version = form_draft.version + 1, "
            "changed_by = excluded.changed_by, changed_by_name = excluded.changed_by_name, "
            "changed_at = excluded.changed_at",
            settings().tenant,
            code,
            data.title.strip(),
            msgspec.json.encode(data.questions).decode(),
            actor.account_id,
            actor.full_name,
            clock.now(),
        )
        await record(connection, actor, "form.saved", detail={"procedure": code})


async def discard_form(actor: Actor, code: str) -> None:
    """Throws the next version away; what is published stays. Raises NotFound."""
    async with transaction() as connection:
        if await _draft(connection, code) is None:
            raise _nothing_written()
        await connection.execute(
            "delete from form_draft where tenant_id = $1 and procedure_code = $2",
            settings().tenant,
            code,
        )
        await record(connection, actor, "form.discarded", detail={"procedure": code})


async def publish(actor: Actor, code: str, version: int) -> UUID:
    """Puts the draft in force for dossiers begun from now on; those begun keep their version.

    Raises NotFound, PreconditionFailed, RuleBroken naming every fault, Conflict when nothing
    changed.
    """
    async with transaction() as connection:
        row = await _draft(connection, code)
        if row is None:
            raise _nothing_written()
        if row["version"] != version:
            raise stale()
        questions = msgspec.json.decode(row["questions"], type=list[Question])
        wrong = faults(questions)
        if wrong:
            raise RuleBroken(
                "Biểu mẫu chưa dùng được. Vui lòng sửa các mục được nêu.",
                en="The form is not sound yet.",
                errors=wrong,
                slug="form-unsound",
            )
        id_, is_new = await publish_version(
            connection, code, row["title"], questions, actor.full_name
        )
        if not is_new:
            raise Conflict(
                "Bản soạn giống hệt bản đang dùng nên không có gì để công bố.",
                en="The draft is the same as the published form.",
                slug="form-unchanged",
            )
        await connection.execute(
            "delete from form_draft where tenant_id = $1 and procedure_code = $2",
            settings().tenant,
            code,
        )
        await record(connection, actor, "form.published", subject_id=id_)
        return id_


def tried(code: str, data: TryForm) -> TriedForm:
    """What the form and sample answers to it come to; keeps nothing."""
    wrong = faults(data.questions)
    form = Form(id="", code=code, version=0, title=data.title, questions=data.questions)
    if wrong:
        return TriedForm(wrong, [], [], {}, [], {})
    today = clock.today()
    full: dict[str, Any] = completed(form, data.answers, today)
    applying = shown(form, data.answers, today)
    return TriedForm(
        faults=[],
        problems=problems(form, data.answers, today),
        asked=[q.key for q in applying if q.computed is None],
        answers=full,
        answered=[Readable(q.key, q.label, readable(q, full.get(q.key))) for q in applying],
        json_schema=answer_schema(form),
    )


async def _procedure(connection: asyncpg.Connection, code: str) -> None:
    known = await connection.fetchval(
        "select online_level <> 'information' from procedure where tenant_id = $1 and code = $2",
        settings().tenant,
        code,
    )
    if known is None:
        raise NotFound("Không có thủ tục này.", en="There is no such procedure.")
    if not known:
        raise RuleBroken(
            "Thủ tục này chỉ cung cấp thông tin trực tuyến nên không có biểu mẫu điện tử.",
            en="This procedure is online for information only.",
            slug="information-only",
        )


async def _draft(connection: asyncpg.Connection, code: str) -> asyncpg.Record | None:
    return await connection.fetchrow(
        "select * from form_draft where tenant_id = $1 and procedure_code = $2 for update",
        settings().tenant,
        code,
    )


def _nothing_written() -> NotFound:
    return NotFound(
        "Chưa có bản soạn nào của biểu mẫu này.", en="Nothing is being written for this form."
    )
