"""Dossiers and steps in the shape the national portal takes (TT 18/2019/TT-BTTTT). Pure.

Every value is text; moments are yyyyMMddHHmmss in Vietnamese time; an unknown value is empty.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from backend.law.calendar import local
from shared.vocabulary.acts import ACT_LABELS, Act
from shared.vocabulary.channels import NATIONAL_CHANNEL, Channel
from shared.vocabulary.states import NATIONAL_CODE, NationalCode, State

_LONGEST_SUMMARY = 1000
_LONGEST_NAME = 50
_CITIZEN, _PERSONAL_ID, _OWN_SYSTEM, _BY_POST, _AT_DESK = "1", "1", "2", "1", "0"
_OLD_NUMBER = "2"


def moment(value: datetime | None) -> str:
    """yyyyMMddHHmmss, or empty."""
    return f"{local(value):%Y%m%d%H%M%S}" if value is not None else ""


def dossier_record(row: Mapping[str, Any], code: str, note: str = "") -> dict[str, Any]:
    """One dossier as `DongBoHoSoMC` takes it, under a code."""
    state = State(row["state"])
    national = NATIONAL_CODE[state]
    refused = national is NationalCode.NOT_ACCEPTED
    number = row["applicant_personal_id"]
    kind = _PERSONAL_ID if len(number) == 12 else _OLD_NUMBER
    return {
        "MaHoSo": code,
        "MaTTHC": row["procedure_code"],
        "TenTTHC": row["procedure_name"],
        "MaLinhVuc": "",
        "TenLinhVuc": row["sector"],
        "KenhThucHien": str(NATIONAL_CHANNEL[Channel(row["channel"])]),
        "ChuHoSo": row["owner_name"],
        "LoaiDoiTuong": _CITIZEN,
        "DinhDanhCHS": [{"LoaiDinhDanh": kind, "SoDinhDanh": number}],
        "Email": row["applicant_email"],
        "SoDienThoai": row["applicant_phone"],
        "TrichYeuHoSo": row["procedure_name"][:_LONGEST_SUMMARY],
        "NgayNopHoSo": moment(row["submitted_at"]),
        "NgayTiepNhan": moment(row["accepted_at"]),
        "NgayHenTra": moment(row["due_at"]),
        "TrangThaiHoSo": str(int(national)),
        "NgayTra": moment(row["returned_at"]),
        "HinhThuc": _BY_POST if row["delivery"] == "post" else _AT_DESK,
        "NgayKetThucXuLy": moment(row["finished_at"]),
        "NgayTuChoi": moment(row["updated_at"]) if refused else "",
        "DonViXuLy": row["unit_name"] or row["agency_name"],
        "GhiChu": note,
        "NoiNopHoSo": _OWN_SYSTEM,
    }


def progress_record(code: str, event: Mapping[str, Any]) -> dict[str, Any]:
    """One event as a row of `CapNhatTienDoHoSoMC`."""
    return {
        "MaHoSo": code,
        "NguoiXuLy": event["actor_name"][:_LONGEST_NAME],
        "ChucDanh": "",
        "ThoiDiemXuLy": moment(event["at"]),
        "PhongBanXuLy": event["unit_name"],
        "NoiDungXuLy": ACT_LABELS[Act(event["act"])].vi,
        "TrangThai": str(int(NATIONAL_CODE[State(event["state_after"])])),
        "NgayBatDau": moment(event["at"]),
        "NgayKetThucTheoQuyDinh": moment(event["due_at"]),
    }
