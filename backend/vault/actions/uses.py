"""What becomes of the uses of a draft once it is a dossier."""

from uuid import UUID

import asyncpg


async def reused_with(connection: asyncpg.Connection, draft_id: UUID, dossier_id: UUID) -> None:
    """The draft has become a dossier; its uses go with it, those taken out again are forgotten."""
    await connection.execute(
        "delete from vault_use u where u.draft_id = $1 and exists (select from document c "
        "where c.id = u.document_id and c.removed_at is not null)",
        draft_id,
    )
    await connection.execute(
        "update vault_use set dossier_id = $2, draft_id = null where draft_id = $1",
        draft_id,
        dossier_id,
    )
