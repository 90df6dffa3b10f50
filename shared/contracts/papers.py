"""Papers and requirements of a procedure as they are written: counts, conditions, what replaces
them, how long one serves again."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from shared.contracts.common import Choice, FieldProblem
from shared.contracts.needs import NeededPaper
from shared.contracts.proposals import NextVersion

Count = Annotated[int, Meta(ge=0, le=99)]
Words = Annotated[str, Meta(max_length=1000)]


class DefinedPaper(Struct, frozen=True, forbid_unknown_fields=True):
    """One paper of a procedure.

    `when` is a JsonLogic condition over the answers and `channel`, null for always; `condition`
    says the same in words. `register` names the database whose data replaces it, `replaced_by_data`
    in words; `vault_kinds` are the kinds of papers that serve for it (null: as the software comes),
    `reuse_months` for how long after they were issued or verified (null: as long as they hold).
    `identity_paper`: copies carry a watermark with the purpose (null: by the name of the paper).
    """

    key: Annotated[str, Meta(max_length=60)]
    name: Words
    originals: Count = 0
    certified: Count = 0
    copies: Count = 0
    required: bool = True
    condition: Words = ""
    when: Any = None
    register: Annotated[str, Meta(max_length=20)] = ""
    replaced_by_data: Words = ""
    vault_kinds: (
        Annotated[list[Annotated[str, Meta(max_length=40)]], Meta(max_length=20)] | None
    ) = None
    reuse_months: Annotated[int, Meta(ge=1, le=600)] | None = None
    case: Words = ""
    form_file: Words = ""
    identity_paper: bool | None = None


class DefinedRequirement(Struct, frozen=True, forbid_unknown_fields=True):
    """Something the law asks of who applies: `rule` must hold, else `message` is said."""

    rule: Any
    message: Words


class Papers(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that is written together and put in force together."""

    components: Annotated[list[DefinedPaper], Meta(max_length=100)]
    requirements: Annotated[list[DefinedRequirement], Meta(max_length=50)]


class PapersDesign(Struct, frozen=True):
    """The papers of a procedure as they are being written, or as they are in force.

    `questions` can be named in conditions; `kinds` and `registers` are what can replace a paper.
    `touching` says in sentences which approved versions change the same.
    """

    procedure_code: str
    procedure_name: str
    version: int
    papers: Papers
    next: NextVersion
    faults: list[FieldProblem]
    changes: list[str]
    questions: list[Choice]
    kinds: list[Choice]
    registers: list[Choice]
    touching: list[str]


class SavePapers(Struct, frozen=True, forbid_unknown_fields=True):
    """The next version and the revision that was read (0: none was written)."""

    revision: Annotated[int, Meta(ge=0, le=1_000_000)]
    papers: Papers


class TryPapers(Struct, frozen=True, forbid_unknown_fields=True):
    """Papers with sample answers and a way of applying."""

    papers: Papers
    answers: dict[str, Any]
    channel: Annotated[str, Meta(max_length=20)] = "online"


class TriedPapers(Struct, frozen=True):
    """Faults, changes against what is in force, and what the sample answers come to."""

    faults: list[FieldProblem]
    changes: list[str]
    papers: list[NeededPaper]
    verdict: str
    obstacles: list[str]
