"""Kinds of results: content that is sound, and pages that leave room for who signs."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from backend.catalogue.seed import procedures
from backend.results.kinds import LONGEST, begun, built_in, page_blocks, serving, wrong
from backend.results.places import PLACES
from backend.results.rendering import render
from backend.signing.pades import OFFICER, with_fields


def _page(values: dict[str, str], key: str = "decision") -> PdfReader:
    kind = built_in()[key]
    data = {
        "template": "result", "title": kind.title, "code": "H00-1", "superior": "Tỉnh mẫu",
        "agency": "Ủy ban nhân dân phường mẫu", "replaces": "", "position": kind.position,
        "blocks": page_blocks(kind, values, "H00-1"), "verification_code": "ABCDEFGH2345",
        "look_up_url": "http://localhost/ket-qua/ABCDEFGH2345", "check_at": "localhost",
    }  # fmt: skip
    return PdfReader(io.BytesIO(with_fields(render(data), PLACES)))


@pytest.mark.parametrize("key", sorted(built_in()))
def test_every_kind_prints_its_fields(key: str) -> None:
    kind = built_in()[key]
    values = {
        f.key: f.options[0] if f.options else f"Giá trị {n}" for n, f in enumerate(kind.fields)
    }
    text = " ".join(page.extract_text() for page in _page(values, key).pages)
    squeezed = "".join(text.split())
    for value in values.values():
        assert "".join(value.split()) in squeezed, value


def test_a_kind_belongs_to_a_procedure_of_the_catalogue() -> None:
    codes = {procedure.content.code for procedure in procedures()}
    for kind in built_in().values():
        assert set(kind.procedures) <= codes
    assert [kind.key for kind in serving(built_in().values(), "1.001193")] == [
        "birth_extract",
        "decision",
    ]
    assert [kind.key for kind in serving(built_in().values(), "khong-co")] == ["decision"]


def test_a_long_page_goes_on_and_the_signature_stands_on_the_last_one() -> None:
    long = {f.key: "Nội dung dài. " * 140 for f in built_in()["decision"].fields if f.long}
    pages = _page({"subject": "x", "owner": "y", "verdict": "Đồng ý", **long}).pages
    assert len(pages) > 1
    fields = [a.get_object().get("/T") for a in pages[-1].get("/Annots", [])]
    assert OFFICER in fields


def test_what_is_typed_is_never_read_as_markup() -> None:
    text = _page({"subject": "#panic() $x$ *đậm*", "owner": "{code}"}).pages[0].extract_text()
    assert "#panic()" in text
    assert "{code}" in text, "what fills a hole is not filled again"


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=40), max_size=8))
def test_whatever_is_sent_is_judged_and_never_breaks(values: dict[str, str]) -> None:
    kind = built_in()["birth_extract"]
    found = wrong(kind, values)
    known = {field.key for field in kind.fields}
    assert all(found.get(key) for key in values if key not in known)
    assert all(
        found.get(f.key) for f in kind.fields if f.required and not values.get(f.key, "").strip()
    )


def test_a_draft_begins_with_what_is_known_and_no_longer_than_allowed() -> None:
    kind = built_in()["decision"]
    values = begun(kind, {}, {"owner_name": "x" * 5000})
    assert len(values["owner"]) == LONGEST
    assert values["effect"].startswith("Quyết định này")
    assert wrong(kind, values | {"verdict": "Tùy"})["verdict"].startswith("Chọn một trong")
