"""Shared catalogues as anybody reads them: entries of a version, versions, what changed."""

from datetime import datetime
from typing import Any

import asyncpg
import msgspec

from backend.dossiers.queries import iso
from backend.lookups import taking as lookups
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import NotFound
from backend.settings import settings
from backend.shared_lists.rules import MOST_ENTRIES, Change, Entry, changes, faults
from shared.contracts.common import Choice, Page
from shared.contracts.shared_lists import (
    KeptList,
    ListChange,
    ListEntry,
    ListVersion,
    SharedListShown,
)
from shared.vocabulary.shared_lists import (
    LIST_CHANGE_LABELS,
    LIST_KEEPER_LABELS,
    LIST_VERSION_LABELS,
    OURS,
    SHARED_LIST_LABELS,
    ListChangeKind,
    ListKeeper,
    ListVersionState,
    SharedList,
)

_SHOWN_CHANGES = 200
_AT = "since <= $3 and (until is null or until > $3)"
_ENTRIES = f"""
select code, name, parent, since from shared_list_entry
where tenant_id = $1 and list = $2 and {_AT} and code > $4 order by code limit $5
"""
# Both sides of an entry that is not the same in two versions.
_CHANGES = """
select code, o.name as name_before, o.parent as parent_before, n.name, n.parent from
    (select code, name, parent from shared_list_entry where tenant_id = $1 and list = $2
        and since <= $3 and (until is null or until > $3) and code > $5) o
    full join (select code, name, parent from shared_list_entry where tenant_id = $1 and list = $2
        and since <= $4 and (until is null or until > $4) and code > $5) n using (code)
where (o.name, o.parent) is distinct from (n.name, n.parent) order by code limit $6
"""
_KEPT = """
select l.list, v.number, v.entries, v.made_at, k.looked_at, k.trouble
from unnest($2::text[]) as l (list)
left join shared_list_version v on v.tenant_id = $1 and v.list = l.list and v.state = 'current'
left join shared_list_look k on k.tenant_id = $1 and k.list = l.list
"""


async def shown() -> list[SharedListShown]:
    """Every catalogue with the version in use."""
    rows = {row["list"]: row for row in await _lists()}
    return [
        SharedListShown(
            code=which,
            name=SHARED_LIST_LABELS[which].vi,
            keeper=keeper_of(which),
            version=rows[which]["number"] or 0,
            entries=rows[which]["entries"] or 0,
            updated_at=iso(rows[which]["made_at"]) if rows[which]["made_at"] else "",
        )
        for which in SharedList
    ]


async def entries(
    which: SharedList, version: int = 0, cursor: str = "", limit: int = 100
) -> Page[ListEntry]:
    """Entries of a version, or of the one in use, by code. Raises NotFound."""
    number = await _number(which, version)
    after = decode_cursor(cursor, tuple[str])[0] if cursor else ""
    rows = await fetch(_ENTRIES, settings().tenant, which, number, after, limit + 1)
    return page(
        rows,
        limit,
        lambda r: ListEntry(r["code"], r["name"], r["parent"], r["since"]),
        lambda r: (r["code"],),
    )


async def versions(which: SharedList, cursor: str = "", limit: int = 20) -> Page[ListVersion]:
    """Versions that were in use, the newest first."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    rows = await fetch(
        "select * from shared_list_version where tenant_id = $1 and list = $2 and number > 0 "
        "and ($3::int is null or number < $3) order by number desc limit $4",
        settings().tenant,
        which,
        before,
        limit + 1,
    )
    return page(rows, limit, _version, lambda r: (r["number"],))


async def changed(
    which: SharedList, since: int, cursor: str = "", limit: int = 100
) -> Page[ListChange]:
    """What became different from a version to the one in use. Raises NotFound."""
    await _number(which, since)
    now = await _number(which, 0)
    after = decode_cursor(cursor, tuple[str])[0] if cursor else ""
    rows = await fetch(_CHANGES, settings().tenant, which, since, now, after, limit + 1)
    return page(rows, limit, _changed, lambda r: (r["code"],))


async def kept() -> list[KeptList]:
    """Every catalogue for who keeps it, with the version that waits and how it differs."""
    waiting = {
        row["list"]: row
        for row in await fetch(
            "select * from shared_list_version where tenant_id = $1 and state = 'waiting'",
            settings().tenant,
        )
    }
    return [await _kept(row, waiting.get(row["list"])) for row in await _lists()]


async def version_whole(which: SharedList, number: int) -> tuple[datetime, list[Entry]]:
    """One version with all its entries. Raises NotFound."""
    row = await fetch_row(
        "select made_at from shared_list_version where tenant_id = $1 and list = $2 "
        "and number = $3 and number > 0",
        settings().tenant,
        which,
        number,
    )
    if row is None:
        raise NotFound
    return row["made_at"], await whole(which, number)


async def whole(which: SharedList, number: int) -> list[Entry]:
    """All entries of a version; none of version 0."""
    rows = await fetch(_ENTRIES, settings().tenant, which, number, "", MOST_ENTRIES)
    return [Entry(row["code"], row["name"], row["parent"]) for row in rows]


async def in_use(which: SharedList) -> list[Entry]:
    """What a catalogue that others keep means here today, however it came to be."""
    return [Entry(*meaning) for meaning in await lookups.in_use(which)]


def keeper_of(which: SharedList) -> Choice:
    """Who keeps a catalogue."""
    keeper = ListKeeper.OURS if which in OURS else ListKeeper.PLATFORM
    return Choice(keeper, LIST_KEEPER_LABELS[keeper].vi)


async def _lists() -> list[asyncpg.Record]:
    return await fetch(_KEPT, settings().tenant, list(SharedList))


async def _number(which: SharedList, version: int) -> int:
    number = await fetch_row(
        "select number from shared_list_version where tenant_id = $1 and list = $2 "
        "and case when $3 = 0 then state = 'current' else number = $3 end",
        settings().tenant,
        which,
        version,
    )
    if number is None:
        raise NotFound(
            "Danh mục chưa có phiên bản này. Xem các phiên bản của danh mục.",
            en="The catalogue has no such version.",
        )
    return int(number["number"])


async def _kept(row: asyncpg.Record, waiting: asyncpg.Record | None) -> KeptList:
    which = SharedList(row["list"])
    proposed: list[Entry] = []
    found: list[Change] = []
    here = [] if which in OURS else await in_use(which)
    if waiting is not None:
        proposed = msgspec.json.decode(waiting["proposed"], type=list[Entry])
        found = changes(here, proposed)
    return KeptList(
        code=which,
        name=SHARED_LIST_LABELS[which].vi,
        keeper=keeper_of(which),
        version=row["number"] or 0,
        entries=(row["entries"] or 0) if which in OURS else len(here),
        looked_at=iso(row["looked_at"]) if row["looked_at"] else "",
        trouble=row["trouble"] or "",
        waiting=_version(waiting) if waiting is not None else None,
        digest=waiting["digest"].hex() if waiting is not None else "",
        changes=[_said(change) for change in found[:_SHOWN_CHANGES]],
        faults=faults(proposed) if waiting is not None else [],
    )


def _version(row: asyncpg.Record) -> ListVersion:
    state = ListVersionState(row["state"])
    return ListVersion(
        number=row["number"],
        state=Choice(state, LIST_VERSION_LABELS[state].vi),
        made_at=iso(row["made_at"]),
        entries=row["entries"],
        added=row["added"],
        changed=row["changed"],
        removed=row["removed"],
        theirs=row["theirs"],
        decided_by=row["decided_by_name"],
        note=row["note"],
    )


def _changed(row: Any) -> ListChange:
    before = None if row["name_before"] is None else Entry(
        row["code"], row["name_before"], row["parent_before"]
    )  # fmt: skip
    after = None if row["name"] is None else Entry(row["code"], row["name"], row["parent"])
    kind = ListChangeKind.CHANGED
    if before is None or after is None:
        kind = ListChangeKind.ADDED if before is None else ListChangeKind.REMOVED
    return _said(Change(kind, before, after))


def _said(change: Change) -> ListChange:
    return ListChange(
        code=change.code,
        kind=Choice(change.kind, LIST_CHANGE_LABELS[change.kind].vi),
        name_before=change.before.name if change.before else "",
        name=change.after.name if change.after else "",
        parent_before=change.before.parent if change.before else "",
        parent=change.after.parent if change.after else "",
    )
