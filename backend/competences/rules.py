"""Who writes competences and what may not hold. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.vocabulary.roles import Role

WRITERS = (Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN)
FURTHEST_DAYS = 2 * 366


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """What must be known of an agency."""

    id: UUID
    code: str
    ended: bool
    demonstration: bool


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What must be known of a unit."""

    id: UUID
    agency_id: UUID
    name: str
    is_desk: bool
    dissolved: bool


def why_no_procedure(*, known: bool, retired: bool) -> str:
    """Why nothing can be said of a procedure; empty when it can."""
    if not known:
        return "Không có thủ tục mang mã này trong danh mục. Kiểm tra mã, hoặc nhập thủ tục trước."
    if retired:
        return "Thủ tục này đã bãi bỏ. Ghi thủ tục thay thế; ở đây chỉ kết thúc được."
    return ""


def why_no_agency(facts: AgencyFacts | None, reach: Collection[UUID] | None) -> str:
    """Why an agency can neither receive nor resolve; empty when it can. Without `reach` nobody
    asks who is asking."""
    if facts is None:
        return "Không có cơ quan mang mã này. Kiểm tra mã, hoặc nhập cơ quan trước."
    if facts.demonstration:
        return "Đây là cơ quan để chạy thử. Chọn cơ quan thật."
    if facts.ended:
        return "Cơ quan này đã kết thúc hoạt động. Ghi cơ quan kế thừa."
    if reach is not None and facts.id not in reach:
        return "Cơ quan này ngoài phạm vi bạn quản trị. Nhờ quản trị của cơ quan cấp trên."
    return ""


def why_no_unit(facts: UnitFacts | None, others: Collection[UnitFacts]) -> str:
    """Why a unit cannot resolve; empty when it can. `others` are those of its agency."""
    if facts is None:
        names = [unit.name for unit in others if not (unit.is_desk or unit.dissolved)]
        if not names:
            return "Cơ quan giải quyết chưa có phòng nào. Nhập phòng, ban trước."
        more = " …" if len(names) > 8 else "."
        return (
            f"Cơ quan giải quyết không có phòng này. Chọn một trong: {'; '.join(names[:8])}{more}"
        )
    if facts.dissolved:
        return "Phòng này đã giải thể. Chọn phòng khác của cơ quan giải quyết."
    if facts.is_desk:
        return "Bộ phận Một cửa tiếp nhận, không giải quyết. Chọn phòng chuyên môn."
    return ""


def why_no_day(effective_on: str, today: date) -> str:
    """Why a day cannot be proposed; empty when it can, or when none is given: from the approval."""
    if not effective_on:
        return ""
    try:
        day = date.fromisoformat(effective_on)
    except ValueError:
        return "Ngày áp dụng này không có thật. Chọn lại ngày."
    if day <= today:
        return "Chọn ngày áp dụng từ ngày mai; để trống nếu áp dụng ngay khi phê duyệt."
    if (day - today).days > FURTHEST_DAYS:
        return "Chọn ngày áp dụng trong vòng hai năm tới."
    return ""


def why_too_late(effective_on: str, today: date) -> str:
    """Why what was proposed for a day cannot be approved any more; empty when it can."""
    if not effective_on or date.fromisoformat(effective_on) >= today:
        return ""
    return "Ngày áp dụng đã qua. Trả lại để người đề nghị ghi ngày khác."


def by_place(units: Collection[UnitFacts]) -> Mapping[UUID, list[UnitFacts]]:
    """Units of each agency."""
    found: dict[UUID, list[UnitFacts]] = {}
    for unit in units:
        found.setdefault(unit.agency_id, []).append(unit)
    return found
