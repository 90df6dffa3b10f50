"""Kinds of results as content: which fields an executor fills in, and how the page reads."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from shared.contracts.common import Choice, FieldProblem
from shared.contracts.proposals import NextVersion

KindKey = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
FieldKey = Annotated[str, Meta(max_length=40)]
Line = Annotated[str, Meta(max_length=300)]


class DefinedField(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One field. It begins with an answer of the dossier, a fact of it, or a preset text.

    `sample` is what a trial print shows.
    """

    key: FieldKey
    label: Line
    required: bool = False
    answer: Annotated[str, Meta(max_length=60)] = ""
    dossier: Annotated[str, Meta(max_length=40)] = ""
    preset: Annotated[str, Meta(max_length=1000)] = ""
    hint: Line = ""
    pattern: Annotated[str, Meta(max_length=200)] = ""
    long: bool = False
    options: Annotated[list[Line], Meta(max_length=50)] = []
    sample: Annotated[str, Meta(max_length=1000)] = ""


class DefinedBlock(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One part of the page; `{key}` in a text stands for a field, `{code}` for the dossier."""

    kind: Literal["paragraph", "strong", "centre", "article", "rows"]
    text: Annotated[str, Meta(max_length=2000)] = ""
    label: Line = ""
    fields: Annotated[list[FieldKey], Meta(max_length=60)] = []


class KindDefinition(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One kind of result; without procedures it may end any dossier, `retired` none any more.

    `symbol` is the sign of its numbers, `position` the office under the signature.
    """

    key: KindKey
    title: Line
    symbol: Annotated[str, Meta(max_length=30)]
    procedures: Annotated[list[Annotated[str, Meta(max_length=40)]], Meta(max_length=100)]
    position: Line
    fields: Annotated[list[DefinedField], Meta(max_length=60)]
    blocks: Annotated[list[DefinedBlock], Meta(max_length=60)]
    retired: bool = False


class KindRow(Struct, frozen=True):
    """One kind in the list; `version` 0 has never been in force, `state` is of the next one."""

    key: str
    title: str
    symbol: str
    procedures: list[str]
    version: int
    retired: bool
    state: str


class KindVersion(Struct, frozen=True):
    """One version that was put in force, by whom it was proposed and approved."""

    version: int
    at: str
    proposed_by: str
    approved_by: str


class KindDesign(Struct, frozen=True):
    """A kind as it is being written, or as it is in force, and what is wrong with it.

    `answers` are the questions its fields can begin with, `facts` what a dossier knows besides.
    """

    definition: KindDefinition
    version: int
    next: NextVersion
    faults: list[FieldProblem]
    versions: list[KindVersion]
    answers: list[Choice]
    facts: list[Choice]


class SaveKind(Struct, frozen=True, forbid_unknown_fields=True):
    """The next version and the revision that was read (0: none was written)."""

    revision: Annotated[int, Meta(ge=0, le=1_000_000)]
    definition: KindDefinition
