"""Whether a file is what it says and nothing worse, by its content.

`inspect` is a function over a file on disk without network or database; it is run in a process
of its own (`documents/workshop.py`), because a hostile file may take all memory or time it gets.
"""

from dataclasses import dataclass
from pathlib import Path

import filetype

from backend.documents.inspection import office, pdf, pictures, refusals
from backend.documents.inspection.names import clean_name
from backend.documents.inspection.refusals import SENTENCES, Refused

# Of the standard formats of state agencies (TT 39/2017/TT-BTTTT) those that carry papers.
MEDIA_TYPES: dict[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/tiff": (".tif", ".tiff"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Verdict:
    """`refusal` is empty for a file to keep, otherwise a problem type of `refusals`.

    `cleaned` says that the file to keep is the one written beside, without hidden data.
    """

    media_type: str
    refusal: str
    pages: int = 0
    cleaned: bool = False


def inspect(path: Path, name: str, cleaned: Path) -> Verdict:
    """Sniffs and checks a whole file; a picture freed of hidden data is written to `cleaned`."""
    media_type = ""
    try:
        media_type = _kind(path)
        _ending(name, media_type)
        if media_type == "application/pdf":
            return Verdict(media_type, "", pdf.look_through(path))
        if media_type.startswith("image/"):
            pages, changed = pictures.look_through(path, media_type, cleaned)
            return Verdict(media_type, "", pages, changed)
        return Verdict(media_type, "", office.look_through(path))
    except Refused as refused:
        return Verdict(media_type, refused.slug)
    except MemoryError:
        return Verdict(media_type, refusals.COMPLEX)


def by_ending(name: str) -> str:
    """The media type that the ending of a name promises, or empty."""
    ending = _ending_of(name)
    return next((kind for kind, endings in MEDIA_TYPES.items() if ending in endings), "")


def _ending_of(name: str) -> str:
    return "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""


def _kind(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if not head:
            raise Refused(refusals.EMPTY)
        if head.startswith(_OLD_OFFICE):
            # A protected DOCX is an old-style container around the encrypted file.
            locked = _ENCRYPTED_STREAM in head + file.read(1024 * 1024)
            raise Refused(refusals.ENCRYPTED if locked else refusals.KIND)
    if head.startswith(b"PK"):
        found = office.kind_of(path)
    else:
        kind = filetype.guess(head)
        found = kind.mime if kind is not None else ""
    if found not in MEDIA_TYPES:
        hidden = b"%PDF-" in head[:1024] and not head.startswith(b"%PDF-")
        raise Refused(refusals.POLYGLOT if hidden else refusals.KIND)
    return found


def _ending(name: str, media_type: str) -> None:
    if _ending_of(name) not in MEDIA_TYPES[media_type]:
        raise Refused(refusals.EXTENSION)


__all__ = ["MEDIA_TYPES", "SENTENCES", "Refused", "Verdict", "by_ending", "clean_name", "inspect"]
