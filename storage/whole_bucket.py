"""A bucket as a whole: what lies in it, version by version, for copies of everything.

Blocking, for programs of the operator that copy with a few threads of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

import urllib3
from minio import Minio
from minio.commonconfig import COMPLIANCE
from minio.error import S3Error
from minio.retention import Retention

from storage import parts
from storage.objects import CHUNK, ObjectMissing, StorageError, StorageUnavailable
from storage.pools import pool


@dataclass(frozen=True, slots=True)
class Lying:
    """One version of one object, as the listing shows it."""

    key: str
    version_id: str
    etag: str
    size: int


class WholeBucket:
    """One bucket; `locked`: it was made with object lock and keeps versions."""

    def __init__(
        self,
        endpoint: str,
        access_key: str,
        secret_key: str,
        bucket: str,
        *,
        region: str,
        secure: bool,
        authorities: str,
        locked: bool,
        connections: int = 8,
    ) -> None:
        self.bucket, self.locked = bucket, locked
        self._client = Minio(
            endpoint=endpoint,
            access_key=access_key,
            secret_key=secret_key,
            region=region,
            secure=secure,
            http_client=pool(connections=connections, authorities=authorities),
        )

    def listed(self) -> Iterator[Lying]:
        """Every version there is, oldest of a key first; nothing without a bucket."""
        try:
            if not self._client.bucket_exists(bucket_name=self.bucket):
                return
            pending: list[Lying] = []
            for each in self._client.list_objects(
                bucket_name=self.bucket, recursive=True, include_version=self.locked
            ):
                if each.is_delete_marker or each.is_dir:
                    continue
                found = Lying(
                    str(each.object_name), str(each.version_id or ""), str(each.etag or ""),
                    each.size or 0,
                )  # fmt: skip
                if pending and pending[0].key != found.key:
                    yield from reversed(pending)
                    pending = []
                pending.append(found)
            yield from reversed(pending)
        except (S3Error, urllib3.exceptions.HTTPError) as error:
            raise _of(error) from error

    def read(self, lying: Lying) -> tuple[str, Iterator[bytes]]:
        """Media type and bytes of a version. Raises ObjectMissing, StorageError."""
        try:
            response = self._client.get_object(
                bucket_name=self.bucket, object_name=lying.key,
                version_id=lying.version_id if self.locked else None,
            )  # fmt: skip
        except (S3Error, urllib3.exceptions.HTTPError) as error:
            raise _of(error) from error

        def pieces() -> Iterator[bytes]:
            try:
                yield from response.stream(CHUNK)
            except urllib3.exceptions.HTTPError as error:
                raise _of(error) from error
            finally:
                response.close()
                response.release_conn()

        return response.headers.get("Content-Type", "application/octet-stream"), pieces()

    def locked_until(self, lying: Lying) -> datetime | None:
        """Until when nobody can remove a version; None when there is no lock on it."""
        if not self.locked:
            return None
        try:
            kept = self._client.get_object_retention(
                bucket_name=self.bucket, object_name=lying.key, version_id=lying.version_id
            )
        except S3Error:
            return None  # a server or an object without locks
        until = kept.retain_until_date if kept is not None else None
        return until.astimezone(UTC) if until is not None else None

    def ensure(self) -> None:
        """Makes the bucket when it is missing. Raises StorageError."""
        try:
            if not self._client.bucket_exists(bucket_name=self.bucket):
                self._client.make_bucket(bucket_name=self.bucket, object_lock=self.locked)
        except (S3Error, urllib3.exceptions.HTTPError) as error:
            raise _of(error) from error

    def put(
        self, key: str, file: IO[bytes], size: int, media_type: str, until: datetime | None
    ) -> None:
        """Writes an object, locked until a moment where one is given. Raises StorageError."""
        retention = Retention(COMPLIANCE, until) if until is not None and self.locked else None
        try:
            self._client.put_object(
                bucket_name=self.bucket, object_name=key, data=file,
                length=size, content_type=media_type, part_size=parts.PART, retention=retention,
            )  # fmt: skip
        except (S3Error, urllib3.exceptions.HTTPError) as error:
            raise _of(error) from error

    def is_empty(self) -> bool:
        """Whether nothing lies there."""
        return next(self.listed(), None) is None

    def clear(self) -> None:
        """Removes everything and the bucket. Raises StorageError while something is locked."""
        for lying in list(self.listed()):
            self._client.remove_object(
                bucket_name=self.bucket, object_name=lying.key,
                version_id=lying.version_id if self.locked else None,
            )  # fmt: skip
        if self._client.bucket_exists(bucket_name=self.bucket):
            self._client.remove_bucket(bucket_name=self.bucket)


def _of(error: Exception) -> StorageError:
    if isinstance(error, S3Error):
        if error.code in ("NoSuchKey", "NoSuchBucket", "NoSuchObject", "NoSuchVersion"):
            return ObjectMissing(str(error))
        return StorageError(str(error))
    return StorageUnavailable(type(error).__name__)
