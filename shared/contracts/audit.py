"""The audit trail as its auditor reads it."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct


class SearchAudit(Struct, frozen=True, forbid_unknown_fields=True):
    """What is looked for; an empty field asks nothing.

    `person` is a user name or full name, `action` the beginning of an action's name, `subject` the
    id of what it was done to.
    """

    person: Annotated[str, Meta(max_length=120)] = ""
    action: Annotated[str, Meta(max_length=60)] = ""
    subject: Annotated[str, Meta(max_length=60)] = ""
    day_from: date | None = None
    day_to: date | None = None
    cursor: Annotated[str, Meta(max_length=300)] = ""
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class AuditLine(Struct, frozen=True):
    """One entry; `sealed` says that it stands in its chain."""

    id: str
    at: str
    person: str
    username: str
    action: str
    subject_id: str | None
    detail: str
    agency_name: str
    seq: int | None
    sealed: bool
