"""The payment platform over HTTP: one sealed message a call, the answer's seal checked."""

import base64
from collections.abc import Mapping
from typing import Any

import httpx
import msgspec

from backend.connections.calling import http_client
from backend.payments import messages
from backend.payments.messages import BadMessage, Partner
from backend.payments.verdicts import Said
from backend.platform import clock
from backend.settings import settings

_SECONDS = 8.0
_LARGEST_BILL = 2 * 1024 * 1024


class PlatformAway(Exception):
    """No readable answer; nothing is known to have happened."""


class PlatformRefused(Exception):
    """The platform answered with an error of its own; the message holds its words."""


def partner() -> Partner:
    """Who we are to the platform."""
    return Partner(settings().payment_partner, settings().payment_secret)


async def page_for(pay: messages.ToPay, address: str, back: str) -> str:
    """The address of the page to pay on. Raises PlatformAway, PlatformRefused."""
    message = messages.start(partner(), pay, clock.now(), address, back)
    answer = await _ask(message)
    url = answer.get("DuongDanThanhToan")
    if answer.get("MaLoi") != messages.DONE or not isinstance(url, str) or not url:
        raise PlatformRefused(_words(answer))
    return url


async def how_stands(reference: str) -> Said:
    """What the platform knows of one payment. Raises PlatformAway, PlatformRefused."""
    answer = await _ask(messages.query(partner(), reference, clock.now()))
    if answer.get("MaLoi") == messages.UNKNOWN:
        return Said(reference, None, 0, "", None)
    try:
        found = messages.said(answer)
    except BadMessage as error:
        raise PlatformRefused(str(error)) from error
    if found.reference != reference:
        raise PlatformRefused("MaThamChieu")
    return found


async def give_back(reference: str, transaction: str, amount_vnd: int) -> str:
    """Gives money back, once for a reference; returns the platform's proof.

    Raises PlatformAway, PlatformRefused.
    """
    message = messages.refund(partner(), reference, transaction, amount_vnd, clock.now())
    answer = await _ask(message)
    if answer.get("MaLoi") != messages.DONE:
        raise PlatformRefused(_words(answer))
    return str(answer.get("MaGiaoDichHoan", ""))[:60]


async def bill_of(reference: str, transaction: str) -> bytes:
    """The receipt of a payment as PDF. Raises PlatformAway, PlatformRefused."""
    answer = await _ask(messages.bill(partner(), reference, transaction, clock.now()))
    if answer.get("MaLoi") != messages.DONE:
        raise PlatformRefused(_words(answer))
    try:
        content = base64.b64decode(str(answer.get("BienLai", "")), validate=True)
    except ValueError as error:
        raise PlatformRefused("BienLai") from error
    if not content.startswith(b"%PDF-") or len(content) > _LARGEST_BILL:
        raise PlatformRefused("BienLai")
    return content


async def statement(day: str, after: str) -> list[Said]:
    """The next payments of a day (yyyyMMdd) after a transaction; empty at the end.

    Raises PlatformAway, PlatformRefused.
    """
    answer = await _ask(messages.day_statement(partner(), day, after, clock.now()))
    rows = answer.get("DanhSach")
    if answer.get("MaLoi") != messages.DONE or not isinstance(rows, list):
        raise PlatformRefused(_words(answer))
    try:
        return [messages.said(row) for row in rows]
    except (BadMessage, TypeError) as error:
        raise PlatformRefused(str(error)) from error


def _words(answer: Mapping[str, Any]) -> str:
    return f"{answer.get('MaLoi', '')} {answer.get('MoTaLoi', '')}".strip()[:300]


async def _ask(message: dict[str, Any]) -> Mapping[str, Any]:
    try:
        async with http_client(timeout=_SECONDS) as http:
            answer = await http.post(f"{settings().payment_url}/giao-dich", json=message)
        answer.raise_for_status()
        return messages.opened(partner(), msgspec.json.decode(answer.content, type=dict[str, Any]))
    except (httpx.HTTPError, msgspec.MsgspecError) as error:
        raise PlatformAway(type(error).__name__) from error
    except BadMessage as error:  # an answer that is not the partner's is no answer
        raise PlatformAway(f"seal: {error}") from error
