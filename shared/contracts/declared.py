"""What was declared in a dossier, for those who check it."""

from msgspec import Struct


class DeclaredLine(Struct, frozen=True):
    """One question that applied: `state` is answered, empty or computed. A group with entries has
    `columns` and `rows` instead of a value; `wide` lines want the whole width."""

    key: str
    label: str
    value: str
    state: str
    wide: bool
    columns: list[str]
    rows: list[list[str]]


class DeclaredSection(Struct, frozen=True):
    """Questions that stand together."""

    title: str
    lines: list[DeclaredLine]


class Declared(Struct, frozen=True):
    """The declaration under its version of the form; version 0 when there is none. `empty` counts
    questions left open."""

    version: int
    title: str
    sections: list[DeclaredSection]
    empty: int
