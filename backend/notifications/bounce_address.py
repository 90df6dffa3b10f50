"""The envelope sender of each letter: an address of its own with a sealed number in it.

What comes back names its letter, and nobody makes up one (RFC 5321 4.5.5, RFC 3461).

`tra-lai+<number><seal>@domain`: 26 letters of the number of the line in the ledger, 16 of the seal,
all in the alphabet of base32, because mail servers change upper and lower case.
"""

import base64
import hmac
import re
from uuid import UUID

from backend.audit.actions import keyed_hash

_NUMBER, _SEAL = 26, 16
_TAGGED = re.compile(rf"\+([a-z2-7]{{{_NUMBER}}})([a-z2-7]{{{_SEAL}}})@", re.IGNORECASE)


def sender_for(line_id: UUID | None, address: str) -> str:
    """The envelope sender of a letter; of one without a line in the ledger, the address alone."""
    if line_id is None:
        return address
    name, _, domain = address.partition("@")
    return f"{name}+{_text(line_id.bytes)[:_NUMBER]}{_seal(line_id)}@{domain}"


def line_of(addresses: str) -> UUID | None:
    """The line that a text of addresses names with a seal of ours, or None."""
    for found in _TAGGED.finditer(addresses):
        try:
            raw = base64.b32decode(found[1].upper() + "======")
        except ValueError:
            continue
        line_id = UUID(bytes=raw)
        if hmac.compare_digest(_seal(line_id), found[2].lower()):
            return line_id
    return None


def _seal(line_id: UUID) -> str:
    return _text(keyed_hash("returned letter", line_id))[:_SEAL]


def _text(raw: bytes) -> str:
    return base64.b32encode(raw).decode().lower()
