"""Objects that nobody can change or remove before their day: a bucket of its own with object lock.

Writing the same key again adds a version and hides none: `versions` shows all of them.
"""

import hashlib
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import urllib3
from anyio import to_thread
from minio import Minio
from minio.commonconfig import COMPLIANCE
from minio.error import S3Error
from minio.retention import Retention

from storage.objects import ObjectMissing, StorageError, StorageUnavailable
from storage.pools import pool


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one locked object."""

    key: str
    version_id: str
    content: bytes


class LockedStore:
    """One bucket with object lock."""

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
    ) -> None:
        self.bucket = bucket
        self._client = Minio(
            endpoint=endpoint,
            access_key=access_key,
            secret_key=secret_key,
            region=region,
            secure=secure,
            http_client=pool(connections=4, authorities=authorities),
        )

    async def put(self, key: str, content: bytes, until: datetime) -> None:
        """Writes an object that stays until a moment. Raises StorageError."""

        def put() -> None:
            if not self._client.bucket_exists(bucket_name=self.bucket):
                self._client.make_bucket(bucket_name=self.bucket, object_lock=True)
            self._client.put_object(
                bucket_name=self.bucket,
                object_name=key,
                data=io.BytesIO(content),
                length=len(content),
                content_type="application/json",
                retention=Retention(COMPLIANCE, until),
            )

        await self._run(put)

    async def get(self, key: str, sha256: bytes) -> AsyncIterator[bytes]:
        """The version with a digest, or any other when none has it; later versions hide none.

        Raises ObjectMissing, StorageError before the first piece.
        """
        found = await self.versions(key)
        own = [version.content for version in found if version.key == key]
        if not own:
            raise ObjectMissing(key)

        async def once() -> AsyncIterator[bytes]:
            yield next((c for c in own if hashlib.sha256(c).digest() == sha256), own[0])

        return once()

    async def versions(self, prefix: str) -> list[Version]:
        """Every version under a prefix, in order of keys; none when there is no bucket yet."""

        def read() -> list[Version]:
            if not self._client.bucket_exists(bucket_name=self.bucket):
                return []
            listed = self._client.list_objects(
                bucket_name=self.bucket, prefix=prefix, recursive=True, include_version=True
            )
            found = []
            for each in listed:
                if each.is_delete_marker:
                    continue
                response = self._client.get_object(
                    bucket_name=self.bucket,
                    object_name=each.object_name,
                    version_id=each.version_id,
                )
                try:
                    content = response.read()
                finally:
                    response.close()
                    response.release_conn()
                found.append(Version(str(each.object_name), str(each.version_id), content))
            return sorted(found, key=lambda version: (version.key, version.version_id))

        versions: list[Version] = await self._run(read)
        return versions

    async def _run(self, work: Any) -> Any:
        try:
            return await to_thread.run_sync(work)
        except S3Error as error:
            raise StorageError(str(error)) from error
        except urllib3.exceptions.HTTPError as error:
            raise StorageUnavailable(type(error).__name__) from error
