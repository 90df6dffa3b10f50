"""Who watches how the system runs, who sets thresholds, which months there are. Pure."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from backend.law.calendar import VIETNAM
from backend.law.performance import LIMITS
from backend.platform.problems import RuleBroken, field
from shared.contracts.compliance import SetThreshold
from shared.vocabulary.roles import Role

SETTERS = (Role.SYSTEM_ADMIN,)


def month_of(text: str, today: date) -> tuple[date, date]:
    """First and last day of a month "YYYY-MM", of this one without a text. Raises RuleBroken."""
    try:
        first = date.fromisoformat(f"{text}-01") if text else today.replace(day=1)
    except ValueError:
        first = date.max
    if first > today or first.year < 2000:
        sentence = "Chọn một tháng đã qua hoặc tháng này, ví dụ 2026-11."
        raise RuleBroken(
            sentence, en="Choose this month or one before.", errors=[field("/month", sentence)]
        )
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def span(first: date, last: date, now: datetime) -> tuple[datetime, datetime]:
    """The moments between which a month is measured, until now at the latest."""
    begin = datetime.combine(first, time.min, VIETNAM)
    end = datetime.combine(last + timedelta(days=1), time.min, VIETNAM)
    return begin, min(end, now)


def checked(data: SetThreshold, today: date) -> None:
    """Raises RuleBroken for a threshold that cannot be, or for a day that has passed."""
    lowest, highest = LIMITS[data.criterion]
    wrong = []
    if not lowest <= data.value <= highest:
        words = f"Nhập một số từ {lowest:g} đến {highest:g}.".replace(".", ",", 1)
        wrong.append(field("/value", words if lowest < 1 else words.replace(",", ".", 1)))
    if data.valid_from < today:
        wrong.append(field("/valid_from", "Ngày áp dụng phải từ hôm nay."))
    elif data.valid_from > today + timedelta(days=366):
        wrong.append(field("/valid_from", "Ngày áp dụng không quá một năm nữa."))
    if wrong:
        raise RuleBroken(
            "Ngưỡng chưa lưu được. Hãy sửa các ô được chỉ ra.",
            en="The threshold cannot be kept; mend the fields named.",
            errors=wrong,
            slug="impossible-threshold",
        )
