"""Workbooks as other programs, or nobody's program, would write them: the XML of the rows given."""

import io
import re
import zipfile

import xlsxwriter


def workbook_of(heads: list[str], rows: str) -> bytes:
    """A workbook whose first sheet has these heads, where there are any, and these `<row>`s."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write(0, 0, "x")
    book.close()
    head = "".join(f'<c t="inlineStr"><is><t>{title}</t></is></c>' for title in heads)
    first = f'<row r="1">{head}</row>' if heads else ""
    data = f"<sheetData>{first}{rows}</sheetData>".encode()
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(out.getvalue())) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = re.sub(rb"<sheetData>.*</sheetData>", lambda _: data, content, flags=re.S)
            archive.writestr(name, content)
    return made.getvalue()


def cell(place: str, value: str = "1", kind: str = "") -> str:
    """A cell that holds a number, or by its kind (`e`) an error or (`inlineStr`) a text."""
    said = f' t="{kind}"' if kind else ""
    if kind == "inlineStr":
        return f'<c r="{place}"{said}><is><t>{value}</t></is></c>'
    return f'<c r="{place}"{said}><v>{value}</v></c>'
