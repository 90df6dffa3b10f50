"""The object store of this process."""

from functools import cache

from backend.settings import settings
from storage.objects import ObjectStore


@cache
def store() -> ObjectStore:
    """The configured S3 endpoint and bucket."""
    s = settings()
    return ObjectStore(
        s.s3_endpoint,
        s.s3_access_key,
        s.s3_secret_key,
        s.s3_bucket,
        region=s.s3_region,
        secure=s.s3_secure,
        authorities=s.s3_authorities,
    )
