"""Where a JPEG or PNG ends by its own structure, so that what was put behind it is found."""

from backend.documents.inspection import refusals
from backend.documents.inspection.refusals import Refused

_ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length (ITU-T T.81, table B.1)
_END, _SCAN = 0xD9, 0xDA
_PNG_HEAD = 8


def behind(content: bytes, media_type: str) -> bytes:
    """The bytes after the end of the picture without padding. Raises Refused for a cut one."""
    if media_type == "image/jpeg":
        end = _jpeg_end(content)
    elif media_type == "image/png":
        end = _png_end(content)
    else:
        return b""
    return content[end:].strip(b"\0\r\n ")


def _jpeg_end(content: bytes) -> int:
    at = 2
    while at + 4 <= len(content) or content[at : at + 2] == b"\xff\xd9":
        if content[at] != 0xFF:
            raise Refused(refusals.DAMAGED)
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker == _END:
            return at + 2
        elif marker in _ALONE:
            at += 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
            if marker == _SCAN:
                at = _after_scan(content, at)
    raise Refused(refusals.DAMAGED)


def _after_scan(content: bytes, at: int) -> int:
    """The next marker that is neither data nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise Refused(refusals.DAMAGED)
        follows = content[at + 1]
        if follows != 0 and not 0xD0 <= follows <= 0xD7 and follows != 0xFF:
            return at
        at += 1 if follows == 0xFF else 2


def _png_end(content: bytes) -> int:
    at = _PNG_HEAD
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        at += 12 + length
        if kind == b"IEND":
            return at
    raise Refused(refusals.DAMAGED)
