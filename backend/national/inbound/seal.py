"""Who sent a message: an HMAC-SHA256 over its moment and its bytes, under a key both know. Pure.

`X-NPS-Timestamp` is Unix seconds; `X-NPS-Signature` is hexadecimal over `timestamp.body`. A
message that is older or newer than five minutes is not taken, so that a copy is worth nothing
later; within that time a copy is a repeat, and a repeat changes nothing.
"""

import hashlib
import hmac

TIMESTAMP, SIGNATURE = "x-nps-timestamp", "x-nps-signature"
FRESH_SECONDS = 300


def sealed_with(key: str, timestamp: str, body: bytes) -> str:
    """The signature of a message."""
    return hmac.new(key.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_theirs(key: str, timestamp: str, signature: str, body: bytes, now: float) -> bool:
    """Whether a message was sealed by who knows the key, just now."""
    if not key or not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    if abs(now - int(timestamp)) > FRESH_SECONDS:
        return False
    expected = sealed_with(key, timestamp, body)
    return hmac.compare_digest(expected.encode(), signature.lower().encode())
