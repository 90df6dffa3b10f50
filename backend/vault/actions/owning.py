"""What the owner does with the vault: looks, takes papers out and puts them back."""

from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.documents.queries import stored_document
from backend.documents.reading import checked_stream
from backend.platform import clock
from backend.platform.database import transaction
from backend.vault import queries
from shared.contracts.vault import VaultPaper


async def withdraw(actor: Actor, item_id: UUID, *, back: bool = False) -> VaultPaper:
    """Takes a paper out of the vault, or puts it back: from now on it is (not) offered anywhere.

    Dossiers that used it keep their copies. Raises NotFound.
    """
    async with transaction() as connection:
        found = await connection.fetchval(
            "update vault_item set withdrawn_at = case when $3 then null else "
            "coalesce(withdrawn_at, $4) end where id = $1 and owner_id = $2 returning true",
            item_id,
            actor.account_id,
            back,
            clock.now(),
        )
        if not found:
            raise queries.unknown_item()
        action = "vault.put_back" if back else "vault.withdrawn"
        await record(connection, actor, action, subject_id=item_id)
    return await queries.paper(actor, item_id)


async def content(
    actor: Actor, item_id: UUID, document_id: UUID
) -> tuple[asyncpg.Record, AsyncIterator[bytes]]:
    """The row and bytes of a file of the caller's own paper.

    Raises NotFound, NotAsKept, Unavailable.
    """
    item = await queries.own_item(actor, item_id)
    if document_id not in item["document_ids"]:
        raise queries.unknown_item()
    row = await stored_document(document_id)
    if row["scan"] not in ("clean", "unscanned") or row["object_key"] is None:
        raise queries.unknown_item()
    return row, await checked_stream(row)
