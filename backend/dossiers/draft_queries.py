"""Reads of drafts; every one is the caller's own. Drafts of a program are its own, not the
person's: what the person keeps with us never gets into what a program reads.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.content import ProcedureContent
from backend.catalogue.needs import needed_papers
from backend.catalogue.procedure_changes import differences, sentences
from backend.catalogue.queries import content_of, numbered
from backend.catalogue.requirements import obstacles
from backend.catalogue.stops import stop_of
from backend.documents.queries import documents_of_draft
from backend.dossiers.queries import iso
from backend.forms.queries import form
from backend.forms.rules.answers import completed, shown
from backend.forms.rules.carrying import carried_over
from backend.forms.rules.wording import readable
from backend.organisation.queries import agencies
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import NotFound, Refusal
from backend.platform.sealing import opened, opened_json
from backend.reception.demanded import booked, demanded
from backend.settings import settings
from shared.contracts.common import Choice, Named, Page
from shared.contracts.dossiers import Answer
from shared.contracts.drafts import Draft, DraftAppointment, DraftRow, NewerForm, NewerProcedure
from shared.contracts.forms import Form
from shared.vocabulary.channels import Channel


def expired() -> Refusal:
    """A draft past its date."""
    return NotFound(
        "Bản nháp đã hết hạn lưu. Mở lại thủ tục để tiếp tục; nội dung đã nhập vẫn còn.",
        en="The draft has expired. Open the procedure again to continue; your answers are kept.",
        slug="draft-expired",
    )


async def draft(actor: Actor, draft_id: UUID) -> Draft:
    """One of the caller's open drafts with its form, answers and files. Raises NotFound."""
    row = await fetch_row(
        "select d.*, a.name as agency_name, (select f.id from form_version f "
        "where f.tenant_id = d.tenant_id and f.procedure_code = d.procedure_code "
        "order by f.version desc limit 1) as newest_form, (select p.current_version_id "
        "from procedure p where p.tenant_id = d.tenant_id and p.code = d.procedure_code) "
        "as newest_version "
        "from draft d left join agency a on a.id = d.agency_id "
        "where d.id = $1 and d.account_id = $2 and d.client_id is not distinct from $3 "
        "and d.dossier_id is null",
        draft_id,
        actor.account_id,
        actor.program_id,
    )
    if row is None:
        raise NotFound(
            "Không tìm thấy bản nháp này. Có thể hồ sơ đã được nộp; xem trong mục Hồ sơ của tôi.",
            en="There is no such draft. It may have been submitted; see My dossiers.",
            slug="unknown-draft",
        )
    if row["expires_at"] < clock.now():
        raise expired()
    content = await content_of(row["procedure_version_id"])
    receiving = await agencies(row["procedure_code"])
    answers: dict[str, Any] = opened_json(row, "draft.answers")
    others = (
        await fetch(
            "select d.id, d.procedure_code, p.name, d.updated_at, d.expires_at from draft d "
            "join procedure p on p.tenant_id = d.tenant_id and p.code = d.procedure_code "
            "where d.bundle_id = $1 and d.id <> $2 and d.account_id = $3 and d.dossier_id is null "
            "order by d.created_at, d.id limit 20",
            row["bundle_id"],
            draft_id,
            actor.account_id,
        )
        if row["bundle_id"]
        else []
    )
    taken = {r["procedure_code"] for r in others}
    definition = await form(row["form_id"])
    applying = shown(definition, answers, clock.today())
    full = completed(definition, answers, clock.today())
    return Draft(
        id=str(row["id"]),
        version=row["version"],
        procedure_code=row["procedure_code"],
        procedure_name=content.name,
        form=definition,
        answers=answers,
        asked=[q.key for q in applying if q.computed is None],
        answered=[
            Answer(q.key, q.label, q.section, readable(q, full.get(q.key))) for q in applying
        ],
        agency=Named(str(row["agency_id"]), row["agency_name"]) if row["agency_id"] else None,
        agencies=[Named(a.id, a.name) for a in receiving],
        delivery=row["delivery"],
        delivery_address=opened(row, "draft.delivery_address"),
        documents=await documents_of_draft(draft_id),
        expires_at=iso(row["expires_at"]),
        updated_at=iso(row["updated_at"]),
        newer_form=await _newer_form(row, definition, answers),
        newer_procedure=await _newer_procedure(row, content),
        stopped=stop.words if (stop := await stop_of(row["procedure_code"])) else "",
        together=[_row(r) for r in others],
        goes_with=await _goes_with(content, {row["procedure_code"], *taken}),
        obstacles=obstacles(content.requirements, definition, answers, clock.today()),
        appointment=await _appointment(row),
        papers=needed_papers(
            content.components, definition, answers, Channel.ONLINE, clock.today()
        ),
    )


async def _appointment(row: asyncpg.Record) -> DraftAppointment | None:
    kind = await demanded(row["agency_id"], row["procedure_code"])
    if kind is None:
        return None
    found = await booked(row["account_id"], row["agency_id"], kind, row["id"])
    return DraftAppointment(
        kind.key,
        kind.name,
        str(found.id) if found is not None else "",
        iso(found.starts_at) if found is not None else "",
    )


async def _newer_form(
    row: asyncpg.Record, pinned: Form, answers: dict[str, Any]
) -> NewerForm | None:
    if row["newest_form"] == row["form_id"]:
        return None
    newest = await form(row["newest_form"])
    _kept, lost = carried_over(pinned, newest, answers, clock.today())
    old, new = {q.key for q in pinned.questions}, {q.key for q in newest.questions}
    return NewerForm(
        version=newest.version,
        added=[q.label for q in newest.questions if q.key not in old],
        removed=[q.label for q in pinned.questions if q.key not in new],
        lost=lost,
    )


async def _newer_procedure(row: asyncpg.Record, pinned: ProcedureContent) -> NewerProcedure | None:
    if row["newest_version"] in (None, row["procedure_version_id"]):
        return None
    number, since, newest = await numbered(row["newest_version"])
    told = sentences(differences(pinned, newest))
    if not told:
        return None
    return NewerProcedure(version=number, effective_from=iso(since), changes=told)


async def _goes_with(content: ProcedureContent, taken: set[str]) -> list[Choice]:
    """Procedures often done with this one that can be done online and are not taken yet."""
    codes = [code for code in content.together if code not in taken]
    if not codes:
        return []
    rows = await fetch(
        "select p.code, p.name from unnest($2::text[]) with ordinality k(code, n) "
        "join procedure p on p.code = k.code and p.tenant_id = $1 "
        "where p.online_level <> 'information' and exists (select from form_version f "
        "where f.procedure_code = p.code and f.tenant_id = $1) order by k.n limit 20",
        settings().tenant,
        codes,
    )
    return [Choice(r["code"], r["name"]) for r in rows]


def _row(row: asyncpg.Record) -> DraftRow:
    return DraftRow(
        id=str(row["id"]),
        procedure_code=row["procedure_code"],
        procedure_name=row["name"],
        updated_at=iso(row["updated_at"]),
        expires_at=iso(row["expires_at"]),
    )


async def drafts(actor: Actor, cursor: str = "", limit: int = 20) -> Page[DraftRow]:
    """The caller's open drafts, the newest first."""
    args: list[Any] = [actor.account_id, clock.now(), limit + 1]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (d.updated_at, d.id) < ($4, $5)"
    rows = await fetch(
        "select d.id, d.procedure_code, p.name, d.updated_at, d.expires_at from draft d "
        "join procedure p on p.tenant_id = d.tenant_id and p.code = d.procedure_code "
        "where d.account_id = $1 and d.client_id is null and d.dossier_id is null "
        f"and d.expires_at > $2 {after} "
        "order by d.updated_at desc, d.id desc limit $3",
        *args,
    )
    return page(
        rows,
        limit,
        _row,
        lambda r: (r["updated_at"], r["id"]),
    )
