"""Who stands in for whom while an officer is absent."""

from typing import Annotated

from msgspec import Meta, Struct


class Colleague(Struct, frozen=True):
    """An officer of one's own agency."""

    id: str
    full_name: str
    position: str
    unit_name: str


class Delegation(Struct, frozen=True):
    """One absence; moments are RFC 3339 with the Vietnamese offset."""

    id: str
    from_account_id: str
    from_name: str
    to_account_id: str
    to_name: str
    valid_from: str
    valid_to: str
    reason: str
    in_force: bool
    ended: bool


class StartDelegation(Struct, forbid_unknown_fields=True, frozen=True):
    """Who is absent, who stands in, from when until when (RFC 3339 with offset), and why."""

    from_account_id: str
    to_account_id: str
    valid_from: Annotated[str, Meta(max_length=40)]
    valid_to: Annotated[str, Meta(max_length=40)]
    reason: Annotated[str, Meta(min_length=3, max_length=300, pattern=r"\S")]
