"""Who we are to push services: one P-256 key of this installation (RFC 8292)."""

import time
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from py_vapid.utils import b64urlencode

from backend.settings import settings

_HOLDS_SECONDS = 12 * 3600  # push services take at most 24 hours


def public_key() -> str:
    """What browsers subscribe for: the uncompressed point in base64url; empty without a key."""
    return _public(settings().push_key) if settings().push_key else ""


def authorization(endpoint: str) -> str:
    """The Authorization header for one push service. Needs a key."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "sub": settings().push_contact,
        "exp": int(time.time()) + _HOLDS_SECONDS,
    }
    return str(_key(settings().push_key).sign(claims)["Authorization"])


def new_key() -> str:
    """A fresh private key as MOTCUA_PUSH_KEY takes it: 32 bytes in base64url."""
    made = Vapid02()
    made.generate_keys()
    number = made.private_key.private_numbers().private_value
    return str(b64urlencode(number.to_bytes(32, "big")))


@cache
def _key(text: str) -> Vapid02:
    return Vapid02.from_string(text)


@cache
def _public(text: str) -> str:
    point = _key(text).public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return str(b64urlencode(point))
