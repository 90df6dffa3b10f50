"""Putting a file whose digest is known: one request, straight from disk, hashed no second time.

The SDK reads what it puts into memory and hashes it to sign the request. A file that was hashed
while it came in need not be: the request is signed, by the SDK's own signer, over the digest that
is known already; a server that checks it refuses bytes that do not have it.
"""

from pathlib import Path

import urllib3
from minio import time
from minio.credentials import Credentials
from minio.helpers import BaseURL
from minio.signer import sign_v4_s3


class WholeFiles:
    """One endpoint."""

    def __init__(
        self,
        endpoint: str,
        credentials: Credentials,
        region: str,
        *,
        secure: bool,
        http: urllib3.PoolManager,
    ) -> None:
        self._base = BaseURL(f"{'https' if secure else 'http'}://{endpoint}", region)
        self._region, self._credentials = region, credentials
        self._http = http

    def put(
        self, bucket: str, key: str, path: Path, size: int, media_type: str, sha256: bytes
    ) -> tuple[int, bytes]:
        """Sends the file; returns status and body of the answer. Raises urllib3's HTTPError."""
        url = self._base.build(
            method="PUT", region=self._region, bucket_name=bucket, object_name=key
        )
        at = time.utcnow()
        digest = sha256.hex()
        headers = sign_v4_s3(
            method="PUT",
            url=url,
            region=self._region,
            headers={
                "Host": url.netloc,
                "Content-Type": media_type,
                "Content-Length": str(size),
                "x-amz-content-sha256": digest,
                "x-amz-date": time.to_amz_date(at),
            },
            credentials=self._credentials,
            content_sha256=digest,
            date=at,
        )
        with path.open("rb") as file:
            answer = self._http.request("PUT", url.geturl(), body=file, headers=dict(headers))
        return answer.status, answer.data
