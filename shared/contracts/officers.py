"""Officers' accounts as an administrator keeps them."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from shared.contracts.common import Named
from shared.contracts.registration import Email, Name, Phone

Reason = Annotated[str, Meta(min_length=3, max_length=500, pattern=r"\S")]


class HeldRole(Struct, frozen=True):
    """A role held now."""

    grant_id: str
    role: str
    role_label: str
    where: str


class OfficerAccount(Struct, frozen=True):
    """An account, where it works, what it may do, and whether it is in use.

    `state`: active, first_steps (nobody has signed in and set it up yet), locked, disabled.
    """

    id: str
    username: str
    full_name: str
    kind: str
    kind_label: str
    agency: str
    unit: str
    position: str
    state: str
    state_label: str
    lock_reason: str
    last_sign_in_at: str | None
    roles: list[HeldRole]


class OpenOfficerAccount(Struct, forbid_unknown_fields=True, frozen=True):
    """A new officer; the role is asked for and decided by a second person.

    `account_kind` empty: that of the role. Technical and service accounts hold no role.
    """

    username: Annotated[str, Meta(pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*$", max_length=60)]
    full_name: Name
    personal_id: Annotated[str, Meta(pattern=r"^[0-9]{12}$")]
    email: Email
    phone: Phone
    unit_id: str
    position: Annotated[str, Meta(min_length=2, max_length=120, pattern=r"\S")]
    role: str
    reason: Reason
    account_kind: Literal["", "administration", "operation", "technical", "service"] = ""


class FirstPassword(Struct, frozen=True):
    """To be handed over in person; good for one sign-in, and shown only now."""

    id: str
    username: str
    password: str


class BecauseOf(Struct, forbid_unknown_fields=True, frozen=True):
    """Why."""

    reason: Reason


class AskRole(Struct, forbid_unknown_fields=True, frozen=True):
    """A role to give, or (with `grant_id`) one to take away."""

    account_id: str
    reason: Reason
    role: str = ""
    agency_id: str = ""
    unit_id: str = ""
    grant_id: str = ""


class DecideRole(Struct, forbid_unknown_fields=True, frozen=True):
    """Yes or no, by a second person."""

    approve: bool


class RoleRequest(Struct, frozen=True):
    """A change of roles that waits for, or has had, the decision of a second person."""

    id: str
    officer: Named
    takes_away: bool
    role: str
    role_label: str
    where: str
    reason: str
    asked_by: str
    asked_at: str
    may_decide: bool
    approved: bool | None


class ReviewRow(Struct, frozen=True):
    """One account in the review of access, with what deserves a look."""

    full_name: str
    username: str
    unit: str
    roles: str
    last_sign_in_at: str | None
    state_label: str
    remarks: list[str]


class AccessReview(Struct, frozen=True):
    """Who may do what in one's agencies now, and when that was last looked at."""

    agency: str
    last_reviewed_at: str | None
    last_reviewed_by: str | None
    due: bool
    rows: list[ReviewRow]


class ReviewDone(Struct, forbid_unknown_fields=True, frozen=True):
    """The review was carried out."""

    note: Reason
