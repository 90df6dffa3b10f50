"""Small real files for the demonstration: photographs of papers and printed results."""

import hashlib
import io
from functools import cache
from typing import NamedTuple

import msgspec
import typst
from PIL import Image, ImageDraw

_RESULT = """
#set page(width: 148mm, height: 210mm, margin: 15mm)
#set text(size: 10pt, lang: "vi")
#let data = json(bytes(sys.inputs.data))
#align(center)[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ Độc lập - Tự do - Hạnh phúc]
#v(8mm)
#align(center)[#text(size: 14pt)[*#data.title*]]
#v(4mm)
#align(center)[#text(fill: rgb("#9B1C1C"))[BẢN TRÌNH DIỄN - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ]]
#v(6mm)
Kết quả của thủ tục: #data.procedure

Văn bản này được tạo tự động cho tỉnh trình diễn; mọi tên người đều là giả định.
"""


class Paper(NamedTuple):
    """One file: its name, its bytes, their SHA-256."""

    name: str
    content: bytes
    sha256: bytes


@cache
def photograph(shade: int) -> Paper:
    """A photographed paper; `shade` 0-9 gives ten different ones."""
    image = Image.new("RGB", (480, 640), (240 - shade * 4, 236, 225 + shade * 2))
    draw = ImageDraw.Draw(image)
    draw.rectangle((24, 24, 456, 616), outline=(120, 120, 120), width=3)
    for line in range(12):
        draw.line((60, 120 + 36 * line, 420 - 15 * (line % 3), 120 + 36 * line), fill=(90, 90, 90))
    draw.text((150, 60), "BAN TRINH DIEN - MAU", fill=(155, 28, 28))
    content = io.BytesIO()
    image.save(content, "JPEG", quality=70)
    return _paper(f"anh-giay-to-{shade + 1}.jpg", content.getvalue())


@cache
def result(title: str, procedure: str) -> Paper:
    """The printed result of a procedure, marked as worthless."""
    data = msgspec.json.encode({"title": title, "procedure": procedure}).decode()
    content = typst.compile(_RESULT.encode(), format="pdf", sys_inputs={"data": data})
    return _paper("ket-qua.pdf", bytes(content))


def _paper(name: str, content: bytes) -> Paper:
    return Paper(name, content, hashlib.sha256(content).digest())
