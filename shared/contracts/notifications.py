"""Notices in the portal inbox; the same text goes out by e-mail."""

from msgspec import Struct


class Notice(Struct, frozen=True):
    """One message to a person about a dossier."""

    id: str
    at: str
    subject: str
    body: str
    dossier_id: str | None
    read: bool
