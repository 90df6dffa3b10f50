"""Files: what is known about one, never its bytes."""

from msgspec import Struct


class Document(Struct, frozen=True):
    """A stored file. `scan` is one of pending, clean, rejected; size in bytes."""

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


class UploadLimits(Struct, frozen=True):
    """Limits shown beside every file picker (TT 32/2017/TT-BTTTT Điều 7.3.c); sizes in bytes."""

    max_bytes: int
    max_files: int
    media_types: list[str]
    extensions: list[str]
