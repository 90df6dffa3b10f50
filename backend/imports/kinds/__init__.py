"""Each kind of table: its columns, what is there already, and how lines are written."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.imports.columns import Column, Line, Problem
from shared.vocabulary.imports import ImportKind
from shared.vocabulary.roles import Role

Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Context:
    """Who brings what in; `of` is the catalogue for entries, else empty.

    Where a file is applied, `actor` is who applies it, and the rest says who brought which in.
    """

    actor: Actor
    of: str
    brought_by: UUID | None = None
    brought_by_name: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of table.

    `key` names the columns that tell one line from another. `there` reads what is in force, by
    that key, for export and to tell new from changed; `check` finds what is wrong beyond single
    cells; `write` writes the lines in the caller's transaction. With `two_persons` who brought the
    file does not apply it.
    """

    name: ImportKind
    columns: list[Column]
    key: tuple[str, ...]
    roles: tuple[Role, ...]
    there: Callable[[Context], Awaitable[dict[tuple[str, ...], Values]]]
    check: Callable[[Context, Sequence[Line]], Awaitable[None]]
    write: Callable[[asyncpg.Connection, Context, Sequence[Values]], Awaitable[None]]
    two_persons: bool = False
    guard: Callable[[Context], Awaitable[None]] | None = field(default=None)

    def key_of(self, values: Values) -> tuple[str, ...]:
        """What tells this line from others."""
        return tuple(values.get(name, "") for name in self.key)


def wrong(line: Line, column: str, message: str) -> None:
    """Notes what is wrong in a line."""
    line.problems.append(Problem(column, message))


async def no_check(_context: Context, _lines: Sequence[Line]) -> None:
    """Nothing beyond single cells."""


__all__ = ["Any", "Context", "Kind", "Values", "no_check", "wrong"]
