"""Second factors, recovery codes and proving oneself again."""

from typing import Annotated

from msgspec import Meta, Struct


class SecondFactor(Struct, frozen=True):
    """Whether one-time codes are asked for at sign-in; officers must have them."""

    enabled: bool
    required: bool
    must_change_password: bool
    recovery_codes_left: int


class Enrolment(Struct, frozen=True):
    """What the authenticator app reads, as text, as an otpauth address and as a picture."""

    secret: str
    uri: str
    qr: str


class ConfirmCode(Struct, forbid_unknown_fields=True, frozen=True):
    """A code of the app, to show that it has the secret."""

    code: Annotated[str, Meta(min_length=6, max_length=12)]


class RecoveryCodes(Struct, frozen=True):
    """Each is good once, when the app is lost; shown only now."""

    codes: list[str]


class StepUpMethod(Struct, frozen=True):
    """What proves the person again (`code`, `password` or `national`), and whether that is due."""

    method: str
    needed: bool


class ProveAgain(Struct, forbid_unknown_fields=True, frozen=True):
    """A one-time code, a recovery code, or the password of an account without codes."""

    answer: Annotated[str, Meta(min_length=1, max_length=128)]


class StepUp(Struct, frozen=True):
    """Until when the proof holds."""

    until: str


class ChangePassword(Struct, forbid_unknown_fields=True, frozen=True):
    """The old password and the new."""

    old: Annotated[str, Meta(min_length=1, max_length=128)]
    new: Annotated[str, Meta(min_length=10, max_length=128)]


class Done(Struct, frozen=True):
    """It is done; nothing more to say."""

    done: bool
