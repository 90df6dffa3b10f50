"""Programs of other systems: registered, let in, and what they read."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from shared.contracts.officers import Reason

Line = Annotated[str, Meta(min_length=2, max_length=200, pattern=r"\S")]
Word = Annotated[str, Meta(min_length=1, max_length=64)]


class FieldGrant(Struct, forbid_unknown_fields=True, frozen=True):
    """What may be read of dossiers of one procedure; `*` stands for any other."""

    procedure: Annotated[str, Meta(pattern=r"^(\*|[0-9A-Za-z.\-]{1,40})$")]
    fields: Annotated[list[Word], Meta(min_length=1, max_length=30)]


class ProposeApiClient(Struct, forbid_unknown_fields=True, frozen=True):
    """A program to let in; `keys` (a JWKS document) with the method `key`.

    `networks`: addresses or networks it calls from. `valid_days`: at most a year.
    """

    agency_id: str
    name: Line
    contact: Line
    purpose: Reason
    method: Literal["secret", "key"]
    scopes: Annotated[list[Word], Meta(min_length=1, max_length=10)]
    grants: Annotated[list[FieldGrant], Meta(min_length=1, max_length=50)]
    networks: Annotated[list[Word], Meta(min_length=1, max_length=20)]
    rate_class: Literal["low", "standard", "high"]
    valid_days: Annotated[int, Meta(ge=1, le=366)]
    keys: Annotated[str, Meta(max_length=20_000)] = ""


class ApiClientShown(Struct, frozen=True):
    """A program as administrators see it. `state`: waiting, refused, active, expired, revoked.

    `sandbox`: keys for trials, shown to who asked for them alone.
    """

    id: str
    sandbox: bool
    name: str
    agency: str
    contact: str
    purpose: str
    method: str
    scopes: list[str]
    grants: list[FieldGrant]
    networks: list[str]
    rate_class: str
    valid_until: str
    state: str
    state_label: str
    proposed_by: str
    decided_by: str | None
    revoke_reason: str
    has_secret: bool
    last_used_at: str | None
    may_decide: bool


class DecideApiClient(Struct, forbid_unknown_fields=True, frozen=True):
    """The second person's word."""

    approve: bool


class ClientSecret(Struct, frozen=True):
    """To be handed over once; it is kept nowhere in clear."""

    client_id: str
    client_secret: str


class AccessToken(Struct, frozen=True):
    """RFC 6749 §5.1."""

    access_token: str
    token_type: str
    expires_in: int
    scope: str


class PartnerDossier(Struct, frozen=True):
    """A dossier as far as the program may read it; what it may not read is left out."""

    code: str
    updated_at: str
    fields: dict[str, str | None]


class PartnerChange(Struct, frozen=True):
    """One act that happened, and the dossier as it is now."""

    id: str
    act: str
    at: str
    dossier: PartnerDossier


class PartnerEvent(Struct, frozen=True):
    """One act in the course of a dossier; nobody is named."""

    act: str
    act_label: str
    state: str
    at: str


class PartnerResult(Struct, frozen=True):
    """A result that was issued, by the code with which it can be checked."""

    title: str
    number: str
    issued_at: str
    in_force: bool
    verification_code: str


class PartnerSelf(Struct, frozen=True):
    """What the calling program may do."""

    client_id: str
    name: str
    scope: str
    grants: list[FieldGrant]
    valid_until: str
