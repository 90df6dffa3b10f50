"""Scans of what was printed: pages as pictures, a little turned and blurred, as a scanner sees."""

import io

import pypdfium2 as pdfium
from PIL import Image, ImageFilter

_DOTS = 150


def scanned_pages(pdf: bytes, turn: float = 1.5) -> list[Image.Image]:
    """The pages of a printed PDF as a scanner sees them."""
    with pdfium.PdfDocument(pdf) as opened:
        pages = [page.render(scale=_DOTS / 72).to_pil().convert("RGB") for page in opened]
    return [
        page.rotate(turn, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC).filter(
            ImageFilter.GaussianBlur(0.6)
        )
        for page in pages
    ]


def pile(pages: list[Image.Image]) -> bytes:
    """One PDF of all pages."""
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=_DOTS, quality=70)
    return out.getvalue()
