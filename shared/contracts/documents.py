"""Files: what is known about one, never its bytes."""

from msgspec import Struct


class Document(Struct, frozen=True):
    """A stored file; size in bytes.

    `scan` is one of unscanned, pending, clean, rejected, and `scan_label` says it in words. `pages`
    counts the pages that can be shown, 0 for a text or spreadsheet. Copies of an `identity_paper`
    carry a watermark.
    """

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    component_key: str
    purpose: str
    scan: str
    pages: int
    uploaded_at: str
    scan_label: str
    identity_paper: bool


class DocumentView(Struct, frozen=True):
    """What can be shown of a file: `pages` as pictures, 0 where it can only be downloaded.

    `simplified`: the pages show the words and tables of a text or spreadsheet, not its looks.
    `watermark` is written across every page for this caller, or empty.
    """

    id: str
    name: str
    media_type: str
    size: int
    pages: int
    simplified: bool
    scan: str
    scan_label: str
    watermark: str


class UploadLimits(Struct, frozen=True):
    """Limits shown beside every file picker (TT 32/2017/TT-BTTTT Điều 7.3.c); sizes in bytes."""

    max_bytes: int
    max_files: int
    max_dossier_bytes: int
    media_types: list[str]
    extensions: list[str]
