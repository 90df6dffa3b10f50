"""What `LayDanhSachTTHC`, `LayThuTuc`, `LayDanhMucCoQuan` and `LayDanhMucLinhVuc` answer.

Field names as the service sends them; fields that are not read here are ignored. Pure.
"""

from msgspec import Struct


class ListedProcedure(Struct, frozen=True):
    """A line of `LayDanhSachTTHC`."""

    MATTHC: str
    TENTTHC: str = ""


class ListedAgency(Struct, frozen=True):
    """A line of `LayDanhMucCoQuan`."""

    MADONVI: str
    TENDONVI: str = ""
    CAPDONVI: str = ""


class Sector(Struct, frozen=True):
    """A line of `LayDanhMucLinhVuc`, and a member of `LINHVUCTHUCHIEN`."""

    MALINHVUC: str
    TENLINHVUC: str = ""
    MANGANH: str = ""


class Step(Struct, frozen=True):
    """One step in words."""

    TENTRINHTU: str


class StepsOfCase(Struct, frozen=True):
    """Steps of one case."""

    TRUONGHOP: str = ""
    TRINHTU: list[Step] = []


class Fee(Struct, frozen=True):
    """One amount."""

    SOTIEN: str = ""
    DONVI: str = ""
    MOTA: str = ""
    MAPHILEPHI: str = ""


class Time(Struct, frozen=True):
    """One time limit with its fees."""

    THOIGIANGIAIQUYET: str = ""
    DONVITINH: str = ""
    MOTA: str = ""
    PHILEPHI: list[Fee] = []


class Way(Struct, frozen=True):
    """One way to submit."""

    KENH: str = ""
    THOIGIAN: list[Time] = []


class Paper(Struct, frozen=True):
    """One paper."""

    MAGIAYTO: str = ""
    TENGIAYTO: str = ""
    TENMAUDON: str = ""
    URL: str = ""


class PapersOfCase(Struct, frozen=True):
    """Papers of one case."""

    TRUONGHOP: str = ""
    GIAYTO: list[Paper] = []


class Outcome(Struct, frozen=True):
    """A result with its national code."""

    MAKETQUA: str = ""
    TENKETQUA: str = ""


class LegalText(Struct, frozen=True):
    """One legal text."""

    SOVANBAN: str = ""
    TENVANBAN: str = ""


class Procedure(Struct, frozen=True):
    """`LayThuTuc`: one procedure whole."""

    TENTTHC: str
    MATTHC: str = ""
    LINHVUCTHUCHIEN: list[Sector] = []
    TRINHTUTHUCHIEN: list[StepsOfCase] = []
    CACHTHUCTHUCHIEN: list[Way] = []
    THANHPHANHOSO: list[PapersOfCase] = []
    KETQUATHUCHIEN: list[Outcome] = []
    CANCUPHAPLY: list[LegalText] = []
    YEUCAU: str = ""
    TRANGTHAI: str = ""

    @property
    def papers(self) -> list[tuple[str, Paper]]:
        """Case and paper, in their order."""
        return [(one.TRUONGHOP, paper) for one in self.THANHPHANHOSO for paper in one.GIAYTO]
