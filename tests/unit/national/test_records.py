"""What is told to the national portal, against the published fields, lengths and formats."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.catalogue.content import ProcedureContent, ResultContent
from backend.law.calendar import VIETNAM
from backend.national.facts import Facts, owner_number
from backend.national.messages_2026 import Uploaded
from backend.national.records import dossier_record, identities, moment, progress_record
from backend.national.records_2026 import dossier_record_2026, state_record_2026
from shared.vocabulary.channels import AgencyLevel, OnlineLevel, Subject
from shared.vocabulary.states import NATIONAL_CODE, State


def words(text: str) -> list[str]:
    """Names as they are written one after another."""
    return re.split(r"\s+", text.strip())


AT = datetime(2026, 11, 26, 8, 5, 9, tzinfo=VIETNAM)
# LAW.md 8.2: names in the order in which they are published.
FIELDS = words(
    """
    MaHoSo MaTTHC TenTTHC MaLinhVuc TenLinhVuc KenhThucHien SoGiayToChuHoSo ChuHoSo LoaiDoiTuong
    MaDoiTuong DinhDanhCHS ThongTinKhac Email Fax SoDienThoai TrichYeuHoSo NgayNopHoSo
    NgayTiepNhan NgayHenTra TrangThaiHoSo NgayTra ThongTinTra HinhThuc NgayKetThucXuLy
    NgayTuChoi DonViXuLy GhiChu NoiNopHoSo HoSoCoThanhPhanSoHoa TaiKhoanDuocXacThucVoiVNeID
    DuocThanhToanTrucTuyen DSKetNoiCSDL TaiLieuNop DanhSachLePhi DanhSachTepDinhKemKhac
    DanhSachHoSoBoSung DanhSachGiayToKetQua
    """
)
LISTS = {
    "DinhDanhCHS": "LoaiDinhDanh SoDinhDanh",
    "DSKetNoiCSDL": "MaCSDL",
    "TaiLieuNop": "TepDinhKemId TenTepDinhKem IsDeleted MaThanhPhanHoSo DuongDanTaiTepTin "
    "DuocSoHoa DuocTaiSuDung DuocLayTuKhoDMQG MaKetQuaThayThe",
    "DanhSachLePhi": "TenPhiLePhi MaPhiLePhi HinhThucThu Gia LoaiPhiLePhi",
    "DanhSachTepDinhKemKhac": "TenGiayTo SoLuong LoaiGiayTo",
    "DanhSachHoSoBoSung": "HoSoBoSungId NguoiYeuCauBoSung NoiDungBoSung NgayBoSung "
    "NguoiTiepNhanBoSung ThongTinTiepNhan NgayTiepNhanBoSung TrangThaiBoSung "
    "DanhSachGiayToBoSung DanhSachLePhiBoSung NgayHenTraTruoc NgayHenTraMoi",
    "DanhSachGiayToKetQua": "TenGiayTo MaThanhPhanHoSo GiayToId DuongDanTepTinKetQua "
    "MaGiayToKetQua",
}
PROGRESS = words(
    """
    MaHoSo NguoiXuLy ChucDanh ThoiDiemXuLy PhongBanXuLy NoiDungXuLy TrangThai NgayBatDau
    NgayKetThucTheoQuyDinh
    """
)


def facts(**more: Any) -> Facts:
    """One dossier with something in every list."""
    row = {
        "id": uuid4(), "code": "H37.23-261126-0001", "reference": "TNRR23TP2GY2",
        "procedure_code": "1.004873", "procedure_name": "Thủ tục cấp Giấy xác nhận",
        "channel": "online", "state": "supplement", "owner_name": "Nguyễn Văn Mẫu",
        "applicant_name": "Nguyễn Văn Mẫu", "applicant_address": "Số 1 phố Ví Dụ",
        "account_kind": "citizen", "sender_tech_id": "tech-1", "sender_is_national": True,
        "submitted_at": AT, "accepted_at": AT, "due_at": AT + timedelta(days=3),
        "returned_at": None, "finished_at": None, "refused_at": None, "delivery": "desk",
        "delivery_address": "", "unit_name": "Phòng Tư pháp", "agency_name": "UBND phường",
        "agency_code": "H37.23",
    } | more  # fmt: skip
    content = ProcedureContent(
        code="1.004873", name="x", sector="Hộ tịch", levels=[AgencyLevel.COMMUNE],
        subjects=[Subject.CITIZEN], online_level=OnlineLevel.FULL,
        results=[ResultContent("Giấy xác nhận", "KQ.G15.000038")],
    )  # fmt: skip
    event = {"actor_name": "Chu Thị Mẫu", "due_at": AT, "at": AT, "seq": 2, "state_after": "x"}
    return Facts(
        row=row, content=content, number="020099000001", owner_number="020099000001",
        phone="0900000001", email="mau@congdan.example",
        events=[
            event | {"act": "request_supplement"},
            event | {"act": "supplement", "actor_name": "Nguyễn Văn Mẫu",
                     "due_at": AT + timedelta(days=5)},
        ],
        files=[
            {"id": uuid4(), "name": "Tờ khai.pdf", "component_key": "to_khai", "removed_at": None,
             "reused_kind": "KQ.G15.000021", "stored_kind": None},
            {"id": uuid4(), "name": "Cũ.pdf", "component_key": "to_khai", "removed_at": AT,
             "reused_kind": None, "stored_kind": "KQ.G15.000021"},
        ],
        papers=[{"component_key": "to_khai", "count": 1, "kind": "original"}],
        fees=[{"name": "Lệ phí", "fee_key": "le_phi", "moment": "at_hand_over",
               "amount_vnd": 15000, "state": "paid", "means": "online"}],
        rounds=[{"round": 1, "asked_at": AT, "settled_at": AT, "settled": True,
                 "titles": ["Tờ khai"], "notes": ["Thiếu chữ ký"]}],
        results=[{"id": uuid4(), "title": "Giấy xác nhận", "document_id": uuid4(), "kind": ""}],
        registers=["population"],
    )  # fmt: skip


def codes(kind: str, code: str) -> str:
    """A code of theirs for everything."""
    return "1" if kind == "paper_kind" else f"{kind}:{code}"


def link(document_id: UUID) -> str:
    """An address."""
    return f"https://cong.example/api/v1/national/files/{document_id}"


@pytest.mark.criterion("S.1")
def test_a_dossier_has_every_published_field_as_text() -> None:
    record = dossier_record(facts(), "H37.23-261126-0001", codes, link)
    assert list(record) == FIELDS
    for name, value in record.items():
        if name in LISTS:
            assert value, name
            for member in value:
                assert list(member) == LISTS[name].split(), name
        else:
            assert isinstance(value, str), name
        if name.startswith("Ngay"):
            assert re.fullmatch(r"(\d{14})?", value), name
    assert record["NgayNopHoSo"] == "20261126080509"


def test_each_list_says_what_is_there() -> None:
    record = dossier_record(facts(), "X", codes, link)
    kept, gone = record["TaiLieuNop"]
    assert (kept["DuocTaiSuDung"], kept["MaKetQuaThayThe"]) == ("1", "KQ.G15.000021")
    assert (kept["DuocLayTuKhoDMQG"], gone["DuocLayTuKhoDMQG"]) == ("0", "1")
    assert kept["MaThanhPhanHoSo"] == "component:1.004873/to_khai"
    assert kept["DuongDanTaiTepTin"].startswith("https://")
    assert (gone["IsDeleted"], gone["DuongDanTaiTepTin"]) == ("1", "")
    (fee,) = record["DanhSachLePhi"]
    assert (fee["Gia"], fee["HinhThucThu"]) == ("15000", "4")
    assert fee["MaPhiLePhi"] == "fee:1.004873/le_phi"
    assert record["DuocThanhToanTrucTuyen"] == "1"
    (round_,) = record["DanhSachHoSoBoSung"]
    assert round_["TrangThaiBoSung"] is True
    assert (round_["NgayHenTraTruoc"], round_["NgayHenTraMoi"]) == (
        "20261126080509",
        "20261201080509",
    )
    (result,) = record["DanhSachGiayToKetQua"]
    assert result["MaGiayToKetQua"] == "KQ.G15.000038"


@pytest.mark.parametrize("state", list(State))
def test_the_state_is_told_as_it_is(state: State) -> None:
    record = dossier_record(facts(state=state), "X", codes, link)
    assert record["TrangThaiHoSo"] == str(int(NATIONAL_CODE[state]))


@given(st.text(max_size=3000))
def test_no_text_is_longer_than_the_portal_takes(text: str) -> None:
    record = dossier_record(facts(procedure_name=text), "X", codes, link)
    assert len(record["TrichYeuHoSo"]) <= 1000
    event = {
        "actor_name": text, "position": "", "at": AT, "unit_name": "", "act": "accept",
        "state_after": "accepted", "due_at": None,
    }  # fmt: skip
    row = progress_record("X", event)
    assert list(row) == PROGRESS
    assert len(row["NguoiXuLy"]) <= 50
    assert all(isinstance(value, str) for value in row.values())


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)))
def test_moments_are_fourteen_digits_of_vietnamese_time(value: datetime) -> None:
    said = moment(value.replace(tzinfo=VIETNAM))
    assert re.fullmatch(r"\d{14}", said)
    assert datetime.strptime(said, "%Y%m%d%H%M%S") == value.replace(microsecond=0)


def test_a_number_that_is_no_identity_is_not_called_one() -> None:
    assert identities("020099000001") == [{"LoaiDinhDanh": "1", "SoDinhDanh": "020099000001"}]
    assert identities("123456789") == [{"LoaiDinhDanh": "2", "SoDinhDanh": "123456789"}]
    assert identities("0312345678") == []
    assert identities("") == []


def test_the_applicants_number_is_not_put_in_the_owners_place() -> None:
    row = {"owner_name": "Trần Thị Khác", "applicant_name": "Nguyễn Văn Mẫu"}
    assert owner_number(row, "020099000001", "") == ""
    assert owner_number(row, "020099000001", "020199000002") == "020199000002"
    same = {"owner_name": " nguyễn văn mẫu", "applicant_name": "Nguyễn Văn Mẫu"}
    assert owner_number(same, "020099000001", "") == "020099000001"


@pytest.mark.criterion("S.1")
def test_the_messages_of_2026_have_their_own_fields() -> None:
    one = facts()
    files = {one.files[0]["id"]: Uploaded("tep-1", "ab")}
    record = dossier_record_2026(one, "G-1", codes, files)
    assert {
        "MaHoSo",
        "MaDichVuCong",
        "MaDonViTiepNhan",
        "ThanhPhanHoSo",
        "ThongTinNguoiNop",
    } <= set(record)
    (part,) = record["ThanhPhanHoSo"]
    assert list(part) == [
        "MaThanhPhanHoSo", "TenThanhPhanHoSo", "SoLuong", "LoaiBan", "GiayToDinhKem",
    ]  # fmt: skip
    assert part["GiayToDinhKem"] == [
        {
            "IdGiayTo": "tep-1",
            "MaKetQua": "KQ.G15.000021",
            "TenGiayTo": "Tờ khai.pdf",
            "HashTepTin": "ab",
        }
    ]
    person = record["ThongTinNguoiNop"]
    assert (person["LoaiDoiTuong"], person["IdDoiTuong"]) == ("subject_2026:citizen", "tech-1")
    assert list(person["ThongTinChiTiet"]) == words(
        """
    TenNguoiNop SoDinhDanh NgayCapDinhDanh NgaySinh SoDienThoai Email Fax MaTinh MaHuyen MaXa
    DiaChiChiTiet TenChuHs SoDinhDanhChuHs MaTinhChuHs MaXaChuHs DiaChiChiTietChuHs
    """
    )
    assert state_record_2026(one, "G-1", {})["TrangThai"] == "5"
