"""The lists of the stand-in for the national portal: the demonstration's procedures, agencies and
sectors as the national database writes them, with a few differences on purpose."""

from typing import Any

from backend.catalogue.content import ChannelContent, ProcedureContent
from backend.catalogue.seed import procedures
from backend.organisation.demo import plan
from shared.vocabulary.channels import Channel
from shared.vocabulary.time_units import TimeUnit

SECTOR_CODES = {
    "Hộ tịch": "G15-HT",
    "Chứng thực": "G15-CT",
    "Lý lịch tư pháp": "G01-LLTP",
    "Đăng ký, quản lý cư trú": "G01-CT",
    "Đất đai": "G10-DD",
    "Hoạt động xây dựng": "G17-HDXD",
    "Thành lập và hoạt động của hộ kinh doanh": "G12-HKD",
    "Thành lập và hoạt động của doanh nghiệp": "G12-DN",
    "Quản lý chất lượng nông lâm sản và thủy sản": "G10-QLCL",
}
_CHANNELS = {
    Channel.DESK: "Trực tiếp",
    Channel.ONLINE: "Trực tuyến",
    Channel.POST: "Dịch vụ bưu chính",
}
_UNITS = {
    TimeUnit.WORKING_DAY: "Ngày làm việc",
    TimeUnit.CALENDAR_DAY: "Ngày",
    TimeUnit.WORKING_HOUR: "Giờ làm việc",
    TimeUnit.MONTH: "Tháng",
}


def component_code(procedure: str, number: int) -> str:
    """`MAGIAYTO` of the n-th paper (from 1) of a procedure."""
    return f"{procedure}-TP{number:02d}"


def fee_code(procedure: str, number: int) -> str:
    """`MAPHILEPHI` of the n-th fee (from 1) of a procedure."""
    return f"{procedure}-PLP{number:02d}"


class NationalLists:
    """Procedures, agencies and sectors; `changed` holds fields put over a procedure's own."""

    def __init__(self) -> None:
        seeds = procedures()
        self.procedures = {seed.content.code: as_listed(seed.content) for seed in seeds}
        self.agencies = [
            {"MADONVI": a.code, "TENDONVI": a.name, "CAPDONVI": a.level} for a in plan.agencies()
        ]
        self.sectors = [
            {"MALINHVUC": code, "TENLINHVUC": name, "MANGANH": code.partition("-")[0]}
            for name, code in SECTOR_CODES.items()
        ]

    def change(self, code: str, fields: dict[str, Any]) -> None:
        """Puts fields over those of a procedure; an unknown code makes a procedure of its own."""
        self.procedures[code] = self.procedures.get(code, {"MATTHC": code}) | fields

    def answer(self, service: str, body: dict[str, Any]) -> list[dict[str, Any]] | None:
        """The result of a question about lists, or None for another service."""
        match service:
            case "LayDanhSachTTHC":
                return [
                    {"MATTHC": code, "TENTTHC": one.get("TENTTHC", "")}
                    for code, one in self.procedures.items()
                ]
            case "LayThuTuc":
                found = self.procedures.get(str(body.get("maTTHC", "")))
                return [found] if found else []
            case "LayDanhMucCoQuan":
                return self.agencies
            case "LayDanhMucLinhVuc":
                return self.sectors
        return None


def as_listed(content: ProcedureContent) -> dict[str, Any]:
    """A procedure as `LayThuTuc` writes it."""
    return {
        "MATTHC": content.code,
        "TENTTHC": content.name,
        "LINHVUCTHUCHIEN": [
            {"MALINHVUC": SECTOR_CODES.get(content.sector, ""), "TENLINHVUC": content.sector}
        ],
        "TRINHTUTHUCHIEN": [
            {"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": step} for step in content.steps]}
        ],
        "CACHTHUCTHUCHIEN": [_way(content.code, one) for one in content.channels],
        "THANHPHANHOSO": [
            {
                "TRUONGHOP": "",
                "GIAYTO": [
                    {
                        "MAGIAYTO": component_code(content.code, number),
                        "TENGIAYTO": paper.name,
                        "TENMAUDON": paper.form_file,
                        "URL": "",
                    }
                    for number, paper in enumerate(content.components, start=1)
                ],
            }
        ],
        "KETQUATHUCHIEN": [{"MAKETQUA": r.code, "TENKETQUA": r.name} for r in content.results],
        "CANCUPHAPLY": [{"SOVANBAN": t.number, "TENVANBAN": t.title} for t in content.legal_basis],
        "COQUANTHUCHIEN": [{"MADONVI": "", "TENDONVI": content.agency}],
        "YEUCAU": content.conditions,
        "TRANGTHAI": "Còn hiệu lực",
    }


def _way(procedure: str, one: ChannelContent) -> dict[str, Any]:
    fees = (
        [{"SOTIEN": str(one.fee_vnd), "DONVI": "Đồng", "MOTA": "",
          "MAPHILEPHI": fee_code(procedure, 1)}]
        if one.fee_vnd is not None
        else []
    )  # fmt: skip
    time = (
        [{"THOIGIANGIAIQUYET": str(one.amount or 1), "DONVITINH": _UNITS[one.unit],
          "MOTA": one.description, "PHILEPHI": fees}]
        if one.unit in _UNITS
        else []  # "the same day" has no word of its own there
    )  # fmt: skip
    return {"KENH": _CHANNELS[one.channel], "THOIGIAN": time}
