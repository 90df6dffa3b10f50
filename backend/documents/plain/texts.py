"""Letters and forms (DOCX, ODT): paragraphs and tables in the order in which they are read.

Walked by hand through what the libraries opened, because they leave out what stands in content
controls, insertions under review and text boxes, and an officer must not miss it. What is struck
out under review is left out.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from odfdo import Document

from backend.documents.plain.blocks import Block

_P, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_DELETED = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:delText")}
_WORDS = {qn("w:t"): None, qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
_PICTURES = {qn("w:drawing"), qn("w:pict"), qn("w:object")}
# The same picture or text box for older programs.
_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PICTURE = "[hình]"


def word_text(path: Path) -> list[Block]:
    """The blocks of a DOCX, the heads of its pages first."""
    opened = docx.Document(str(path))
    styles = {style.style_id: str(style.name) for style in opened.styles}
    found: list[Block] = []
    for section in opened.sections:
        if not section.header.is_linked_to_previous:
            words = " ".join(p.text.strip() for p in section.header.paragraphs).strip()
            if words:
                found.append(Block("note", words))
    found += _blocks(opened.element.body, styles)
    return found


def _blocks(parent: Any, styles: dict[str, str]) -> Iterator[Block]:
    for child in parent:
        if child.tag == _P:
            yield from _paragraph(child, styles)
        elif child.tag == _TABLE:
            yield Block("table", rows=[_cells(row) for row in _inside(child, _ROW, _TABLE)])
        elif child.tag not in _DELETED:
            yield from _blocks(child, styles)


def _paragraph(element: Any, styles: dict[str, str]) -> Iterator[Block]:
    words = _words(element).strip()
    if not words:
        return
    properties = element.find(qn("w:pPr"))
    style = centre = numbered = None
    if properties is not None:
        style, centre = properties.find(qn("w:pStyle")), properties.find(qn("w:jc"))
        numbered = properties.find(qn("w:numPr"))
    name = styles.get(str(style.get(qn("w:val"))), "") if style is not None else ""
    centred = centre is not None and centre.get(qn("w:val")) == "center"
    if name.startswith(("Heading", "heading", "Title")):
        yield Block("heading", words, level=_level(name), centred=centred or name == "Title")
    else:
        kind = "item" if numbered is not None or name.startswith("List") else "text"
        yield Block(kind, words, bold=_all_bold(element), centred=centred)


def _level(style: str) -> int:
    digits = "".join(c for c in style if c.isdigit())
    return min(4, int(digits)) if digits else 1


def _all_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    marks = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs]
    return bool(runs) and all(
        mark is not None and mark.get(qn("w:val")) not in ("0", "false") for mark in marks
    )


def _words(element: Any) -> str:
    found = ""
    for child in element:
        if child.tag in _DELETED or child.tag == _TWICE:
            continue
        if child.tag in _WORDS:
            found += _WORDS[child.tag] or child.text or ""
        elif child.tag in _PICTURES:
            inner = _words(child)  # a text box is a drawing too
            found += f" {inner} " if inner.strip() else f" {PICTURE} "
        else:
            found += _words(child)
    return found


def _inside(element: Any, wanted: str, stop: str) -> Iterator[Any]:
    """The nearest descendants of a kind, not those of a table within the table."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag != stop:
            yield from _inside(child, wanted, stop)


def _cells(row: Any) -> list[str]:
    return [
        "\n".join(t for t in (_words(p).strip() for p in cell.iter(_P)) if t)
        for cell in _inside(row, _CELL, _TABLE)
    ]


def odt_text(path: Path) -> list[Block]:
    """The blocks of an ODT."""
    return list(_open_blocks(Document(path).body))


def _open_blocks(parent: Any) -> Iterator[Block]:
    for child in parent.children:
        tag = child.tag
        if tag == "text:h":
            level = child.get_attribute("text:outline-level") or "1"
            yield from _said("heading", child, level=min(4, int(level)))
        elif tag == "text:p":
            yield from _said("text", child)
        elif tag == "text:list-item":
            for inner in child.children:
                if inner.tag == "text:list":
                    yield from _open_blocks(inner)
                else:
                    yield from _said("item", inner)
        elif tag == "table:table":
            yield Block("table", rows=list(_open_rows(child)))
        elif tag not in ("text:tracked-changes", "text:sequence-decls", "office:forms"):
            yield from _open_blocks(child)


def _said(kind: str, element: Any, level: int = 1) -> Iterator[Block]:
    words = _open_words(element)
    if words:
        yield Block(kind, words, level=level)


def _open_words(element: Any) -> str:
    return " ".join(str(element.text_recursive).split())


def _open_rows(table: Any) -> Iterator[list[str]]:
    for child in table.children:
        if child.tag == "table:table-row":
            yield [
                _open_words(cell)
                for cell in child.children
                if cell.tag in ("table:table-cell", "table:covered-table-cell")
            ]
        elif child.tag in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
            yield from _open_rows(child)
