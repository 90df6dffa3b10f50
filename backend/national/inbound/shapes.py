"""What the national portal sends of a dossier: the published fields that we use. Pure.

Fields that we do not know are let through unread; they stay in the record that is kept.
"""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from backend.law.calendar import VIETNAM

Text = Annotated[str, Meta(max_length=500)]
Code = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[0-9A-Za-z.\-_/]+$")]
OK, REPEATED, WRONG_SEAL, UNREADABLE = "0", "1", "-1", "-3"
WITHDRAWAL = "7"


class Identity(Struct, frozen=True):
    """`LoaiDinhDanh` 1 personal number, 2 old card."""

    LoaiDinhDanh: Text = ""
    SoDinhDanh: Text = ""


class File(Struct, frozen=True):
    """One file, to be fetched from the portal itself."""

    TenTepDinhKem: Text = ""
    MaThanhPhanHoSo: Text = ""
    DuongDanTaiTepTin: Annotated[str, Meta(max_length=2000)] = ""
    TepDinhKemId: Text = ""
    IsDeleted: Text = "0"


class Record(Struct, frozen=True):
    """One dossier."""

    MaHoSo: Code
    MaTTHC: Code
    ChuHoSo: Annotated[str, Meta(min_length=1, max_length=300)]
    MaDoiTuong: Text = ""
    SoGiayToChuHoSo: Text = ""
    DinhDanhCHS: list[Identity] = []
    Email: Text = ""
    SoDienThoai: Text = ""
    ThongTinKhac: Annotated[str, Meta(max_length=4000)] = ""
    TrichYeuHoSo: Annotated[str, Meta(max_length=1000)] = ""
    NgayNopHoSo: Annotated[str, Meta(pattern=r"^(\d{14})?$")] = ""
    TrangThaiHoSo: Text = "1"
    HinhThuc: Text = "0"
    ThongTinTra: Text = ""
    TaiKhoanDuocXacThucVoiVNeID: Text = "0"
    TaiLieuNop: Annotated[list[File], Meta(max_length=50)] = []

    @property
    def number(self) -> str:
        """The personal number of whom the dossier is about; empty where none is given."""
        known = [one.SoDinhDanh for one in self.DinhDanhCHS if one.LoaiDinhDanh == "1"]
        return known[0] if known else self.SoGiayToChuHoSo

    @property
    def submitted_at(self) -> datetime | None:
        """When it was submitted there."""
        if not self.NgayNopHoSo:
            return None
        try:
            return datetime.strptime(self.NgayNopHoSo, "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM)
        except ValueError:
            return None


class Envelope(Struct, frozen=True):
    """One call: which unit it is for, and the dossiers."""

    madonvi: Code
    data: Annotated[list[dict[str, Any]], Meta(min_length=1, max_length=20)]
    isUpdating: Text = "False"  # noqa: N815 (as it is sent)
    service: Text = ""

    @property
    def updating(self) -> bool:
        """Whether it changes what was sent before."""
        return self.isUpdating.strip().lower() == "true"


def read(record: dict[str, Any]) -> Record:
    """Raises msgspec.ValidationError naming the field."""
    return msgspec.convert(record, Record)
