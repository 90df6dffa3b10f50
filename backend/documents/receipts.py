"""The receipts of what was handed in together, as one file to print at the counter."""

import io
from uuid import UUID

from anyio import to_thread
from pypdf import PdfWriter

from backend.access.actor import Actor
from backend.documents.store import store
from backend.documents.withheld import unknown
from backend.dossiers.scope import visible
from backend.platform.database import fetch
from backend.results.rendering import rendered_form
from shared.contracts.bundles import MOST

_RECEIPTS = """
select distinct on (d.submitted_at, d.id) m.id, m.object_key
from dossier d join issued_form f on f.dossier_id = d.id and f.form = 'receipt'
join document m on m.id = f.document_id
where d.bundle_id = $1 and """


async def joined_receipts(actor: Actor, bundle_id: UUID) -> bytes:
    """The newest receipt of each dossier in the caller's sight, in the order of their entry.

    Raises NotFound where there is none, StorageError.
    """
    scope, args = visible(actor, 2)
    rows = await fetch(
        f"{_RECEIPTS} {scope} order by d.submitted_at, d.id, f.issued_at desc limit {2 * MOST}",
        bundle_id,
        *args,
    )
    if not rows:
        raise unknown()
    # One compiler a process: the sheets come one after the other, as they would from one click.
    sheets = [
        await store().get_bytes(row["object_key"])
        if row["object_key"] is not None
        else await rendered_form(row["id"])
        for row in rows
    ]
    return await to_thread.run_sync(_joined, sheets)


def _joined(sheets: list[bytes]) -> bytes:
    writer = PdfWriter()
    for sheet in sheets:
        writer.append(io.BytesIO(sheet))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
