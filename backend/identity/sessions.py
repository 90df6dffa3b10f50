"""Sessions: opened at sign-in, listed for their owner, ended one by one or all at once."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.identity.policy import PROFILES
from backend.identity.queries import token_hash
from backend.platform import clock
from backend.platform.database import fetch, transaction, uuid7
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.identity import SessionShown
from shared.vocabulary.assurance import ASSURANCE_LABELS, Assurance

_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"),
             ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
            ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Caller:
    """The browser somebody signs in with: the session it had, and the mark that it is known."""

    face: str
    user_agent: str = ""
    address: str = ""
    session: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A fresh session: the value of its cookie and for how many seconds it may be kept."""

    token: str
    max_age: int
    account_id: UUID


async def open_session(
    connection: asyncpg.Connection,
    account_id: UUID,
    caller: Caller,
    assurance: Assurance,
    *,
    national_token: bytes | None = None,
) -> Opened:
    """A new session under a new id; the one this browser had before ends.

    Its silence and length are those of the policy profile for the roles the person holds now. Who
    has just signed in need not prove it again at once.
    """
    now = clock.now()
    row = await connection.fetchrow(
        "select kind = 'officer' as officer, array(select role::text from role_grant g "
        "where g.account_id = a.id and (valid_to is null or valid_to > $2)) as roles "
        "from account a where id = $1",
        account_id,
        now,
    )
    profile = PROFILES[settings().policy]
    idle = profile.idle(officer=row["officer"], roles=frozenset(row["roles"]))
    absolute = profile.absolute(officer=row["officer"])
    if caller.session:
        await connection.execute(
            "update session set revoked_at = $2 where token_hash = $1 and revoked_at is null",
            token_hash(caller.session),
            now,
        )
    token = secrets.token_urlsafe(32)
    await connection.execute(
        "insert into session (id, tenant_id, account_id, face, token_hash, created_at, "
        "last_seen_at, expires_at, user_agent, idle_seconds, address, assurance, stepped_up_at, "
        "national_token) values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12, $13)",
        uuid7(),
        settings().tenant,
        account_id,
        caller.face,
        token_hash(token),
        now,
        now + absolute,
        caller.user_agent[:300],
        int(idle / timedelta(seconds=1)),
        caller.address[:64],
        assurance,
        now,
        national_token,
    )
    await connection.execute(
        "update account set last_sign_in_at = $2 where id = $1", account_id, now
    )
    await record(
        connection, None, "session.opened", subject_id=account_id, detail={"assurance": assurance}
    )
    return Opened(token, int(absolute / timedelta(seconds=1)), account_id)


async def sign_out(actor: Actor) -> None:
    """Ends the session at once."""
    async with transaction() as connection:
        await connection.execute(
            "update session set revoked_at = $2 where id = $1", actor.session_id, clock.now()
        )
        await record(connection, actor, "session.ended", subject_id=actor.account_id)


async def my_sessions(actor: Actor) -> list[SessionShown]:
    """The caller's sessions that are open now, this one first, then the last used."""
    rows = await fetch(
        "select id, face, user_agent, address, assurance, created_at, last_seen_at from session "
        "where account_id = $1 and revoked_at is null and expires_at > $2 "
        "and last_seen_at > $2 - make_interval(secs => idle_seconds) "
        "order by id = $3 desc, last_seen_at desc limit $4",
        actor.account_id,
        clock.now(),
        actor.session_id,
        _SHOWN,
    )
    return [
        SessionShown(
            id=str(row["id"]),
            face=row["face"],
            device=device(row["user_agent"]),
            address=row["address"],
            assurance=row["assurance"],
            assurance_label=ASSURANCE_LABELS[Assurance(row["assurance"])].vi,
            opened_at=_iso(row["created_at"]),
            last_seen_at=_iso(row["last_seen_at"]),
            current=row["id"] == actor.session_id,
        )
        for row in rows
    ]


async def end_one(actor: Actor, session_id: UUID) -> None:
    """Ends one session of the caller's own; it may be ended twice. Raises NotFound."""
    async with transaction() as connection:
        found = await connection.fetchval(
            "update session set revoked_at = coalesce(revoked_at, $3) "
            "where id = $1 and account_id = $2 returning true",
            session_id,
            actor.account_id,
            clock.now(),
        )
        if not found:
            raise NotFound("Không tìm thấy phiên đăng nhập này.", en="There is no such session.")
        await record(
            connection, actor, "session.ended", subject_id=actor.account_id,
            detail={"session": str(session_id)},
        )  # fmt: skip


async def end_others(actor: Actor) -> int:
    """Ends every session of the caller except this one; returns how many."""
    async with transaction() as connection:
        count = await end_all(connection, actor.account_id, except_id=actor.session_id)
        await record(
            connection, actor, "session.others_ended", subject_id=actor.account_id,
            detail={"count": count},
        )  # fmt: skip
    return count


async def end_all(
    connection: asyncpg.Connection, account_id: UUID, *, except_id: UUID | None = None
) -> int:
    """Ends the sessions of an account within the transaction of what makes it necessary."""
    rows = await connection.fetch(
        "update session set revoked_at = $2 where account_id = $1 and revoked_at is null "
        "and id is distinct from $3 returning id",
        account_id,
        clock.now(),
        except_id,
    )
    return len(rows)


def device(user_agent: str) -> str:
    """A browser in words somebody recognises: "Chrome trên Android"."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if browser and system:
        return f"{browser} trên {system}"
    program = re.match(r"[\w.-]{2,30}", user_agent)
    return browser or system or (program.group(0) if program else "Không rõ thiết bị")


def _iso(moment: datetime) -> str:
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds")
