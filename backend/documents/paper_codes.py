"""What the codes on our own papers say, and reading them from a scan. Pure but for the pictures.

A separator sheet names a dossier and a paper: the pages behind it are that paper. A printed form
of a dossier (receipt …) names the dossier it belongs to; it is told by its look-up address.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from backend.documents.paperwork import drawn

_SEPARATOR = re.compile(r"^MOTCUA/1/([0-9A-Za-z.-]{4,40})/([0-9A-Za-z_.-]{1,60})$")
_FORM = re.compile(r"^https?://[^/?#\s]{1,200}/tra-cuu/?\?ma=([0-9A-Za-z.-]{4,40})$")
_WIDTH = 1240  # A4 at 150 dots an inch: a code of 17 mm has some 4 dots a module
_FINER = 2480


@dataclass(frozen=True, slots=True)
class PaperCode:
    """The dossier's code and, on a separator sheet, the key of the paper behind it."""

    dossier: str
    component: str
    separates: bool


def separator_text(code: str, component: str) -> str:
    """What a separator sheet carries."""
    return f"MOTCUA/1/{code}/{component}"


def understood(text: str) -> PaperCode | None:
    """The meaning of a code that was read; None for anything that is not ours."""
    if found := _SEPARATOR.fullmatch(text.strip()):
        return PaperCode(found[1], found[2], True)
    if found := _FORM.fullmatch(text.strip()):
        return PaperCode(found[1], "", False)
    return None


def codes_on(path: Path, media_type: str, pages: list[int]) -> list[PaperCode | None]:
    """The code of ours on each page, counted from 0; a separator before anything else.

    Runs in a process of its own (`workshop.py`).
    """
    return [_code_on(path, media_type, page) for page in pages]


def _code_on(path: Path, media_type: str, page: int) -> PaperCode | None:
    import zxingcpp

    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for width in (_WIDTH, _FINER):
        picture = drawn(path, media_type, page, width).convert("L")
        read = zxingcpp.read_barcodes(picture, formats=formats)
        found = [code for one in read if (code := understood(one.text)) is not None]
        if found:
            return max(found, key=lambda code: code.separates)
        if read:
            return None  # a code, but not of ours: looking closer finds nothing else
    return None
