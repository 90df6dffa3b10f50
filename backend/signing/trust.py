"""Whom we trust: the roots of the settings, and the lists of revoked certificates of their heirs.

Lists are fetched from the addresses of the settings alone, never from an address written in a file
that a stranger sends.
"""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
from anyio import to_thread
from asn1crypto import crl, pem, x509

from backend.connections.calling import http_client
from backend.settings import settings

_KEPT_SECONDS = 10.0


class TrustUnknown(Exception):
    """No roots are set up, or a list of revoked certificates cannot be had."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Roots and lists as of now."""

    roots: tuple[x509.Certificate, ...]
    revoked: tuple[crl.CertificateList, ...]


_held: tuple[float, Trust] | None = None
_lock: asyncio.Lock | None = None


async def trust() -> Trust:
    """Kept for ten seconds. Raises TrustUnknown: then nothing may be called valid."""
    global _held, _lock
    if _lock is None:
        _lock = asyncio.Lock()
    async with _lock:
        if _held is None or time.monotonic() - _held[0] > _KEPT_SECONDS:
            _held = (time.monotonic(), await _read())
        return _held[1]


def forget() -> None:
    """The next question reads the lists again."""
    global _held
    _held = None


async def _read() -> Trust:
    try:
        content = await to_thread.run_sync(Path(settings().signing_roots).read_bytes)
        roots = tuple(
            x509.Certificate.load(der) for _, _, der in pem.unarmor(content, multiple=True)
        )
    except (OSError, ValueError) as error:
        raise TrustUnknown("no roots") from error
    lists = []
    try:
        async with http_client(timeout=5) as http:
            for url in settings().signing_crl_urls.split(","):
                if url.strip():
                    answer = await http.get(url.strip())
                    answer.raise_for_status()
                    lists.append(crl.CertificateList.load(answer.content))
    except (httpx.HTTPError, ValueError) as error:
        raise TrustUnknown(type(error).__name__) from error
    return Trust(roots, tuple(lists))
