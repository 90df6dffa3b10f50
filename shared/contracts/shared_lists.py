"""Shared catalogues: what there is, entries of a version, what changed, what waits for a word."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.acts import Reason
from shared.contracts.common import Choice


class SharedListShown(Struct, frozen=True):
    """One catalogue: `version` is the one in use, 0 for none yet; `updated_at` is when it began."""

    code: str
    name: str
    keeper: Choice
    version: int
    entries: int
    updated_at: str


class ListEntry(Struct, frozen=True):
    """One entry; `parent` is the code above it, or empty. `since` is the version it came with."""

    code: str
    name: str
    parent: str
    since: int


class ListVersion(Struct, frozen=True):
    """One version and how it differs from the one before; `theirs` is its name where it is kept."""

    number: int
    state: Choice
    made_at: str
    entries: int
    added: int
    changed: int
    removed: int
    theirs: str
    decided_by: str
    note: str


class ListChange(Struct, frozen=True):
    """What became of one entry between two versions; a side that has it not is empty."""

    code: str
    kind: Choice
    name_before: str
    name: str
    parent_before: str
    parent: str


class KeptList(Struct, frozen=True):
    """A catalogue for who keeps it: the last look, and a pulled version that waits.

    `changes` are the first two hundred; `digest` names the very version that was read. `faults`
    say why it cannot be taken into use.
    """

    code: str
    name: str
    keeper: Choice
    version: int
    entries: int
    looked_at: str
    trouble: str
    waiting: ListVersion | None
    digest: str
    changes: list[ListChange]
    faults: list[str]


class TakeList(Struct, forbid_unknown_fields=True, frozen=True):
    """Takes into use the version that was read."""

    digest: Annotated[str, Meta(min_length=8, max_length=128)]


class DeclineList(Struct, forbid_unknown_fields=True, frozen=True):
    """Does not take it into use, and why; the same again is not asked about."""

    digest: Annotated[str, Meta(min_length=8, max_length=128)]
    reason: Reason
