"""What is known already and can be chosen instead of typed, and where answers came from."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from shared.contracts.vault import HeldPaper


class Offer(Struct, frozen=True):
    """An answer that is known: `value` fits the form as it is now.

    `source_label` says in words where from and as of when; `verified` that somebody vouches for it.
    """

    id: str
    key: str
    value: Any
    shown: str
    source: str
    source_label: str
    known_at: str | None
    verified: bool


class RegisterChoice(Struct, frozen=True):
    """A register that can be asked for this form; `why_not` says why it cannot be, in words."""

    register: str
    label: str
    asked_at: str | None
    why_not: str


class ReplacedPaper(Struct, frozen=True):
    """A paper that the data of a register replaces; `done` once the register has answered."""

    component_key: str
    register_label: str
    done: bool


class StorePaper(Struct, frozen=True):
    """A paper the national store holds for a component; `taken` once its files are in the draft."""

    id: str
    component_key: str
    component_name: str
    title: str
    number: str
    issuer: str
    taken: bool


class StoreChoice(Struct, frozen=True):
    """The national store of papers: whether it can hold one of this procedure's (`wanted`), when it
    was asked last, why it cannot be asked, and what it holds."""

    wanted: bool
    asked_at: str | None
    why_not: str
    papers: list[StorePaper]


class DraftOffers(Struct, frozen=True):
    """Everything a draft can be filled with, the best offer of each question first."""

    answers: list[Offer]
    replaced: list[ReplacedPaper]
    papers: list[HeldPaper]
    registers: list[RegisterChoice]
    store: StoreChoice


class AskRegister(Struct, forbid_unknown_fields=True, frozen=True):
    """The person's own choice to have a register asked; `tax_code` for the business register."""

    register: Literal["population", "business"]
    agreed: bool
    tax_code: Annotated[str, Meta(max_length=14)] = ""


class AskStore(Struct, forbid_unknown_fields=True, frozen=True):
    """The person's own choice to have the national store asked for their papers."""

    agreed: bool


class TakePaper(Struct, forbid_unknown_fields=True, frozen=True):
    """Put the files of a paper of the national store under a component."""

    paper_id: Annotated[str, Meta(max_length=40)]
    component_key: Annotated[str, Meta(min_length=1, max_length=60)]


class AnswerSource(Struct, frozen=True):
    """Where an answer of a dossier came from, as the API decided it; `verified` stands out."""

    key: str
    source: str
    source_label: str
    known_at: str | None
    verified: bool
    verified_by: str
    verified_at: str | None


class ComponentSource(Struct, frozen=True):
    """Where a paper of a dossier came from."""

    key: str
    source: str
    source_label: str
    verified: bool
    verified_by: str
    verified_at: str | None


class DossierSources(Struct, frozen=True):
    """All of a dossier; `may_verify` tells whether the caller may vouch for them."""

    answers: list[AnswerSource]
    components: list[ComponentSource]
    may_verify: bool


class Verify(Struct, forbid_unknown_fields=True, frozen=True):
    """An officer vouches for an answer or a paper, having compared it with what is named."""

    kind: Literal["answer", "component"]
    key: Annotated[str, Meta(min_length=1, max_length=60)]
    compared_with: Annotated[str, Meta(min_length=3, max_length=300, pattern=r"\S")]
