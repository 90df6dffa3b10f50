"""Who is signed in, and how one signs in or registers."""

from typing import Annotated

from msgspec import Meta, Struct


class RoleHeld(Struct, frozen=True):
    """A role of an officer and where it is held."""

    role: str
    role_label: str
    agency_id: str
    agency_name: str
    unit_id: str | None
    unit_name: str | None


class Me(Struct, frozen=True):
    """The signed-in person as their own screens need it."""

    id: str
    kind: str
    username: str
    full_name: str
    personal_id: str | None
    email: str | None
    phone: str | None
    address: str | None
    roles: list[RoleHeld]


class RegisterCitizen(Struct, forbid_unknown_fields=True, frozen=True):
    """What a citizen types to open an account."""

    full_name: Annotated[str, Meta(min_length=2, max_length=120, pattern=r"\S")]
    personal_id: Annotated[str, Meta(pattern=r"^[0-9]{12}$")]
    email: Annotated[str, Meta(min_length=5, max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    phone: Annotated[str, Meta(pattern=r"^0[0-9]{9}$")]
    password: Annotated[str, Meta(min_length=10, max_length=128)]


class DemoAccount(Struct, frozen=True):
    """One account of the demonstration province; served only in demo mode."""

    username: str
    password: str
    totp_secret: str | None
    code_now: str | None
    role: str
    role_label: str
    full_name: str
    agency: str
