"""What the national portal asks of the fields of a record, in both its versions."""

import re
from typing import Any

_MOMENT = re.compile(r"^(\d{14})?$")
MOMENTS = ("NgayNopHoSo", "NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy", "NgayTuChoi")
_STATES = {str(number) for number in range(1, 11)}
_LONGEST = {"TrichYeuHoSo": 1000, "NguoiXuLy": 50}


def wrong_in(record: dict[str, Any]) -> str:
    """What is wrong with one record by the published fields; empty for nothing."""
    texts = [value for value in record.values() if not isinstance(value, list)]
    if not all(isinstance(value, str) for value in texts):
        return "Mọi giá trị phải là chuỗi"
    if not all(_MOMENT.match(record.get(name, "")) for name in MOMENTS):
        return "Thời điểm phải có dạng yyyyMMddHHmmss"
    for name, longest in _LONGEST.items():
        if len(record.get(name, "")) > longest:
            return f"{name} dài quá {longest} ký tự"
    state = record.get("TrangThaiHoSo", record.get("TrangThai", ""))
    return "" if state in _STATES else "Trạng thái không có trong danh mục"
