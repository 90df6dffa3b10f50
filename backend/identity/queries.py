"""Reads of accounts and sessions."""

import hashlib
from datetime import timedelta
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Absent, Actor, RoleScope
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.settings import settings
from shared.contracts.identity import Me, RoleHeld
from shared.vocabulary.roles import ROLE_LABELS, AccountKind, Role


class _Grant(msgspec.Struct):
    role: str
    agency_id: UUID
    unit_id: UUID | None
    instead_of: UUID | None = None


class _Absent(msgspec.Struct):
    account_id: UUID
    full_name: str
    personal_id: str


# What an officer may lend while absent: the work with dossiers, never the running of the system.
_LENT = "('desk_officer', 'desk_head', 'unit_head', 'specialist', 'leader', 'clerk')"
_PERSON = f"""
a.id, a.tenant_id, a.kind, a.username, a.full_name, a.personal_id, a.email, a.phone,
    coalesce((select json_agg(g) from (
        select role, agency_id, unit_id, null::uuid as instead_of from role_grant
        where account_id = a.id and valid_from <= $2 and (valid_to is null or valid_to > $2)
        union all
        select g.role, g.agency_id, g.unit_id, g.account_id from delegation l
        join role_grant g on g.account_id = l.from_account_id and g.role in {_LENT}
        where l.to_account_id = a.id and l.valid_from <= $2 and l.valid_to > $2
        and l.ended_at is null and g.valid_from <= $2
        and (g.valid_to is null or g.valid_to > $2)) g), '[]') as roles,
    coalesce((select json_agg(p) from (
        select f.id as account_id, f.full_name, f.personal_id from delegation l
        join account f on f.id = l.from_account_id
        where l.to_account_id = a.id and l.valid_from <= $2 and l.valid_to > $2
        and l.ended_at is null) p), '[]') as absent
"""
_SESSION = f"""
select s.id as session_id, s.last_seen_at, {_PERSON}
from session s join account a on a.id = s.account_id
where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2
    and s.last_seen_at > $3 and a.disabled_at is null
"""


def token_hash(token: str) -> bytes:
    """What is stored of a session cookie."""
    return hashlib.sha256(token.encode()).digest()


async def actor_of_session(token: str) -> Actor | None:
    """The person behind a cookie, or None when the session is over."""
    now = clock.now()
    idle = timedelta(minutes=settings().session_idle_minutes)
    row = await fetch_row(_SESSION, token_hash(token), now, now - idle)
    if row is None:
        return None
    if now - row["last_seen_at"] > timedelta(minutes=1):
        await fetch("update session set last_seen_at = $2 where id = $1", row["session_id"], now)
    return _actor(row, row["session_id"])


async def actor_of_username(username: str) -> Actor:
    """An account as an actor without a session; for commands of the operator and the demo."""
    row = await fetch_row(
        f"select {_PERSON} from account a where a.tenant_id = $1 and a.username = $3",
        settings().tenant,
        clock.now(),
        username.lower(),
    )
    assert row is not None, username
    return _actor(row, None)


def _actor(row: asyncpg.Record, session_id: UUID | None) -> Actor:
    grants = msgspec.json.decode(row["roles"], type=list[_Grant])
    absent = msgspec.json.decode(row["absent"], type=list[_Absent])
    return Actor(
        account_id=row["id"],
        tenant_id=row["tenant_id"],
        kind=AccountKind(row["kind"]),
        username=row["username"],
        full_name=row["full_name"],
        personal_id=row["personal_id"],
        email=row["email"],
        phone=row["phone"],
        session_id=session_id,
        roles=tuple(RoleScope(Role(g.role), g.agency_id, g.unit_id, g.instead_of) for g in grants),
        stands_in_for=tuple(Absent(p.account_id, p.full_name, p.personal_id) for p in absent),
    )


async def me(actor: Actor) -> Me:
    """The signed-in person for their own screens."""
    address = await fetch_row("select address from account where id = $1", actor.account_id)
    rows = await fetch(
        "select g.role, g.agency_id, a.name as agency_name, g.unit_id, u.name as unit_name "
        "from role_grant g join agency a on a.id = g.agency_id "
        "left join unit u on u.id = g.unit_id where g.account_id = $1 and g.valid_from <= $2 "
        "and (g.valid_to is null or g.valid_to > $2) order by g.role limit 50",
        actor.account_id,
        clock.now(),
    )
    return Me(
        id=str(actor.account_id),
        kind=actor.kind,
        username=actor.username,
        full_name=actor.full_name,
        personal_id=actor.personal_id or None,
        email=actor.email or None,
        phone=actor.phone or None,
        address=(address["address"] if address else "") or None,
        roles=[
            RoleHeld(
                role=r["role"],
                role_label=ROLE_LABELS[Role(r["role"])].vi,
                agency_id=str(r["agency_id"]),
                agency_name=r["agency_name"],
                unit_id=str(r["unit_id"]) if r["unit_id"] else None,
                unit_name=r["unit_name"],
            )
            for r in rows
        ],
    )
