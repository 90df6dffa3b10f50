"""Counting visits of public pages."""

from typing import Annotated

from msgspec import Meta, Struct


class Visit(Struct, forbid_unknown_fields=True, frozen=True):
    """The path of a public page that is looked at; nothing of who looks."""

    path: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^/[a-z0-9./-]*$")]


class Counted(Struct, frozen=True):
    """Whether the visit was counted; the page asks no more where it is not."""

    counted: bool
