"""Data by spreadsheet: a file, its lines, and what each would change."""

from msgspec import Struct

from shared.contracts.common import Choice
from shared.vocabulary.imports import ImportKind, ImportState, LineState


class CellProblem(Struct, frozen=True):
    """What is wrong in a cell and what to do; `column` is its title, empty for the whole line."""

    column: str
    message: str


class CellChange(Struct, frozen=True):
    """One value of a line, as it is and as it would be."""

    column: str
    before: str
    after: str


class StagedRow(Struct, frozen=True):
    """One line of a file, numbered as the spreadsheet shows it."""

    number: int
    state: LineState
    state_label: str
    cells: list[str]
    changes: list[CellChange]
    problems: list[CellProblem]


class Staged(Struct, frozen=True):
    """One file: how far it is, how many lines of each sort, and what the caller may do.

    `reason` says why it could not be read; `counts` by new, changed, same, wrong. `warnings` are
    sentences on what applying it would meet; they are told of one file, not in a list.
    """

    id: str
    kind: ImportKind
    kind_label: str
    of: str
    of_label: str
    file_name: str
    state: ImportState
    state_label: str
    reason: str
    counts: dict[str, int]
    columns: list[str]
    created_by: str
    created_at: str
    applied_by: str
    applied_at: str | None
    may_apply: bool
    why_not_apply: str
    warnings: list[str] = []


class ImportChoice(Struct, frozen=True):
    """A kind of table the caller may bring in; `of` are the catalogues to choose from."""

    kind: ImportKind
    label: str
    columns: list[str]
    required: list[str]
    two_persons: bool
    of: list[Choice]
