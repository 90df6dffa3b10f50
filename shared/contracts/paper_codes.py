"""Codes on paper, read from a scan."""

from msgspec import Struct


class PageCode(Struct, frozen=True):
    """A page, counted from 1, that carries a code of ours.

    `separates`: a separator sheet, which is no paper itself: the pages behind it are the paper
    `component_key` of the dossier. Otherwise a printed form of the dossier, with an empty key.
    """

    page: int
    separates: bool
    dossier_id: str
    dossier_code: str
    component_key: str
    component_name: str


class PageCodes(Struct, frozen=True):
    """What was found up to a page; `next` is the page to go on from, 0 when all are read."""

    found: list[PageCode]
    next: int
    pages: int
