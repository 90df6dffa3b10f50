"""Reads of privacy: who looked at my data, what I consented to."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.platform.database import fetch, fetch_value
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from shared.contracts.common import Page
from shared.contracts.privacy import Consent, DataLook
from shared.vocabulary.vault import CONSENT_LABELS, LOOK_LABELS, ConsentKind, Look


async def looks(actor: Actor, cursor: str = "", limit: int = 30) -> Page[DataLook]:
    """Looks at the caller's data, the newest first."""
    limit = max(1, min(limit, MAX_LIMIT))
    args: list[Any] = [actor.account_id, limit + 1]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (at, id) < ($3, $4)"
    rows = await fetch(
        "select id, at, by, action, subject, purpose, dossier_id from data_look "
        f"where person_id = $1 {after} order by at desc, id desc limit $2",
        *args,
    )
    return page(
        rows,
        limit,
        lambda row: DataLook(
            at=iso(row["at"]),
            what=LOOK_LABELS[Look(row["action"])].vi,
            subject=row["subject"],
            by=row["by"],
            purpose=row["purpose"],
            dossier_id=str(row["dossier_id"]) if row["dossier_id"] else None,
        ),
        lambda row: (row["at"], row["id"]),
    )


async def consents(actor: Actor) -> list[Consent]:
    """Every consent there can be, and how it stands."""
    rows = await fetch(
        "select distinct on (kind) kind, given_at, withdrawn_at from consent "
        "where account_id = $1 order by kind, given_at desc",
        actor.account_id,
    )
    last = {row["kind"]: row for row in rows}
    found = []
    for kind in ConsentKind:
        row = last.get(kind)
        found.append(
            Consent(
                kind=kind,
                label=CONSENT_LABELS[kind].vi,
                given=row is not None and row["withdrawn_at"] is None,
                given_at=iso(row["given_at"]) if row else None,
                withdrawn_at=iso(row["withdrawn_at"]) if row and row["withdrawn_at"] else None,
            )
        )
    return found


async def may_share_at_desk(account_id: UUID) -> bool | None:
    """Whether the owner lets the desk reuse their papers; None when they never said."""
    found: bool | None = await fetch_value(
        "select withdrawn_at is null from consent where account_id = $1 and kind = 'desk' "
        "order by given_at desc limit 1",
        account_id,
    )
    return found


async def is_proven(account_id: UUID) -> bool:
    """Whether somebody compared the person with their identity card."""
    return bool(
        await fetch_value("select true from identity_proof where account_id = $1", account_id)
    )
