"""Small good papers: PDF and pictures."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def page(width: int = 240, height: int = 340, words: str = "") -> Image.Image:
    """A page with some ink on it."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for y in range(20, height - 20, 12):
        draw.line((16, y, width - 16 - (y * 7) % 60, y), fill="black", width=2)
    if words:
        draw.text((20, 4), words, fill="black")
    return image


def a_pdf(pages: int = 1) -> bytes:
    """A PDF of scanned pages."""
    out = io.BytesIO()
    drawn = [page(words=str(number + 1)) for number in range(pages)]
    drawn[0].save(out, "PDF", save_all=True, append_images=drawn[1:])
    return out.getvalue()


def jpeg(**options: Any) -> bytes:
    """A photo."""
    out = io.BytesIO()
    page().save(out, "JPEG", quality=90, **options)
    return out.getvalue()


def png(**options: Any) -> bytes:
    """A picture."""
    out = io.BytesIO()
    page().save(out, "PNG", **options)
    return out.getvalue()


def tiff(**options: Any) -> bytes:
    """A scan."""
    out = io.BytesIO()
    page().save(out, "TIFF", **options)
    return out.getvalue()


def raw(chunks: list[tuple[bytes, bytes]]) -> bytes:
    """A PNG of the given chunks and an end."""
    out = _SIGNATURE
    for kind, body in [*chunks, (b"IEND", b"")]:
        out += struct.pack(">I", len(body)) + kind + body
        out += struct.pack(">I", zlib.crc32(kind + body))
    return out
