"""Pages cut out, turned and put together; run in a process of its own (`workshop.py`).

Nothing here knows a database: paths go in, a file comes out.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageOps

_LONG_SIDE = 3508  # A4 at 300 dots an inch: legible on paper, a tenth of a phone's file
_A4_INCHES = 11.69
_QUALITY = 85


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a file, counted from 0, turned clockwise by `turn` degrees."""

    path: Path
    media_type: str
    page: int
    turn: int


def put_together(leaves: list[Leaf], out: Path) -> None:
    """Writes one PDF of the pages. Pages of a PDF stay as they are; photos become A4 pages."""
    with ExitStack() as stack, pikepdf.new() as made:
        opened: dict[Path, pikepdf.Pdf] = {}
        for leaf in leaves:
            if leaf.media_type == "application/pdf":
                if leaf.path not in opened:
                    opened[leaf.path] = stack.enter_context(pikepdf.open(leaf.path))
                made.pages.append(opened[leaf.path].pages[leaf.page])
                if leaf.turn:
                    made.pages[-1].rotate(leaf.turn, relative=True)
            else:
                photo = stack.enter_context(NamedTemporaryFile(suffix=".pdf"))
                _photo_page(leaf, Path(photo.name))
                made.pages.append(stack.enter_context(pikepdf.open(photo.name)).pages[0])
        made.save(out)


class SignedAlready(Exception):
    """The file bears a signature, which writing it anew would break."""


def written_anew(path: Path, out: Path) -> None:
    """The same pages in a plain structure. Raises SignedAlready."""
    with pikepdf.open(path) as pdf:
        for found in pdf.objects:
            if isinstance(found, pikepdf.Dictionary) and found.get("/ByteRange") is not None:
                raise SignedAlready
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, linearize=False)


def _photo_page(leaf: Leaf, out: Path) -> None:
    image = picture(leaf.path, leaf.page)
    if leaf.turn:
        image = image.rotate(-leaf.turn, expand=True)
    image.thumbnail((_LONG_SIDE, _LONG_SIDE))
    image.save(out, "PDF", resolution=max(image.size) / _A4_INCHES, quality=_QUALITY)


def picture(path: Path, page: int) -> Image.Image:
    """One page of a picture, upright, on white."""
    with Image.open(path) as opened:
        if page:
            opened.seek(page)
        upright = ImageOps.exif_transpose(opened)
        if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
            clear = upright.convert("RGBA")
            white = Image.new("RGBA", clear.size, "white")
            return Image.alpha_composite(white, clear).convert("RGB")
        return upright.convert("RGB")


def drawn(path: Path, media_type: str, page: int, width: int) -> Image.Image:
    """One page, counted from 0, as a picture at most `width` wide and three times as high."""
    if media_type != "application/pdf":
        image = picture(path, page)
        image.thumbnail((width, width * 3))
        return image
    pdf = pdfium.PdfDocument(path)
    try:
        # What somebody filled in and the picture of a signature are fields of a form: without this
        # an officer would look at an empty sheet. Nothing in a form is run here.
        pdf.init_forms()
        leaf = pdf[page]
        across, down = leaf.get_size()
        scale = min(width / max(across, 1), 3 * width / max(down, 1))
        found: Image.Image = leaf.render(scale=scale).to_pil()
        return found.convert("RGB")
    finally:
        pdf.close()
