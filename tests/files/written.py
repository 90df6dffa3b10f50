"""Texts and spreadsheets as office programs write them, with the same words in each."""

import io
import zipfile
from collections.abc import Callable

import docx
from odfdo import Document, Header, List, Paragraph, Row, Table

_NAME, _SUM = "Nguyễn Văn Mẫu", 1234.5


def written_docx() -> bytes:
    """A letter with a heading, a list, a table, a content control and a change under review."""
    opened = docx.Document()
    opened.add_heading("Đơn đề nghị", 1)
    opened.add_paragraph("Họ và tên: ").add_run(_NAME).bold = True
    opened.add_paragraph("Bản chính", style="List Bullet")
    table = opened.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Số tiền", "1234,5"
    body = opened.element.body
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    from docx.oxml.parser import parse_xml

    body.insert(
        0,
        parse_xml(
            f"<w:sdt {space}><w:sdtContent><w:p><w:r><w:t>Trong ô nhập</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )
    body.insert(
        1,
        parse_xml(
            f'<w:p {space}><w:ins w:id="1" w:author="a"><w:r><w:t>Vừa thêm</w:t></w:r></w:ins>'
            '<w:del w:id="2" w:author="a"><w:r><w:delText>Đã gạch</w:delText></w:r></w:del></w:p>'
        ),
    )
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()  # fmt: skip


def with_photo(photo: bytes) -> bytes:
    """A letter into which somebody pasted the photo of a paper, and a small logo."""
    from PIL import Image

    opened = docx.Document()
    opened.add_paragraph(f"Ảnh giấy tờ của {_NAME}")
    opened.add_picture(io.BytesIO(photo))
    Image.new("RGB", (40, 40), "red").save(logo := io.BytesIO(), "PNG")
    opened.add_picture(io.BytesIO(logo.getvalue()))
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def written_odt() -> bytes:
    """The same in the open format."""
    opened = Document("text")
    opened.body.clear()
    opened.body.append(Header(1, "Đơn đề nghị"))
    opened.body.append(Paragraph(f"Họ và tên: {_NAME}"))
    opened.body.append(List(["Bản chính"]))
    opened.body.append(_table(["Số tiền", "1234,5"]))
    return _saved(opened)


def written_ods() -> bytes:
    """A list in the open format."""
    opened = Document("spreadsheet")
    opened.body.clear()
    opened.body.append(_table([_NAME, _SUM]))
    return _saved(opened)


def _table(cells: list[object]) -> Table:
    table = Table("Trang1")
    row = Row()
    row.set_values(cells)
    table.append_row(row)
    return table


def _saved(opened: Document) -> bytes:
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/'
    'worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet '
    'name="Trang1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1" '
    f't="inlineStr"><is><t>{_NAME}</t></is></c><c r="C1"><f>1+1</f><v>{_SUM}</v></c></row>'
    "</sheetData></worksheet>",
}


def written_xlsx() -> bytes:
    """A list with a formula whose value was kept."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return out.getvalue()


WRITTEN: dict[str, Callable[[], bytes]] = {
    "docx": written_docx,
    "xlsx": written_xlsx,
    "odt": written_odt,
    "ods": written_ods,
}
