"""One question to a register behind the LGSP: bounded in time, broken off while it is away.

Every question carries what it is for, on whose draft, and under which consent; the caller has
logged it before. Nothing is asked in bulk.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

import httpx
import msgspec

from backend.connections.calling import http_client
from backend.settings import settings

_SECONDS = 3.0
_FILE_SECONDS = 15.0
_LONGEST_ANSWER = 2 * 1024 * 1024
_FAILURES = 3
_PAUSE_SECONDS = 30.0
T = TypeVar("T")


class RegisterAway(Exception):
    """No readable answer in time, or the register is left alone for a while after failures."""


class NoRecord(Exception):
    """The register knows nobody of this number and name."""


class WrongPerson(Exception):
    """The register answered about somebody else; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Why:
    """For what, on which draft or dossier, by whose consent."""

    purpose: str
    reference: UUID
    consent_id: UUID


@dataclass
class Breaker:
    """Leaves a partner alone for half a minute after three failures in a row."""

    failures: int = 0
    open_until: float = field(default=0.0)

    def refuse_while_open(self) -> None:
        """Raises RegisterAway while the partner is left alone."""
        if time.monotonic() < self.open_until:
            raise RegisterAway("left alone after failures")

    def succeeded(self) -> None:
        """The partner answered, whatever it said."""
        self.failures = 0

    def failed(self) -> None:
        """The partner did not answer; the third time in a row opens the breaker."""
        self.failures += 1
        if self.failures >= _FAILURES:
            self.open_until, self.failures = time.monotonic() + _PAUSE_SECONDS, 0


_breakers: dict[str, Breaker] = {}


async def ask(path: str, body: Mapping[str, Any], why: Why, returns: type[T]) -> T:
    """Raises RegisterAway, NoRecord."""
    breaker = _breakers.setdefault(path, Breaker())
    found = await _whole(breaker, path, body, why, _SECONDS, _LONGEST_ANSWER)
    try:
        answer = msgspec.json.decode(found, type=returns)
    except msgspec.MsgspecError as error:
        breaker.failed()
        raise RegisterAway(type(error).__name__) from error
    breaker.succeeded()
    return answer


async def content(path: str, body: Mapping[str, Any], why: Why, most: int) -> bytes:
    """A file, at most so many bytes. Raises RegisterAway, NoRecord."""
    breaker = _breakers.setdefault(path, Breaker())
    found = await _whole(breaker, path, body, why, _FILE_SECONDS, most)
    breaker.succeeded()
    return found


async def _whole(
    breaker: Breaker, path: str, body: Mapping[str, Any], why: Why, seconds: float, most: int
) -> bytes:
    breaker.refuse_while_open()
    headers = {
        "X-Purpose-Code": "TTHC",
        "X-Reference": str(why.reference),
        "X-Consent": str(why.consent_id),
    }
    said = {**body, "MucDich": why.purpose}
    found = bytearray()
    try:
        async with (
            asyncio.timeout(seconds),
            http_client(base_url=settings().lgsp_url, timeout=seconds) as http,
            http.stream("POST", path, json=said, headers=headers) as answer,
        ):
            if answer.status_code == httpx.codes.NOT_FOUND:
                breaker.succeeded()
                raise NoRecord
            answer.raise_for_status()
            async for part in answer.aiter_bytes():
                found += part
                if len(found) > most:
                    raise RegisterAway("the answer is too long")
    except (httpx.HTTPError, TimeoutError) as error:
        breaker.failed()
        raise RegisterAway(type(error).__name__) from error
    return bytes(found)
