"""`python -m tests.api.reports.recounting`: form II.06a by SQL beside a recount from the events.

On a database of its own, with a year of dossiers in it; prints each difference, and how many
dossiers were compared.
"""

import asyncio
import uuid
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import asyncpg
from msgspec.structs import asdict

from backend.access.actor import Actor, RoleScope
from backend.law.ending import EndKind
from backend.law.reporting import Case, figures_of, finished_as_of
from backend.platform import clock
from backend.platform.database import close_pool, execute, fetch, fetch_row, open_pool
from backend.reports import queries
from backend.reports.periods import Period, Scope, period, scope
from backend.settings import settings
from shared.vocabulary.acts import Act
from shared.vocabulary.reports import Figure, Grouping
from shared.vocabulary.roles import AccountKind, Role

_EVENTS = """
select d.id, d.code, d.channel, d.procedure_code, d.receiving_agency_id as agency_id, d.accepted_at,
    array(select e.act from dossier_event e where e.dossier_id = d.id order by e.seq) as acts,
    array(select e.at from dossier_event e where e.dossier_id = d.id order by e.seq) as at,
    array(select e.state_after from dossier_event e where e.dossier_id = d.id order by e.seq) as led_to,
    array(select x.due_at from due_date x where x.dossier_id = d.id order by x.set_at, x.id) as due,
    array(select x.set_at from due_date x where x.dossier_id = d.id order by x.set_at, x.id) as due_set,
    array(select i.started_at from clock_interval i where i.dossier_id = d.id
        order by i.started_at) as stopped,
    array(select coalesce(i.ended_at, now() + interval '9 years') from clock_interval i where i.dossier_id = d.id
        order by i.started_at) as went_on
from dossier d where d.accepted_at is not null
"""  # noqa: E501


async def main() -> None:
    """Compares."""
    await open_pool()
    await _take_one_back()
    leader = await _leader()
    of = await scope(leader, None)
    rows = await fetch(_EVENTS)
    today = clock.today()
    compared = 0
    for first, last in (
        (today - timedelta(days=364), today),
        (today - timedelta(days=120), today - timedelta(days=90)),
        (today - timedelta(days=30), today - timedelta(days=1)),
        (today, today),
    ):
        when = period(first, last)
        compared += await _compare(rows, when, of, leader)
    print(f"compared={compared}")
    await close_pool()


async def _compare(rows: list[asyncpg.Record], when: Period, of: Scope, leader: Actor) -> int:
    mine: Counter[tuple[str, Figure]] = Counter()
    ids: dict[Figure, set[str]] = {figure: set() for figure in Figure}
    for row in rows:
        for figure in figures_of(_case(row, when), when.start, when.end):
            mine[row["procedure_code"], figure] += 1
            ids[figure].add(str(row["id"]))
    report = await queries.report(when, of, Grouping.PROCEDURE)
    theirs = {
        (line.key, Figure(name)): number
        for line in report.lines
        for name, number in asdict(line.figures).items()
        if number
    }
    if theirs != dict(mine):
        print(f"{when.day_from} to {when.day_to}: {theirs} is not {dict(mine)}")
    total = report.total
    if total.received != total.resolved + total.in_progress:
        print(f"{when.day_from}: {total} does not add up")
    for figure in Figure:
        listed = await _listed(when, of, leader, figure)
        if set(listed) != ids[figure] or len(listed) != len(ids[figure]):
            print(f"{when.day_from}, {figure}: {len(listed)} listed, {len(ids[figure])} counted")
    return len(ids[Figure.RECEIVED])


async def _listed(when: Period, of: Scope, leader: Actor, figure: Figure) -> list[str]:
    found: list[str] = []
    cursor = ""
    while True:
        page = await queries.counted(
            leader, when, of, figure, Grouping.SECTOR, cursor=cursor, limit=100
        )
        found += [item.id for item in page.items]
        if page.next_cursor is None:
            return found
        cursor = page.next_cursor


def _case(row: asyncpg.Record, when: Period) -> Case:
    acts = [(Act(act), at) for act, at in zip(row["acts"], row["at"], strict=True)]
    finished = finished_as_of(acts, when.end)
    last = finished or when.end
    ended_as, judged_at = _how_it_ended(row, finished)
    promised = [due for due, at in zip(row["due"], row["due_set"], strict=True) if at <= last]
    waits = zip(row["stopped"], row["went_on"], strict=True)
    return Case(
        accepted_at=row["accepted_at"],
        online=row["channel"] == "online",
        due_at=promised[-1] if promised else None,
        finished_at=finished,
        was_finished_at=finished_as_of(acts, when.start),
        waiting=any(start < when.end <= end for start, end in waits),
        ended_as=ended_as,
        judged_at=judged_at,
    )


def _how_it_ended(row: asyncpg.Record, finished: datetime | None) -> tuple[EndKind, Any]:
    """Told from the states it went through, apart from how the acts keep it."""
    if finished is None:
        return EndKind.RESULT, None
    path = list(zip(row["at"], row["acts"], row["led_to"], strict=True))
    at = next(n for n, (moment, *_) in enumerate(path) if moment == finished)
    if path[at][2] == "rejected_by_agency":
        return EndKind.REJECTED, None
    if path[at][2] != "stopped":
        return EndKind.RESULT, None
    kind = EndKind.WITHDRAWN if path[at][1] == "grant_withdrawal" else EndKind.STOPPED
    asked = None
    for moment, _act, led_to in reversed(path[:at]):  # back to the first step of what it waited in
        if led_to not in ("supplement", "withdraw_requested"):
            break
        asked = moment
    return kind, asked


async def _leader() -> Actor:
    top = await fetch_row("select id from agency where parent_id is null limit 1")
    assert top is not None
    role = RoleScope(Role.LEADER, top["id"], None)
    return Actor(
        uuid.uuid4(), settings().tenant, AccountKind.OFFICER, "lanhdao", "Nguyễn Văn Mẫu", "", "",
        "", None, (role,),
    )  # fmt: skip


async def _take_one_back() -> None:
    """A result of some weeks ago is taken back a week ago; the row follows its events."""
    long_ago, lately = clock.now() - timedelta(days=20), clock.now() - timedelta(days=7)
    row: Any = await fetch_row(
        "select d.id, (select max(seq) from dossier_event e where e.dossier_id = d.id) as seq "
        "from dossier d where d.finished_at < $1 and d.accepted_at is not null "
        "and d.state = 'returned' order by d.finished_at desc limit 1",
        long_ago,
    )
    await execute(
        "insert into dossier_event (id, tenant_id, dossier_id, seq, act, state_before, "
        "state_after, at, actor_name, hash) values (gen_random_uuid(), $1, $2, $3, $4, "
        "'returned', 'approved', $5, 'Nguyễn Văn Mẫu', '')",
        settings().tenant, row["id"], row["seq"] + 1, Act.REOPEN_BEFORE_HAND_OVER.value, lately,
    )  # fmt: skip
    await execute(
        "update dossier set finished_at = null, returned_at = null, state = 'approved' "
        "where id = $1",
        row["id"],
    )


if __name__ == "__main__":
    asyncio.run(main())
