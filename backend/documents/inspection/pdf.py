"""What a PDF holds besides pages to read. Nothing in it is run or drawn here."""

import re
from pathlib import Path
from typing import Any

import pikepdf

from backend.documents.inspection import refusals
from backend.documents.inspection.refusals import Refused

MAX_PAGES = 500
MAX_OBJECTS = 200_000
MAX_PIXELS = 200_000_000  # of one picture inside; a page of A3 at 600 dots an inch has 70 million
_TAIL = 2048
_OTHER_KINDS = re.compile(rb"<script|<html|<!doctype|<\?php|^MZ|\x7fELF", re.IGNORECASE)

# ISO 32000-1: actions that do something else than go to a place or a web address (12.6.4),
# and what a reader runs or opens by itself.
_ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/RichMediaExecute",
    "/Rendition", "/Movie", "/Sound", "/SetOCGState", "/GoTo3DView",
}  # fmt: skip
_RUNS = ("/JS", "/JavaScript", "/XFA", "/AA", "/RichMediaContent", "/RichMediaSettings")
_EMBEDS = ("/EF", "/EmbeddedFiles", "/AF")
_SUBTYPES = {"/RichMedia", "/3D", "/Movie", "/Screen", "/Sound"}


def look_through(path: Path) -> int:
    """The number of pages of a PDF fit to keep. Raises Refused."""
    _edges(path)
    try:
        # Read as it is written: a file that needs mending shows one thing here, another elsewhere.
        with pikepdf.open(
            path, attempt_recovery=False, access_mode=pikepdf.AccessMode.stream
        ) as pdf:
            if pdf.is_encrypted:
                raise Refused(refusals.ENCRYPTED)
            pages = len(pdf.pages)
            if pages > MAX_PAGES:
                raise Refused(refusals.PAGES)
            if pages == 0:
                raise Refused(refusals.DAMAGED)
            _objects(pdf)
            return pages
    except pikepdf.PasswordError as error:
        raise Refused(refusals.ENCRYPTED) from error
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError) as error:
        raise Refused(refusals.DAMAGED) from error


def _edges(path: Path) -> None:
    """Nothing before the header, nothing but white space after the end."""
    with path.open("rb") as file:
        if not file.read(5) == b"%PDF-":
            raise Refused(refusals.POLYGLOT)
        file.seek(0, 2)
        size = file.tell()
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    end = tail.rfind(b"%%EOF")
    if end < 0:
        raise Refused(refusals.POLYGLOT if _has_archive(path) else refusals.DAMAGED)
    if tail[end + 5 :].strip(b"\r\n\t \0"):
        raise Refused(refusals.POLYGLOT)
    with path.open("rb") as file:
        if _OTHER_KINDS.search(file.read(1024)):
            raise Refused(refusals.POLYGLOT)


def _has_archive(path: Path) -> bool:
    import zipfile

    return zipfile.is_zipfile(path)


def _objects(pdf: pikepdf.Pdf) -> None:
    if len(pdf.objects) > MAX_OBJECTS:
        raise Refused(refusals.COMPLEX)
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
            _look_at(found, 0)


def _look_at(found: Any, depth: int) -> None:
    """One object with what is written inside it; what it points to has a turn of its own."""
    if depth > 50:
        raise Refused(refusals.COMPLEX)
    if isinstance(found, pikepdf.Array):
        for item in found:
            _inner(item, depth)
        return
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        keys = set(found.keys())
        _dictionary(found, keys)
        for key in keys:
            _inner(found.get(key), depth)


def _inner(item: Any, depth: int) -> None:
    containers = pikepdf.Dictionary | pikepdf.Array
    if isinstance(item, containers) and not item.is_indirect:
        _look_at(item, depth + 1)


def _dictionary(found: Any, keys: set[str]) -> None:
    subtype = str(found.get("/Subtype", ""))
    if keys.intersection(_RUNS) or str(found.get("/S", "")) in _ACTIONS or subtype in _SUBTYPES:
        raise Refused(refusals.ACTIVE)
    if (
        keys.intersection(_EMBEDS)
        or str(found.get("/Type", "")) == "/EmbeddedFile"
        or subtype == "/FileAttachment"
    ):
        raise Refused(refusals.EMBEDDED)
    if subtype == "/Image":
        width, height = found.get("/Width", 0), found.get("/Height", 0)
        if int(width) * int(height) > MAX_PIXELS:
            raise Refused(refusals.PIXELS)
