"""What a link of the chain covers, and who signs the roots; pure but for the key.

The key of the chain and the signing key of the roots are both drawn from the installation's
secret: whoever may write the database alone can forge neither. The public key needs no secret.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Root(msgspec.Struct, frozen=True):
    """Heads of all chains that have grown since the root before it."""

    tenant: str
    number: int
    at: str
    upto: int
    previous: str
    chains: list["Head"]


class Head(msgspec.Struct, frozen=True):
    """How long a chain was, and its hash there."""

    agency: str
    day: str
    seq: int
    hash: str


class SignedRoot(msgspec.Struct, frozen=True):
    """A root as it lies in the locked store: the exact text that was signed."""

    root: str
    signature: str


def canonical(entry: Mapping[str, Any]) -> bytes:
    """Every fact of an entry in one way of writing; microseconds since 1970 for the moment."""
    since = entry["at"].astimezone(UTC) - _EPOCH
    parts = (
        str(entry["id"]),
        entry["tenant_id"],
        str((since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds),
        str(entry["actor_id"] or ""),
        entry["action"],
        str(entry["subject_id"] or ""),
        msgspec.json.encode(msgspec.json.decode(entry["detail"]), order="sorted").decode(),
        bytes(entry["mac"]).hex(),
    )
    return "\x1f".join(parts).encode()


def link(secret: str, previous: bytes, place: str, entry: Mapping[str, Any]) -> bytes:
    """The hash of an entry at a place (agency, day, seq) after the link before it."""
    key = _derived(secret, b"audit-chain")
    return hmac.new(
        key, previous + b"\x1e" + place.encode() + b"\x1e" + canonical(entry), hashlib.sha256
    ).digest()


def signed(secret: str, root: Root) -> bytes:
    """The object for the locked store."""
    text = msgspec.json.encode(root)
    signature = base64.b64encode(_private(secret).sign(text)).decode()
    return msgspec.json.encode(SignedRoot(text.decode(), signature))


def opened(secret: str, content: bytes) -> Root | None:
    """The root in an object, None when it is not one of ours."""
    try:
        found = msgspec.json.decode(content, type=SignedRoot)
        public_key(secret).verify(base64.b64decode(found.signature), found.root.encode())
        return msgspec.json.decode(found.root, type=Root)
    except (InvalidSignature, msgspec.MsgspecError, ValueError):
        return None


def public_key(secret: str) -> Ed25519PublicKey:
    """With this anybody checks a root."""
    return _private(secret).public_key()


def public_text(secret: str) -> str:
    """The public key for people: 32 bytes in base64."""
    raw = public_key(secret).public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def _private(secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_derived(secret, b"audit-root"))


def _derived(secret: str, purpose: bytes) -> bytes:
    kept = _keys.get((secret, purpose))
    if kept is None:
        kept = HKDF(SHA256(), 32, None, purpose).derive(secret.encode())
        _keys[secret, purpose] = kept
    return kept


_keys: dict[tuple[str, bytes], bytes] = {}
