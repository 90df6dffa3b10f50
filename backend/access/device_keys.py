"""Keys of devices without a person: a code typed once at the device is exchanged for its key.

Only digests are kept. A code is short and of letters that are not mistaken for others; a key is
long and stays in the device.
"""

import hashlib
import secrets
from datetime import timedelta

CODE_MINUTES = 30
SEEN_EVERY = timedelta(minutes=1)
"""How often it is written down that a device was there."""
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 10


def new_code() -> tuple[str, bytes]:
    """A code as it is shown, and what is kept of it."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return f"{code[:5]}-{code[5:]}", digest(code)


def typed_code(text: str) -> bytes:
    """What is kept of a code as somebody typed it."""
    return digest("".join(c for c in text.upper() if c.isalnum())[:20])


def new_key() -> tuple[str, bytes]:
    """A key, and what is kept of it."""
    key = secrets.token_urlsafe(32)
    return key, digest(key)


def could_be_key(text: str) -> bool:
    """Whether it is worth looking for."""
    return 20 <= len(text) <= 100


def digest(secret: str) -> bytes:
    """SHA-256 of a secret that is random itself."""
    return hashlib.sha256(secret.encode()).digest()
