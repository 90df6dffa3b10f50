"""What every S3 server behind `storage/` must do, whichever one is configured."""

import asyncio
import hashlib
import os
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from minio.error import S3Error

from storage.objects import (
    ObjectMissing,
    ObjectStore,
    ObjectTooLarge,
    StorageError,
    StorageUnavailable,
)

SMALL, LARGE = 3, 12 * 1024 * 1024  # one part and more than one part of a multipart upload


async def chunks(content: bytes, size: int = 100_000) -> AsyncIterator[bytes]:
    """The content as it comes over a line."""
    for start in range(0, len(content), size):
        yield content[start : start + size]


@pytest_asyncio.fixture(loop_scope="session")
async def bucket(object_store_server: None) -> AsyncIterator[ObjectStore]:
    """A bucket of the configured server, new for each test."""
    from backend.settings import settings

    now = settings()
    store = ObjectStore(
        now.s3_endpoint, now.s3_access_key, now.s3_secret_key, f"test-{uuid.uuid4().hex[:12]}",
        region=now.s3_region, secure=now.s3_secure,
    )  # fmt: skip
    await store.ensure_bucket()
    yield store


@pytest.mark.parametrize("size", [0, SMALL, LARGE])
async def test_what_is_put_comes_back_byte_for_byte(bucket: ObjectStore, size: int) -> None:
    content = os.urandom(size)
    stored = await bucket.put("a/b", chunks(content), "application/pdf", limit=LARGE)
    assert (stored.size, stored.sha256) == (size, hashlib.sha256(content).digest())
    assert await bucket.stat("a/b") == size
    assert await bucket.get_bytes("a/b") == content


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_file_from_disk_is_kept_as_it_is_and_a_missing_bucket_is_said(
    bucket: ObjectStore, tmp_path: Path, size: int
) -> None:
    (path := tmp_path / "a").write_bytes(content := os.urandom(size))
    digest = hashlib.sha256(content).digest()
    await bucket.put_path("t/2026/01/a", path, size, "application/pdf", digest)
    assert await bucket.get_bytes("t/2026/01/a") == content
    bucket.bucket = "../nowhere"
    with pytest.raises(StorageError):
        await bucket.put_path("t/b", path, size, "application/pdf", digest)


async def test_a_locked_object_can_be_copied_to_where_it_is_used(bucket: ObjectStore) -> None:
    until = datetime.now(UTC) + timedelta(days=1)
    stored = await bucket.put_locked("a/paper", b"signed", "application/pdf", until)
    await bucket.copy(stored.key, "b/copy")
    assert await bucket.get_bytes("b/copy") == b"signed"


async def test_a_body_over_the_limit_leaves_nothing_behind(bucket: ObjectStore) -> None:
    with pytest.raises(ObjectTooLarge):
        await bucket.put("big", chunks(bytes(2_000_000)), "image/png", limit=1_999_999)
    with pytest.raises(ObjectMissing):
        await bucket.stat("big")


async def test_a_line_that_breaks_in_the_middle_leaves_nothing_behind(bucket: ObjectStore) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield bytes(5_000_000)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await bucket.put("half", broken(), "image/png", limit=LARGE)
    with pytest.raises(ObjectMissing):
        await bucket.stat("half")


async def test_a_missing_object_is_said_to_be_missing(bucket: ObjectStore) -> None:
    with pytest.raises(ObjectMissing):
        await bucket.get_bytes("nothing")
    await bucket.delete("nothing")


async def test_a_deleted_object_is_gone(bucket: ObjectStore) -> None:
    await bucket.put_bytes("once", b"x", "text/plain")
    await bucket.delete("once")
    with pytest.raises(ObjectMissing):
        await bucket.stat("once")


async def test_verify_finds_other_bytes(bucket: ObjectStore) -> None:
    stored = await bucket.put_bytes("paper", b"signed", "application/pdf")
    assert await bucket.verify("paper", stored.sha256)
    await bucket.put_bytes("paper", b"forged", "application/pdf")
    assert not await bucket.verify("paper", stored.sha256)


async def test_nobody_reads_an_object_without_the_keys(bucket: ObjectStore) -> None:
    from backend.settings import settings

    await bucket.put_bytes("private", b"secret", "text/plain")
    url = f"http://{settings().s3_endpoint}/{bucket.bucket}/private"
    async with httpx.AsyncClient() as stranger:
        assert (await stranger.get(url)).status_code in (401, 403)
        assert (await stranger.get(f"http://{settings().s3_endpoint}/")).status_code in (401, 403)


async def test_a_server_that_is_away_is_said_to_be_away() -> None:
    away = ObjectStore("127.0.0.1:1", "k", "s" * 8, "test-away", region="us-east-1", secure=False)
    with pytest.raises(StorageUnavailable):
        await away.stat("x")
    assert not await away.is_ready()


async def test_what_is_locked_can_neither_be_changed_nor_removed(bucket: ObjectStore) -> None:
    until = datetime.now(UTC) + timedelta(days=1)
    stored = await bucket.put_locked("a/result", b"signed", "application/pdf", until)
    assert await bucket.get_bytes(stored.key) == b"signed"
    if not bucket.locks:
        pytest.skip("this server has no object lock")
    client, where = bucket._client, bucket._locked_bucket
    version = client.stat_object(bucket_name=where, object_name=stored.key).version_id
    with pytest.raises(S3Error):
        client.remove_object(bucket_name=where, object_name=stored.key, version_id=version)
    with pytest.raises(StorageError):
        await bucket.delete(stored.key)
    again = client.get_object(bucket_name=where, object_name=stored.key, version_id=version)
    assert again.read() == b"signed"
    again.release_conn()
    assert await bucket.locked_until(stored.key) == until.replace(microsecond=0)


async def test_what_was_locked_can_be_removed_with_all_its_versions_once_its_day_has_come(
    bucket: ObjectStore,
) -> None:
    until = datetime.now(UTC) + timedelta(seconds=4)
    stored = await bucket.put_locked("a/result", b"signed", "application/pdf", until)
    await bucket.put_locked("a/result", b"another", "application/pdf", until)
    await bucket.put_locked("a/result-2", b"neighbour", "application/pdf", until)
    if not bucket.locks:
        pytest.skip("this server has no object lock")
    with pytest.raises(StorageError):
        await bucket.delete(stored.key)
    await asyncio.sleep(5.5)
    await bucket.delete(stored.key)
    with pytest.raises(ObjectMissing):
        await bucket.stat(stored.key)
    assert await bucket.get_bytes("locked/a/result-2") == b"neighbour"
