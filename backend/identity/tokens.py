"""The only module that reads and writes signed tokens; python-jose behind a narrow door.

Release 3.5.0 of the library takes a public key in DER for an HMAC secret, accepts an empty secret,
and lets a token without `aud` or `exp` pass. So here: asymmetric algorithms alone, one algorithm a
key, keys held as parsed objects chosen by `kid` from the issuer's own set, every claim that is
relied on required and compared by ourselves, no name twice in header or claims, a type of token for
each use. `tests/unit/identity/test_tokens.py` and `test_access_tokens.py` have the attacks.
"""

import base64
import json
import math
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jose import jwk, jws
from jose.backends.base import Key
from jose.exceptions import JOSEError

ALGORITHMS = {"RSA": ("RS256",), "EC": ("ES256",)}
_CURVES = {"ES256": "P-256"}
MAX_BYTES = 16 * 1024
_LEEWAY_SECONDS = 60
_OLDEST_SECONDS = 600  # a token of a sign-in that is going on now is never older
_NEVER = ("jwk", "jku", "x5c", "x5u", "crit", "zip", "enc")
_MIN_RSA_BITS = 2048
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
ACCESS_SECONDS = 600
_ASSERTION_SECONDS = 300
_TYPES = {"id": ("JWT", "jwt"), "access": ("at+jwt",), "assertion": ("JWT", "jwt")}
OURS = "ES256"


class TokenRefused(Exception):
    """The token proves nothing; the message says why, for the log and never for the caller."""


class UnknownKey(TokenRefused):
    """Signed by a key that is not in the set; the issuer may have changed its keys."""


@dataclass(frozen=True, slots=True)
class _Kept:
    algorithm: str
    key: Key


@dataclass(frozen=True, slots=True)
class Expected:
    """What an ID token must say to be meant for this sign-in."""

    issuer: str
    audience: str
    nonce: str


class KeySet:
    """The public keys of one issuer, each with its one algorithm."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        """Reads a JWKS document; what is no public signing key of ours to use is left out."""
        self._keys: dict[str, _Kept] = {}
        entries = document.get("keys")
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict):
                self._add(entry)

    def _add(self, entry: dict[str, Any]) -> None:
        kid, kind = entry.get("kid"), str(entry.get("kty"))
        allowed = ALGORITHMS.get(kind, ())
        algorithm = entry.get("alg", allowed[0] if allowed else "")
        if not isinstance(kid, str) or not kid or algorithm not in allowed:
            return
        if entry.get("use", "sig") != "sig" or "d" in entry:
            return
        if kind == "EC" and entry.get("crv") != _CURVES[algorithm]:
            return
        if kind == "RSA" and _bits(entry.get("n")) < _MIN_RSA_BITS:
            return
        try:
            self._keys[kid] = _Kept(algorithm, jwk.construct(entry, algorithm))
        except (JOSEError, ValueError, TypeError, KeyError):
            return

    def __len__(self) -> int:
        """How many keys of it are of use."""
        return len(self._keys)

    def of(self, kid: object) -> _Kept:
        """The key of that name. Raises UnknownKey."""
        found = self._keys.get(kid) if isinstance(kid, str) else None
        if found is None:
            raise UnknownKey("no key of this name")
        return found


def id_token(token: str, keys: KeySet, expected: Expected, now: datetime) -> dict[str, Any]:
    """The claims of an ID token that was issued for this sign-in, just now.

    Raises UnknownKey for a key that is not in the set, TokenRefused for anything else.
    """
    claims = _verified(token, keys, "id")
    if claims.get("iss") != expected.issuer:
        raise TokenRefused("issued by somebody else")
    audiences = claims.get("aud")
    audiences = [audiences] if isinstance(audiences, str) else audiences
    if not isinstance(audiences, list) or expected.audience not in audiences:
        raise TokenRefused("issued for somebody else")
    if (len(audiences) > 1 or "azp" in claims) and claims.get("azp") != expected.audience:
        raise TokenRefused("issued to somebody else")
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not secrets.compare_digest(
        nonce.encode(), expected.nonce.encode()
    ):
        raise TokenRefused("issued for another sign-in")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 1 <= len(subject) <= 255:
        raise TokenRefused("no subject")
    _timely(claims, now.timestamp())
    return claims


class SigningKey:
    """A private key of ours, under its name; signs access tokens and nothing else."""

    def __init__(self, kid: str, pem: str) -> None:
        self.kid = kid
        self._key: Key = jwk.construct(pem, OURS)

    @classmethod
    def fresh(cls) -> "tuple[SigningKey, str]":
        """A new key on P-256, and its private half as PEM for whoever seals it away."""
        private = ec.generate_private_key(ec.SECP256R1())
        pem = private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()
        return cls(secrets.token_hex(8), pem), pem

    def public(self) -> dict[str, str]:
        """The public half as an entry of a JWKS document."""
        entry = self._key.public_key().to_dict()
        text = {name: v.decode() if isinstance(v, bytes) else str(v) for name, v in entry.items()}
        return text | {"kid": self.kid, "use": "sig", "alg": OURS}

    def sign(self, claims: Mapping[str, Any]) -> str:
        """An access token of these claims (RFC 9068)."""
        header = {"kid": self.kid, "typ": "at+jwt"}
        signed: str = jws.sign(dict(claims), self._key, headers=header, algorithm=OURS)
        return signed


def access_token(
    token: str, keys: KeySet, issuer: str, audience: str, now: datetime
) -> dict[str, Any]:
    """The claims of an access token of ours. Raises TokenRefused."""
    claims = _verified(token, keys, "access")
    if claims.get("iss") != issuer or claims.get("aud") != audience:
        raise TokenRefused("issued by or for somebody else")
    if not all(_text(claims.get(name)) for name in ("sub", "jti", "client_id")):
        raise TokenRefused("no subject, client or id")
    if not isinstance(claims.get("scope"), str):
        raise TokenRefused("no scope")
    _timely(claims, now.timestamp(), ACCESS_SECONDS)
    return claims


def assertion(
    token: str, keys: KeySet, client_id: str, audiences: frozenset[str], now: datetime
) -> dict[str, Any]:
    """The claims by which a client proves that it is itself (RFC 7523); its `jti` is good once,
    which the caller sees to. Raises TokenRefused.
    """
    claims = _verified(token, keys, "assertion")
    if claims.get("iss") != client_id or claims.get("sub") != client_id:
        raise TokenRefused("speaks for somebody else")
    if not isinstance(claims.get("aud"), str) or claims["aud"] not in audiences:
        raise TokenRefused("meant for somebody else")
    if not _text(claims.get("jti")):
        raise TokenRefused("no id")
    _timely(claims, now.timestamp(), _ASSERTION_SECONDS)
    return claims


def unproved_client(token: str) -> str:
    """Who an assertion says it is from, to find the keys by; proves nothing."""
    if len(token) > MAX_BYTES or not _COMPACT.fullmatch(token):
        raise TokenRefused("no signed token")
    said = _object(_part(token, 1)).get("iss")
    if not _text(said):
        raise TokenRefused("no issuer")
    return str(said)


def _verified(token: str, keys: KeySet, use: str) -> dict[str, Any]:
    if len(token) > MAX_BYTES or not _COMPACT.fullmatch(token):
        raise TokenRefused("no signed token")
    header = _object(_part(token, 0))
    untyped = _TYPES[use][0] if use == "id" else ""  # a provider may leave the type out
    if header.get("typ", untyped) not in _TYPES[use] or any(name in header for name in _NEVER):
        raise TokenRefused("a header that is not for us")
    kept = keys.of(header.get("kid"))
    if header.get("alg") != kept.algorithm:
        raise TokenRefused("another algorithm than the key's")
    try:
        body = jws.verify(token, kept.key, algorithms=[kept.algorithm])
    except (JOSEError, ValueError, TypeError, RecursionError) as error:
        raise TokenRefused("the signature does not fit") from error
    return _object(body)


def _part(token: str, number: int) -> bytes:
    part = token.split(".")[number]
    try:
        # Strict: one way only to write a token.
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise TokenRefused("unreadable") from error


def _object(raw: bytes) -> dict[str, Any]:
    """A JSON object in which no name stands twice: readers would disagree about which counts."""
    try:
        found = json.loads(raw, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise TokenRefused("unreadable") from error
    if not isinstance(found, dict):
        raise TokenRefused("no object")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise TokenRefused("a name stands twice")
    return found


def _text(value: object) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= 255


def _timely(claims: dict[str, Any], now: float, lives: float = math.inf) -> None:
    moments = [claims.get(name) for name in ("exp", "iat")]
    if not all(isinstance(m, int | float) and not isinstance(m, bool) for m in moments):
        raise TokenRefused("no moments of issue and expiry")
    expires, issued = (float(m) for m in moments if m is not None)
    if not math.isfinite(expires) or not math.isfinite(issued) or expires - issued > lives:
        raise TokenRefused("good for too long")
    if now > expires + _LEEWAY_SECONDS:
        raise TokenRefused("expired")
    if issued > now + _LEEWAY_SECONDS or issued < now - _OLDEST_SECONDS or expires <= issued:
        raise TokenRefused("not issued just now")
    not_before = claims.get("nbf", 0)
    if not isinstance(not_before, int | float) or not not_before <= now + _LEEWAY_SECONDS:
        raise TokenRefused("not valid yet")


def _bits(modulus: object) -> int:
    return len(modulus) * 6 if isinstance(modulus, str) else 0
