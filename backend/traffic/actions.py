"""Counting in this process, written to the database every few seconds; a crash loses those.

Of a visitor nothing is kept but a mark of the day: a keyed hash of network and browser under a salt
that is thrown away when the day is over, so that nobody is known again tomorrow.
"""

import asyncio
import contextlib
import hashlib
import secrets
from collections import Counter
from datetime import date, timedelta
from uuid import UUID

import asyncpg
import structlog

from backend.forms.queries import form
from backend.platform import clock
from backend.platform.database import execute, fetch_row, fetch_value, transaction
from backend.settings import settings
from backend.traffic.rules import (
    LAST_PAGES,
    MOST_PAGES,
    SHOWN_FROM,
    device_of,
    first_of_pages,
    harmless,
    is_of_office,
    kind_of,
    procedure_of,
)

EVERY = 5.0
_KEPT = timedelta(days=400)
_RARE_KEPT = timedelta(days=30)
_MOST_WORDS = 2_000  # of one day
_MOST_HELD = 50_000
_WHOLE_DAY = -1
Key = tuple[date, int, str, str, str]  # day, hour, what, key, device
_counts: Counter[Key] = Counter()
_marks: set[tuple[date, bytes]] = set()
_missed: set[tuple[date, str, bytes]] = set()
_salts: dict[date, bytes] = {}
log = structlog.get_logger("traffic")
_ADD = """
insert into access_count (tenant_id, day, hour, what, key, device, times)
select $1, * from unnest($2::date[], $3::smallint[], $4::text[], $5::text[], $6::text[],
    $7::bigint[])
on conflict (tenant_id, day, what, key, hour, device)
    do update set times = access_count.times + excluded.times
"""
_MEET = """
with fresh as (
    insert into access_seen (tenant_id, day, mark)
    select $1, * from unnest($2::date[], $3::bytea[]) on conflict do nothing returning day)
insert into access_count (tenant_id, day, what, times)
select $1, day, 'visitor', count(*) from fresh group by day
on conflict (tenant_id, day, what, key, hour, device)
    do update set times = access_count.times + excluded.times
"""
# Words that were looked for in vain, once for each visitor of a day, so that nobody makes a number
# of visitors alone by asking again.
_MISS = """
insert into access_miss (tenant_id, day, words, mark)
select $1, * from unnest($2::date[], $3::text[], $4::bytea[]) on conflict do nothing
"""
# When the day is over only how many they were stays.
_FOLD_MISSES = """
with gone as (
    delete from access_miss where tenant_id = $1 and day < $2 returning day, words)
insert into access_count (tenant_id, day, what, key, times)
select $1, day, 'miss', words, count(*) from gone group by day, words
on conflict (tenant_id, day, what, key, hour, device)
    do update set times = access_count.times + excluded.times
"""
_REACH = f"""
insert into form_reached (draft_id, pages) values ($1, array[$2::text])
on conflict (draft_id) do update set pages = form_reached.pages || excluded.pages
    where not form_reached.pages @> excluded.pages
    and cardinality(form_reached.pages) < {MOST_PAGES}
returning pages[cardinality(pages) - 1] as before
"""


async def note_view(path: str, user_agent: str, network: str) -> bool:
    """Counts a look at a page; False for programs that walk pages and for devices of an office."""
    device = device_of(user_agent)
    if device is None or is_of_office(path) or len(_counts) > _MOST_HELD:
        return False
    now = clock.now()
    today = now.date()
    _counts[today, now.hour, "page", kind_of(path), device] += 1
    code = procedure_of(path)
    if code:
        _counts[today, _WHOLE_DAY, "procedure", code, device] += 1
    _marks.add((today, await _mark(today, f"{network}\x1f{user_agent}")))
    return True


async def note_search(words: str, user_agent: str, network: str, *, found: bool) -> bool:
    """Counts a search; of one without a result the words too, where they can name nobody. False
    for programs that walk pages."""
    if not words.strip() or device_of(user_agent) is None or len(_counts) > _MOST_HELD:
        return False
    today = clock.today()
    _counts[today, _WHOLE_DAY, "search", "found" if found else "missed", ""] += 1
    kept = "" if found else harmless(words)
    if kept and len(_missed) < _MOST_WORDS:
        _missed.add((today, kept, await _mark(today, network)))
    return True


async def note_form_page(account_id: UUID, draft_id: UUID, page: str) -> bool:
    """Counts that a page of one's own draft was reached, and that the page before it was gone on
    from; False where it had been, or the draft is nobody's or somebody else's."""
    draft = await fetch_row(
        "select procedure_code, form_id from draft where id = $1 and account_id = $2",
        draft_id,
        account_id,
    )
    if draft is None:
        return False
    if page not in LAST_PAGES:
        first = first_of_pages((await form(draft["form_id"])).questions).get(page)
        if first is None:
            return False
        page = first.key
    row = await fetch_row(_REACH, draft_id, page)
    if row is None:
        return False
    today, code = clock.today(), draft["procedure_code"]
    _counts[today, _WHOLE_DAY, "form", f"{code}/{page}", ""] += 1
    if row["before"]:
        _counts[today, _WHOLE_DAY, "form_on", f"{code}/{row['before']}", ""] += 1
    return True


async def write() -> None:
    """Adds what was counted to the database; while that is away it is held."""
    if not _counts and not _marks and not _missed:
        return
    counted, marks, missed = dict(_counts), list(_marks), sorted(_missed)
    _counts.clear()
    _marks.clear()
    _missed.clear()
    try:
        async with transaction() as connection:
            full = missed and await connection.fetchval(
                "select count(*) >= $3 from access_miss where tenant_id = $1 and day = $2",
                settings().tenant, clock.today(), _MOST_WORDS,
            )  # fmt: skip
            if missed and not full:
                told = [list(column) for column in zip(*missed, strict=True)]
                await connection.execute(_MISS, settings().tenant, *told)
            rows = [(*key, n) for key, n in sorted(counted.items())]
            columns = [list(column) for column in zip(*rows, strict=True)] or [[]] * 6
            await connection.execute(_ADD, settings().tenant, *columns)
            marks.sort()
            await connection.execute(
                _MEET, settings().tenant, [day for day, _ in marks], [mark for _, mark in marks]
            )
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        _counts.update(counted)
        _marks.update(marks)
        _missed.update(missed)
        log.warning("visits not written", error=type(error).__name__)


async def keep_writing(ending: asyncio.Event) -> None:
    """Beside the API: writes every few seconds, and once more at the end."""
    while not ending.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ending.wait(), EVERY)
        await write()


async def forget() -> int:
    """Every minute: yesterday's marks and salt, rare words after a month, all after a year."""
    today = clock.today()
    tenant = settings().tenant
    await execute(_FOLD_MISSES, tenant, today)
    for table in ("access_seen", "access_salt"):
        await execute(f"delete from {table} where tenant_id = $1 and day < $2", tenant, today)
    await execute(
        "delete from access_count where tenant_id = $1 and day < $2", tenant, today - _KEPT
    )
    await execute(
        "delete from access_count c where tenant_id = $1 and what = 'miss' and day < $2 "
        "and (select sum(o.times) from access_count o where o.tenant_id = $1 "
        "and o.what = 'miss' and o.key = c.key and o.day >= $3) < $4",
        tenant, today - _RARE_KEPT, today - _KEPT, SHOWN_FROM,
    )  # fmt: skip
    return 0


async def _mark(today: date, of: str) -> bytes:
    return hashlib.blake2b(of.encode(), key=await _salt(today), digest_size=12).digest()


async def _salt(today: date) -> bytes:
    found = _salts.get(today)
    if found is None:
        await execute(
            "insert into access_salt (tenant_id, day, salt) values ($1, $2, $3) "
            "on conflict do nothing",
            settings().tenant, today, secrets.token_bytes(32),
        )  # fmt: skip
        found = bytes(
            await fetch_value(
                "select salt from access_salt where tenant_id = $1 and day = $2",
                settings().tenant,
                today,
            )
        )
        _salts.clear()
        _salts[today] = found
    return found
