"""The SQL that a read of ours runs, taken from the read itself, so that it is never outdated."""

import uuid
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import ModuleType
from typing import Any
from unittest.mock import patch

from backend.platform.problems import Refusal

Statement = tuple[str, tuple[Any, ...]]


async def first_statement(
    module: ModuleType, name: str, call: Callable[[], Awaitable[Any]]
) -> Statement:
    """The first SQL that `call` hands to the database function `name` of its module."""
    taken: list[Statement] = []

    async def take(sql: str, *args: Any) -> Any:
        taken.append((sql, tuple(_plain(arg) for arg in args)))
        return None if name == "fetch_row" else []

    with patch.object(module, name, take), suppress(Refusal):
        await call()
    return taken[0]


def _plain(value: Any) -> Any:
    # The driver's own kind of UUID cannot be handed to another process.
    if isinstance(value, uuid.UUID):
        return uuid.UUID(str(value))
    return [_plain(each) for each in value] if isinstance(value, list) else value
