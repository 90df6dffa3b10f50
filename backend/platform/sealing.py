"""Personal data at rest: AES-256-GCM under keys with ids, and blind indexes to look it up.

A sealed text stands in its column as `enc:<key id>:<base64url of nonce and ciphertext>`. Table,
column and row are bound to it: a value copied into another row or column does not open. Keys come
from MOTCUA_FIELD_KEYS and are never in the database; the newest (highest id) seals, all open.
Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; TCVN 14423:2026 §5.4.2.4.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend.settings import settings

_MARK = "enc:"


class NotSealedHere(Exception):
    """A sealed value that was changed, moved from another row, or whose key is not at hand."""


def sealed(place: str, row_id: UUID | str, text: str) -> str:
    """A text as it is stored in `place` ("table.column") of a row; empty stays empty."""
    if not text:
        return ""
    kid, nonce = current_key(), os.urandom(12)
    whole = nonce + _cipher(kid).encrypt(nonce, text.encode(), _bound(place, row_id))
    return f"{_MARK}{kid}:{base64.urlsafe_b64encode(whole).decode()}"


def unsealed(place: str, row_id: UUID | str, stored: str | None) -> str:
    """The text again; what is not sealed yet is given back as it is. Raises NotSealedHere."""
    if not stored or not stored.startswith(_MARK):
        return stored or ""
    return _kept(place, row_id, stored) if place in _OFTEN else _opened(place, row_id, stored)


def _opened(place: str, row_id: UUID | str, stored: str) -> str:
    try:
        _mark, kid, body = stored.split(":", 2)
        whole = base64.urlsafe_b64decode(body)
        plain = _cipher(int(kid)).decrypt(whole[:12], whole[12:], _bound(place, row_id))
    except (ValueError, InvalidTag):
        raise NotSealedHere(f"{place} of {row_id}") from None
    return plain.decode()


# Of whoever is signed in, opened at every request of theirs; secrets and answers are not kept.
_OFTEN = frozenset({"account.personal_id", "account.email", "account.phone"})
_kept = lru_cache(maxsize=4096)(_opened)


def opened(row: Mapping[str, Any] | Any, place: str, name: str = "", row_id: str = "id") -> str:
    """The text of a sealed column of a row that was read.

    `name` is the column in the row where it is not that of `place`; `row_id` is the column that
    holds the id of the row it was sealed for. Raises NotSealedHere.
    """
    return unsealed(place, row[row_id], row[name or place.partition(".")[2]])


def sealed_json(place: str, row_id: UUID | str, value: Any) -> str:
    """A value as the text of a jsonb column: a JSON string that holds the sealed JSON."""
    plain = msgspec.json.encode(value).decode()
    return plain if value in ({}, [], None) else f'"{sealed(place, row_id, plain)}"'


def opened_json(row: Mapping[str, Any] | Any, place: str, row_id: str = "id") -> Any:
    """The value of a sealed jsonb column of a row that was read. Raises NotSealedHere."""
    return unsealed_json(place, row[row_id], row[place.partition(".")[2]])


def unsealed_json(place: str, row_id: UUID | str, stored: str) -> Any:
    """The value of a sealed jsonb column, from its text. Raises NotSealedHere."""
    value = msgspec.json.decode(stored)
    return msgspec.json.decode(unsealed(place, row_id, value)) if isinstance(value, str) else value


def blind(text: str) -> str:
    """The word by which a number is looked up: equal numbers give equal words of 20 letters and
    digits, keyed, which say nothing else. Empty stays empty."""
    return word_under(_blind_key(), text)


def word_under(key: bytes, text: str) -> str:
    """The same under a key that is named: for changing from one to another."""
    return "b" + hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:19] if text else ""


def is_number(word: str) -> bool:
    """Whether a word is a personal number, a tax code or a phone number."""
    return word.isascii() and 9 <= len(word) <= 14 and word.replace("-", "").isdigit()


def current_key() -> int:
    """The id of the key that seals now."""
    return max(_keys())


def known_keys() -> list[int]:
    """Ids of all keys at hand."""
    return sorted(_keys())


def new_key(kid: int) -> str:
    """A fresh key as MOTCUA_FIELD_KEYS takes it."""
    return f"{kid}:{base64.b64encode(os.urandom(32)).decode()}"


def fingerprints() -> dict[str, str]:
    """Words by which keys are known again and from which nothing of them is learnt, by name."""
    named = {"secret": settings().secret_key.encode(), "lookups": _blind_key()}
    named |= {f"field {kid}": key for kid, key in _keys().items()}
    return {
        name: hmac.new(key, b"motcua fingerprint", hashlib.sha256).hexdigest()[:16]
        for name, key in sorted(named.items())
    }


def _bound(place: str, row_id: UUID | str) -> bytes:
    return f"{place}|{row_id}".encode()


@cache
def _cipher(kid: int) -> AESGCM:
    key = _keys().get(kid)
    if key is None:
        raise ValueError(kid)
    return AESGCM(key)


@cache
def _keys() -> dict[int, bytes]:
    given = settings().field_keys
    if not given:  # development alone; production refuses to start
        return {1: _drawn("field 1")}
    return parsed_keys(given)


@cache
def _blind_key() -> bytes:
    given = settings().blind_key
    return base64.b64decode(given) if given else _drawn("blind")


def _drawn(name: str) -> bytes:
    return hashlib.sha256(f"motcua {name} {settings().secret_key}".encode()).digest()


def parsed_keys(text: str) -> dict[int, bytes]:
    """Keys by id from "1:<base64>,2:<base64>". Raises ValueError for what is none."""
    keys = {}
    for part in text.replace("\n", ",").split(","):
        if part.strip():
            kid, _, body = part.strip().partition(":")
            keys[int(kid)] = base64.b64decode(body, validate=True)
    if not keys or any(len(key) != 32 or kid < 1 for kid, key in keys.items()):
        raise ValueError("MOTCUA_FIELD_KEYS: id:base64 of 32 bytes, ids from 1")
    return keys
