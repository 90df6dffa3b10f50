"""Names, contacts and titles as administrators change them: written, approved, from a day on."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.common import IN_WORDS, Choice, FieldProblem
from shared.contracts.proposals import NextVersion

Name = Annotated[str, Meta(min_length=1, max_length=40)]
Value = Annotated[str, Meta(max_length=400)]


class SaveParticulars(Struct, forbid_unknown_fields=True, frozen=True):
    """What is to hold from `effective_on` on (empty: from the approval), and by what ground.

    `values` by the names of the fields; a field that is left out stays. `revision` is the one that
    was read, 0 for none.
    """

    values: Annotated[dict[Name, Value], Meta(max_length=20)]
    revision: Annotated[int, Meta(ge=0, le=1_000_000)]
    effective_on: Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""
    ground: Annotated[str, Meta(max_length=300)] = ""


class CallOffParticulars(Struct, forbid_unknown_fields=True, frozen=True):
    """Why an approved change is called off before its day."""

    reason: Annotated[str, Meta(min_length=10, max_length=500, pattern=IN_WORDS)]


class ParticularsRow(Struct, frozen=True):
    """Something whose particulars can be changed; `state` is that of its next version, `coming`
    the day of what was approved and does not hold yet."""

    kind: Choice
    key: str
    title: str
    place: str
    summary: str
    state: str
    coming: str


class ParticularsField(Struct, frozen=True):
    """One thing that is said: as it holds, and as it is written (the same where nobody writes)."""

    name: str
    label: str
    hint: str
    longest: int
    required: bool
    current: str
    value: str


class ParticularsDifference(Struct, frozen=True):
    """One field that changes."""

    label: str
    old: str
    new: str


class ParticularsChange(Struct, frozen=True):
    """A change that was approved: it waits for its day, holds, was called off or could not hold."""

    id: str
    state: str
    state_label: str
    effective_on: str
    differences: list[ParticularsDifference]
    ground: str
    proposed_by: str
    approved_by: str
    approved_at: str
    note: str
    may_call_off: bool


class ParticularsPast(Struct, frozen=True):
    """What held before, with its days; also what came by spreadsheet or with a merger."""

    until: str
    words: list[str]


class ParticularsDesign(Struct, frozen=True):
    """Particulars as they hold and as they are being written, and what would come of it."""

    kind: Choice
    key: str
    title: str
    place: str
    fields: list[ParticularsField]
    effective_on: str
    ground: str
    differences: list[ParticularsDifference]
    effects: list[str]
    faults: list[FieldProblem]
    next: NextVersion
    changes: list[ParticularsChange]
    past: list[ParticularsPast]
