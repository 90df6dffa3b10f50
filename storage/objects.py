"""Documents as bytes in an S3 store, through the minio SDK, off the event loop.

Objects are immutable and private. The SHA-256 and size are computed while the bytes stream in and
are the caller's to keep: an S3 server that stores other bytes than it was given is found by
`verify`.
"""

import hashlib
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from uuid import UUID

import urllib3
from anyio import CapacityLimiter, to_thread
from minio import Minio
from minio.error import S3Error

CHUNK = 256 * 1024
PART = 10 * 1024 * 1024
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
        connections: int = 16,
    ) -> None:
        self.bucket = bucket
        self._limiter: CapacityLimiter | None = None
        self._connections = connections
        self._client = Minio(
            endpoint=endpoint,
            access_key=access_key,
            secret_key=secret_key,
            region=region,
            secure=secure,
            http_client=urllib3.PoolManager(
                maxsize=connections,
                timeout=urllib3.Timeout(connect=3, read=60),
                retries=urllib3.Retry(total=2, backoff_factor=0.2, status_forcelist=[502, 503]),
            ),
        )

    async def ensure_bucket(self) -> None:
        """Makes the bucket when it is missing. Raises StorageError."""

        def ensure() -> None:
            if not self._client.bucket_exists(bucket_name=self.bucket):
                self._client.make_bucket(bucket_name=self.bucket)

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

    async def put_file(self, key: str, file: IO[bytes], size: int, media_type: str) -> None:
        """Stores an open file from its present position. Raises StorageError."""
        await self._put(key, file, size, media_type)

    async def get(self, key: str) -> AsyncIterator[bytes]:
        """The bytes in chunks. Raises ObjectMissing, StorageError before the first one."""
        response = await self._run(
            lambda: self._client.get_object(bucket_name=self.bucket, object_name=key)
        )
        return self._read(response)

    async def get_bytes(self, key: str) -> bytes:
        """A whole object."""
        return b"".join([chunk async for chunk in await self.get(key)])

    async def stat(self, key: str) -> int:
        """Size in bytes. Raises ObjectMissing."""
        found = await self._run(
            lambda: self._client.stat_object(bucket_name=self.bucket, object_name=key)
        )
        return int(found.size)

    async def delete(self, key: str) -> None:
        """Removes an object; one that is not there is fine."""
        await self._run(
            lambda: self._client.remove_object(bucket_name=self.bucket, object_name=key)
        )

    async def verify(self, key: str, sha256: bytes) -> bool:
        """Whether the stored bytes still have the digest they were written with."""
        digest = hashlib.sha256()
        async for chunk in await self.get(key):
            digest.update(chunk)
        return digest.digest() == sha256

    async def _put(self, key: str, file: Any, size: int, media_type: str) -> None:
        await self._run(
            lambda: self._client.put_object(
                bucket_name=self.bucket,
                object_name=key,
                data=file,
                length=size,
                content_type=media_type,
                part_size=PART,
            )
        )

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
