"""The purpose written across copies of identity papers; run in a process of its own."""

from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONT = Path(__file__).parent.parent / "results" / "fonts" / "NotoSerif-Bold.ttf"
_INK = (155, 28, 28, 88)  # strong enough to survive a photocopy, light enough to read through
_ANGLE = 28
_SHARE = 0.62  # of the width of the page for one line of words


def marked(image: Image.Image, words: str) -> Image.Image:
    """The picture with the words again and again across it, so that no part can be cut free."""
    across = image.convert("RGBA")
    side = int((across.width**2 + across.height**2) ** 0.5) + 1
    layer = Image.new("RGBA", (side, side), (155, 28, 28, 0))
    draw = ImageDraw.Draw(layer)
    font = _font(words, across.width)
    width = draw.textlength(words, font=font)
    line = font.size * 5
    for row, y in enumerate(range(0, side, int(line))):
        start = -(width * 0.6) * (row % 2)
        while start < side:
            draw.text((start, y), words, font=font, fill=_INK)
            start += width * 1.25
    layer = layer.rotate(_ANGLE, resample=Image.Resampling.BICUBIC)
    left, top = (side - across.width) // 2, (side - across.height) // 2
    across.alpha_composite(layer.crop((left, top, left + across.width, top + across.height)))
    return across.convert("RGB")


@cache
def _font(words: str, width: int) -> ImageFont.FreeTypeFont:
    probe = ImageFont.truetype(_FONT, 100)
    return ImageFont.truetype(_FONT, max(9, 100 * width * _SHARE / max(1, probe.getlength(words))))
