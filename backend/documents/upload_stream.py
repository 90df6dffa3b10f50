"""Reads one file out of a multipart body as it arrives: hashed, counted and capped on the way.

The framework's own form parser keeps files of unlimited size; here nothing beyond the limit is
ever kept.
"""

import hashlib
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import IO, Any, cast

from python_multipart.multipart import MultipartParser, parse_options_header

from backend.platform.problems import Malformed, TooLarge
from backend.platform.problems import field as problem_field
from backend.settings import MIB

_SMALL = 4 * MIB
_MEMORY = 128 * MIB  # for all uploads that one process is receiving; beyond it they go to disk
_MAX_FIELD = 1024
_ROOM_FOR_FIELDS = 64 * 1024


@dataclass
class Upload:
    """One received file and the plain fields beside it; close it when done."""

    file: IO[bytes]
    name: str = ""
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)
    fields: dict[str, str] = field(default_factory=dict)


def too_large(limit: int) -> TooLarge:
    """The refusal that names the limit."""
    text = f"Tệp lớn hơn {limit // MIB} MB. Hãy nén ảnh hoặc chia nhỏ tệp rồi gửi lại."
    return TooLarge(text, en="The file is too large.", errors=[problem_field("/file", text)])


async def receive_upload(
    content_type: str, length: str, body: AsyncIterator[bytes], limit: int
) -> Upload:
    """Reads the body to its end. Raises TooLarge as soon as the limit is passed, Malformed."""
    if length.isdigit() and int(length) > limit + _ROOM_FOR_FIELDS:
        raise too_large(limit)
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise Malformed("Tệp phải được gửi dạng multipart/form-data, trường “file”.")
    declared = int(length) if length.isdigit() else limit
    global _receiving
    room = declared if _receiving + declared <= _MEMORY else _SMALL
    spool = cast(IO[bytes], tempfile.SpooledTemporaryFile(max_size=room))  # noqa: SIM115
    upload = Upload(spool)
    _receiving += declared
    try:
        await _receive(upload, boundary, body, limit)
    finally:
        _receiving -= declared
    return upload


_receiving = 0


async def _receive(upload: Upload, boundary: bytes, body: AsyncIterator[bytes], limit: int) -> None:
    spool = upload.file
    parser = MultipartParser(boundary, _callbacks(upload, limit))  # type: ignore[arg-type]
    try:
        async for chunk in body:
            parser.write(chunk)
        parser.finalize()
    except (TooLarge, Malformed):
        spool.close()
        raise
    except Exception as error:
        spool.close()
        raise Malformed("Tệp tải lên chưa trọn. Vui lòng gửi lại.") from error
    if not upload.name:
        spool.close()
        raise Malformed("Chưa chọn tệp.", errors=[problem_field("/file", "Vui lòng chọn tệp.")])


def _callbacks(upload: Upload, limit: int) -> dict[str, Any]:
    header: dict[str, bytes] = {"name": b"", "value": b""}
    part: dict[str, Any] = {"field": "", "is_file": False, "value": b""}

    def on_part_begin() -> None:
        part.update(field="", is_file=False, value=b"")

    def on_header_field(data: bytes, start: int, end: int) -> None:
        header["name"] += data[start:end]

    def on_header_value(data: bytes, start: int, end: int) -> None:
        header["value"] += data[start:end]

    def on_header_end() -> None:
        if header["name"].lower() == b"content-disposition":
            _kind, options = parse_options_header(header["value"])
            part["field"] = options.get(b"name", b"").decode("utf-8", "replace")
            if part["field"] == "file":
                part["is_file"] = True
                upload.name = options.get(b"filename", b"").decode("utf-8", "replace") or "tep"
        header.update(name=b"", value=b"")

    def on_part_data(data: bytes, start: int, end: int) -> None:
        piece = data[start:end]
        if part["is_file"]:
            upload.size += len(piece)
            if upload.size > limit:
                raise too_large(limit)
            upload.digest.update(piece)
            upload.file.write(piece)
        elif len(part["value"]) + len(piece) <= _MAX_FIELD:
            part["value"] += piece

    def on_part_end() -> None:
        if part["field"] and not part["is_file"] and len(upload.fields) < 10:
            upload.fields[part["field"]] = part["value"].decode("utf-8", "replace")

    return {
        "on_part_begin": on_part_begin,
        "on_header_field": on_header_field,
        "on_header_value": on_header_value,
        "on_header_end": on_header_end,
        "on_part_data": on_part_data,
        "on_part_end": on_part_end,
    }
