"""Codes on paper: what is ours and what it says, and whether it is found on a scan."""

import io
from pathlib import Path

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from backend.documents.paper_codes import PaperCode, codes_on, separator_text, understood
from tests.files.papers import page
from tests.files.scans import pile

CODE = "H37.01-261126-0001"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (f"MOTCUA/1/{CODE}/giay_cu", PaperCode(CODE, "giay_cu", True)),
        (f"https://cong.example/tra-cuu?ma={CODE}", PaperCode(CODE, "", False)),
        (f"http://127.0.0.1:3000/tra-cuu/?ma={CODE}", PaperCode(CODE, "", False)),
        ("https://cong.example/ket-qua/ABC/", None),
        (f"MOTCUA/2/{CODE}/giay_cu", None),
        (f"MOTCUA/1/{CODE}/../x", None),
        ("Nguyễn Văn Mẫu", None),
        ("", None),
    ],
)
def test_only_codes_of_ours_mean_anything(text: str, meant: PaperCode | None) -> None:
    assert understood(text) == meant


@given(st.text(max_size=200))
def test_whatever_a_code_says_is_understood_or_not(text: str) -> None:
    found = understood(text)
    assert found is None or (found.dossier and "/" not in found.component)


def sheet(text: str, side: int, turn: int) -> Image.Image:
    """A page of writing with a code at its top, turned."""
    paper = page(1240, 1754)
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=10, border=3)
    paper.paste(Image.open(out).convert("RGB").resize((side, side)), (200, 60))
    return paper.rotate(turn, expand=True, fillcolor="white")


@pytest.mark.criterion("II.15")
@pytest.mark.parametrize("turn", [0, 2, 90, 180, 270, -9])
def test_a_code_is_found_however_the_paper_lay_in_the_scanner(tmp_path: Path, turn: int) -> None:
    texts = [separator_text(CODE, "giay_cu"), f"https://cong.example/tra-cuu?ma={CODE}", "khác"]
    # 60 mm on a separator sheet, 17 mm on a receipt, at 150 dots an inch.
    pages = [sheet(t, side, turn) for t, side in zip(texts, (354, 100, 200), strict=True)]
    (path := tmp_path / "a.pdf").write_bytes(pile([*pages, page(1240, 1754)]))
    assert codes_on(path, "application/pdf", [0, 1, 2, 3]) == [
        PaperCode(CODE, "giay_cu", True), PaperCode(CODE, "", False), None, None,
    ]  # fmt: skip
