"""The public post: where to fetch or bring papers, orders and what became of them."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.common import IN_WORDS

PersonName = Annotated[str, Meta(min_length=2, max_length=120, pattern=r"\w")]
Phone = Annotated[str, Meta(pattern=r"^0\d{9}$")]
Commune = Annotated[str, Meta(pattern=r"^\d{5}$")]
House = Annotated[str, Meta(min_length=2, max_length=200, pattern=r"\w")]
Said = Annotated[str, Meta(min_length=10, max_length=1000, pattern=IN_WORDS)]


class PostalAddress(Struct, forbid_unknown_fields=True, frozen=True):
    """Whom the postman asks for, at which house of which commune (two-level model)."""

    name: PersonName
    phone: Phone
    commune: Commune
    detail: House


class WishPost(Struct, forbid_unknown_fields=True, frozen=True):
    """What the applicant wants of the post while filling in; `pickup`: papers are fetched too."""

    address: PostalAddress
    pickup: bool = False


class DraftPost(Struct, frozen=True):
    """What was wished for a draft; empty texts before. `offered`: the agency uses the post.

    `province` is that of the commune, `postage` says in words what the post asks for.
    """

    offered: bool
    wished: bool
    name: str
    phone: str
    province: str
    commune: str
    detail: str
    pickup: bool
    postage: str


class SendParcel(Struct, forbid_unknown_fields=True, frozen=True):
    """The desk gives a parcel to the post.

    `originals_enclosed`: the applicant's originals go with it; `collect_owed`: the postman takes
    what the dossier still owes.
    """

    address: PostalAddress
    originals_enclosed: bool = False
    collect_owed: bool = False


class MendPostal(Struct, forbid_unknown_fields=True, frozen=True):
    """What the desk does about a parcel that went wrong.

    `how`: record_loss (apologise for lost papers), again (a new order), settled (in words).
    """

    how: str
    said: Said


class Remitted(Struct, forbid_unknown_fields=True, frozen=True):
    """The post has paid over what it collected: the bank's reference."""

    bank_reference: Annotated[str, Meta(min_length=4, max_length=60, pattern=r"\S")]


class PostalStep(Struct, frozen=True):
    """One line of the way of a parcel."""

    at: str
    label: str
    place: str
    note: str


class PostalOrder(Struct, frozen=True):
    """One order as its caller sees it; phone masked for whoever does not need it."""

    id: str
    dossier_id: str
    dossier_code: str
    procedure_name: str
    direction: str
    direction_label: str
    state: str
    state_label: str
    cancelling: bool
    parcel: str
    name: str
    phone: str
    province: str
    commune: str
    detail: str
    address: str
    cod_vnd: int
    cod: str
    postage: str
    asked_at: str
    sent_at: str | None
    ended_at: str | None
    received_by: str
    proof: str
    collected_vnd: int
    remitted: str
    words: str
    trouble: str
    trouble_label: str
    mended: str
    steps: list[PostalStep]
    originals_kept: bool
    owed_vnd: int
    may_send: bool
    why_not_send: str
    may_cancel: bool
    may_mend: bool
    may_record_loss: bool
    may_remit: bool


class DossierPost(Struct, frozen=True):
    """The post of one dossier: orders, and what may be ordered now; the address last known."""

    orders: list[PostalOrder]
    may_ask_pickup: bool
    may_ask_delivery: bool
    postage: str
    name: str
    phone: str
