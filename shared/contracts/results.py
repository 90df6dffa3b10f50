"""Checking a result by its code: what a stranger holding the paper may learn."""

from msgspec import Struct


class ResultCheck(Struct, frozen=True):
    """Whether a result is real; no personal data."""

    verification_code: str
    valid: bool
    title: str
    number: str
    issued_at: str
    agency: str
    sha256: str
