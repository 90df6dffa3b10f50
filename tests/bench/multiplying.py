"""A hundred times as many dossiers by SQL alone: copies beside each dossier that is there.

A copy has ids, code and reference of its own and was submitted some minutes earlier; it has the
same owner, state, holder and dates. Only what lists and sweeps read is copied, not files, forms and
the audit trail. Indexes are built once at the end.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

TABLES = (
    "dossier", "dossier_event", "due_date", "clock_interval", "consultation", "joint_task",
    "supplement_item", "dossier_reach",
)  # fmt: skip
_SIBLING = """
create function pg_temp.sibling(id uuid, k int) returns uuid language sql immutable as $$
    select (left(replace(id::text, '-', ''), 12) || '7' || substr(md5(id::text || k), 1, 3) || '8'
        || substr(md5(id::text || k), 4, 15))::uuid $$
"""
_OWN = {
    "id": "pg_temp.sibling(id, k)",
    "dossier_id": "pg_temp.sibling(dossier_id, k)",
    "event_id": "pg_temp.sibling(event_id, k)",
    "submitted_at": "submitted_at - k * interval '11 minutes'",
}
_OF_DOSSIER = {
    "code": "code || '-' || k",
    "reference": "'TN' || upper(substr(md5(id::text || k), 1, 16))",
    "bundle_id": "null",
    "fingerprint": "null",
}
_COLUMNS = """
select column_name from information_schema.columns where table_schema = 'public'
    and table_name = $1 and is_generated = 'NEVER' order by ordinal_position
"""
_INDEXES = """
select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
from pg_index i where i.indrelid = any($1::regclass[])
    and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
"""


async def multiply(connection: asyncpg.Connection, times: int) -> None:
    """So many times the dossiers that are there, in one transaction a table."""
    await connection.execute(_SIBLING)
    async with without_indexes(connection):
        for table in TABLES:
            names = [row[0] for row in await connection.fetch(_COLUMNS, table)]
            own = _OWN | _OF_DOSSIER if table == "dossier" else _OWN
            values = ", ".join(own.get(name, name) for name in names)
            await connection.execute(
                f"insert into {table} ({', '.join(names)}) select {values} "
                f"from {table}, generate_series(1, {times - 1}) k",
                timeout=3600,
            )


@asynccontextmanager
async def without_indexes(connection: asyncpg.Connection) -> AsyncIterator[None]:
    """Much is written before indexes are built; triggers and references rest meanwhile."""
    indexes = await connection.fetch(_INDEXES, list(TABLES))
    await connection.execute("set session_replication_role = replica")
    for index in indexes:
        await connection.execute(f"drop index {index['name']}")
    yield
    await connection.execute("set maintenance_work_mem = '1GB'")
    for index in indexes:
        await connection.execute(index["definition"], timeout=3600)
    await connection.execute("reset session_replication_role")
