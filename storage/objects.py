"""Documents as bytes in an S3 store, through the minio SDK, off the event loop.

Objects are immutable and private. The SHA-256 and size are computed while the bytes stream in and
are the caller's to keep: an S3 server that stores other bytes than it was given is found by
`verify`.
"""

import hashlib
import io
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

import urllib3
from anyio import CapacityLimiter, to_thread
from minio import Minio
from minio.commonconfig import CopySource
from minio.credentials import Credentials
from minio.error import S3Error

from storage import locks, parts
from storage.pools import pool
from storage.whole_files import WholeFiles

CHUNK = 256 * 1024
LOCKED = "locked/"  # keys that live in the bucket whose objects cannot be changed or removed
_IN_MEMORY = 4 * 1024 * 1024


class StorageError(Exception):
    """The store could not do it."""


class ObjectMissing(StorageError):
    """There is no such object."""


class StorageUnavailable(StorageError):
    """The store does not answer."""


class ObjectTooLarge(StorageError):
    """More bytes came than were allowed; nothing is stored."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written: its key, its size in bytes, its SHA-256."""

    key: str
    size: int
    sha256: bytes


def object_key(tenant: str, at: datetime, id_: UUID) -> str:
    """Where an object lives: `tenant/yyyy/mm/uuid`."""
    return f"{tenant}/{at:%Y/%m}/{id_}"


class ObjectStore:
    """One bucket of one S3 endpoint."""

    def __init__(
        self,
        endpoint: str,
        access_key: str,
        secret_key: str,
        bucket: str,
        *,
        region: str,
        secure: bool,
        authorities: str = "",
        connections: int = 16,
    ) -> None:
        """`authorities` is a file of certificates that the store's own is checked by; empty: those
        the machine trusts."""
        self.bucket = bucket
        self.locks = True  # until the server says that it cannot
        self._limiter: CapacityLimiter | None = None
        self._connections = connections
        http = pool(connections=connections, authorities=authorities)
        known = Credentials(access_key, secret_key)
        self._whole = WholeFiles(endpoint, known, region, secure=secure, http=http)
        self._client = Minio(
            endpoint=endpoint,
            access_key=access_key,
            secret_key=secret_key,
            region=region,
            secure=secure,
            http_client=http,
        )

    async def ensure_bucket(self) -> None:
        """Makes the bucket when it is missing. Raises StorageError."""

        def ensure() -> None:
            if not self._client.bucket_exists(bucket_name=self.bucket):
                self._client.make_bucket(bucket_name=self.bucket)
            if not self._client.bucket_exists(bucket_name=self._locked_bucket):
                self._client.make_bucket(bucket_name=self._locked_bucket, object_lock=True)

        await self._run(ensure)

    async def is_ready(self) -> bool:
        """Whether the bucket answers."""
        try:
            found: bool = await self._run(
                lambda: self._client.bucket_exists(bucket_name=self.bucket)
            )
        except StorageError:
            return False
        return found

    async def put(
        self, key: str, chunks: AsyncIterator[bytes], media_type: str, *, limit: int
    ) -> Stored:
        """Stores what streams in, at most `limit` bytes. Raises ObjectTooLarge, StorageError.

        Small bodies stay in memory, larger ones pass through a temporary file, so that a failed
        upload never leaves half an object.
        """
        digest = hashlib.sha256()
        size = 0
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise ObjectTooLarge(key)
                digest.update(chunk)
                spool.write(chunk)
            spool.seek(0)
            await self._put(key, spool, size, media_type)
        return Stored(key, size, digest.digest())

    async def put_bytes(self, key: str, content: bytes, media_type: str) -> Stored:
        """Stores a whole value."""

        async def once() -> AsyncIterator[bytes]:
            yield content

        return await self.put(key, once(), media_type, limit=len(content))

    async def put_locked(
        self, key: str, content: bytes, media_type: str, until: datetime
    ) -> Stored:
        """Stores a value that nobody can change or remove before `until` (S3 object lock).

        Returns it with the key to read it by. On a server without object lock it is stored like
        any other and `locks` turns false. Raises StorageError.
        """
        key = LOCKED + key
        try:
            await self._run(
                lambda: locks.put(
                    self._client, self._locked_bucket, key, content, media_type, until
                )
            )
        except StorageError as error:
            if isinstance(error, StorageUnavailable) or "NotImplemented" not in str(error):
                raise
            self.locks = False
            await self._put(key, io.BytesIO(content), len(content), media_type)
        return Stored(key, len(content), hashlib.sha256(content).digest())

    async def put_path(
        self, key: str, path: Path, size: int, media_type: str, sha256: bytes
    ) -> None:
        """Stores a file from disk whose digest is known, so that memory does not grow with it.

        Raises StorageError.
        """

        def put() -> None:
            status, body = self._whole.put(self.bucket, key, path, size, media_type, sha256)
            if status != HTTPStatus.OK:
                raise StorageError(f"{status}: {body[:300].decode('utf-8', 'replace')}")

        await self._run(put)

    async def put_parts(self, key: str, path: Path, media_type: str) -> None:
        """Stores a long file from disk, one part in memory (S3 multipart). Raises StorageError."""
        await self._run(lambda: parts.put(self._client, self.bucket, key, path, media_type))

    async def get(self, key: str) -> AsyncIterator[bytes]:
        """The bytes in chunks. Raises ObjectMissing, StorageError before the first one."""
        response = await self._run(
            lambda: self._client.get_object(bucket_name=self._bucket_of(key), object_name=key)
        )
        return self._read(response)

    async def get_bytes(self, key: str) -> bytes:
        """A whole object."""
        return b"".join([chunk async for chunk in await self.get(key)])

    async def stat(self, key: str) -> int:
        """Size in bytes. Raises ObjectMissing."""
        found = await self._run(
            lambda: self._client.stat_object(bucket_name=self._bucket_of(key), object_name=key)
        )
        return int(found.size)

    async def copy(self, key: str, to: str) -> None:
        """Copies an object within the store. Raises ObjectMissing, StorageError."""
        await self._run(
            lambda: self._client.copy_object(
                bucket_name=self.bucket,
                object_name=to,
                source=CopySource(self._bucket_of(key), key),
            )
        )

    async def locked_until(self, key: str) -> datetime | None:
        """Until when an object can neither be changed nor removed; None when it can.

        Raises ObjectMissing, StorageError.
        """
        await self.stat(key)
        if not self.locks:
            return None
        found: datetime | None = await self._run(
            lambda: locks.until(self._client, self._bucket_of(key), key)
        )
        return found

    async def delete(self, key: str) -> None:
        """Removes an object; one that is not there is fine. Raises StorageError while locked."""
        if key.startswith(LOCKED):
            await self._run(lambda: locks.delete_versions(self._client, self._locked_bucket, key))
            return
        await self._run(lambda: self._client.remove_object(self.bucket, key))

    async def delete_under(self, prefix: str) -> int:
        """Removes every object whose key begins with a prefix; returns how many there were."""
        listed = self._client.list_objects
        names: list[str] = await self._run(
            lambda: [str(o.object_name) for o in listed(self.bucket, prefix, recursive=True)]
        )
        for name in names:
            await self.delete(name)
        return len(names)

    async def verify(self, key: str, sha256: bytes) -> bool:
        """Whether the stored bytes still have the digest they were written with."""
        digest = hashlib.sha256()
        async for chunk in await self.get(key):
            digest.update(chunk)
        return digest.digest() == sha256

    async def _put(self, key: str, file: Any, size: int, media_type: str) -> None:
        await self._run(
            lambda: self._client.put_object(
                bucket_name=self._bucket_of(key),
                object_name=key,
                data=file,
                length=size,
                content_type=media_type,
                part_size=parts.PART,
            )
        )

    @property
    def _locked_bucket(self) -> str:
        return f"{self.bucket}-locked"

    def _bucket_of(self, key: str) -> str:
        return self._locked_bucket if key.startswith(LOCKED) else self.bucket

    async def _read(self, response: Any) -> AsyncIterator[bytes]:
        chunks: Iterator[bytes] = response.stream(CHUNK)
        try:
            while True:
                chunk = await to_thread.run_sync(next, chunks, None, limiter=self._threads())
                if chunk is None:
                    return
                yield chunk
        finally:
            response.close()
            response.release_conn()

    def _threads(self) -> CapacityLimiter:
        # A limiter belongs to one event loop, so it is made on the loop that uses it.
        if self._limiter is None:
            self._limiter = CapacityLimiter(self._connections)
        return self._limiter

    async def _run(self, work: Any) -> Any:
        try:
            return await to_thread.run_sync(work, limiter=self._threads())
        except S3Error as error:
            if error.code in ("NoSuchKey", "NoSuchBucket", "NoSuchObject"):
                raise ObjectMissing(str(error)) from error
            raise StorageError(str(error)) from error
        except urllib3.exceptions.HTTPError as error:
            raise StorageUnavailable(type(error).__name__) from error
