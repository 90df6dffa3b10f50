"""Small good texts and spreadsheets, to which a test adds what it wants."""

import io
import zipfile

_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Default Extension="xml" ContentType="application/xml"/>%s</Types>'
)


def _packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else None
            archive.writestr(name, content, stored)
    return out.getvalue()


def docx(more: dict[str, bytes] | None = None, types: bytes = b"") -> bytes:
    """A letter."""
    extra = b"<!-- %s -->" % types if types else b""
    return _packed(
        {
            "[Content_Types].xml": _TYPES % extra,
            "_rels/.rels": b"<Relationships/>",
            "word/document.xml": "<w:document><w:t>Đơn đề nghị</w:t></w:document>".encode(),
        }
        | (more or {})
    )


def xlsx(more: dict[str, bytes] | None = None) -> bytes:
    """A list."""
    return _packed(
        {
            "[Content_Types].xml": _TYPES % b"",
            "_rels/.rels": b"<Relationships/>",
            "xl/workbook.xml": b"<workbook/>",
        }
        | (more or {})
    )


def _open_document(kind: str, more: dict[str, bytes] | None) -> bytes:
    return _packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
            "content.xml": b"<office:document-content/>",
            "META-INF/manifest.xml": b"<manifest:manifest/>",
        }
        | (more or {})
    )


def odt(more: dict[str, bytes] | None = None) -> bytes:
    """A letter in the open format."""
    return _open_document("text", more)


def ods(more: dict[str, bytes] | None = None) -> bytes:
    """A list in the open format."""
    return _open_document("spreadsheet", more)
