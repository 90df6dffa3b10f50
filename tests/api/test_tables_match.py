"""The tables as Piccolo knows them are the tables as the migrations made them."""

import re
from dataclasses import dataclass

import asyncpg
import pytest
import pytest_asyncio
from piccolo.columns import Column
from piccolo.table import Table

from backend.piccolo_conf import APP_REGISTRY
from backend.settings import settings

# Made by the libraries for themselves.
NOT_OURS = re.compile(r"migration|pgqueuer.*")
_NAMES = {
    "varchar": "character varying",
    "timestamptz": "timestamp with time zone",
    "timestamp": "timestamp without time zone",
    "time": "time without time zone",
    "decimal": "numeric",
}
_COLUMNS = """
select c.relname as table_name, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
       not a.attnotnull as nullable,
       coalesce(a.attnum = any(k.conkey), false) as in_key
from pg_class c
join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
where c.relkind in ('r', 'p') and not c.relispartition
"""


@dataclass(frozen=True)
class ColumnFacts:
    """What must agree about a column."""

    type: str
    nullable: bool


TABLES: dict[str, type[Table]] = {
    table._meta.tablename: table
    for app in APP_REGISTRY.app_configs.values()
    for table in app.table_classes
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def migrated(database_server: None) -> dict[str, dict[str, asyncpg.Record]]:
    """Columns of the database by table and name."""
    connection = await asyncpg.connect(settings().database_url)
    try:
        rows = await connection.fetch(_COLUMNS)
    finally:
        await connection.close()
    found: dict[str, dict[str, asyncpg.Record]] = {}
    for row in rows:
        if not NOT_OURS.fullmatch(row["table_name"]):
            found.setdefault(row["table_name"], {})[row["name"]] = row
    return found


def test_every_table_of_the_database_is_known_to_the_code(
    migrated: dict[str, dict[str, asyncpg.Record]],
) -> None:
    assert set(migrated) == set(TABLES)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_has_the_columns_its_class_says(
    name: str, migrated: dict[str, dict[str, asyncpg.Record]]
) -> None:
    said = {
        column._meta.db_column_name: ColumnFacts(_type_of(column), column._meta.null)
        for column in TABLES[name]._meta.columns
    }
    there = {
        column: ColumnFacts(row["type"], row["nullable"]) for column, row in migrated[name].items()
    }
    assert said == there


@pytest.mark.parametrize("name", sorted(TABLES))
def test_the_key_of_a_class_belongs_to_the_key_of_its_table(
    name: str, migrated: dict[str, dict[str, asyncpg.Record]]
) -> None:
    # Piccolo knows keys of one column; a table may have a key of several.
    key = TABLES[name]._meta.primary_key._meta.db_column_name
    assert migrated[name][key]["in_key"]


def _type_of(column: Column) -> str:
    written = column.column_type.lower()
    word = re.match(r"[a-z ]+", written)
    assert word, written
    return _NAMES.get(word[0], word[0]) + written[word.end() :].replace(" ", "")
