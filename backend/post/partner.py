"""The public post over HTTP: one message a call; what is not understood is no answer."""

from collections.abc import Mapping
from typing import Any

import msgspec

from backend.connections.adapter import Refused, Unreachable
from backend.connections.calling import call, http_client
from backend.platform import clock
from backend.post import messages
from backend.post.messages import Line
from backend.settings import settings

DONE, THERE_ALREADY, TOO_LATE = "00", "02", "05"
PAGE = 100
_SECONDS = 8.0


class TooLate(Exception):
    """The parcel was fetched before the order could be cancelled; the message holds their words."""


async def give_order(message: dict[str, Any]) -> None:
    """Gives an order; one that is there already is as good. Raises Unreachable, Refused."""
    answer = await _ask("/don-hang", message)
    if answer["Status"] not in (DONE, THERE_ALREADY):
        raise Refused(_words(answer), str(answer["Status"]))


async def take_back(message: dict[str, Any]) -> None:
    """Cancels an order. Raises Unreachable, Refused, TooLate."""
    answer = await _ask("/huy-don", message)
    if answer["Status"] == TOO_LATE:
        raise TooLate(_words(answer))
    if answer["Status"] != DONE:
        raise Refused(_words(answer), str(answer["Status"]))


async def lines_after(customer: str, position: str) -> list[Line]:
    """The next lines of the feed of a customer, in its order, those that cannot be read among them;
    empty at the end.

    Raises Unreachable, Refused.
    """
    answer = await _ask("/hanh-trinh", messages.feed(customer, position, PAGE))
    rows = answer.get("Events")
    if answer["Status"] != DONE or not isinstance(rows, list):
        raise Refused(_words(answer), str(answer["Status"]))
    now = clock.now()
    return [messages.line_or_unread(row, now) for row in rows[:PAGE]]


async def is_there() -> None:
    """Asks for nothing but an answer. Raises Unreachable."""
    await _ask("/hanh-trinh", messages.feed("", "", 0))


def _words(answer: Mapping[str, Any]) -> str:
    return str(answer.get("Message", ""))[:300]


async def _ask(path: str, message: dict[str, Any]) -> Mapping[str, Any]:
    own = settings()
    headers = {"Authorization": f"Bearer {own.post_token}"}
    async with http_client(timeout=_SECONDS) as http:
        answer = await call(http, "POST", f"{own.post_url}{path}", json=message, headers=headers)
    try:
        found = msgspec.json.decode(answer.content, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise Unreachable("Câu trả lời không đọc được.") from error
    if "Status" not in found:
        raise Unreachable("Câu trả lời không có Status.")
    return found
