"""What a definition may be, and which days it means. Pure."""

from datetime import date, timedelta

from backend.platform.problems import RuleBroken, field
from shared.contracts.analyses import Definition
from shared.contracts.common import FieldProblem
from shared.vocabulary.analyses import (
    DIMENSION_LABELS,
    TIMES,
    Dimension,
    Measure,
    PeriodKind,
    Repeat,
)
from shared.vocabulary.reports import REPORT_READERS

READERS = tuple(REPORT_READERS)
LONGEST = timedelta(days=3 * 366)
MOST_DAYS_BY_DAY = 400
MOST_LINES = 5_000
STANDING = frozenset({Measure.IN_PROGRESS, Measure.IN_PROGRESS_LATE})
_AT_SIX = 6


def checked(definition: Definition, today: date) -> Definition:
    """The definition itself. Raises RuleBroken with every field that is wrong."""
    wrong = [*_of_shape(definition), *_of_days(definition, today)]
    if wrong:
        raise RuleBroken(
            "Báo cáo chưa lập được. Hãy sửa các ô được chỉ ra.",
            en="The report cannot be made; mend the fields named.",
            errors=wrong,
            slug="impossible-analysis",
        )
    return definition


def days(definition: Definition, today: date) -> tuple[date, date]:
    """First and last day of a definition, both inclusive."""
    month = today.replace(day=1)
    quarter = month.replace(month=(month.month - 1) // 3 * 3 + 1)
    year = month.replace(month=1)
    day = timedelta(days=1)
    monday = today - timedelta(days=today.weekday())
    before_quarter = quarter - day
    match definition.period:
        case PeriodKind.YESTERDAY:
            return today - day, today - day
        case PeriodKind.LAST_7_DAYS:
            return today - timedelta(days=7), today - day
        case PeriodKind.LAST_WEEK:
            return monday - timedelta(days=7), monday - day
        case PeriodKind.THIS_MONTH:
            return month, today
        case PeriodKind.LAST_MONTH:
            return (month - day).replace(day=1), month - day
        case PeriodKind.THIS_QUARTER:
            return quarter, today
        case PeriodKind.LAST_QUARTER:
            first = before_quarter.replace(day=1, month=(before_quarter.month - 1) // 3 * 3 + 1)
            return first, before_quarter
        case PeriodKind.THIS_YEAR:
            return year, today
        case PeriodKind.LAST_YEAR:
            return year.replace(year=today.year - 1), year - day
    return date.fromisoformat(definition.day_from), date.fromisoformat(definition.day_to)


def next_moment(repeat: Repeat, day: date) -> tuple[date, int] | None:
    """The day after `day`, and the hour, at which a report is made again; None for never."""
    if repeat is Repeat.DAILY:
        return day + timedelta(days=1), _AT_SIX
    if repeat is Repeat.WEEKLY:
        return day + timedelta(days=7 - day.weekday()), _AT_SIX
    if repeat is Repeat.MONTHLY:
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1), _AT_SIX
    return None


def _of_shape(definition: Definition) -> list[FieldProblem]:
    wrong = []
    dimensions, measures = definition.dimensions, definition.measures
    if len(set(dimensions)) < len(dimensions):
        wrong.append(field("/dimensions", "Mỗi chiều chỉ chọn một lần."))
    if len(TIMES & set(dimensions)) > 1:
        wrong.append(field("/dimensions", "Chỉ chọn một chiều thời gian."))
    if len(set(measures)) < len(measures):
        wrong.append(field("/measures", "Mỗi số liệu chỉ chọn một lần."))
    if TIMES & set(dimensions) and STANDING & set(measures):
        wrong.append(
            field(
                "/measures",
                "Số hồ sơ đang giải quyết được đếm tại một thời điểm nên không chia theo thời "
                "gian. Hãy bỏ số liệu này hoặc bỏ chiều thời gian.",
            )
        )
    named = [each.dimension for each in definition.restrictions]
    for number, each in enumerate(definition.restrictions):
        if each.dimension in TIMES:
            words = "Thời gian được chọn bằng kỳ báo cáo, không bằng bộ lọc."
            wrong.append(field(f"/restrictions/{number}", words))
        elif named.index(each.dimension) < number:
            words = f"“{DIMENSION_LABELS[each.dimension].vi}” được lọc hai lần."
            wrong.append(field(f"/restrictions/{number}", words))
    return wrong


def _of_days(definition: Definition, today: date) -> list[FieldProblem]:
    if definition.period is not PeriodKind.DAYS:
        return []
    try:
        first, last = days(definition, today)
    except ValueError:
        return [field("/day_from", "Nhập ngày bắt đầu và ngày kết thúc, ví dụ 01/01/2026.")]
    if first > last:
        return [field("/day_from", "Ngày bắt đầu phải trước hoặc trùng ngày kết thúc.")]
    if first > today:
        return [field("/day_from", "Kỳ báo cáo chưa bắt đầu. Chọn ngày đã qua.")]
    if last - first > LONGEST:
        return [field("/day_to", "Chọn kỳ báo cáo không quá ba năm.")]
    if Dimension.DAY in definition.dimensions and (last - first).days > MOST_DAYS_BY_DAY:
        return [field("/day_to", f"Theo từng ngày thì chọn kỳ không quá {MOST_DAYS_BY_DAY} ngày.")]
    return []
