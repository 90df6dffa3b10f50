"""Signing in with the national identity."""

from msgspec import Struct


class NationalOffer(Struct, frozen=True):
    """Whether the sign-in page offers it."""

    offered: bool


class PendingMerge(Struct, frozen=True):
    """A proved identity whose number has an account here already."""

    full_name: str
    ending: str
