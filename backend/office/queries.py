"""Drafts of a dossier that were handed to document management."""

from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.detail import unknown_dossier
from backend.dossiers.queries import iso
from backend.dossiers.scope import visible
from backend.dossiers.standing import STANDING
from backend.office.rights import may_issue
from backend.platform.database import fetch, fetch_row
from backend.settings import settings
from shared.contracts.office import OfficeHandover, OfficeOfDossier
from shared.vocabulary.office import OFFICE_STATE_LABELS, OfficeState

_HANDOVERS = """
select h.*, a.full_name from office_handover h join account a on a.id = h.sent_by
where h.dossier_id = $1 order by h.sent_at desc, h.id desc limit 50
"""


async def of_dossier(actor: Actor, dossier_id: UUID) -> OfficeOfDossier:
    """What was handed over of a dossier in the officer's sight. Raises NotFound."""
    scope, args = visible(actor, 2)
    dossier = await fetch_row(
        f"select d.*, {STANDING} from dossier d where d.id = $1 and {scope}", dossier_id, *args
    )
    if dossier is None:
        raise unknown_dossier()
    rows = await fetch(_HANDOVERS, dossier_id)
    open_ = any(row["ended_at"] is None for row in rows)
    may = bool(settings().office_url) and not open_ and await may_issue(actor, dossier)
    return OfficeOfDossier(
        handovers=[
            OfficeHandover(
                id=str(row["id"]),
                title=row["title"],
                state=row["state"],
                state_label=OFFICE_STATE_LABELS[OfficeState(row["state"])].vi,
                their_code=row["their_code"],
                number=row["number"],
                document_id=str(row["document_id"]),
                signed_document_id=str(row["signed_document_id"])
                if row["signed_document_id"]
                else None,
                signers=row["signers"],
                grown=row["grown"],
                words=row["words"],
                sent_by=row["full_name"],
                sent_at=iso(row["sent_at"]),
                ended_at=iso(row["ended_at"]) if row["ended_at"] else None,
            )
            for row in rows
        ],
        may_hand=may,
    )
