"""Pictures: decoded once within bounds, and freed of what is not the picture."""

import warnings
import zipfile
from pathlib import Path
from typing import IO, Any

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from backend.documents.inspection import picture_ends, refusals
from backend.documents.inspection.refusals import Refused

MAX_PIXELS = 64_000_000  # of one picture: phones of today make 50 million
MAX_FRAMES = 100
_ORIENTATION = 0x0112
_GPS = 0x8825
_OTHER_KINDS = (
    b"%pdf-",
    b"<script",
    b"<html",
    b"<?php",
    b"<svg",
    b"pk\x03\x04",
    b"mz\x90",
)  # lower case
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/tiff": "TIFF"}
# What tells more than the picture: where and with what it was taken, hidden text.
_TELLING = ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop")
_KEPT = ("dpi", "icc_profile")


def look_through(path: Path, media_type: str, cleaned: Path) -> tuple[int, bool]:
    """Pages, and whether `cleaned` now holds the picture without hidden data. Raises Refused.

    A photo keeps its pixels and the way it is held; the place it was taken, the camera, comments
    and whatever lies behind the picture are gone.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _look_through(path, media_type, cleaned)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(refusals.PIXELS) from error
    except (
        UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError,
    ) as error:  # fmt: skip
        raise Refused(refusals.DAMAGED) from error


def _look_through(path: Path, media_type: str, cleaned: Path) -> tuple[int, bool]:
    behind = picture_ends.behind(path.read_bytes(), media_type)
    if zipfile.is_zipfile(path) or any(mark in behind.lower() for mark in _OTHER_KINDS):
        raise Refused(refusals.POLYGLOT)
    with Image.open(path, formats=[_FORMATS[media_type]]) as image:
        _bounded(image)
        # The second picture of a photo with depth or motion is hidden data, not a page.
        frames = getattr(image, "n_frames", 1) if media_type == "image/tiff" else 1
        if frames > MAX_FRAMES:
            raise Refused(refusals.PAGES)
        if frames > 1:
            for frame in ImageSequence.Iterator(image):
                _bounded(frame)
                frame.load()
            image.seek(0)
        image.load()
        if not behind and not _tells(image, media_type):
            return frames, False
        with cleaned.open("wb") as out:
            _save(image, media_type, out)
        return frames, True


def _bounded(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise Refused(refusals.PIXELS)


def _tells(image: Image.Image, media_type: str) -> bool:
    exif = image.getexif()
    if media_type == "image/tiff":  # its own description of the picture is made of the same tags
        return _GPS in exif
    texts = getattr(image, "text", {})
    return (
        bool(exif.keys() - {_ORIENTATION})
        or bool(texts)
        or any(image.info.get(name) for name in _TELLING if name != "exif")
    )


def _save(image: Image.Image, media_type: str, out: IO[bytes]) -> None:
    kept: dict[str, Any] = {name: image.info[name] for name in _KEPT if name in image.info}
    if media_type == "image/jpeg":
        exif = Image.Exif()
        turned = image.getexif().get(_ORIENTATION)
        if turned in range(2, 9):
            exif[_ORIENTATION] = turned
        # The encoder's own tables again, so that nothing more of the picture is lost.
        quality: Any = "keep" if image.format == "JPEG" else 92
        image.info.pop("comment", None)
        image.save(out, "JPEG", quality=quality, exif=exif, **kept)
    elif media_type == "image/png":
        upright = ImageOps.exif_transpose(image)
        upright.info.clear()
        upright.save(out, "PNG", **kept)
    else:
        frames = []
        for frame in ImageSequence.Iterator(image):
            plain = Image.new(frame.mode, frame.size)
            plain.paste(frame)
            if frame.mode == "P" and (palette := frame.getpalette()) is not None:
                plain.putpalette(palette)
            frames.append(plain)
        frames[0].save(
            out, "TIFF", save_all=True, append_images=frames[1:],
            compression="tiff_adobe_deflate", **kept,
        )  # fmt: skip
