"""Telling whoever sent a file that a virus was found in it."""

from backend.notifications.telling import Told, tell
from backend.notifications.wordings import VIRUS
from backend.platform.database import fetch_row
from backend.platform.outbox import Message
from backend.platform.sealing import opened

_FILE = """
select f.name, f.draft_id, f.dossier_id, a.id, a.full_name, a.email, a.phone, a.kind,
    coalesce(d.code, d.reference, '') as code
from document f join account a on a.id = f.uploaded_by left join dossier d on d.id = f.dossier_id
where f.id = $1
"""


async def tell_of_virus(message: Message) -> None:
    """One notice, with what to do now."""
    row = await fetch_row(_FILE, message.subject_id)
    if row is None:
        return
    path = f"/ho-so/{row['dossier_id']}" if row["dossier_id"] else f"/nop/{row['draft_id']}"
    await tell(
        message,
        Told(
            event=VIRUS,
            facts={"name": row["full_name"], "code": row["code"], "file": row["name"]},
            account_id=row["id"],
            dossier_id=row["dossier_id"],
            email=opened(row, "account.email"),
            phone=opened(row, "account.phone"),
            path=path,
        ),
    )
