"""One crawled record of the national catalogue, read into the content of a procedure."""

import codecs
from typing import TypeVar

import msgspec

from backend.catalogue.content import CODE, Flag, ProcedureContent
from backend.catalogue.records.channels import NOTHING, read_channels
from backend.catalogue.records.components import read_components
from backend.catalogue.records.legal_basis import read_legal_basis
from backend.catalogue.records.reading import LONGEST_LINE
from backend.catalogue.records.results import read_results
from shared.vocabulary.channels import AgencyLevel, Channel, OnlineLevel, Subject

_Code = TypeVar("_Code", AgencyLevel, Subject)
_LONGEST_NAME = 2000
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


class _OnlyCode(msgspec.Struct):
    ma_thu_tuc: str = ""


class BadRecord(Exception):
    """A record that cannot be imported; `reason` says why, in Vietnamese."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def read_record(line: bytes) -> ProcedureContent:
    """One line of the file. Raises BadRecord when it is no procedure at all."""
    record = _decoded(line)
    code = record.ma_thu_tuc.strip()
    if not CODE.fullmatch(code):
        raise BadRecord(_shown(code), "Mã thủ tục không đúng dạng n.nnnnnn.")
    if any("\x00" in text for text in msgspec.structs.astuple(record)):
        raise BadRecord(code, "Có ký tự không hợp lệ.")
    name = " ".join(record.ten_thu_tuc.split())
    if len(name) < 5:
        raise BadRecord(code, "Thiếu tên thủ tục.")
    if len(name) > _LONGEST_NAME:
        raise BadRecord(code, "Tên thủ tục quá dài.")
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
    sector = _known(record.linh_vuc)
    agency = _known(record.co_quan_co_tham_quyen) or _known(record.co_quan_thuc_hien)
    steps = [part.strip() for part in record.trinh_tu_thuc_hien.split("\n") if _known(part)]
    for field, value in (("sector", sector), ("agency", agency), ("steps", steps)):
        if not value:
            flags.append(Flag(field, "Không có thông tin.", ""))
    online = any(entry.channel is Channel.ONLINE for entry in channels)
    return ProcedureContent(
        code=code,
        name=name,
        sector=sector,
        levels=levels,
        subjects=subjects,
        # The crawl does not tell toàn trình from một phần; "một phần" promises less.
        online_level=OnlineLevel.PARTIAL if online else OnlineLevel.INFORMATION,
        agency=agency,
        receiving_address=_known(record.dia_chi_tiep_nhan),
        decision_number=_known(record.so_quyet_dinh),
        steps=steps,
        channels=channels,
        components=components,
        conditions=_known(record.yeu_cau_dieu_kien),
        results=results,
        legal_basis=legal_basis,
        flags=flags,
    )


def _decoded(line: bytes) -> Record:
    if len(line) > LONGEST_LINE:
        raise BadRecord("", "Dòng dài quá mức cho phép.")
    line = line.removeprefix(codecs.BOM_UTF8)
    try:
        return msgspec.json.decode(line, type=Record)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        reason = "Dòng không phải JSON hợp lệ hoặc sai kiểu dữ liệu."
        raise BadRecord(_code_alone(line), reason) from error


def _code_alone(line: bytes) -> str:
    try:
        return _shown(msgspec.json.decode(line, type=_OnlyCode).ma_thu_tuc.strip())
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""


def _shown(code: str) -> str:
    return code.replace("\x00", "")[:40]


def _known(text: str) -> str:
    text = text.strip()
    return "" if text == NOTHING else text


def _mapped(raw: str, names: dict[str, _Code], field: str, flags: list[Flag]) -> list[_Code]:
    # Names may hold commas themselves, so the longest known name is taken each time.
    rest = raw.strip()
    found: list[_Code] = []
    while rest:
        name = max((n for n in names if rest.startswith(n)), key=len, default="")
        after = rest[len(name) :]
        ends = not after or after.startswith((",", *names))
        if not name or not ends:
            flags.append(Flag(field, "Giá trị không có trong danh mục.", rest))
            break
        if names[name] not in found:
            found.append(names[name])
        rest = after.lstrip(" ,")
    if not raw.strip():
        flags.append(Flag(field, "Không có thông tin.", raw))
    return found
