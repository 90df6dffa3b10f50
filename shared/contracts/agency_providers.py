"""Agencies' own identity providers, and which officer is whom there."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.partners import Line

Subject = Annotated[str, Meta(min_length=1, max_length=255, pattern=r"\S")]


class ProviderOffer(Struct, frozen=True):
    """A provider that officers may sign in with."""

    id: str
    name: str


class ProposeProvider(Struct, forbid_unknown_fields=True, frozen=True):
    """A provider to let in, as it is registered there.

    `vouches_second_factor`: its word (`amr`) that a second factor was shown is taken; else our own
    code is asked for every time.
    """

    agency_id: str
    name: Line
    issuer: Annotated[str, Meta(pattern=r"^https?://[^\s?#]+$", max_length=255)]
    client_id: Annotated[str, Meta(min_length=1, max_length=255)]
    client_secret: Annotated[str, Meta(min_length=8, max_length=500)]
    vouches_second_factor: bool


class LinkedOfficer(Struct, frozen=True):
    """An officer who may come in by a provider."""

    id: str
    full_name: str
    username: str
    subject: str


class ProviderShown(Struct, frozen=True):
    """A provider as administrators see it. `state`: waiting, refused, active, ended."""

    id: str
    name: str
    agency: str
    issuer: str
    client_id: str
    vouches_second_factor: bool
    state: str
    state_label: str
    proposed_by: str
    may_decide: bool
    officers: list[LinkedOfficer]


class LinkOfficer(Struct, forbid_unknown_fields=True, frozen=True):
    """Who an officer is there: the `sub` of the provider."""

    username: Annotated[str, Meta(min_length=2, max_length=120)]
    subject: Subject
