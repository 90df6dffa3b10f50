"""Questions and answers about one dossier, with files and read state."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.documents import Document

Id = Annotated[str, Meta(max_length=40)]


class SayMessage(Struct, forbid_unknown_fields=True, frozen=True):
    """A question or an answer; `file_ids` are files of the caller's own that were uploaded to the
    dossier for it (purpose `message`)."""

    body: Annotated[str, Meta(min_length=2, max_length=4000, pattern=r"\w")]
    file_ids: Annotated[list[Id], Meta(max_length=10)] = []


class MarkMessages(Struct, forbid_unknown_fields=True, frozen=True):
    """Read up to this message."""

    seq: Annotated[int, Meta(ge=1, le=2_147_483_647)]


class DossierMessage(Struct, frozen=True):
    """One message. `by` is a person for officers; the applicant sees the unit. `read` says that
    the other side has read it."""

    id: str
    seq: int
    at: str
    by: str
    mine: bool
    from_applicant: bool
    body: str
    files: list[Document]
    read: bool


class Conversation(Struct, frozen=True):
    """Everything said, the oldest first (at most the last 200), and what the caller may do.

    `waiting_since` is empty unless the applicant waits for an answer; `unread` counts what the
    caller has not read; `ready` are their own files not sent with a message yet.
    """

    messages: list[DossierMessage]
    waiting_since: str
    unread: int
    ready: list[Document]
    may_write: bool
    may_settle: bool
