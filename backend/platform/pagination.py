"""Keyset pages: an opaque cursor carries the sort key of the last row, never an offset."""

import base64
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from backend.platform.problems import Malformed
from shared.contracts.common import Page

MAX_LIMIT = 100
Row = TypeVar("Row")
Item = TypeVar("Item")


def encode_cursor(*key: Any) -> str:
    """The sort key of a row as an opaque text."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def decode_cursor(cursor: str, types: type[Any]) -> Any:
    """The sort key in a cursor, checked against a tuple type. Raises Malformed."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return msgspec.json.decode(raw, type=types)
    except (ValueError, msgspec.MsgspecError) as error:
        raise Malformed(
            "Trang danh sách này không còn. Vui lòng mở lại danh sách từ đầu.",
            en="This page of the list no longer exists. Please open the list again.",
            slug="bad-cursor",
        ) from error


def page(
    rows: Sequence[Row],
    limit: int,
    item: Callable[[Row], Item],
    key: Callable[[Row], tuple[Any, ...]],
) -> Page[Item]:
    """A page from `limit + 1` fetched rows: the extra one only tells that there is more."""
    shown = rows[:limit]
    more = encode_cursor(*key(shown[-1])) if len(rows) > limit and shown else None
    return Page(items=[item(row) for row in shown], next_cursor=more)
