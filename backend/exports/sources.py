"""Where the rows of a file come from: each room that exports registers its sources here.

A source is asked twice whether somebody may have the rows: before they are gathered, and again at
each download, for a role may have ended meanwhile.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import asyncpg

from backend.access.actor import Actor
from shared.vocabulary.exports import ExportSource

Cell = str | int | float | date | datetime | None
Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A long table: what stands above it, its heads, and the SQL of its rows.

    `count_sql` takes the same arguments; `cells` turns a row into as many cells as there are heads;
    `widths` are in letters, fourteen where none is given. A short table may come with its rows
    `ready` instead of SQL.
    """

    title: str
    notes: tuple[str, ...]
    heads: tuple[str, ...]
    count_sql: str = ""
    sql: str = ""
    args: list[Any] = field(default_factory=list)
    cells: Callable[[asyncpg.Record], Sequence[Cell]] = tuple
    widths: tuple[int, ...] = field(default=())
    ready: Sequence[Sequence[Cell]] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """How the rows of one kind of file are gathered, and who may have them."""

    sheet: Callable[[Actor, Params], Awaitable[Sheet]]
    may: Callable[[Actor, Params], Awaitable[bool]]


_known: dict[ExportSource, Source] = {}


def register_source(name: ExportSource, source: Source) -> None:
    """Makes a source known to this process."""
    _known[name] = source


def source_of(name: str) -> Source:
    """A source by its name. Raises KeyError for one that no room has registered."""
    return _known[ExportSource(name)]
