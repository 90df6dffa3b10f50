"""Whether a file was signed in document management and held when it came back."""

from uuid import UUID

import asyncpg


async def signed_there(connection: asyncpg.Connection, document_id: UUID) -> bool:
    """True for a file that came back signed and was checked."""
    return bool(
        await connection.fetchval(
            "select exists (select 1 from office_handover where signed_document_id = $1)",
            document_id,
        )
    )
