"""Who is signed in, and where."""

from msgspec import Struct


class RoleHeld(Struct, frozen=True):
    """A role of an officer and where it is held."""

    role: str
    role_label: str
    agency_id: str
    agency_name: str
    unit_id: str | None
    unit_name: str | None
    for_all: bool = False  # at the agency above all others


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


class SessionShown(Struct, frozen=True):
    """One open session of the reader: where from, since when, how surely it is they."""

    id: str
    face: str
    device: str
    address: str
    assurance: str
    assurance_label: str
    opened_at: str
    last_seen_at: str
    current: bool


class Ended(Struct, frozen=True):
    """How many sessions were ended."""

    count: int
