"""Pictures inside a text or spreadsheet: people paste the photo of a paper into a letter."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from PIL import Image, UnidentifiedImageError

from backend.documents.paperwork import Leaf, put_together

MOST_PICTURES = 20
MOST_PIXELS = 60_000_000
_SMALLEST = 120  # on its shorter side; what is smaller is a logo or a bullet
_PLACES = re.compile(r"^(word/media|xl/media|Pictures)/[^/]+\.[^/.]+$", re.IGNORECASE)
_KINDS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp")


def pictures_of(path: Path, folder: Path) -> tuple[list[Path], bool]:
    """The pictures of a file, written into a folder, and whether one was left out."""
    found: list[Path] = []
    left_out = False
    with zipfile.ZipFile(path) as archive:
        for name in sorted(n for n in archive.namelist() if _PLACES.match(n)):
            if len(found) == MOST_PICTURES:
                return found, True
            if not name.lower().endswith(_KINDS):  # drawings that need an office program
                left_out = True
                continue
            out = folder / f"{len(found)}{Path(name).suffix}"
            out.write_bytes(archive.read(name))
            try:
                with Image.open(out) as image:
                    width, height = image.size
            except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
                left_out = True
                continue
            if width * height > MOST_PIXELS:
                left_out = True
            elif min(width, height) >= _SMALLEST:
                found.append(out)
    return found, left_out


def with_pictures(content: bytes, pictures: list[Path], out: Path) -> None:
    """A PDF with each picture on a page of its own behind it."""
    (words := out.with_suffix(".words.pdf")).write_bytes(content)
    with pikepdf.open(words) as pdf:
        leaves = [Leaf(words, "application/pdf", page, 0) for page in range(len(pdf.pages))]
    put_together([*leaves, *_leaves(pictures)], out)


def _leaves(pictures: list[Path]) -> Iterator[Leaf]:
    for picture in pictures:
        yield Leaf(picture, "image/*", 0, 0)
