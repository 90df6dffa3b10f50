"""The vault of a person: papers issued or verified, where they are used, what is held already."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.documents import Document


class VaultItem(Struct, frozen=True):
    """A paper of the vault. Dates are yyyy-mm-dd; `valid_to` null means without end.

    `state`: valid, expired, revoked or withdrawn. `verified_by` names unit and role, not a person.
    """

    id: str
    kind: str
    title: str
    origin: str
    origin_label: str
    number: str
    issuer: str
    issued_at: str
    valid_from: str
    valid_to: str | None
    state: str
    state_label: str
    verified_by: str
    dossier_id: str
    dossier_code: str


class VaultUse(Struct, frozen=True):
    """One use of a paper: for which procedure, by the owner or at which desk."""

    at: str
    procedure_name: str
    dossier_code: str
    by: str


class VaultShare(Struct, frozen=True):
    """With whom a paper is shared, for what and until when; `ended_at` when it was taken back."""

    id: str
    recipient: str
    purpose: str
    given_at: str
    until: str
    ended_at: str | None
    running: bool


class VaultPaper(Struct, frozen=True):
    """One paper with its files, its uses and its shares, the newest first."""

    item: VaultItem
    documents: list[Document]
    uses: list[VaultUse]
    shares: list[VaultShare]


class ShareItem(Struct, forbid_unknown_fields=True, frozen=True):
    """Let the person or organisation of a number look at my paper for some days."""

    number: Annotated[str, Meta(max_length=20)]
    name: Annotated[str, Meta(max_length=120)]
    purpose: Annotated[str, Meta(max_length=200)]
    days: Annotated[int, Meta(ge=1, le=90)]


class SharedPaper(Struct, frozen=True):
    """A paper that somebody shares with me; its files are told when it is opened."""

    id: str
    title: str
    number: str
    issuer: str
    issued_at: str
    valid_to: str | None
    owner_name: str
    purpose: str
    until: str
    documents: list[Document]


class HeldPaper(Struct, frozen=True):
    """A paper of a procedure that is known already: the item that can be used instead.

    `reused` are the files already taken over for it.
    """

    component_key: str
    component_name: str
    item: VaultItem
    reused: bool


class ReuseItem(Struct, forbid_unknown_fields=True, frozen=True):
    """Use a paper of my vault for one component of a draft."""

    item_id: Annotated[str, Meta(min_length=1, max_length=40)]
    component_key: Annotated[str, Meta(min_length=1, max_length=60)]


class AskHeld(Struct, forbid_unknown_fields=True, frozen=True):
    """What a person at the desk has in the vault for a procedure; `agreed`: they said so now."""

    agency_id: Annotated[str, Meta(max_length=40)]
    personal_id: Annotated[str, Meta(pattern=r"^[0-9]{9,12}$")]
    procedure_code: Annotated[str, Meta(min_length=3, max_length=40)]
    agreed: bool


class HeldAtDesk(Struct, frozen=True):
    """What can be reused; `why_not` says in words why nothing is shown."""

    papers: list[HeldPaper]
    why_not: str


class AskedAgain(Struct, frozen=True):
    """How often an officer asked for papers that were held already."""

    agency_name: str
    officer_name: str
    times: int


class AskedAgainLine(Struct, frozen=True):
    """One such request with its reason."""

    at: str
    dossier_code: str
    component: str
    officer_name: str
    reason: str
