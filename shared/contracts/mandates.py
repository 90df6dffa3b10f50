"""Mandates: acting for another person or an organisation."""

from typing import Annotated

from msgspec import Meta, Struct


class GiveMandate(Struct, forbid_unknown_fields=True, frozen=True):
    """Whom I let act for me: user name and full name must fit together; no procedure means all."""

    agent_username: Annotated[str, Meta(min_length=10, max_length=14)]
    agent_name: Annotated[str, Meta(min_length=2, max_length=200, pattern=r"\S")]
    procedures: Annotated[list[Annotated[str, Meta(max_length=30)]], Meta(max_length=20)]
    ground: Annotated[str, Meta(min_length=3, max_length=500, pattern=r"\S")]
    valid_from: str
    valid_to: str


class Mandate(Struct, frozen=True):
    """A mandate as one of its two sides sees it. `state`: offered, in_force, later, over."""

    id: str
    mine: bool
    other_name: str
    other_kind: str
    procedures: list[str]
    ground: str
    valid_from: str
    valid_to: str
    state: str
    state_label: str
    acting: bool


class Acting(Struct, frozen=True):
    """For whom this session acts; null for oneself. `mail_returned` says why letters to the own
    mailbox come back, empty when they do not."""

    principal: str | None
    mail_returned: str = ""


class DoneForMe(Struct, frozen=True):
    """A dossier somebody sent in my name."""

    code: str
    procedure: str
    state_label: str
    at: str
    agent: str


class Sender(Struct, frozen=True):
    """Who sent a dossier, how surely it was they, and for whom they acted."""

    assurance_label: str | None
    agent: str
    principal: str | None
    ground: str | None
    in_force_now: bool | None
