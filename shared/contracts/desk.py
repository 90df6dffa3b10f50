"""What is typed and found at the desk while a person waits."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from shared.contracts.acts import ReceivedComponent
from shared.contracts.dossiers import DossierRow


class RegisterAtDesk(Struct, forbid_unknown_fields=True, frozen=True):
    """What a desk officer types for a dossier brought in person or by post.

    `applicant_personal_id` is that of a person, or the tax code of an organisation (10 digits, of a
    branch 10-3). With `components` it is also accepted in the same step, and with `fee_vnd` the fee
    just paid is recorded under `fee_receipt`; either all of it happens or nothing.
    `together_with`: a dossier of the same submission. `owner_name` and `owner_personal_id` are
    those of another person, or organisation, whom it is about. `answers` are those to the form of
    the procedure, all of them or none. `reused` names for a paper the item of the person's vault
    that is used instead, with their leave (`vault_agreed`). Amounts in VND.
    """

    procedure_code: str
    agency_id: str
    channel: str
    applicant_name: Annotated[str, Meta(min_length=2, max_length=120, pattern=r"\S")]
    applicant_personal_id: Annotated[str, Meta(pattern=r"^([0-9]{9,12}|[0-9]{10}-[0-9]{3})$")]
    applicant_phone: Annotated[str, Meta(pattern=r"^0[0-9]{9}$")]
    applicant_address: Annotated[str, Meta(min_length=3, max_length=300, pattern=r"\S")]
    delivery: str
    applicant_email: Annotated[str, Meta(max_length=254)] = ""
    owner_name: Annotated[str, Meta(max_length=120)] = ""
    owner_personal_id: Annotated[str, Meta(pattern=r"^([0-9]{9,12}|[0-9]{10}-[0-9]{3})?$")] = ""
    delivery_address: Annotated[str, Meta(max_length=300)] = ""
    authorised_by: Annotated[str, Meta(max_length=120)] = ""
    answers: dict[str, Any] = {}
    components: list[ReceivedComponent] | None = None
    receipt_wanted: bool = True
    fee_vnd: Annotated[int, Meta(ge=0, le=999_999_999_999_999)] = 0
    fee_receipt: Annotated[str, Meta(max_length=60)] = ""
    together_with: Annotated[str, Meta(max_length=40)] = ""
    reused: dict[str, str] = {}
    vault_agreed: bool = False


class FindPerson(Struct, forbid_unknown_fields=True, frozen=True):
    """Who stands at the desk: the code of an identity card as scanned, or a number as typed."""

    agency_id: str
    scan: Annotated[str, Meta(min_length=1, max_length=600, pattern=r"\S")]
    procedure_code: Annotated[str, Meta(max_length=20)] = ""


class FoundPerson(Struct, frozen=True):
    """What is known of a person, `known_from` where, and dossiers that may be the same again.

    `birth_date` is yyyy-mm-dd and `sex` male or female, each empty without a card.
    """

    personal_id: str
    full_name: str
    birth_date: str
    sex: str
    address: str
    phone: str
    email: str
    known_from: str
    duplicates: list[DossierRow]
