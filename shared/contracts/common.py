"""Shapes every slice uses: pages of lists, references, problems."""

from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")

# A reason is words: dots, blanks and characters nobody sees are none.
IN_WORDS = r"(?:\w\W*){6}"


class Page(Struct, Generic[T], frozen=True):
    """One page of a keyset list; `next_cursor` is opaque and null on the last page."""

    items: list[T]
    next_cursor: str | None


class Named(Struct, frozen=True):
    """A reference with the name to show."""

    id: str
    name: str


class Choice(Struct, frozen=True):
    """A code of a vocabulary with its label in the reader's language."""

    code: str
    label: str


class FieldProblem(Struct, frozen=True):
    """What is wrong with one field: `pointer` is a JSON pointer into the request body."""

    pointer: str
    message: str


class CurrentState(Struct, frozen=True):
    """Where a thing stands now, for whoever was too late."""

    version: int
    state: str
    state_label: str


class Problem(Struct, frozen=True):
    """RFC 9457 problem details: `type` is stable, `detail` says what to do, in Vietnamese.

    `current` comes with a conflict: the fresh state of what somebody else changed.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str | None
    errors: list[FieldProblem]
    current: CurrentState | None
