"""One crawled record of the national catalogue, read into the content of a procedure."""

import re
from typing import TypeVar

import msgspec

from backend.catalogue.content import Flag, ProcedureContent
from backend.catalogue.records.tables import (
    NOTHING,
    read_channels,
    read_components,
    read_legal_basis,
    read_results,
)
from shared.vocabulary.channels import AgencyLevel, Channel, OnlineLevel, Subject

_Code = TypeVar("_Code", AgencyLevel, Subject)
_CODE = re.compile(r"^\d\.\d{6}$")
_LEVELS = {
    "Cấp bộ": AgencyLevel.MINISTRY,
    "Cấp tỉnh": AgencyLevel.PROVINCE,
    "Cấp xã": AgencyLevel.COMMUNE,
    "Cơ quan khác": AgencyLevel.OTHER,
}
_SUBJECTS = {
    "Công dân Việt Nam": Subject.CITIZEN,
    "Người Việt Nam định cư ở nước ngoài": Subject.CITIZEN,
    "Đảng viên": Subject.CITIZEN,
    "Cán bộ, công chức, viên chức": Subject.AGENCY,
    "Tổ chức (không bao gồm doanh nghiệp, HTX)": Subject.ORGANISATION,
    "Tổ chức nước ngoài": Subject.ORGANISATION,
    "Tổ chức Đảng": Subject.ORGANISATION,
    "Doanh nghiệp có vốn đầu tư nước ngoài": Subject.BUSINESS,
    "Doanh nghiệp Việt Nam": Subject.BUSINESS,
    "Doanh nghiệp": Subject.BUSINESS,
    "Hợp tác xã": Subject.BUSINESS,
    "Người nước ngoài cư trú tại Việt Nam": Subject.FOREIGNER,
    "Người nước ngoài": Subject.FOREIGNER,
}


class Record(msgspec.Struct, frozen=True):
    """The fields of a crawled record that are read; others are ignored."""

    ma_thu_tuc: str = ""
    ten_thu_tuc: str = ""
    so_quyet_dinh: str = ""
    cap_thuc_hien: str = ""
    linh_vuc: str = ""
    doi_tuong_thuc_hien: str = ""
    co_quan_co_tham_quyen: str = ""
    co_quan_thuc_hien: str = ""
    dia_chi_tiep_nhan: str = ""
    trinh_tu_thuc_hien: str = ""
    cach_thuc_thuc_hien: str = ""
    thanh_phan_ho_so: str = ""
    can_cu_phap_ly: str = ""
    yeu_cau_dieu_kien: str = ""
    ket_qua_xu_ly: str = ""


class BadRecord(Exception):
    """A record that cannot be imported; `reason` says why, in Vietnamese."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def read_record(line: bytes) -> ProcedureContent:
    """One line of the file. Raises BadRecord when it is no procedure at all."""
    try:
        record = msgspec.json.decode(line, type=Record)
    except msgspec.MsgspecError as error:
        raise BadRecord("", "Dòng không phải JSON hợp lệ hoặc sai kiểu dữ liệu.") from error
    code = record.ma_thu_tuc.strip()
    if not _CODE.match(code):
        raise BadRecord(code, "Mã thủ tục không đúng dạng n.nnnnnn.")
    name = " ".join(record.ten_thu_tuc.split())
    if len(name) < 5:
        raise BadRecord(code, "Thiếu tên thủ tục.")
    if "\x00" in line.decode(errors="replace"):
        raise BadRecord(code, "Có ký tự không hợp lệ.")
    flags: list[Flag] = []
    levels = _mapped(record.cap_thuc_hien, _LEVELS, "levels", flags)
    subjects = _mapped(record.doi_tuong_thuc_hien, _SUBJECTS, "subjects", flags)
    channels, found = read_channels(record.cach_thuc_thuc_hien)
    flags.extend(found)
    components, found = read_components(record.thanh_phan_ho_so)
    flags.extend(found)
    legal_basis, found = read_legal_basis(record.can_cu_phap_ly)
    flags.extend(found)
    results, found = read_results(record.ket_qua_xu_ly)
    flags.extend(found)
    online = any(entry.channel is Channel.ONLINE for entry in channels)
    return ProcedureContent(
        code=code,
        name=name,
        sector=_known(record.linh_vuc),
        levels=levels,
        subjects=subjects,
        # The crawl does not tell toàn trình from một phần; "một phần" promises less.
        online_level=OnlineLevel.PARTIAL if online else OnlineLevel.INFORMATION,
        agency=_known(record.co_quan_co_tham_quyen) or _known(record.co_quan_thuc_hien),
        receiving_address=_known(record.dia_chi_tiep_nhan),
        decision_number=_known(record.so_quyet_dinh),
        steps=[part.strip() for part in record.trinh_tu_thuc_hien.split("\n") if part.strip()],
        channels=channels,
        components=components,
        conditions=_known(record.yeu_cau_dieu_kien),
        results=results,
        legal_basis=legal_basis,
        flags=flags,
    )


def _known(text: str) -> str:
    text = text.strip()
    return "" if text == NOTHING else text


def _mapped(raw: str, names: dict[str, _Code], field: str, flags: list[Flag]) -> list[_Code]:
    # Names may hold commas themselves, so the longest known name is taken each time.
    rest = raw.strip()
    found: list[_Code] = []
    while rest:
        name = max((n for n in names if rest.startswith(n)), key=len, default="")
        if not name:
            flags.append(Flag(field, "Giá trị không có trong danh mục.", rest))
            break
        if names[name] not in found:
            found.append(names[name])
        rest = rest[len(name) :].lstrip(" ,")
    if not raw.strip():
        flags.append(Flag(field, "Không có thông tin.", raw))
    return found
