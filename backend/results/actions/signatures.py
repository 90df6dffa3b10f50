"""What is written down of every signature that was made."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.platform.database import uuid7
from backend.settings import settings
from backend.signing.checking import SignatureFacts
from backend.signing.pades import Signed


async def keep_signature(
    connection: asyncpg.Connection,
    actor: Actor,
    made: Signed,
    seen: bytes,
    *,
    draft_id: UUID | None = None,
    document_id: UUID | None = None,
) -> None:
    """Writes down that this was signed: what was seen, what came of it, by which certificate."""
    facts: SignatureFacts = made.facts
    await connection.execute(
        "insert into result_signature (id, tenant_id, draft_id, document_id, field, account_id, "
        "signer, organisation, issuer, serial, signed_at, seen_sha256, signed_sha256) values "
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        uuid7(),
        settings().tenant,
        draft_id,
        document_id,
        facts.field,
        actor.account_id,
        facts.signer,
        facts.organisation,
        facts.issuer,
        facts.serial,
        facts.at,
        seen,
        made.sha256,
    )
