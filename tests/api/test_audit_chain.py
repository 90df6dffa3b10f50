"""The audit trail is append-only, chained, anchored outside; every way of tampering is found."""

import asyncio
import os
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
import pytest
from minio.error import S3Error

from backend.audit.sealing import locked_store
from backend.settings import settings
from shared.client.base import ApiClient
from tests.api.conftest import submitted
from tests.conftest import ROOT, Services

Citizen = Callable[[int], Awaitable[ApiClient]]


async def audit(command: str) -> subprocess.CompletedProcess[str]:
    """`motcua audit …`."""
    return await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "backend.cli", "audit", command], cwd=ROOT,
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


async def found(words: str) -> str:
    """What verifying says; it must end with 1 and say the words."""
    done = await audit("verify")
    assert done.returncode == 1, done.stdout
    assert words in done.stderr, done.stderr
    return done.stderr


@asynccontextmanager
async def as_intruder(database: asyncpg.Pool) -> AsyncIterator[asyncpg.Connection]:
    """Somebody with all rights in the database, who switches the guards off."""
    tables = ("audit_entry", "audit_link", "audit_root")
    async with database.acquire() as connection:
        for table in tables:
            await connection.execute(f"alter table {table} disable trigger all")
        try:
            yield connection
        finally:
            for table in tables:
                await connection.execute(f"alter table {table} enable trigger all")


@pytest.fixture
async def whole(citizen: Citizen, services: Services) -> AsyncIterator[None]:
    """Some entries, linked and anchored, with nobody else at work, and sound before and after."""
    me = await citizen(30)
    await submitted(me, "Kỳ Lừa")
    services.worker.stop()
    try:
        assert (await audit("anchor")).returncode == 0
        done = await audit("verify")
        assert done.returncode == 0, done.stderr
        yield
    finally:
        services.worker.start()


@pytest.mark.criterion("II.19")
@pytest.mark.criterion("V.26")
async def test_nobody_changes_or_removes_an_entry(database: asyncpg.Pool, whole: None) -> None:
    for table in ("audit_entry", "audit_link", "audit_root"):
        for sql in (
            f"delete from {table}", f"truncate {table}", f"update {table} set tenant_id = 'x'",
        ):  # fmt: skip
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await database.execute(sql)
        granted = await database.fetchval(
            "select coalesce(string_agg(privilege_type, ','), '') from pg_class c, "
            "aclexplode(c.relacl) where c.relname = $1 and privilege_type in "
            "('UPDATE', 'DELETE', 'TRUNCATE')",
            table,
        )
        assert granted == ""


async def test_a_changed_byte_is_found(database: asyncpg.Pool, whole: None) -> None:
    async with as_intruder(database) as intruder:
        id_ = await intruder.fetchval("select entry_id from audit_link order by position limit 1")
        action = await intruder.fetchval("select action from audit_entry where id = $1", id_)
        await intruder.execute("update audit_entry set action = 'x' where id = $1", id_)
        assert str(id_) in await found("mục đã bị sửa hoặc đổi chỗ")
        await intruder.execute("update audit_entry set action = $2 where id = $1", id_, action)
    assert (await audit("verify")).returncode == 0


async def test_a_swapped_pair_is_found(database: asyncpg.Pool, whole: None) -> None:
    swap = (
        "update audit_link set entry_id = $2 where position = $1",
        "select position, entry_id from audit_link where (agency_id, day) = (select agency_id, "
        "day from audit_link group by 1, 2 having count(*) > 1 limit 1) order by seq limit 2",
    )
    async with as_intruder(database) as intruder:
        one, two = await intruder.fetch(swap[1])
        for first, second in ((two, one), (one, two)):
            await intruder.execute(swap[0], one["position"], uuid.uuid4())
            await intruder.execute(swap[0], two["position"], second["entry_id"])
            await intruder.execute(swap[0], one["position"], first["entry_id"])
            if first is two:
                assert (await found("mục đã bị sửa hoặc đổi chỗ")).count("đổi chỗ") == 2
    assert (await audit("verify")).returncode == 0


async def test_an_entry_that_is_missing_in_the_middle_is_found(
    database: asyncpg.Pool, whole: None
) -> None:
    async with as_intruder(database) as intruder:
        await intruder.execute("create table kept_entry as select * from audit_entry")
        id_ = await intruder.fetchval("select entry_id from audit_link order by position limit 1")
        await intruder.execute("delete from audit_entry where id = $1", id_)
        await found("mất mục nhật ký")
        await intruder.execute(
            "insert into audit_entry select * from kept_entry where id = $1", id_
        )
        await intruder.execute("delete from audit_waiting where entry_id = $1", id_)
        await intruder.execute("drop table kept_entry")
    assert (await audit("verify")).returncode == 0


async def test_a_dropped_tail_is_found(database: asyncpg.Pool, whole: None) -> None:
    async with as_intruder(database) as intruder:
        await intruder.execute("create table kept_entry as select * from audit_entry")
        await intruder.execute("create table kept_link as select * from audit_link")
        agency, day, seq = await intruder.fetchrow(
            "select agency_id, day, max(seq) from audit_link group by 1, 2 "
            "order by max(position) desc limit 1"
        )
        await intruder.execute(
            "with gone as (delete from audit_link where agency_id = $1 and day = $2 and seq = $3 "
            "returning entry_id) delete from audit_entry where id in (select entry_id from gone)",
            agency, day, seq,
        )  # fmt: skip
        await found("mất đuôi")
        await intruder.execute(
            "insert into audit_entry select * from kept_entry k where not exists "
            "(select from audit_entry e where e.id = k.id)"
        )
        await intruder.execute("delete from audit_waiting")
        await intruder.execute(
            "insert into audit_link overriding system value select * from kept_link k "
            "where not exists (select from audit_link l where l.position = k.position)"
        )
        await intruder.execute("drop table kept_entry, kept_link")
    assert (await audit("verify")).returncode == 0


async def test_a_root_cannot_be_removed_from_the_store(whole: None) -> None:
    store = locked_store()
    version = (await store.versions(f"{settings().tenant}/audit/"))[0]
    with pytest.raises(S3Error) as refused:
        await asyncio.to_thread(
            store._client.remove_object, bucket_name=store.bucket, object_name=version.key,
            version_id=version.version_id,
        )  # fmt: skip
    assert refused.value.code == "AccessDenied"


# The last one: it leaves the trail as an intruder would.
@pytest.mark.criterion("V.26")
async def test_a_database_put_back_to_an_old_copy_is_found(
    database: asyncpg.Pool, whole: None, citizen: Citizen
) -> None:
    position = await database.fetchval("select max(position) from audit_link")
    number = await database.fetchval("select max(number) from audit_root")
    await submitted(await citizen(31), "Kỳ Lừa")
    assert f"Mốc {number + 1}." in (await audit("anchor")).stdout
    async with as_intruder(database) as intruder:
        await intruder.execute(
            "with gone as (delete from audit_link where position > $1 returning entry_id) "
            "delete from audit_entry where id in (select entry_id from gone)",
            position,
        )
        await intruder.execute("delete from audit_root where number > $1", number)
    await found("cơ sở dữ liệu không có mốc này")
    # Going on from the old copy does not cover it up.
    await submitted(await citizen(32), "Kỳ Lừa")
    await audit("anchor")
    await found("có hai bản khác nhau")
