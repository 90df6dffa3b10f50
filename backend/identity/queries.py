"""Reads of accounts and sessions."""

import hashlib
from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Absent, Actor, RoleScope
from backend.identity.sign_in_names import shown_name, stored_name
from backend.organisation.queries import ROOT_AGENCY
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.sealing import opened, unsealed
from backend.settings import settings
from shared.contracts.identity import Me, RoleHeld
from shared.vocabulary.assurance import Assurance
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
        select r.role, h.old_id, r.unit_id, null::uuid from role_grant r
        join agency_lineage h on h.new_id = r.agency_id
        where r.account_id = a.id and r.valid_from <= $2
        and (r.valid_to is null or r.valid_to > $2)
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
        and l.ended_at is null) p), '[]') as absent,
    {ROOT_AGENCY} as root_agency
"""
_SESSION = f"""
select s.id as session_id, s.last_seen_at, s.assurance, s.stepped_up_at,
    a.must_change_password or (a.kind = 'officer' and a.totp_secret is null) as first_steps,
    {_PERSON}
from session s join account a on a.id = s.account_id
where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2
    and s.last_seen_at > $2 - make_interval(secs => s.idle_seconds)
    and a.disabled_at is null and a.locked_at is null
"""


def token_hash(token: str) -> bytes:
    """What is stored of a session cookie."""
    return hashlib.sha256(token.encode()).digest()


async def actor_of_session(token: str) -> Actor | None:
    """The person behind a cookie, or None when the session is over."""
    now = clock.now()
    row = await fetch_row(_SESSION, token_hash(token), now)
    if row is None:
        return None
    if now - row["last_seen_at"] > timedelta(minutes=1):
        await fetch("update session set last_seen_at = $2 where id = $1", row["session_id"], now)
    return _actor(
        row,
        session_id=row["session_id"],
        assurance=Assurance(row["assurance"]),
        stepped_up_at=row["stepped_up_at"],
        first_steps=row["first_steps"],
    )


async def actor_of_username(username: str) -> Actor:
    """An account as an actor without a session; for commands of the operator and the demo."""
    row = await fetch_row(
        f"select {_PERSON} from account a where a.tenant_id = $1 and a.username = $3",
        settings().tenant,
        clock.now(),
        stored_name(username),
    )
    assert row is not None, username
    return _actor(row, session_id=None)


async def actor_of_account(account_id: UUID) -> Actor | None:
    """A citizen or organisation as an actor without a session; None once closed or locked."""
    row = await fetch_row(
        f"select {_PERSON} from account a where a.tenant_id = $1 and a.id = $3 "
        "and a.kind <> 'officer' and a.disabled_at is null and a.locked_at is null "
        "and a.closed_at is null",
        settings().tenant,
        clock.now(),
        account_id,
    )
    return _actor(row, session_id=None) if row is not None else None


async def actor_of_officer(account_id: UUID) -> Actor | None:
    """An officer as an actor without a session, with the roles of now; None once closed, locked."""
    row = await fetch_row(
        f"select {_PERSON} from account a where a.tenant_id = $1 and a.id = $3 "
        "and a.kind = 'officer' and a.disabled_at is null and a.locked_at is null",
        settings().tenant,
        clock.now(),
        account_id,
    )
    return _actor(row, session_id=None) if row is not None else None


@lru_cache(maxsize=4096)
def _roles(grants: str) -> tuple[RoleScope, ...]:
    """Roles out of the text the database gives, the same at every request while they hold."""
    return tuple(
        RoleScope(Role(g.role), g.agency_id, g.unit_id, g.instead_of)
        for g in msgspec.json.decode(grants, type=list[_Grant])
    )


def _actor(row: asyncpg.Record, **session: Any) -> Actor:
    absent = msgspec.json.decode(row["absent"], type=list[_Absent]) if row["absent"] != "[]" else []
    return Actor(
        account_id=row["id"],
        tenant_id=row["tenant_id"],
        kind=AccountKind(row["kind"]),
        username=shown_name(row),
        full_name=row["full_name"],
        personal_id=opened(row, "account.personal_id"),
        email=opened(row, "account.email"),
        phone=opened(row, "account.phone"),
        **session,
        roles=_roles(row["roles"]),
        root_agency=row["root_agency"],
        stands_in_for=tuple(
            Absent(
                p.account_id,
                p.full_name,
                unsealed("account.personal_id", p.account_id, p.personal_id),
            )
            for p in absent
        ),
    )


async def me(actor: Actor) -> Me:
    """The signed-in person for their own screens."""
    address = await fetch_row("select id, address from account where id = $1", actor.account_id)
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
        address=(opened(address, "account.address") if address else "") or None,
        roles=[
            RoleHeld(
                role=r["role"],
                role_label=ROLE_LABELS[Role(r["role"])].vi,
                agency_id=str(r["agency_id"]),
                agency_name=r["agency_name"],
                unit_id=str(r["unit_id"]) if r["unit_id"] else None,
                unit_name=r["unit_name"],
                for_all=r["agency_id"] == actor.root_agency,
            )
            for r in rows
        ],
    )
