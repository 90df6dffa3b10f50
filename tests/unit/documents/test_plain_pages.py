"""The words of texts and spreadsheets, none left out that an officer must see."""

import io
from datetime import date, datetime, timedelta
from pathlib import Path

import docx
import pytest

from backend.documents.inspection import MEDIA_TYPES
from backend.documents.plain import Block, NotReadable, as_pages, blocks_of
from backend.documents.plain.blocks import MOST_LETTERS, MOST_ROWS, bounded
from backend.documents.plain.sheets import said
from tests.files.corpus import GOOD, HOSTILE
from tests.files.written import WRITTEN

KIND_OF = {e[1:]: kind for kind, endings in MEDIA_TYPES.items() for e in endings}


def read(tmp_path: Path, kind: str, content: bytes) -> list[Block]:
    """The blocks of a file."""
    (path := tmp_path / f"a.{kind}").write_bytes(content)
    return blocks_of(path, KIND_OF[kind])


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_letter_is_read_in_its_order_with_its_lists_and_tables(tmp_path: Path, kind: str) -> None:
    blocks = read(tmp_path, kind, WRITTEN[kind]())
    told = [(b.kind, b.words or b.rows) for b in blocks]
    assert [t for t in told if t[0] != "text" or "Họ" in str(t[1])] == [
        ("heading", "Đơn đề nghị"), ("text", "Họ và tên: Nguyễn Văn Mẫu"), ("item", "Bản chính"),
        ("table", [["Số tiền", "1234,5"]]),
    ]  # fmt: skip


def test_what_stands_in_a_control_or_was_just_inserted_is_read_and_what_is_struck_out_is_not(
    tmp_path: Path,
) -> None:
    words = [b.words for b in read(tmp_path, "docx", WRITTEN["docx"]())]
    assert words[:2] == ["Trong ô nhập", "Vừa thêm"]
    assert not any("Đã gạch" in w for w in words)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_sheet_shows_the_values_that_were_kept(tmp_path: Path, kind: str) -> None:
    heading, table = read(tmp_path, kind, WRITTEN[kind]())
    assert heading.words == "Trang1"
    assert [c for c in table.rows[0] if c] == ["Nguyễn Văn Mẫu", "1234,5"]


def test_values_are_written_as_vietnamese_readers_write_them() -> None:
    values = [True, 2.0, 0.1 + 0.2, date(2026, 5, 3), datetime(2026, 5, 3, 7, 5)]
    assert [said(v) for v in [*values, timedelta(hours=30), "a"]] == [
        "Đúng", "2", "0,3", "03/05/2026", "07:05 03/05/2026", "30:00", "a",
    ]  # fmt: skip


def test_what_is_shown_is_bounded_and_says_that_something_is_left_out() -> None:
    many = [Block("text", "x" * 1000) for _ in range(200)]
    kept, left_out = bounded(many)
    assert left_out and sum(len(b.words) for b in kept) == MOST_LETTERS
    kept, left_out = bounded([Block("table", rows=[["a"]] * (MOST_ROWS + 1)), Block("text", "b")])
    assert left_out and len(kept) == 1 and len(kept[0].rows) == MOST_ROWS
    assert bounded([Block("text", "a")])[1] is False


def test_nothing_of_a_text_is_read_as_instructions_to_the_setter(tmp_path: Path) -> None:
    opened = docx.Document()
    opened.add_paragraph('#import "main.typ" #sys.inputs $x^2$ \\ `raw` <a> @b')
    out = io.BytesIO()
    opened.save(out)
    (path := tmp_path / "a.docx").write_bytes(out.getvalue())
    content, pages = as_pages(path, KIND_OF["docx"], "#tên.docx")
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(content) as pdf:
        words = pdf[0].get_textpage().get_text_bounded()
    assert pages == 1 and '#import "main.typ" #sys.inputs $x^2$' in words and "#tên.docx" in words


@pytest.mark.parametrize("case", [c for c in (*GOOD, *HOSTILE) if c.name[-4:] in (
    "docx", "xlsx", ".odt", ".ods")], ids=lambda c: c.name)  # fmt: skip
def test_whatever_comes_is_read_or_called_unreadable(tmp_path: Path, case: object) -> None:
    kind = case.name.rsplit(".", 1)[-1]  # type: ignore[attr-defined]
    try:
        read(tmp_path, kind, case.make())  # type: ignore[attr-defined]
    except NotReadable:
        return


def test_pictures_are_taken_out_and_what_cannot_be_shown_is_said(tmp_path: Path) -> None:
    from PIL import Image

    from backend.documents.plain.pictures import pictures_of
    from tests.files.office import docx as letter

    def photo(side: int) -> bytes:
        Image.new("RGB", (side, side), "navy").save(out := io.BytesIO(), "PNG")
        return out.getvalue()

    def found(members: dict[str, bytes]) -> tuple[int, bool]:
        (path := tmp_path / "a.docx").write_bytes(letter(members))
        pictures, left_out = pictures_of(path, tmp_path)
        return len(pictures), left_out

    assert found({}) == (0, False)
    assert found({"word/media/a.png": photo(300), "word/media/b.png": photo(20)}) == (1, False)
    assert found({"word/media/a.emf": b"1"}) == (0, True), "needs an office program"
    assert found({"word/media/a.png": b"no picture"}) == (0, True)
    assert found({f"word/media/{n:02d}.png": photo(150) for n in range(25)}) == (20, True)
    assert found({"word/elsewhere/a.png": photo(300)}) == (0, False)
