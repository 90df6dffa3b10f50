"""Each kind of table: its columns, what is there already, and how lines are written."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.imports.columns import Column, Line, Problem
from backend.platform.problems import Conflict
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
    file does not apply it. `ended` is what no longer holds and a line may bring back: compared
    with, never given out. With `for_all` the roles count at the agency above all others alone.
    """

    name: ImportKind
    columns: list[Column]
    key: tuple[str, ...]
    roles: tuple[Role, ...]
    there: Callable[[Context], Awaitable[dict[tuple[str, ...], Values]]]
    check: Callable[[Context, Sequence[Line]], Awaitable[None]]
    write: Callable[[asyncpg.Connection, Context, Sequence[Values]], Awaitable[None]]
    two_persons: bool = False
    for_all: bool = False
    guard: Callable[[Context], Awaitable[None]] | None = field(default=None)
    ended: Callable[[Context], Awaitable[dict[tuple[str, ...], Values]]] | None = field(
        default=None
    )

    def key_of(self, values: Values) -> tuple[str, ...]:
        """What tells this line from others."""
        return tuple(values.get(name, "") for name in self.key)

    def may(self, actor: Actor) -> bool:
        """Whether the person brings in, applies and takes away such tables."""
        return actor.has_for_all(*self.roles) if self.for_all else actor.has(*self.roles)

    async def before(self, context: Context) -> dict[tuple[str, ...], Values]:
        """What lines are compared with."""
        ended = await self.ended(context) if self.ended is not None else {}
        return ended | await self.there(context)


def changed_since() -> Conflict:
    """What is there is not what the lines were checked against."""
    return Conflict(
        "Dữ liệu đang dùng đã đổi sau khi đọc tệp. Chưa có gì được ghi; hãy nhập lại tệp "
        "để xem trước.",
        en="What is there has changed since; bring the file in again.",
        slug="changed-since",
    )


def unchanged(line: Line, before: Values | None) -> bool:
    """Whether the line says of something what holds of it; columns it has not say nothing."""
    return before is not None and all(
        before.get(key, "") == value for key, value in line.values.items()
    )


def wrong(line: Line, column: str, message: str) -> None:
    """Notes what is wrong in a line."""
    line.problems.append(Problem(column, message))


async def no_check(_context: Context, _lines: Sequence[Line]) -> None:
    """Nothing beyond single cells."""


__all__ = ["Any", "Context", "Kind", "Values", "changed_since", "no_check", "unchanged", "wrong"]
