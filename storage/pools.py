"""Connections to the store: kept open, with patience, and checked when they speak TLS."""

import urllib3

_BLOCK = 256 * 1024  # bytes read from a file and sent at a time


def pool(*, connections: int, authorities: str) -> urllib3.PoolManager:
    """A pool of `connections`; a certificate is checked by the file `authorities`, or, where that
    is empty, by those the machine trusts. What fails for a moment is tried twice more."""
    return urllib3.PoolManager(
        maxsize=connections,
        timeout=urllib3.Timeout(connect=3, read=60),
        retries=urllib3.Retry(total=2, backoff_factor=0.2, status_forcelist=[502, 503]),
        cert_reqs="CERT_REQUIRED",
        ca_certs=authorities or None,
        blocksize=_BLOCK,
    )
