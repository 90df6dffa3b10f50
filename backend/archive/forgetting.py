"""What goes when a dossier is disposed of, and what keeps it from going: a lock in the store."""

from datetime import date
from uuid import UUID

import asyncpg

from backend.documents.store import store
from backend.law.calendar import local
from backend.platform import clock
from backend.platform.database import fetch
from backend.settings import settings
from storage.objects import LOCKED, ObjectMissing

_NOT_THE_OWNERS = """
select m.id, m.object_key from document m where m.dossier_id = $1 and not exists
    (select from vault_item v where v.dossier_id = $1 and m.id = any(v.document_ids))
"""


async def locked_until(dossier_id: UUID) -> date | None:
    """The last day on which an object that would go is still locked; None when none is.

    Issued results are locked for years (`result_lock_days`), and a class may be shorter than that.
    Raises StorageError.
    """
    days = []
    for row in await fetch(_NOT_THE_OWNERS, dossier_id):
        if row["object_key"] and row["object_key"].startswith(LOCKED):
            try:
                until = await store().locked_until(row["object_key"])
            except ObjectMissing:
                continue
            if until is not None and until > clock.now():
                days.append(local(until).date())
    return max(days, default=None)


async def forget(connection: asyncpg.Connection, dossier_id: UUID) -> list[str]:
    """The content goes; code, procedure, dates, name, events and digests stay as the record.

    A result or paper that lies in its owner's vault is the owner's and stays there. Returns keys
    of objects, and with a slash at the end the folders of pictures drawn from them.
    """
    rows = await connection.fetch(_NOT_THE_OWNERS, dossier_id)
    await connection.execute(
        "update document set removed_at = coalesce(removed_at, $2), object_key = null, "
        "name = 'đã hủy' where id = any($1::uuid[])",
        [row["id"] for row in rows],
        clock.now(),
    )
    for statement in (
        "update issued_form set data = '{}' where dossier_id = $1",
        "update draft set answers = '{}', delivery_address = '' where dossier_id = $1",
        "delete from postal_wish where draft_id in (select id from draft where dossier_id = $1)",
        "update supplement_item set before = '', after = '' where dossier_id = $1",
        "update notice set body = '' where dossier_id = $1",
        "delete from dossier_message_file where message_id in "
        "(select id from dossier_message where dossier_id = $1)",
        "delete from dossier_message where dossier_id = $1",
        "update dossier set answers = '{}', applicant_phone = '', applicant_email = '', "
        "applicant_address = '', delivery_address = '', search_text = '' where id = $1",
        "update postal_order set name = '', phone = '', detail = '', received_by = '', words = '' "
        "where dossier_id = $1",
        "update postal_event set place = '', note = '', received_by = '' where order_id in "
        "(select id from postal_order where dossier_id = $1)",
        "update rating set words = '' where dossier_id = $1",
        "update store_document set title = '', number = '' where document_id in "
        "(select id from document where dossier_id = $1)",
        "update archive_record set status = 'disposed', body = '', personal_id = '' "
        "where dossier_id = $1",
    ):
        await connection.execute(statement, dossier_id)
    drawn = [f"{settings().tenant}/previews/{row['id']}/" for row in rows]
    keys = [row["object_key"] for row in rows if row["object_key"]]
    return keys + await _drafts(connection, dossier_id) + drawn


async def _drafts(connection: asyncpg.Connection, dossier_id: UUID) -> list[str]:
    """Drafts of results tell of a person as the results do; their digests stay with the signatures.

    Returns the keys of their objects.
    """
    rows = await connection.fetch(
        "select object_key, signed_key from result_draft where dossier_id = $1", dossier_id
    )
    await connection.execute(
        "update result_draft set state = 'dropped', content = '{}', object_key = null, "
        "sha256 = null, signed_key = null, signed_sha256 = null where dossier_id = $1",
        dossier_id,
    )
    return [key for row in rows for key in row.values() if key]
