"""Reads of shared papers: by their owner, and by whom they are shared with."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.identity.sign_in_names import stored_name
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.documents import Document
from shared.contracts.vault import SharedPaper, VaultShare

_WITH_ME = """
select s.id as share_id, s.purpose, s.until, s.given_at, s.owner_id, s.item_id, v.title, v.number,
    v.issuer, v.issued_at, v.valid_to, v.owner_name, v.document_ids
from vault_share s join vault_item v on v.id = s.item_id
where s.tenant_id = $1 and s.recipient = $2 and s.ended_at is null and s.until > $3
    and v.withdrawn_at is null
    and not exists (select from result r where r.id = v.result_id and r.withdrawn_at is not null)
"""


async def of_item(item_id: UUID) -> list[VaultShare]:
    """The shares of a paper, the newest first; at most a hundred."""
    rows = await fetch(
        "select id, recipient_words, purpose, given_at, until, ended_at from vault_share "
        "where item_id = $1 order by given_at desc limit 100",
        item_id,
    )
    now = clock.now()
    return [
        VaultShare(
            id=str(row["id"]),
            recipient=row["recipient_words"],
            purpose=row["purpose"],
            given_at=iso(row["given_at"]),
            until=iso(row["until"]),
            ended_at=iso(row["ended_at"]) if row["ended_at"] else None,
            running=row["ended_at"] is None and row["until"] > now,
        )
        for row in rows
    ]


async def with_me(actor: Actor, cursor: str = "", limit: int = 20) -> Page[SharedPaper]:
    """Papers that others share with the caller now, the newest first; without their files."""
    limit = max(1, min(limit, MAX_LIMIT))
    args: list[Any] = [*_me(actor), limit + 1]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (s.given_at, s.id) < ($5, $6)"
    rows = await fetch(f"{_WITH_ME} {after} order by s.given_at desc, s.id desc limit $4", *args)
    return page(rows, limit, lambda row: shown(row, []), lambda r: (r["given_at"], r["share_id"]))


async def running(actor: Actor, share_id: UUID) -> asyncpg.Record:
    """The row of a share with the caller that runs. Raises NotFound."""
    row = await fetch_row(f"{_WITH_ME} and s.id = $4", *_me(actor), share_id)
    if row is None:
        raise NotFound(
            "Giấy tờ này không được chia sẻ với bạn, hoặc người chia sẻ đã ngừng.",
            en="This paper is not shared with you, or no more.",
            slug="not-shared",
        )
    return row


def shown(row: asyncpg.Record, documents: list[Document]) -> SharedPaper:
    """A row read with `_WITH_ME`."""
    return SharedPaper(
        id=str(row["share_id"]),
        title=row["title"],
        number=row["number"],
        issuer=row["issuer"],
        issued_at=iso(row["issued_at"]),
        valid_to=row["valid_to"].isoformat() if row["valid_to"] else None,
        owner_name=row["owner_name"],
        purpose=row["purpose"],
        until=iso(row["until"]),
        documents=documents,
    )


def _me(actor: Actor) -> tuple[str, str, datetime]:
    return settings().tenant, stored_name(actor.personal_id or "-"), clock.now()
