"""New versions of shared catalogues: ours when they differ, pulled ones when somebody takes them.

What is taken goes into the catalogue in use (`lookups`) from today on. A version is never changed:
entries keep from which version on and up to which they stood.
"""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.connections.adapter import Refused, Unreachable
from backend.connections.queueing import enqueue
from backend.lookups.taking import Meaning, take_over
from backend.platform import clock, outbox
from backend.platform.database import execute, fetch, transaction, uuid7
from backend.platform.etags import stale
from backend.platform.outbox import Message
from backend.platform.problems import Conflict, RuleBroken, Unavailable
from backend.settings import settings
from backend.shared_lists.ours import BUILT
from backend.shared_lists.partner import ADAPTER, asked
from backend.shared_lists.queries import in_use, whole
from backend.shared_lists.rules import Entry, changes, counted, digest_of, faults
from shared.contracts.shared_lists import DeclineList, TakeList
from shared.vocabulary.shared_lists import OURS, ListChangeKind, SharedList

LOOK_TOPIC = "shared_list.look"
_EVERY = {True: timedelta(hours=1), False: timedelta(hours=24)}  # ours, pulled
_LOOKED = """
insert into shared_list_look (tenant_id, list, looked_at, trouble) values ($1, $2, $3, $4)
on conflict (tenant_id, list) do update set looked_at = $3, trouble = $4
"""
_KEEP = """
insert into shared_list_version (id, tenant_id, list, number, state, digest, entries, added,
    changed, removed, theirs, proposed, made_at, decided_by, decided_by_name, decided_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13, $14, $15, $16)
"""
_END = """
update shared_list_entry set until = $4
where tenant_id = $1 and list = $2 and until is null and code = any($3::text[])
"""
_BEGIN = """
insert into shared_list_entry (tenant_id, list, code, since, name, parent)
select $1, $2, e.code, $3, e.name, e.parent
from unnest($4::text[], $5::text[], $6::text[]) as e (code, name, parent)
"""


async def look_at_due() -> int:
    """Every minute: asks for a look at what was not looked at for its time."""
    looked = {
        row["list"]: row["looked_at"]
        for row in await fetch(
            "select list, looked_at from shared_list_look where tenant_id = $1", settings().tenant
        )
    }
    now = clock.now()
    due = [
        which
        for which in SharedList
        if (which in OURS or settings().lgsp_url)
        and (which not in looked or now - looked[which] >= _EVERY[which in OURS])
    ]
    for which in due:
        await look(which)
    return len(due)


async def ask_for_look(actor: Actor, which: SharedList) -> None:
    """Has a catalogue looked at now. Raises Unavailable where nothing is connected."""
    if which not in OURS and not settings().lgsp_url:
        raise Unavailable(
            "Chưa kết nối nền tảng chia sẻ dữ liệu (LGSP).", en="No sharing platform is connected."
        )
    async with transaction() as connection:
        await outbox.publish(connection, LOOK_TOPIC, uuid7(), {"list": which})
        await record(connection, actor, "shared_list.look_asked", detail={"list": which})


async def looked(message: Message) -> None:
    """A look that somebody asked for."""
    await look(SharedList(message.payload["list"]))


async def look(which: SharedList) -> None:
    """Publishes ours where it differs; keeps a differing version of others for a decision.

    A platform that is away, or answers something else, changes nothing; it is said.
    """
    try:
        trouble = await (_publish(which) if which in OURS else _pull(which))
    except (Unreachable, Refused) as error:
        trouble = f"Nền tảng dùng chung chưa trả lời đúng: {error}"
    await execute(_LOOKED, settings().tenant, which, clock.now(), trouble[:300])


async def _publish(which: SharedList) -> str:
    entries = await BUILT[which]()
    if wrong := faults(entries):
        return " ".join(wrong)
    digest = digest_of(entries)
    async with transaction() as connection:
        current = await _locked(connection, which)
        if current is not None and current["digest"] == digest:
            return ""
        number = await _begin(connection, which, current, entries, digest, None)
        if settings().lgsp_url:
            payload = {"list": which, "number": number}
            key = f"{which}:{number}"
            await enqueue(connection, ADAPTER, _subject(which), "version", payload, key)
        detail = {"list": which, "version": number}
        await record(connection, None, "shared_list.published", detail=detail)
    return ""


async def _pull(which: SharedList) -> str:
    theirs, entries = await asked(which)
    digest = digest_of(entries)
    async with transaction() as connection:
        await _locked(connection, which)
        here = await in_use(which)
        if digest_of(here) == digest:
            await _drop_waiting(connection, which)  # they have what is in use
            return ""
        known = await connection.fetchval(
            "select true from shared_list_version where tenant_id = $1 and list = $2 "
            "and digest = $3 and state in ('waiting', 'declined')",
            settings().tenant, which, digest,
        )  # fmt: skip
        if known:
            return ""
        await _drop_waiting(connection, which)
        found = counted(changes(here, entries))
        await connection.execute(
            _KEEP, uuid7(), settings().tenant, which, 0, "waiting", digest, len(entries),
            *_numbers(found), theirs, msgspec.json.encode(entries).decode(), clock.now(),
            None, "", None,
        )  # fmt: skip
        detail = {"list": which, "theirs": theirs}
        await record(connection, None, "shared_list.pulled", detail=detail)
    return ""


async def take(actor: Actor, which: SharedList, data: TakeList) -> None:
    """Takes the pulled version into use from today on.

    Raises Conflict, PreconditionFailed, RuleBroken for one with faults.
    """
    async with transaction() as connection:
        current = await _locked(connection, which)
        row = await _waiting(connection, which, data.digest)
        entries = msgspec.json.decode(row["proposed"], type=list[Entry])
        if wrong := faults(entries):
            raise RuleBroken(
                "Bản này có lỗi nên chưa dùng được: " + " ".join(wrong),
                en="This version has faults and cannot be taken into use.",
                slug="faulty-list",
            )
        await connection.execute("delete from shared_list_version where id = $1", row["id"])
        differing = changes(await in_use(which), entries)
        fresh = [Meaning(*_parts(c.after)) for c in differing if c.after is not None]
        gone = [c.code for c in differing if c.after is None]
        await take_over(connection, actor, which, fresh, gone)
        number = await _begin(
            connection, which, current, entries, row["digest"], actor, row["theirs"]
        )
        detail = {"list": which, "version": number}
        await record(connection, actor, "shared_list.taken", detail=detail)


async def decline(actor: Actor, which: SharedList, data: DeclineList) -> None:
    """Does not take it; the same again is not asked about. Raises Conflict, PreconditionFailed."""
    async with transaction() as connection:
        await _locked(connection, which)
        row = await _waiting(connection, which, data.digest)
        await connection.execute(
            "update shared_list_version set state = 'declined', proposed = null, note = $2, "
            "decided_by = $3, decided_by_name = $4, decided_at = $5 where id = $1",
            row["id"], data.reason.strip(), actor.account_id, actor.full_name, clock.now(),
        )  # fmt: skip
        detail = {"list": which, "note": data.reason.strip()}
        await record(connection, actor, "shared_list.declined", detail=detail)


async def _begin(
    connection: asyncpg.Connection,
    which: SharedList,
    current: asyncpg.Record | None,
    entries: list[Entry],
    digest: bytes,
    actor: Actor | None,
    theirs: str = "",
) -> int:
    """The next version, in use from now on; returns its number."""
    before = current["number"] if current is not None else 0
    number, tenant = before + 1, settings().tenant
    found = changes(await whole(which, before), entries)
    ended = [change.code for change in found if change.before is not None]
    begun = [change.after for change in found if change.after is not None]
    await connection.execute(_END, tenant, which, ended, number)
    await connection.execute(
        _BEGIN, tenant, which, number, [e.code for e in begun], [e.name for e in begun],
        [e.parent for e in begun],
    )  # fmt: skip
    if current is not None:
        await connection.execute(
            "update shared_list_version set state = 'past' where id = $1", current["id"]
        )
    now = clock.now()
    await connection.execute(
        _KEEP, uuid7(), tenant, which, number, "current", digest, len(entries),
        *_numbers(counted(found)), theirs, None, now,
        actor.account_id if actor else None, actor.full_name if actor else "",
        now if actor else None,
    )  # fmt: skip
    return number


async def _locked(connection: asyncpg.Connection, which: SharedList) -> asyncpg.Record | None:
    """The version in use; nobody else makes one of this catalogue until the end."""
    await connection.execute("select pg_advisory_xact_lock(hashtext($1))", f"shared list {which}")
    return await connection.fetchrow(
        "select id, number, digest from shared_list_version where tenant_id = $1 and list = $2 "
        "and state = 'current'",
        settings().tenant,
        which,
    )


async def _waiting(
    connection: asyncpg.Connection, which: SharedList, digest: str
) -> asyncpg.Record:
    row = await connection.fetchrow(
        "select id, digest, proposed, theirs from shared_list_version where tenant_id = $1 "
        "and list = $2 and state = 'waiting'",
        settings().tenant,
        which,
    )
    if row is None:
        raise Conflict(
            "Không có bản nào chờ quyết định. Hãy tải lại trang.",
            en="Nothing waits for a decision.",
            slug="moved-on",
        )
    if row["digest"].hex() != digest:
        raise stale()
    return row


async def _drop_waiting(connection: asyncpg.Connection, which: SharedList) -> None:
    # Nobody has decided about it, and it is no longer what they have.
    await connection.execute(
        "delete from shared_list_version where tenant_id = $1 and list = $2 and state = 'waiting'",
        settings().tenant,
        which,
    )


def _parts(entry: Entry) -> tuple[str, str, str]:
    return entry.code, entry.name, entry.parent


def _subject(which: SharedList) -> UUID:
    return uuid5(NAMESPACE_URL, f"shared list:{settings().tenant}:{which}")


def _numbers(found: Any) -> tuple[int, int, int]:
    kinds = (ListChangeKind.ADDED, ListChangeKind.CHANGED, ListChangeKind.REMOVED)
    added, changed, removed = (found[kind] for kind in kinds)
    return added, changed, removed
