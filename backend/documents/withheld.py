"""Who may open the bytes of a file now, whatever they may see of its dossier."""

from http import HTTPStatus
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.documents import queries
from backend.dossiers.conversing import reads_along
from backend.dossiers.queries import may_see_dossier, owns_draft
from backend.platform.problems import NotFound, Refusal
from backend.privacy.noting import note_document
from shared.vocabulary.label import Label
from shared.vocabulary.scan_states import ScanState


class Withheld(Refusal):
    """The file is there and in sight, but not to be opened."""

    status = HTTPStatus.LOCKED
    slug = "file-in-quarantine"
    title = Label("Tệp chưa mở được", "The file cannot be opened now")


async def openable(actor: Actor, document_id: UUID) -> asyncpg.Record:
    """The row behind a file that this person may open now. Raises NotFound, Withheld.

    An officer's look is noted for the owner before anything is shown.
    """
    row = await queries.stored_document(document_id)
    if row["dossier_id"] is not None:
        seen = await may_see_dossier(actor, row["dossier_id"]) and (
            actor.is_officer or queries.shown_to_applicant(row["purpose"], issued=row["issued"])
        )
    else:
        seen = row["draft_id"] is not None and await owns_draft(actor, row["draft_id"])
    if seen and row["purpose"] == "message":
        seen = await reads_along(actor, row["dossier_id"])
    if not seen:
        raise unknown()
    refuse_withheld(actor, row)
    await note_document(actor, row)
    return row


def refuse_withheld(actor: Actor, row: asyncpg.Record) -> None:
    """Raises Withheld for a file with a virus, and for one that is not read yet, except to whoever
    uploaded it."""
    if row["scan"] == ScanState.REJECTED:
        raise Withheld(
            "Tệp này có virus nên không mở được. Hãy đề nghị người nộp gửi lại tệp khác.",
            en="A virus was found in this file. Ask for another one.",
            slug="file-infected",
        )
    if row["scan"] == ScanState.PENDING and row["uploaded_by"] != actor.account_id:
        raise Withheld(
            "Tệp đang được kiểm tra virus. Vui lòng mở lại sau ít phút.",
            en="The file is being scanned for viruses. Please try again in a few minutes.",
        )


def unknown() -> NotFound:
    """Not there, or not for this person."""
    return NotFound(
        "Không tìm thấy nội dung này, hoặc bạn không có quyền xem.",
        en="Nothing is here for you.",
    )
