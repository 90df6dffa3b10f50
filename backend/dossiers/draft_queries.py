"""Reads of drafts; every one is the caller's own."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.catalogue.queries import content_of
from backend.documents.queries import documents_of_draft
from backend.dossiers.queries import iso
from backend.forms.queries import form
from backend.organisation.queries import agencies
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import NotFound, Refusal
from shared.contracts.common import Named, Page
from shared.contracts.dossiers import Draft, DraftRow


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
        "select d.*, a.name as agency_name from draft d left join agency a on a.id = d.agency_id "
        "where d.id = $1 and d.account_id = $2 and d.dossier_id is null",
        draft_id,
        actor.account_id,
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
    answers: dict[str, Any] = msgspec.json.decode(row["answers"])
    return Draft(
        id=str(row["id"]),
        version=row["version"],
        procedure_code=row["procedure_code"],
        procedure_name=content.name,
        form=await form(row["form_id"]),
        answers=answers,
        agency=Named(str(row["agency_id"]), row["agency_name"]) if row["agency_id"] else None,
        agencies=[Named(a.id, a.name) for a in receiving],
        delivery=row["delivery"],
        delivery_address=row["delivery_address"],
        documents=await documents_of_draft(draft_id),
        expires_at=iso(row["expires_at"]),
        updated_at=iso(row["updated_at"]),
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
        f"where d.account_id = $1 and d.dossier_id is null and d.expires_at > $2 {after} "
        "order by d.updated_at desc, d.id desc limit $3",
        *args,
    )
    return page(
        rows,
        limit,
        lambda r: DraftRow(
            id=str(r["id"]),
            procedure_code=r["procedure_code"],
            procedure_name=r["name"],
            updated_at=iso(r["updated_at"]),
            expires_at=iso(r["expires_at"]),
        ),
        lambda r: (r["updated_at"], r["id"]),
    )
