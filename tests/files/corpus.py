"""Hostile files, made here byte by byte so that none lies in the repository, and good ones."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf
from PIL import Image, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from tests.files.office import docx, ods, odt, xlsx
from tests.files.papers import a_pdf, jpeg, png, raw, tiff
from tests.files.signed import signed_pdf


@dataclass(frozen=True)
class Case:
    """A file and the problem type it must be refused with; empty for a good one."""

    name: str
    make: Callable[[], bytes]
    slug: str = ""


def _pdf_with(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _on_open(**action: Any) -> Callable[[], bytes]:
    def change(pdf: pikepdf.Pdf) -> None:
        entries = {f"/{key}": value for key, value in action.items()}
        pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(entries))

    return lambda: _pdf_with(change)


def _javascript_in_names(pdf: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    tree = pikepdf.Dictionary(Names=pikepdf.Array(["a", pdf.make_indirect(script)]))
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=tree)


def _additional_actions(pdf: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    pdf.pages[0].obj.AA = pikepdf.Dictionary(O=script)


def _link(action: pikepdf.Dictionary) -> Callable[[], bytes]:
    def change(pdf: pikepdf.Pdf) -> None:
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link,
            Rect=pikepdf.Array([0, 0, 99, 99]), A=action,
        )  # fmt: skip
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])

    return lambda: _pdf_with(change)


def _xfa(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=stream)


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["kem.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ", filename="kem.exe")


def _file_note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment,
        Rect=pikepdf.Array([0, 0, 20, 20]),
    )  # fmt: skip
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])


def _rich_media(pdf: pikepdf.Pdf) -> None:
    film = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.RichMedia,
        Rect=pikepdf.Array([0, 0, 20, 20]),
    )  # fmt: skip
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(film)])


def _flood_inside(pdf: pikepdf.Pdf) -> None:
    picture = pdf.make_stream(b"")
    for key, value in (("Type", pikepdf.Name.XObject), ("Subtype", pikepdf.Name.Image)):
        picture[f"/{key}"] = value
    picture.Width, picture.Height, picture.BitsPerComponent = 100_000, 100_000, 8
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=picture))


def _encrypted(**passwords: str) -> Callable[[], bytes]:
    def make() -> bytes:
        with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
            out = io.BytesIO()
            pdf.save(out, encryption=pikepdf.Encryption(**passwords))  # type: ignore[arg-type]
            return out.getvalue()

    return make


def _many_pages(count: int) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _pdf_and_zip() -> bytes:
    out = io.BytesIO()
    out.write(a_pdf())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("an.js", "alert(1)")
    return out.getvalue()


def _jpeg_and_zip() -> bytes:
    out = io.BytesIO(jpeg())
    out.seek(0, 2)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("an.class", b"\xca\xfe\xba\xbe")
    return out.getvalue()


def _png_flood() -> bytes:
    """A PNG of 60,000 × 60,000 white pixels in a few kilobytes."""
    rows = zlib.compress(b"\0" * (1024 * 1024), 9)
    return raw([(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)), (b"IDAT", rows)])


def _tiff_pages(count: int) -> bytes:
    out = io.BytesIO()
    pages = [Image.new("1", (8, 8)) for _ in range(count)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    return out.getvalue()


def _locked_docx() -> bytes:
    """The old-style container in which a DOCX with a password is kept."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(4096)


def _bomb() -> bytes:
    return docx({"word/media/a.bin": b"\0" * (64 * 1024 * 1024)})


def _lying_bomb() -> bytes:
    """A directory that says 64 KiB where a hundred times as much comes out."""
    content = bytearray(docx({"word/media/a.bin": b"\0" * (60 * 1024 * 1024)}))
    true = struct.pack("<I", 60 * 1024 * 1024)
    return bytes(content.replace(true, struct.pack("<I", 64 * 1024)))


def _encrypted_member() -> bytes:
    content = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        content[at + offset] |= 1
    return bytes(content)


_ACT = pikepdf.Name
HOSTILE = [
    Case("trong.pdf", lambda: b"", "file-empty"),
    Case("trang.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unsupported-media"),
    Case("trang.html", lambda: b"<html><script>alert(1)</script>", "unsupported-media"),
    Case("html-doi-ten.pdf", lambda: b"<html><script>alert(1)</script>", "unsupported-media"),
    Case("chuong-trinh.pdf", lambda: b"MZ" + bytes(2000), "unsupported-media"),
    Case("elf.jpg", lambda: b"\x7fELF" + bytes(2000), "unsupported-media"),
    Case("anh-dong.gif", lambda: b"GIF89a" + bytes(64), "unsupported-media"),
    Case("nen.zip", lambda: _zip({"a.txt": b"a"}), "unsupported-media"),
    Case("anh.pdf", jpeg, "file-extension-mismatch"),
    Case("giay.jpg", a_pdf, "file-extension-mismatch"),
    Case("giay.docm", docx, "file-extension-mismatch"),
    Case("giay.pdf.exe", a_pdf, "file-extension-mismatch"),
    Case("cut.pdf", lambda: a_pdf()[:-40], "file-damaged"),
    Case("chi-dau.pdf", lambda: b"%PDF-1.7\n" + bytes(500) + b"%%EOF\n", "file-damaged"),
    Case("bang-sai.pdf", lambda: a_pdf().replace(b"startxref\n", b"startxref\n9"), "file-damaged"),
    Case("khoa-mo.pdf", _encrypted(user="a", owner="b"), "file-encrypted"),
    Case("khoa-in.pdf", _encrypted(user="", owner="b"), "file-encrypted"),
    Case("js-mo.pdf", _on_open(S=_ACT.JavaScript, JS="app.alert(1)"), "file-active-content"),
    Case("js-ten.pdf", lambda: _pdf_with(_javascript_in_names), "file-active-content"),
    Case("js-trang.pdf", lambda: _pdf_with(_additional_actions), "file-active-content"),
    Case("chay.pdf", _on_open(S=_ACT.Launch, F="cmd.exe"), "file-active-content"),
    Case("gui-di.pdf", _link(pikepdf.Dictionary(S=_ACT.SubmitForm, F="http://a.example")),
         "file-active-content"),
    Case("xfa.pdf", lambda: _pdf_with(_xfa), "file-active-content"),
    Case("phim.pdf", lambda: _pdf_with(_rich_media), "file-active-content"),
    Case("dinh-kem.pdf", lambda: _pdf_with(_attachment), "file-embedded-files"),
    Case("ghim.pdf", lambda: _pdf_with(_file_note), "file-embedded-files"),
    Case("anh-khong-lo.pdf", lambda: _pdf_with(_flood_inside), "file-too-many-pixels"),
    Case("501-trang.pdf", lambda: _many_pages(501), "file-too-many-pages"),
    Case("hai-mat.pdf", _pdf_and_zip, "file-polyglot"),
    Case("sau-duoi.pdf", lambda: a_pdf() + b"<script>alert(1)</script>", "file-polyglot"),
    Case("truoc-dau.pdf", lambda: b"<html>" + a_pdf(), "file-polyglot"),
    Case("cut.jpg", lambda: jpeg()[:-200], "file-damaged"),
    Case("cut.png", lambda: png()[:-30], "file-damaged"),
    Case("sai-tong.png", lambda: png()[:45] + b"\0\0\0" + png()[48:], "file-damaged"),
    Case("lu-diem.png", _png_flood, "file-too-many-pixels"),
    Case("anh-va-zip.jpg", _jpeg_and_zip, "file-polyglot"),
    Case("anh-va-html.jpg", lambda: jpeg() + b"<html><script>alert(1)", "file-polyglot"),
    Case("anh-va-pdf.png", lambda: png() + a_pdf(), "file-polyglot"),
    Case("101-trang.tif", lambda: _tiff_pages(101), "file-too-many-pages"),
    Case("cu.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), "unsupported-media"),
    Case("khoa.docx", _locked_docx, "file-encrypted"),
    Case("khoa-mot.docx", _encrypted_member, "file-encrypted"),
    Case("macro.docx", lambda: docx({"word/vbaProject.bin": b"\xd0\xcf"}), "file-macros"),
    Case("macro-khai.docx", lambda: docx(types=b"macroEnabled"), "file-macros"),
    Case("mau-xa.docx", lambda: docx({"word/_rels/settings.xml.rels":
         b'<R><r Type="x/attachedTemplate" Target="http://a.example/t.dotm" '
         b'TargetMode="External"/></R>'}), "file-macros"),
    Case("ole.xlsx", lambda: xlsx({"xl/embeddings/a.bin": b"\xd0\xcf"}), "file-macros"),
    Case("thuc-the.docx", lambda: docx({"word/a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
         "file-macros"),
    Case("basic.odt", lambda: odt({"Basic/Standard/a.xml": b"<m/>"}), "file-macros"),
    Case("su-kien.ods", lambda: ods({"content.xml": b"<a><script:event-listener/></a>"}),
         "file-macros"),
    Case("khoa.odt", lambda: odt({"META-INF/manifest.xml": b"<m:encryption-data/>"}),
         "file-encrypted"),
    Case("bom.docx", _bomb, "file-archive-bomb"),
    Case("bom-noi-doi.docx", _lying_bomb, "file-damaged"),
    Case("nhieu-tep.docx", lambda: docx({f"a/{n}": b"" for n in range(1001)}),
         "file-archive-bomb"),
    Case("nen-trong-nen.xlsx", lambda: xlsx({"xl/media/a.zip": b"PK"}), "file-embedded-files"),
    Case("leo-thang.docx", lambda: docx({"../../etc/passwd": b"x"}), "file-damaged"),
    Case("truoc-dau.docx", lambda: b"PK" + b"<html>" + docx(), "file-polyglot"),
]  # fmt: skip


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def located_jpeg() -> bytes:
    """A photo that says where it was taken, and with what; held sideways."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Máy ảnh mẫu"
    exif[0x8825] = {1: "N", 2: (IFDRational(21), IFDRational(51), IFDRational(0))}
    return jpeg(exif=exif, comment=b"nha o day")


def located_png() -> bytes:
    """A picture with a hidden text."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Location", "21.85, 106.76")
    return png(pnginfo=text)


GOOD = [
    Case("giay.pdf", a_pdf),
    Case("GIAY.PDF", a_pdf),
    Case("trong-500-trang.pdf", lambda: _many_pages(500)),
    Case("lien-ket.pdf", _link(pikepdf.Dictionary(S=_ACT.URI, URI="https://a.example"))),
    Case("da-ky-so.pdf", signed_pdf),
    Case("anh.jpg", jpeg),
    Case("anh.jpeg", jpeg),
    Case("anh.png", png),
    Case("quet.tiff", lambda: _tiff_pages(3)),
    Case("quet-mau.tif", tiff),
    Case("don.docx", docx),
    Case("bang.xlsx", xlsx),
    Case("don.odt", odt),
    Case("bang.ods", ods),
    Case("anh-dong.jpg", lambda: jpeg() + b"\0\0\0\x18ftypmp42" + bytes(400)),
    Case("co-vi-tri.jpg", located_jpeg),
    Case("co-chu-an.png", located_png),
]
