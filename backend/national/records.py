"""A dossier and its steps in the shape `DongBoHoSoMC` and `CapNhatTienDoHoSoMC` take. Pure.

Every value of a dossier is text; moments are yyyyMMddHHmmss in Vietnamese time; what is not known
is empty. Codes of theirs come from the mapping of this partner: one that is missing holds the
message, it is never guessed and never left empty. States are told as they are.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.law.calendar import local
from backend.national.facts import Facts
from backend.national.parts import fees, files, online_payment, papers, results, supplements
from backend.platform.sealing import opened
from shared.vocabulary.acts import ACT_LABELS, Act
from shared.vocabulary.channels import NATIONAL_CHANNEL, Channel
from shared.vocabulary.states import NATIONAL_CODE, State

# Ours to theirs by kind; raises Unmapped.
Codes = Callable[[str, str], str]
# An expiring address of a file.
Link = Callable[[UUID], str]

_LONGEST_SUMMARY, _LONGEST_NAME = 1000, 50
_OURS, _THEIRS = "2", "1"
_BY_POST, _AT_DESK = "1", "0"
_ID_CARD, _OLD_CARD = "1", "2"


def moment(value: datetime | None) -> str:
    """yyyyMMddHHmmss, or empty."""
    return f"{local(value):%Y%m%d%H%M%S}" if value is not None else ""


def identities(number: str) -> list[dict[str, str]]:
    """`DinhDanhCHS`: a personal number of 12 digits or an old card of 9; others have no code."""
    kind = {12: _ID_CARD, 9: _OLD_CARD}.get(len(number)) if number.isdigit() else None
    return [{"LoaiDinhDanh": kind, "SoDinhDanh": number}] if kind else []


def dossier_record(
    facts: Facts, code: str, codes: Codes, link: Link, *, note: str = "", theirs: bool = False
) -> dict[str, Any]:
    """One dossier under a code; `theirs`: it was submitted at the national portal."""
    row = facts.row
    state = State(row["state"])
    attached = files(facts, codes, link)
    return {
        "MaHoSo": code,
        "MaTTHC": row["procedure_code"],
        "TenTTHC": row["procedure_name"],
        "MaLinhVuc": codes("sector", facts.content.sector),
        "TenLinhVuc": facts.content.sector,
        "KenhThucHien": str(NATIONAL_CHANNEL[Channel(row["channel"])]),
        "SoGiayToChuHoSo": facts.owner_number,
        "ChuHoSo": row["owner_name"],
        "LoaiDoiTuong": codes("subject", subject_kind(facts)),
        "MaDoiTuong": row["sender_tech_id"],
        "DinhDanhCHS": identities(facts.owner_number),
        "ThongTinKhac": "",
        "Email": facts.email,
        "Fax": "",
        "SoDienThoai": facts.phone,
        "TrichYeuHoSo": row["procedure_name"][:_LONGEST_SUMMARY],
        "NgayNopHoSo": moment(row["submitted_at"]),
        "NgayTiepNhan": moment(row["accepted_at"]),
        "NgayHenTra": moment(row["due_at"]),
        "TrangThaiHoSo": str(int(NATIONAL_CODE[state])),
        "NgayTra": moment(row["returned_at"]),
        "ThongTinTra": opened(row, "dossier.delivery_address") if row["delivery"] == "post" else "",
        "HinhThuc": _BY_POST if row["delivery"] == "post" else _AT_DESK,
        "NgayKetThucXuLy": moment(row["finished_at"]),
        "NgayTuChoi": moment(row["refused_at"]),
        "DonViXuLy": row["unit_name"] or row["agency_name"],
        "GhiChu": note,
        "NoiNopHoSo": _THEIRS if theirs else _OURS,
        "HoSoCoThanhPhanSoHoa": "1" if attached else "0",
        "TaiKhoanDuocXacThucVoiVNeID": "1" if row["sender_is_national"] else "0",
        "DuocThanhToanTrucTuyen": online_payment(facts),
        "DSKetNoiCSDL": [{"MaCSDL": codes("register", name)} for name in facts.registers],
        "TaiLieuNop": attached,
        "DanhSachLePhi": fees(facts, codes),
        "DanhSachTepDinhKemKhac": papers(facts, codes),
        "DanhSachHoSoBoSung": supplements(facts, moment),
        "DanhSachGiayToKetQua": results(facts, link),
    }


def subject_kind(facts: Facts) -> str:
    """Citizen or organisation: by the account, else by what kind of number it is."""
    known = facts.row["account_kind"]
    if known in ("citizen", "organisation"):
        return str(known)
    return "citizen" if facts.number.isdigit() and len(facts.number) in (9, 12) else "organisation"


def progress_record(code: str, event: Mapping[str, Any]) -> dict[str, Any]:
    """One event as a row of progress."""
    return {
        "MaHoSo": code,
        "NguoiXuLy": event["actor_name"][:_LONGEST_NAME],
        "ChucDanh": event["position"],
        "ThoiDiemXuLy": moment(event["at"]),
        "PhongBanXuLy": event["unit_name"],
        "NoiDungXuLy": ACT_LABELS[Act(event["act"])].vi,
        "TrangThai": str(int(NATIONAL_CODE[State(event["state_after"])])),
        "NgayBatDau": moment(event["at"]),
        "NgayKetThucTheoQuyDinh": moment(event["due_at"]),
    }
