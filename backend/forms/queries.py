"""Reads of published forms and of the next versions."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.law.search_text import search_text
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import NotFound
from backend.proposals.queries import next_version, proposal
from backend.proposals.rules import Subject
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.forms import Form, FormDesign, FormRow, Question
from shared.vocabulary.proposals import ProposalSubject

_COLUMNS = "id, procedure_code, version, title, questions"


async def newest_form(procedure_code: str) -> Form | None:
    """The newest published form of a procedure, or None."""
    row = await fetch_row(
        f"select {_COLUMNS} from form_version where tenant_id = $1 and procedure_code = $2 "
        "order by version desc limit 1",
        settings().tenant,
        procedure_code,
    )
    return _form(row) if row is not None else None


async def newest_hands(procedure_code: str) -> tuple[str, str]:
    """Who proposed and who published the newest version; empty for what came with the system."""
    row = await fetch_row(
        "select proposed_by_name, published_by_name from form_version where tenant_id = $1 "
        "and procedure_code = $2 order by version desc limit 1",
        settings().tenant,
        procedure_code,
    )
    return (row["proposed_by_name"], row["published_by_name"]) if row is not None else ("", "")


async def questions_of(codes: list[str]) -> dict[str, dict[str, str]]:
    """Keys and words of the questions of the newest forms, by the code of the procedure."""
    forms = await newest_forms(codes)
    return {code: {q.key: q.label for q in form.questions} for code, form in forms.items()}


async def newest_forms(codes: list[str]) -> dict[str, Form]:
    """The newest published forms, by the code of the procedure."""
    rows = await fetch(
        f"select distinct on (procedure_code) {_COLUMNS} from form_version "
        "where tenant_id = $1 and procedure_code = any($2::text[]) "
        "order by procedure_code, version desc",
        settings().tenant,
        codes,
    )
    return {row["procedure_code"]: _form(row) for row in rows}


async def current_form(procedure_code: str) -> Form:
    """The newest published form of a procedure. Raises NotFound."""
    found = await newest_form(procedure_code)
    if found is None:
        raise NotFound(
            "Thủ tục này chưa nhận hồ sơ trực tuyến. Vui lòng nộp tại Bộ phận Một cửa.",
            en="This procedure is not open for online submission. Please go to the desk.",
            slug="no-online-form",
        )
    return found


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


async def forms(q: str = "", cursor: str = "", limit: int = 50) -> Page[FormRow]:
    """Procedures that can be done online, by code; `q` finds by code or by words of the name."""
    args: list[Any] = [settings().tenant, limit + 1, search_text(q)[:100]]
    after = ""
    if cursor:
        args.append(decode_cursor(cursor, tuple[str])[0])
        after = "and p.code > $4"
    rows = await fetch(
        "select p.code, p.name, v.version, v.questions, v.published_at, v.published_by_name, "
        "d.state, d.changed_at from procedure p left join lateral (select version, "
        "jsonb_array_length(questions) as questions, published_at, published_by_name "
        "from form_version where tenant_id = p.tenant_id and procedure_code = p.code "
        "order by version desc limit 1) v on true left join proposal d "
        "on d.tenant_id = p.tenant_id and d.subject = 'form' and d.key = p.code "
        "where p.tenant_id = $1 "
        "and p.online_level <> 'information' and ($3 = '' or p.code like $3 || '%' "
        f"or p.search_text like '%' || $3 || '%') {after} order by p.code limit $2",
        *args,
    )
    return page(rows, limit, _row, lambda r: (r["code"],))


def _row(row: asyncpg.Record) -> FormRow:
    return FormRow(
        procedure_code=row["code"],
        procedure_name=row["name"],
        version=row["version"] or 0,
        questions=row["questions"] or 0,
        published_at=_iso(row["published_at"]),
        published_by=row["published_by_name"] or "",
        state=row["state"] or "",
        changed_at=_iso(row["changed_at"]),
    )


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds") if moment else ""


class Written(msgspec.Struct, frozen=True):
    """The next version of a form, as a proposal keeps it."""

    title: str
    questions: list[Question]


def of(code: str) -> Subject:
    """The form of a procedure as what a proposal is about."""
    return Subject(ProposalSubject.FORM, code)


def written(row: asyncpg.Record) -> Written:
    """The form in a proposal."""
    return msgspec.json.decode(row["definition"], type=Written)


async def design(actor: Actor, code: str) -> FormDesign:
    """The form of a procedure as it is being written, or as published. Raises NotFound."""
    row = await fetch_row(
        "select p.name, v.title, v.questions, coalesce(v.version, 0) as published, "
        "(select count(*) from draft f where f.tenant_id = p.tenant_id "
        "and f.procedure_code = p.code and f.dossier_id is null and f.form_id <> v.id) as waiting "
        "from procedure p left join lateral (select id, title, questions, version "
        "from form_version where tenant_id = p.tenant_id and procedure_code = p.code "
        "order by version desc limit 1) v on true "
        "where p.tenant_id = $1 and p.code = $2 and p.online_level <> 'information'",
        settings().tenant,
        code,
    )
    if row is None:
        raise NotFound(
            "Không có biểu mẫu điện tử của thủ tục này.", en="There is no form of this procedure."
        )
    next_ = await proposal(of(code))
    in_force = Written(
        row["title"] or f"Tờ khai: {row['name']}"[:200],
        msgspec.json.decode(row["questions"] or "[]", type=list[Question]),
    )
    shown = written(next_) if next_ is not None else in_force
    return FormDesign(
        procedure_code=code,
        procedure_name=row["name"],
        title=shown.title,
        questions=shown.questions,
        published_version=row["published"],
        next=next_version(actor, next_, of(code)),
        waiting=row["waiting"],
    )
