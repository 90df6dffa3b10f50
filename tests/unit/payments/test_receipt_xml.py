"""A receipt as XML holds what was said, whatever was pasted, and its code breaks nothing."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from backend.payments.receipt_xml import Numbered, ReceiptData, unsigned, with_code, written

DATA = ReceiptData(
    name=Numbered("01BLP0-001", "AA-26E", 7), day=date(2026, 11, 26), look_up_code="BLAAAAAAAAAAA",
    replaces=None, reason="", agency="Ủy ban nhân dân phường Mẫu", tax_code="4900000000",
    agency_address="", agency_phone="", payer="Nguyễn Văn Mẫu", payer_address="", fee="Lệ phí",
    kind="Lệ phí", amount_vnd=25_000, in_words="Hai mươi lăm nghìn đồng", means="Tiền mặt",
    dossier_code="H37-1", procedure="Thủ tục", collector="",
)  # fmt: skip


@given(st.text())
def test_whatever_a_payer_is_called_the_xml_can_be_read_again(name: str) -> None:
    root = etree.fromstring(written(unsigned(replace(DATA, payer=name))).encode())
    found = root.findtext(".//NNop/Ten") or ""
    assert found == "".join(
        c for c in name if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"
    )
    assert root.findtext(".//TgTTTBSo") == "25000"
    assert root.find(".//TTBLLQuan") is None


def test_a_replacement_names_what_it_replaces_and_why() -> None:
    data = replace(DATA, replaces=Numbered("01BLP0-001", "AA-26E", 6), reason="Sai tên.")
    related = unsigned(data).find(".//TTBLLQuan")
    assert related is not None
    assert [one.text for one in related] == ["Thay thế", "01BLP0-001", "AA-26E", "6", "Sai tên."]


def test_the_code_of_the_tax_authority_stands_beside_what_is_signed() -> None:
    plain = written(unsigned(DATA))
    assert with_code(plain, "") == plain.encode()
    coded = etree.fromstring(with_code(plain, "BL-MA-1"))
    assert coded.findtext("MCCQT") == "BL-MA-1"
    part = etree.fromstring(plain.encode()).find("DLBLai")
    assert etree.tostring(coded.find("DLBLai"), method="c14n") == etree.tostring(
        part, method="c14n"
    )
