"""Passwords (Argon2id, off the event loop) and one-time codes (TOTP, each used once)."""

import base64
import hashlib
import os
import time

import pyotp
from anyio import CapacityLimiter, to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend.settings import settings

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Bounded, so that a storm of sign-ins cannot take all memory: 19 MiB each.
_LIMITER = CapacityLimiter(4)
# Checked for unknown users, so that the answer takes as long as for known ones.
_NOBODY = _HASHER.hash(base64.b64encode(os.urandom(18)).decode())
_STEP_SECONDS = 30


async def hash_password(password: str) -> str:
    """The Argon2id hash to store."""
    return await to_thread.run_sync(_HASHER.hash, password, limiter=_LIMITER)


async def verify_password(stored: str | None, password: str) -> bool:
    """Whether a password fits; an unknown account (None) takes the same time and fails."""

    def check() -> bool:
        try:
            return _HASHER.verify(stored or _NOBODY, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False

    return await to_thread.run_sync(check, limiter=_LIMITER)


def matching_step(secret: str, code: str, last_step: int) -> int | None:
    """The time step a one-time code belongs to, if it is right and newer than the last used."""
    totp = pyotp.TOTP(secret)
    present = int(time.time()) // _STEP_SECONDS
    for step in (present - 1, present, present + 1):
        if step > last_step and totp.verify(code, for_time=step * _STEP_SECONDS):
            return step
    return None


def seal(secret: str) -> bytes:
    """A second-factor secret as stored: AES-256-GCM under the key of the installation."""
    nonce = os.urandom(12)
    return nonce + AESGCM(_key()).encrypt(nonce, secret.encode(), b"totp")


def unseal(sealed: bytes) -> str:
    """The secret again. Raises cryptography's InvalidTag for a changed value or another key."""
    return AESGCM(_key()).decrypt(sealed[:12], sealed[12:], b"totp").decode()


def _key() -> bytes:
    return hashlib.sha256(b"motcua totp " + settings().secret_key.encode()).digest()
