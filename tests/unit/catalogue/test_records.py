"""Reading crawled records: what is certain is read, what is not is flagged, nothing is guessed."""

import contextlib
import gzip
import json
import lzma
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.catalogue.content import ChannelContent, Flag, ProcedureContent
from backend.catalogue.records.channels import HEADER as CHANNELS
from backend.catalogue.records.channels import read_channels
from backend.catalogue.records.components import HEADER as PAPERS
from backend.catalogue.records.components import read_components
from backend.catalogue.records.legal_basis import HEADER as TEXTS
from backend.catalogue.records.legal_basis import read_legal_basis
from backend.catalogue.records.reading import LONGEST_LINE, BrokenFile, lines_of
from backend.catalogue.records.record import BadRecord, read_record
from backend.catalogue.records.results import read_results
from shared.vocabulary.channels import AgencyLevel, Channel, OnlineLevel, Subject
from shared.vocabulary.time_units import TimeUnit

RECORD = {
    "ma_thu_tuc": "1.999001",
    "ten_thu_tuc": "Cấp giấy phép trình diễn",
    "cap_thuc_hien": "Cấp tỉnh, Cấp xã",
    "linh_vuc": "Trình diễn",
    "doi_tuong_thuc_hien": "Công dân Việt Nam, Doanh nghiệp",
    "co_quan_co_tham_quyen": "Sở Trình diễn",
    "trinh_tu_thuc_hien": "Bước 1: Nộp hồ sơ.\nBước 2: Nhận kết quả.",
    "cach_thuc_thuc_hien": f"{CHANNELS}Trực tuyến3 Ngày làm việcMiễn phíNộp trên Cổng.",
    "thanh_phan_ho_so": f"{PAPERS}Đơn đề nghị1 bản chính",
    "can_cu_phap_ly": f"{TEXTS}Luật Hộ tịch60/2014/QH13",
    "ket_qua_xu_ly": "Giấy phépMã: KQ.G15.000031Từ khóaTrình diễn",
}


def line(**changes: Any) -> bytes:
    return json.dumps({**RECORD, **changes}, ensure_ascii=False).encode()


def one_channel(cells: str) -> tuple[ChannelContent, list[Flag]]:
    found, flags = read_channels(f"{CHANNELS}Trực tiếp{cells}")
    return found[0], flags


def fields(flags: list[Flag]) -> set[str]:
    return {flag.field for flag in flags}


@pytest.mark.criterion("S.5")
def test_a_clean_record_is_read_whole_and_without_a_flag() -> None:
    content = read_record(line())
    assert content.flags == []
    assert (content.code, content.sector, content.agency) == (
        "1.999001",
        "Trình diễn",
        "Sở Trình diễn",
    )
    assert content.levels == [AgencyLevel.PROVINCE, AgencyLevel.COMMUNE]
    assert content.subjects == [Subject.CITIZEN, Subject.BUSINESS]
    assert content.online_level is OnlineLevel.PARTIAL
    assert content.steps == ["Bước 1: Nộp hồ sơ.", "Bước 2: Nhận kết quả."]
    assert content.channels == [
        ChannelContent(
            Channel.ONLINE, Decimal(3), TimeUnit.WORKING_DAY, "Miễn phí", 0, "Nộp trên Cổng."
        )
    ]
    assert [(c.name, c.originals, c.copies) for c in content.components] == [("Đơn đề nghị", 1, 0)]
    assert [(t.title, t.number) for t in content.legal_basis] == [("Luật Hộ tịch", "60/2014/QH13")]
    assert [(r.name, r.code) for r in content.results] == [("Giấy phép", "KQ.G15.000031")]


@pytest.mark.parametrize(
    ("cells", "amount", "unit", "fee"),
    [
        ("5 Ngày làm việc100,000 VNĐ", 5, TimeUnit.WORKING_DAY, 100_000),
        (
            "30 Ngày1,200,000 Việt Nam Đồng(1.200.000 đồng/thẻ)",
            30,
            TimeUnit.CALENDAR_DAY,
            1_200_000,
        ),
        ("1.5 Ngày làm việcMiễn phí", Decimal("1.5"), TimeUnit.WORKING_DAY, 0),
        ("4 Giờ làm việcKhông có thông tin", 4, TimeUnit.WORKING_HOUR, None),
        ("2 Tháng20.000 đồng", 2, TimeUnit.MONTH, 20_000),
    ],
)
def test_cells_that_run_together_are_parted_where_that_is_certain(
    cells: str, amount: Decimal, unit: TimeUnit, fee: int | None
) -> None:
    entry, flags = one_channel(cells)
    assert (entry.amount, entry.unit, entry.fee_vnd) == (Decimal(amount), unit, fee)
    assert flags == []


@pytest.mark.parametrize("fee", ["700 VNĐ", "100 VNĐ", "20 Việt Nam Đồng"])
def test_a_fee_that_lost_its_thousands_is_flagged_and_never_multiplied(fee: str) -> None:
    entry, flags = one_channel(f"15 Ngày{fee}")
    assert entry.fee_vnd is None
    assert entry.unit is TimeUnit.CALENDAR_DAY
    assert [(flag.field, flag.raw) for flag in flags] == [("fee", fee)]


@pytest.mark.parametrize(
    "cells",
    [
        "200,000 VNĐ(áp dụng lần đầu; cấp lại 400.000 đồng)",
        "Miễn phí(Dưới 5 tấn: 50.000 đồng/giấy)",
        "50,000 Việt Nam Đồng(25.000đ/hồ sơ đến hết năm)",
        "1,20,000 VNĐ",
    ],
)
def test_a_fee_that_its_own_note_contradicts_is_flagged(cells: str) -> None:
    entry, flags = one_channel(f"15 Ngày{cells}")
    assert entry.fee_vnd is None
    assert fields(flags) == {"fee"}


@pytest.mark.parametrize(
    "cells",
    ["1200 VNĐ", "120,000 VNĐ", "15Miễn phí", "24 GiờMiễn phí", "0 NgàyMiễn phí", "Miễn phí"],
)
def test_a_time_limit_that_cannot_be_told_is_flagged_and_stays_empty(cells: str) -> None:
    entry, flags = one_channel(cells)
    assert entry.amount is None
    assert entry.unit is None
    assert entry.duration is None
    assert "duration" in fields(flags)


def test_two_rows_of_one_channel_keep_only_what_both_say() -> None:
    rows = "Trực tiếp3 NgàyMiễn phíThường.Trực tiếp3 Ngày50,000 VNĐNhanh."
    found, flags = read_channels(CHANNELS + rows)
    assert found == [
        ChannelContent(
            Channel.DESK, Decimal(3), TimeUnit.CALENDAR_DAY, description="Thường.\nNhanh."
        )
    ]
    assert fields(flags) == {"channels"}


@pytest.mark.parametrize(
    "raw", ["Trực tiếp3 NgàyMiễn phí", CHANNELS, f"{CHANNELS}Nộp ở đâu cũng được"]
)
def test_a_table_of_channels_without_its_shape_is_flagged_whole(raw: str) -> None:
    found, flags = read_channels(raw)
    assert found == []
    assert [flag.raw for flag in flags] == [raw]


def test_papers_keep_their_case_form_and_quantity() -> None:
    found, flags = read_components(
        f"Trường hợp cấp mới{PAPERS}Đơn đề nghị;Mau 02.docx1 bản chínhẢnh0 bản chính,2 bản sao"
        f"Trường hợp cấp lại{PAPERS}Giấy phép cũ1 bản chính,1 bản sao"
    )
    assert flags == []
    assert [(c.case, c.name, c.form_file, c.originals, c.copies) for c in found] == [
        ("Trường hợp cấp mới", "Đơn đề nghị;", "Mau 02.docx", 1, 0),
        ("Trường hợp cấp mới", "Ảnh", "", 0, 2),
        ("Trường hợp cấp lại", "Giấy phép cũ", "", 1, 1),
    ]


def test_a_year_before_the_quantity_is_not_counted_in() -> None:
    found, flags = read_components(f"{PAPERS}Mẫu kèm Thông tư ngày 01/01/20261 bản chính,1 bản sao")
    assert flags == []
    assert found[0].name == "Mẫu kèm Thông tư ngày 01/01/2026"
    assert (found[0].originals, found[0].copies) == (1, 1)


@pytest.mark.parametrize("name", ["Tờ khai mẫu BM.NCC.20.03", "Đơn theo Nghị định 116", "Mẫu số 5"])
def test_a_quantity_glued_to_a_number_is_flagged_and_not_counted(name: str) -> None:
    found, flags = read_components(f"{PAPERS}{name}1 bản chính")
    assert (found[0].originals, found[0].copies) == (0, 0)
    assert found[0].name == f"{name}1"
    assert flags[0].raw.endswith("1 bản chính")


def test_a_quantity_inside_a_sentence_is_no_cell() -> None:
    found, flags = read_components(f"{PAPERS}Giấy phép: 01 bản chính; nếu có.1 bản chính")
    assert flags == []
    assert [(c.name, c.originals) for c in found] == [("Giấy phép: 01 bản chính; nếu có.", 1)]


@pytest.mark.parametrize("cell", ["Nộp Mẫu 08.TT41.doc", "Kèm Mẫu TH1.docxMẫu TH2.docx"])
def test_a_form_file_that_cannot_be_cut_off_for_certain_stays_in_the_name(cell: str) -> None:
    found, flags = read_components(f"{PAPERS}{cell}1 bản chính")
    assert (found[0].name, found[0].form_file) == (cell, "")
    assert fields(flags) == {"components"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "Quy định mức thu phí106/2021/TT-BTCVề hộ tịch123/2015/NĐ-CPsửa đổi07/2025/NĐ-CP",
            [
                ("Quy định mức thu phí", "106/2021/TT-BTC"),
                ("Về hộ tịch", "123/2015/NĐ-CP"),
                ("sửa đổi", "07/2025/NĐ-CP"),
            ],
        ),
        ("Luật 42/2005/QH1142/2005/QH11", [("Luật 42/2005/QH11", "42/2005/QH11")]),
        (
            "Thông tư 06/2021/TT-BTC ngày 22/01/202106/2021/TT-BTC",
            [("Thông tư 06/2021/TT-BTC ngày 22/01/2021", "06/2021/TT-BTC")],
        ),
        (
            "Cắt giảm thủ tục66.7/2025/NQ-CPVề thuếNghị định số 117/2025/NĐ-CP",
            [("Cắt giảm thủ tục", "66.7/2025/NQ-CP"), ("Về thuế", "117/2025/NĐ-CP")],
        ),
    ],
)
def test_legal_texts_are_cut_at_whole_numbers(raw: str, expected: list[tuple[str, str]]) -> None:
    found, flags = read_legal_basis(TEXTS + raw)
    assert [(text.title, text.number) for text in found] == expected
    assert flags == []


def test_legal_texts_after_an_uncertain_one_are_flagged_with_their_words() -> None:
    rest = "Văn bản không số.Quyết định của Tỉnh"
    found, flags = read_legal_basis(f"{TEXTS}Luật Hộ tịch60/2014/QH13{rest}")
    assert len(found) == 1
    assert [flag.raw for flag in flags] == [rest]


def test_a_result_without_a_code_is_kept_and_flagged() -> None:
    found, flags = read_results("Giấy xác nhận")
    assert [(result.name, result.code) for result in found] == [("Giấy xác nhận", "")]
    assert fields(flags) == {"results"}


@pytest.mark.parametrize("level", ["Cấp huyện", "Cấp xã, Cấp trời", "Cấp xãhội"])
def test_an_unknown_level_is_flagged_and_no_other_is_put_in_its_place(level: str) -> None:
    content = read_record(line(cap_thuc_hien=level))
    assert set(content.levels) <= {AgencyLevel.COMMUNE}
    assert (AgencyLevel.COMMUNE in content.levels) == level.startswith("Cấp xã,")
    assert "levels" in fields(content.flags)


@pytest.mark.parametrize("field", ["linh_vuc", "co_quan_co_tham_quyen", "trinh_tu_thuc_hien"])
def test_what_the_law_asks_for_and_the_page_lacks_is_flagged(field: str) -> None:
    assert read_record(line(**{field: "Không có thông tin"})).flags


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", ""),
        (b"{", ""),
        (b"[]", ""),
        (b"null", ""),
        (b'{"ma_thu_tuc": ' + b"[" * 100_000, ""),
        (b'{"x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", ""),
        (b'{"ma_thu_tuc": "\xff"}', ""),
        (line(ma_thu_tuc=""), ""),
        (line(ma_thu_tuc="٣.٩٩٩٠٠١"), "٣.٩٩٩٠٠١"),
        (line(ma_thu_tuc="9" * 100), "9" * 40),
        (line(ma_thu_tuc="1.99\x009001"), "1.999001"),
        (line(ten_thu_tuc=" "), "1.999001"),
        (line(ten_thu_tuc="Dài" * 1000), "1.999001"),
        (line(linh_vuc="a\x00b"), "1.999001"),
        (line(linh_vuc=5), "1.999001"),
        (line(trinh_tu_thuc_hien=["Bước 1"]), "1.999001"),
        (b" " * (LONGEST_LINE + 1), ""),
    ],
)
def test_what_is_no_procedure_is_refused_with_code_and_reason(raw: bytes, code: str) -> None:
    with pytest.raises(BadRecord) as refused:
        read_record(raw)
    assert refused.value.code == code
    assert refused.value.reason


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read_record(b"\xef\xbb\xbf" + line()) == read_record(line())


def test_packed_files_are_read_and_broken_ones_say_where(tmp_path: Path) -> None:
    body = (line() + b"\n") * 3000
    plain, packed, zipped = (tmp_path / name for name in ("a.jsonl", "a.jsonl.xz", "a.jsonl.gz"))
    plain.write_bytes(body)
    packed.write_bytes(lzma.compress(body))
    zipped.write_bytes(gzip.compress(body))
    for path in (plain, packed, zipped):
        assert b"".join(lines_of(path)) == body
    for path in (packed, zipped):
        path.write_bytes(path.read_bytes()[:-40])
        with pytest.raises(BrokenFile):
            list(lines_of(path))
        path.write_bytes(b"not packed at all")
        with pytest.raises(BrokenFile):
            list(lines_of(path))


def test_an_endless_line_is_cut_and_the_next_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_bytes(b"x" * (3 * LONGEST_LINE) + b"\n" + line() + b"\n")
    first, second = lines_of(path)
    assert len(first) == LONGEST_LINE + 1
    assert read_record(second).code == "1.999001"


# ---- properties -----------------------------------------------------------------------------

_WORDS = st.sampled_from(
    [
        "Trực tuyến", "Trực tiếp", "Dịch vụ bưu chính", "Ngày làm việc", "Ngày", "Giờ", "Tháng",
        "Miễn phí", "Không có thông tin", "VNĐ", "Việt Nam Đồng", " ", ",", ".", "(", ")", "700",
        "1", "0", "20261", "1,200,000", "99999999999999999999", "bản chính", "bản sao",
        " bản chính", "Mã: ", "KQ.G15.000031", "Từ khóa", "60/2014/QH13", "TT-BTC", "NĐ-CP", "số ",
        ".docx", "Mẫu", "đơn", "٣", "\n", CHANNELS, PAPERS, TEXTS,
    ]
)  # fmt: skip
_TABLE = st.lists(_WORDS | st.text(max_size=4), max_size=30).map("".join)
_DIGITS = re.compile(r"[0-9]+")


def _said(content: ProcedureContent, raw: str) -> bool:
    """Every number in the content stands in the raw text."""
    printed = re.sub(r"[.,]", "", raw)
    for channel in content.channels:
        if channel.fee_vnd and str(channel.fee_vnd) not in printed:
            return False
        amount = re.sub(r"[.,]", "", str(channel.amount or ""))
        if amount and amount not in printed:
            return False
    counts = [n for c in content.components for n in (c.originals, c.copies) if n]
    return all(str(n) in raw for n in counts)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_the_declared_way(raw: bytes) -> None:
    with contextlib.suppress(BadRecord):
        read_record(raw)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_damaged_line_is_read_or_refused_in_the_declared_way(data: st.DataObject) -> None:
    whole = line()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    raw = whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:]
    try:
        content = read_record(raw)
    except BadRecord:
        return
    assert re.fullmatch(r"[0-9]\.[0-9]{6}", content.code)
    assert len(content.name) >= 5


@given(_TABLE, _TABLE, _TABLE, _TABLE)
@settings(max_examples=400, deadline=None)
def test_damaged_tables_never_yield_a_number_that_was_not_printed(
    ways: str, papers: str, texts: str, results: str
) -> None:
    raw = line(
        cach_thuc_thuc_hien=CHANNELS + ways,
        thanh_phan_ho_so=PAPERS + papers,
        can_cu_phap_ly=TEXTS + texts,
        ket_qua_xu_ly=results,
    )
    try:
        content = read_record(raw)
    except BadRecord:
        return
    assert _said(content, ways + papers)
    assert len({entry.channel for entry in content.channels}) == len(content.channels)
    for channel in content.channels:
        assert (channel.amount is None) == (channel.unit is None)
        assert channel.fee_vnd is None or channel.fee_vnd == 0 or channel.fee_vnd >= 1000
    for text in content.legal_basis:
        assert text.number in texts
        assert text.title


@given(_TABLE)
@settings(max_examples=200, deadline=None)
def test_a_table_that_yields_nothing_is_flagged_with_all_its_words(raw: str) -> None:
    for reader in (read_channels, read_components, read_legal_basis):
        found, flags = reader(raw)
        assert found or flags


@given(st.integers(1, 999), st.sampled_from(["", "(theo quy định)", "Nộp tại quầy."]))
def test_no_fee_below_a_thousand_is_ever_taken_at_its_word(amount: int, rest: str) -> None:
    entry, flags = one_channel(f"10 Ngày{amount} VNĐ{rest}")
    assert entry.fee_vnd is None
    assert "fee" in fields(flags)
