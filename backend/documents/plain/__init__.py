"""Texts and spreadsheets as plain pages: words and tables set anew by us, then their pictures.

No office program runs here and nothing of the file is carried over but its words and pictures: no
link, no formula, no font. What is set is a PDF of our own, drawn page by page like any other.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from backend.documents.plain.blocks import Block, NotReadable, bounded
from backend.documents.plain.pictures import pictures_of, with_pictures
from backend.documents.plain.sheets import sheets
from backend.documents.plain.texts import odt_text, word_text
from backend.results.rendering import render

_READERS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": word_text,
    "application/vnd.oasis.opendocument.text": odt_text,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": sheets,
    "application/vnd.oasis.opendocument.spreadsheet": sheets,
}
KINDS = frozenset(_READERS)


def as_pages(path: Path, media_type: str, title: str) -> tuple[bytes, int]:
    """A PDF of the words, tables and pictures of a file, and how many pages it has.

    Runs in a process of its own (`workshop.py`). Raises NotReadable.
    """
    import pypdfium2 as pdfium

    blocks, left_out = bounded(blocks_of(path, media_type))
    if not blocks:
        blocks = [Block("note", "Tệp không có chữ nào.")]
    with TemporaryDirectory() as folder:
        pictures, some_left = pictures_of(path, Path(folder))
        content = render(
            {
                "template": "plain",
                "title": title,
                "blocks": [block.shown() for block in blocks],
                "left_out": left_out or some_left,
            }
        )
        if pictures:
            with_pictures(content, pictures, out := Path(folder) / "whole.pdf")
            content = out.read_bytes()
    with pdfium.PdfDocument(content) as pdf:
        return content, len(pdf)


def words_of(path: Path, media_type: str) -> tuple[str, bool]:
    """The words of a file for searching, and whether they are all of them.

    Runs in a process of its own. Raises NotReadable.
    """
    blocks, left_out = bounded(blocks_of(path, media_type))
    found = [block.words or " ".join(c for row in block.rows for c in row) for block in blocks]
    return " ".join(found), not left_out


def blocks_of(path: Path, media_type: str) -> list[Block]:
    """The words and tables in order. Raises NotReadable for what its reader cannot open."""
    try:
        return _READERS[media_type](path)
    except NotReadable:
        raise
    except Exception as error:  # each reader has its own errors for a broken file
        raise NotReadable(type(error).__name__) from error


__all__ = ["KINDS", "Block", "NotReadable", "as_pages", "blocks_of", "words_of"]
