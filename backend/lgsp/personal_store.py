"""The national store of people's and organisations' electronic papers (Kho quản lý dữ liệu điện tử
của tổ chức, cá nhân; NĐ 45/2020 Điều 16, LAW 8.4): which papers it holds, and their files.

It is asked for the signed-in person alone, and for the kinds of results that the procedure takes.
The `signature` of its answers has no published scheme; they are believed because of the LGSP.
"""

from dataclasses import dataclass

import msgspec

from backend.lgsp.client import NoRecord, RegisterAway, Why, ask, content
from backend.lgsp.registers import Subject

_MOST_PAPERS = 50
_MOST_FILES = 10
_ONLINE = "2"  # KenhThucHien


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a paper, and where it lies there."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """One paper; `kind` is the national code of the result (KQ.…)."""

    kind: str
    title: str
    number: str
    issuer: str
    files: list[StoredFile]


class _File(msgspec.Struct, frozen=True):
    TenTep: str
    DuongDan: str


class _Paper(msgspec.Struct, frozen=True):
    MaKetQua: str
    TenGiayTo: str
    SoKyHieu: str = ""
    CoQuanChuQuan: str = ""
    DanhSachTepDinhKem: list[_File] = []


class _Papers(msgspec.Struct, frozen=True):
    DanhSachGiayToKetQua: list[_Paper] = []


class _Answer(msgspec.Struct, frozen=True):
    errorCode: str | int  # noqa: N815 (as it is sent)
    message: str = ""
    result: _Papers | None = None


async def papers(
    subject: Subject, procedure_code: str, kinds: list[str], why: Why
) -> list[StoredPaper]:
    """Papers of these kinds that the person owns. Raises RegisterAway, NoRecord for none."""
    body = {
        "SoDinhDanhChuSoHuu": subject.personal_id,
        "HoTenNguoiYeuCau": subject.full_name,
        "SoDinhDanhNguoiYeuCau": subject.personal_id,
        "KenhThucHien": _ONLINE,
        "MaThuTuc": procedure_code,
        "DanhSachDanhMucKetQua": [{"MaKetQua": kind, "SoKyHieu": ""} for kind in kinds],
    }
    answer = await ask("/personal-store/papers", body, why, _Answer)
    if str(answer.errorCode) != "0":
        raise RegisterAway(f"errorCode {answer.errorCode}")
    found = answer.result.DanhSachGiayToKetQua if answer.result is not None else []
    # What was not asked for is not shown, whatever is sent.
    known = [_read(paper) for paper in found if paper.MaKetQua in kinds][:_MOST_PAPERS]
    with_files = [paper for paper in known if paper.files]
    if not with_files:
        raise NoRecord
    return with_files


async def file_of(issuer: str, path: str, why: Why, most: int) -> bytes:
    """One file, at most so many bytes. Raises RegisterAway, NoRecord."""
    body = {"CoQuanChuQuan": issuer, "DuongDan": path}
    return await content("/personal-store/files", body, why, most)


def _read(paper: _Paper) -> StoredPaper:
    return StoredPaper(
        kind=paper.MaKetQua,
        title=paper.TenGiayTo[:300],
        number=paper.SoKyHieu[:60],
        issuer=paper.CoQuanChuQuan[:300],
        files=[
            StoredFile(file.TenTep[:200], file.DuongDan[:1000])
            for file in paper.DanhSachTepDinhKem[:_MOST_FILES]
            if file.TenTep and file.DuongDan
        ],
    )
