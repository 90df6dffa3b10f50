"""Opening an account and proving a mailbox."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Name = Annotated[str, Meta(min_length=2, max_length=120, pattern=r"\S")]
Email = Annotated[str, Meta(min_length=5, max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Phone = Annotated[str, Meta(pattern=r"^0[0-9]{9}$")]
Password = Annotated[str, Meta(min_length=10, max_length=128)]
NoEmail = Annotated[str, Meta(max_length=254, pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$")]
By = Literal["email", "phone"]
Code = Annotated[str, Meta(pattern=r"^ *[0-9]{6} *$")]


class RegisterPerson(Struct, forbid_unknown_fields=True, frozen=True):
    """What a citizen types to open an account; the code comes `by` e-mail or text message.

    By phone no mailbox is needed, and none is taken.
    """

    full_name: Name
    personal_id: Annotated[str, Meta(pattern=r"^[0-9]{12}$")]
    phone: Phone
    password: Password
    email: NoEmail = ""
    by: By = "email"


class RegisterOrganisation(Struct, forbid_unknown_fields=True, frozen=True):
    """What is typed for an enterprise or another organisation; it signs in by its tax code."""

    full_name: Name
    tax_code: Annotated[str, Meta(pattern=r"^[0-9]{10}(-[0-9]{3})?$")]
    phone: Phone
    password: Password
    email: NoEmail = ""
    by: By = "email"


class CodeChannels(Struct, frozen=True):
    """How codes can be sent here."""

    email: bool
    phone: bool


class Registration(Struct, frozen=True):
    """A registration that waits for the code of a letter, for so many minutes."""

    id: str
    minutes: int


class ConfirmRegistration(Struct, forbid_unknown_fields=True, frozen=True):
    """The code of the letter."""

    code: Code


class Registered(Struct, frozen=True):
    """By what name one signs in."""

    username: str


class ResetPassword(Struct, forbid_unknown_fields=True, frozen=True):
    """Whose password is forgotten."""

    username: Annotated[str, Meta(min_length=1, max_length=120)]


class SetPassword(Struct, forbid_unknown_fields=True, frozen=True):
    """A new password, allowed by the code of the letter."""

    username: Annotated[str, Meta(min_length=1, max_length=120)]
    code: Code
    password: Password


class ProveEmail(Struct, forbid_unknown_fields=True, frozen=True):
    """A mailbox of mine."""

    email: Email


class ProvePhone(Struct, forbid_unknown_fields=True, frozen=True):
    """A telephone of mine."""

    phone: Phone


class ChangeContact(Struct, forbid_unknown_fields=True, frozen=True):
    """Where I am reached."""

    phone: Phone
    address: Annotated[str, Meta(max_length=300)]


class CloseAccount(Struct, forbid_unknown_fields=True, frozen=True):
    """I know that this cannot be undone."""

    understood: Literal[True]
