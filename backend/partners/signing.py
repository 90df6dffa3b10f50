"""Signatures of what we tell programs: the form of Standard Webhooks 1.0, HMAC-SHA-256.

The signature covers id, time and body. While a secret is being replaced both sign, so that the
receiver can change at its own time.
"""

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"


def new_secret() -> str:
    """Thirty-two random bytes as text to hand over once."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(keys: list[str], id_: str, seconds: int, body: bytes) -> dict[str, str]:
    """The headers of one sending: its id, when it was signed, and a signature for each secret."""
    signatures = " ".join(signature(key, id_, seconds, body) for key in keys)
    return {
        "Content-Type": "application/json",
        "User-Agent": "MotCua-Webhooks/1",
        "webhook-id": id_,
        "webhook-timestamp": str(seconds),
        "webhook-signature": signatures,
    }


def signature(key: str, id_: str, seconds: int, body: bytes) -> str:
    """`v1,` and the base64 of the keyed digest."""
    raw = base64.b64decode(key.removeprefix(PREFIX))
    digest = hmac.new(raw, f"{id_}.{seconds}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()
