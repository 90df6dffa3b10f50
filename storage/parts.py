"""Putting a long file in parts (S3 multipart), of which one at a time is in memory."""

from pathlib import Path

from minio import Minio

PART = 10 * 1024 * 1024


def put(client: Minio, bucket: str, key: str, path: Path, media_type: str) -> None:
    """Writes a file from disk."""
    client.fput_object(
        bucket_name=bucket,
        object_name=key,
        file_path=str(path),
        content_type=media_type,
        part_size=PART,
        num_parallel_uploads=1,
    )
