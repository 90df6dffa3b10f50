"""What the SDK is asked about objects that are locked until a day (S3 object lock)."""

import io
from datetime import datetime

from minio import Minio
from minio.commonconfig import COMPLIANCE
from minio.retention import Retention


def put(
    client: Minio, bucket: str, key: str, content: bytes, media_type: str, until: datetime
) -> None:
    """Writes a value that nobody can change or remove before a moment."""
    client.put_object(
        bucket_name=bucket,
        object_name=key,
        data=io.BytesIO(content),
        length=len(content),
        content_type=media_type,
        retention=Retention(COMPLIANCE, until),
    )


def until(client: Minio, bucket: str, key: str) -> datetime | None:
    """When the lock of an object ends; None for one without a lock."""
    kept = client.get_object_retention(bucket_name=bucket, object_name=key)
    return kept.retain_until_date if kept is not None else None


def delete_versions(client: Minio, bucket: str, key: str) -> None:
    """Removes all versions of an object, the oldest first.

    That is the one whose lock refuses, so that what was written over it does not go alone.
    """
    listed = client.list_objects(
        bucket_name=bucket, prefix=key, recursive=True, include_version=True
    )
    for each in reversed([each for each in listed if each.object_name == key]):
        client.remove_object(bucket_name=bucket, object_name=key, version_id=each.version_id)
