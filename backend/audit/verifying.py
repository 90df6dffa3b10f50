"""Is the audit trail whole? Every link is computed anew and compared with the locked roots.

Finds a changed byte, a pair that changed places, an entry missing in the middle, a tail that was
dropped, and a database that was put back to an older copy.
"""

import hashlib
from collections.abc import AsyncIterator
from datetime import date

from backend.audit.chain import Root, link, opened
from backend.audit.sealing import locked_store, place
from backend.platform.database import fetch, fetch_value, transaction
from backend.settings import settings

_CHAIN = """
select l.agency_id, l.day, l.seq, l.hash, e.id, e.tenant_id, e.at, e.actor_id, e.action,
    e.subject_id, e.detail, e.mac
from audit_link l left join audit_entry e on e.id = l.entry_id
order by l.agency_id, l.day, l.seq
"""
_UNLINKED = """
select count(*) from audit_entry e where not exists (select from audit_link l
    where l.entry_id = e.id) and not exists (select from audit_waiting w where w.entry_id = e.id)
"""


async def problems() -> AsyncIterator[str]:
    """Everything that does not fit, as sentences; none when the trail is whole.

    Raises StorageError when the roots cannot be read.
    """
    async for problem in _chains():
        yield problem
    unlinked = await fetch_value(_UNLINKED)
    if unlinked:
        yield f"{unlinked} mục nhật ký không nằm trong chuỗi nào"
    async for problem in _roots():
        yield problem


async def _chains() -> AsyncIterator[str]:
    """Links one after another, without holding all in memory."""
    async with transaction() as connection:
        where, seq, previous = None, 0, b""
        async for row in connection.cursor(_CHAIN, prefetch=1000):
            if (row["agency_id"], row["day"]) != where:
                where, seq, previous = (row["agency_id"], row["day"]), 0, b""
            seq += 1
            name = place(row["agency_id"], row["day"], row["seq"])
            if row["seq"] != seq:
                yield f"{name}: thiếu mục trước mục này"
                seq = row["seq"]
            elif row["id"] is None:
                yield f"{name}: mất mục nhật ký"
            elif link(settings().secret_key, previous, name, row) != bytes(row["hash"]):
                yield f"{name}: mục đã bị sửa hoặc đổi chỗ ({row['id']})"
            previous = bytes(row["hash"])


async def _roots() -> AsyncIterator[str]:
    # Read before and after: a root that is written meanwhile is no fault.
    before = await _kept()
    versions = await locked_store().versions(f"{settings().tenant}/audit/")
    kept = await _kept()
    seen: dict[int, str] = {}
    for version in versions:
        root = opened(settings().secret_key, version.content)
        if root is None:
            yield f"{version.key}: chữ ký của mốc không đúng"
            continue
        digest = hashlib.sha256(version.content).hexdigest()
        if root.number in seen and seen[root.number] != digest:
            yield f"mốc {root.number}: có hai bản khác nhau, cơ sở dữ liệu từng bị đưa về bản cũ"
        if kept.get(root.number) != digest:
            yield f"mốc {root.number}: cơ sở dữ liệu không có mốc này (bản cũ được khôi phục?)"
        if root.number > 1 and root.previous not in (seen.get(root.number - 1), ""):
            yield f"mốc {root.number}: không nối với mốc trước"
        seen[root.number] = digest
        async for problem in _heads(root):
            yield problem
    expected = set(before) | set(range(1, max(seen, default=0)))
    for number in sorted(expected - set(seen)):
        yield f"mốc {number}: mất trong kho khóa"


async def _kept() -> dict[int, str]:
    rows = await fetch("select number, sha256 from audit_root limit 1000000")
    return {row["number"]: bytes(row["sha256"]).hex() for row in rows}


async def _heads(root: Root) -> AsyncIterator[str]:
    """The chains must still pass through every head that was anchored."""
    rows = await fetch(
        "select h.agency, h.day, h.seq, l.hash from unnest($1::uuid[], $2::date[], $3::int[]) "
        "h(agency, day, seq) left join audit_link l on l.agency_id = h.agency and l.day = h.day "
        "and l.seq = h.seq",
        [head.agency for head in root.chains],
        [_day(head.day) for head in root.chains],
        [head.seq for head in root.chains],
    )
    there = {(str(row["agency"]), row["day"].isoformat(), row["seq"]): row["hash"] for row in rows}
    for head in root.chains:
        found = there[head.agency, head.day, head.seq]
        name = f"{head.agency}/{head.day}"
        if found is None:
            yield f"{name}: mất đuôi, mốc {root.number} ghi {head.seq} mục"
        elif bytes(found).hex() != head.hash:
            yield f"{name}: mục {head.seq} khác với mốc {root.number}"


def _day(text: str) -> date:
    return date.fromisoformat(text)
