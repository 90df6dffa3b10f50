"""A dossier and its steps in the shape of the messages of 2026. Pure."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from backend.national.facts import Facts
from backend.national.messages_2026 import Uploaded
from backend.national.parts import fees, result_code
from backend.national.records import moment, progress_record, subject_kind
from backend.platform.sealing import opened
from shared.vocabulary.channels import NATIONAL_CHANNEL, Channel
from shared.vocabulary.states import NATIONAL_CODE, State

_PAPER = {"original": "0", "certified": "1", "copy": "1"}
_ELECTRONIC = "2"


def dossier_record_2026(
    facts: Facts, code: str, codes: Callable[[str, str], str], files: Mapping[UUID, Uploaded]
) -> dict[str, Any]:
    """`CreateDossier`: one dossier under a code that the portal gave."""
    row = facts.row
    return {
        "MaHoSo": code,
        "MaDichVuCong": row["procedure_code"],
        "MaTTHC": row["procedure_code"],
        "TenTTHC": row["procedure_name"],
        "MaLinhVuc": codes("sector", facts.content.sector),
        "TenLinhVuc": facts.content.sector,
        "MaDonViTiepNhan": row["agency_code"],
        "KenhThucHien": str(NATIONAL_CHANNEL[Channel(row["channel"])]),
        "TrichYeuHoSo": row["procedure_name"][:1000],
        "NgayNopHoSo": moment(row["submitted_at"]),
        "NgayTiepNhan": moment(row["accepted_at"]),
        "NgayHenTra": moment(row["due_at"]),
        "TrangThaiHoSo": str(int(NATIONAL_CODE[State(row["state"])])),
        "HinhThuc": "1" if row["delivery"] == "post" else "0",
        "ThanhPhanHoSo": _components(facts, codes, files),
        "DanhSachLePhi": fees(facts, codes),
        "ThongTinNguoiNop": {
            "LoaiDoiTuong": codes("subject_2026", subject_kind(facts)),
            "IdDoiTuong": row["sender_tech_id"],
            "ThongTinChiTiet": {
                "TenNguoiNop": row["applicant_name"],
                "SoDinhDanh": facts.number,
                "NgayCapDinhDanh": "",
                "NgaySinh": "",
                "SoDienThoai": facts.phone,
                "Email": facts.email,
                "Fax": "",
                "MaTinh": "",
                "MaHuyen": "",
                "MaXa": "",
                "DiaChiChiTiet": opened(row, "dossier.applicant_address"),
                "TenChuHs": row["owner_name"],
                "SoDinhDanhChuHs": facts.owner_number,
                "MaTinhChuHs": "",
                "MaXaChuHs": "",
                "DiaChiChiTietChuHs": "",
            },
        },
    }


def _components(
    facts: Facts, codes: Callable[[str, str], str], files: Mapping[UUID, Uploaded]
) -> list[dict[str, Any]]:
    names = {c.key: c.name for c in facts.content.components}
    procedure = facts.row["procedure_code"]
    found = []
    papers = {p["component_key"]: p for p in facts.papers}
    given = [f for f in facts.files if f["removed_at"] is None]
    keys = dict.fromkeys([*papers, *(f["component_key"] for f in given)])
    for key in keys:
        attached = [f for f in given if f["component_key"] == key]
        paper = papers.get(key)
        found.append(
            {
                "MaThanhPhanHoSo": codes("component", f"{procedure}/{key}") if key else "",
                "TenThanhPhanHoSo": names.get(key, key),
                "SoLuong": str(paper["count"] if paper else len(attached)),
                "LoaiBan": _PAPER[paper["kind"]] if paper else _ELECTRONIC,
                "GiayToDinhKem": [_attached(file, files) for file in attached],
            }
        )
    return found


def _attached(file: Mapping[str, Any], files: Mapping[UUID, Uploaded]) -> dict[str, str]:
    known = files.get(file["id"])
    kind = file["reused_kind"] or ""
    return {
        "IdGiayTo": known.IdTepTin if known else "",
        "MaKetQua": kind if kind.startswith("KQ.") else "",
        "TenGiayTo": file["name"],
        "HashTepTin": known.HashTepTin if known else "",
    }


def state_record_2026(facts: Facts, code: str, files: Mapping[UUID, Uploaded]) -> dict[str, Any]:
    """One member of `CapNhatTrangThai[]`: where the dossier stands, with its results."""
    row = facts.row
    return {
        "MaHoSo": code,
        "TrangThai": str(int(NATIONAL_CODE[State(row["state"])])),
        "NgayTiepNhan": moment(row["accepted_at"]),
        "NgayHenTra": moment(row["due_at"]),
        "NgayKetThucXuLy": moment(row["finished_at"]),
        "NgayTra": moment(row["returned_at"]),
        "NgayTuChoi": moment(row["refused_at"]),
        "DanhSachGiayToKetQua": [
            {
                "IdGiayTo": files[r["document_id"]].IdTepTin if r["document_id"] in files else "",
                "MaKetQua": result_code(facts, r),
                "TenGiayTo": r["title"],
                "HashTepTin": files[r["document_id"]].HashTepTin
                if r["document_id"] in files
                else "",
            }
            for r in facts.results
        ],
    }


def progress_record_2026(code: str, event: Mapping[str, Any]) -> dict[str, Any]:
    """One member of `CapNhatTienTrinh[]`."""
    return progress_record(code, event)
