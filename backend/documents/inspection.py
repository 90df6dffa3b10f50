"""Whether a file is what it says and nothing worse; pure functions over its bytes."""

import io
import re
import unicodedata
from dataclasses import dataclass
from typing import IO

import filetype
from PIL import Image, UnidentifiedImageError

MEDIA_TYPES: dict[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}
MAX_PIXELS = 40_000_000
_EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")
_TAIL = 64 * 1024


@dataclass(frozen=True, slots=True)
class Verdict:
    """`refusal` is empty for a file to keep; otherwise the sentence for the person."""

    media_type: str
    refusal: str
    pages: int = 0


def clean_name(name: str) -> str:
    """A file name without folders, control characters or anything a header could choke on."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(c for c in name if c.isprintable() and c not in '<>:"|?*;')
    name = name.strip(" .")[-120:]
    return name or "tep-dinh-kem"


def inspect(file: IO[bytes], name: str, size: int) -> Verdict:
    """Sniffs and checks a whole file from its start."""
    file.seek(0)
    head = file.read(4096)
    if size == 0 or not head:
        return Verdict("", "Tệp rỗng. Vui lòng chọn lại tệp có nội dung.")
    kind = filetype.guess(head)
    media_type = kind.mime if kind is not None else ""
    if media_type not in MEDIA_TYPES:
        return Verdict(
            media_type, "Chỉ nhận tệp PDF, ảnh JPG hoặc PNG. Hãy chụp ảnh hoặc quét giấy tờ."
        )
    extension = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if extension not in MEDIA_TYPES[media_type]:
        return Verdict(
            media_type,
            f"Tên tệp kết thúc bằng “{extension or 'không có đuôi'}” nhưng nội dung là "
            f"{MEDIA_TYPES[media_type][0][1:].upper()}. Hãy lưu lại đúng định dạng rồi gửi.",
        )
    if media_type == "application/pdf":
        return _pdf(file, head)
    return _image(file, media_type)


def _pdf(file: IO[bytes], head: bytes) -> Verdict:
    file.seek(0)
    content = file.read()
    media_type = "application/pdf"
    if not head.startswith(b"%PDF-") or b"%%EOF" not in content[-_TAIL:]:
        return Verdict(media_type, "Tệp PDF bị hỏng hoặc tải lên chưa trọn. Vui lòng gửi lại.")
    if b"/Encrypt" in content:
        return Verdict(media_type, "Tệp PDF có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
    if _EICAR in content or _ACTIVE_PDF.search(content):
        return Verdict(
            media_type, "Tệp PDF chứa nội dung chạy được nên không nhận. Hãy in lại ra PDF."
        )
    return Verdict(media_type, "", len(re.findall(rb"/Type\s*/Page\b", content)))


def _image(file: IO[bytes], media_type: str) -> Verdict:
    file.seek(0)
    try:
        with Image.open(io.BytesIO(file.read())) as image:
            if image.width * image.height > MAX_PIXELS:
                return Verdict(media_type, "Ảnh quá lớn. Hãy chụp lại với độ phân giải thấp hơn.")
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        return Verdict(media_type, "Ảnh bị hỏng, không mở được. Vui lòng chụp lại.")
    return Verdict(media_type, "", 1)
