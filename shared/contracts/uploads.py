"""Files that come in pieces, and files made of others."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.documents import Document


class StartUpload(Struct, frozen=True, forbid_unknown_fields=True):
    """What is going to be sent: its name, its size in bytes, and which paper it is."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    size: Annotated[int, Meta(ge=1)]
    component_key: Annotated[str, Meta(max_length=60)] = ""
    purpose: Annotated[str, Meta(max_length=20)] = "component"


class Upload(Struct, frozen=True):
    """How far a file has come: `received` of `size` bytes.

    The next piece begins at `received` and holds at most `piece_bytes`. Once the file is taken,
    `document` is there.
    """

    id: str
    name: str
    size: int
    received: int
    piece_bytes: int
    expires_at: str
    document: Document | None


class PageOfFile(Struct, frozen=True, forbid_unknown_fields=True):
    """One page, counted from 1, turned clockwise by 0, 90, 180 or 270 degrees."""

    document_id: str
    page: Annotated[int, Meta(ge=1, le=500)] = 1
    turn: Annotated[int, Meta(ge=0, le=270, multiple_of=90)] = 0


class NewFile(Struct, frozen=True, forbid_unknown_fields=True):
    """One PDF to make, of pages in their order, for one paper.

    `dossier_id` puts it into another dossier than that of the pages: a pile scanned in one go.
    """

    name: Annotated[str, Meta(min_length=1, max_length=120, pattern=r"\S")]
    pages: Annotated[list[PageOfFile], Meta(min_length=1, max_length=200)]
    component_key: Annotated[str, Meta(max_length=60)] = ""
    dossier_id: Annotated[str, Meta(max_length=36)] = ""


class Arrange(Struct, frozen=True, forbid_unknown_fields=True):
    """Photos joined into one file, or a scan split into papers: the files that come out."""

    files: Annotated[list[NewFile], Meta(min_length=1, max_length=20)]
    purpose: Annotated[str, Meta(max_length=20)] = "component"
