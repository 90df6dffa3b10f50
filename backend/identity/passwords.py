"""Passwords (Argon2id, off the event loop) and one-time codes (TOTP, each used once)."""

import asyncio
import base64
import hashlib
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from uuid import UUID

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend.platform.problems import Unavailable
from backend.platform.sealing import sealed, unsealed
from backend.settings import settings

T = TypeVar("T")

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def _step_back() -> None:
    """Lets everything else on the machine go first; Linux knows niceness by thread."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 15)


# Bounded, so that a storm of sign-ins cannot take all memory: 19 MiB each. Half of the processors,
# and those only as far as nobody else wants them, so that requests go on being answered.
_THREADS = ThreadPoolExecutor(
    max(1, (os.cpu_count() or 2) // 2), "passwords", initializer=_step_back
)
_MOST_WAITING = 200  # at some thirty a second the last of them has its answer in time
_inside = 0
# Checked for unknown users, so that the answer takes as long as for known ones.
_NOBODY = _HASHER.hash(base64.b64encode(os.urandom(18)).decode())
_STEP_SECONDS = 30


async def hash_password(password: str) -> str:
    """The Argon2id hash to store."""
    return await _bounded(lambda: _HASHER.hash(password))


async def verify_password(stored: str | None, password: str) -> bool:
    """Whether a password fits; an unknown account (None) takes the same time and fails."""

    def check() -> bool:
        try:
            return _HASHER.verify(stored or _NOBODY, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False

    return await _bounded(check)


async def _bounded(work: Callable[[], T]) -> T:
    """Off the event loop, a few at a time. Raises Unavailable when too many wait already."""
    global _inside
    if _inside >= _MOST_WAITING:
        raise Unavailable(
            "Nhiều người đang đăng nhập cùng lúc. Vui lòng thử lại sau ít giây.",
            en="Too many people are signing in at once; please try again in a few seconds.",
        )
    _inside += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_THREADS, work)
    finally:
        _inside -= 1


def matching_step(secret: str, code: str, last_step: int) -> int | None:
    """The time step a one-time code belongs to, if it is right and newer than the last used."""
    totp = pyotp.TOTP(secret)
    present = int(time.time()) // _STEP_SECONDS
    for step in (present - 1, present, present + 1):
        if step > last_step and totp.verify(code, for_time=step * _STEP_SECONDS):
            return step
    return None


def seal(secret: str) -> bytes:
    """What is kept for an hour, out of any row: a registration, a letter with a code."""
    return sealed("kept", "briefly", secret).encode()


def unseal(stored: bytes) -> str:
    """The text again. Raises NotSealedHere, or InvalidTag for one of an older release."""
    return unsealed("kept", "briefly", stored.decode()) if _is_new(stored) else _older(stored)


def seal_totp(account_id: UUID, secret: str) -> bytes:
    """A second-factor secret as stored: bound to its account."""
    return sealed("account.totp_secret", account_id, secret).encode()


def unseal_totp(account_id: UUID, stored: bytes) -> str:
    """The secret again. Raises NotSealedHere, or InvalidTag for one of an older release."""
    if not _is_new(stored):
        return _older(stored)
    return unsealed("account.totp_secret", account_id, stored.decode())


def _is_new(stored: bytes) -> bool:
    return stored.startswith(b"enc:")


def _older(stored: bytes) -> str:
    """Until release 0.12: AES-256-GCM under a key drawn from the secret of the installation."""
    return AESGCM(_key()).decrypt(stored[:12], stored[12:], b"totp").decode()


def _key() -> bytes:
    return hashlib.sha256(b"motcua totp " + settings().secret_key.encode()).digest()
