"""The figures of Appendix IV in a month, in words; and entering a threshold."""

import dataclasses
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import reflex as rx

from shared.client import compliance
from shared.client.base import ApiProblem
from shared.contracts.compliance import (
    ComplianceReport,
    CriterionFigure,
    SetThreshold,
    Threshold,
)
from shared.ui.charts import LineChart, Series, Tone, lines
from shared.ui.session import api, query
from shared.ui.step_up import StepUpMixin, needs_step_up
from shared.ui.words import day, iso_day, moment, size, written
from shared.vocabulary.performance import Criterion

_TONES = {"met": "good", "not_met": "bad", "not_reached": "quiet", "not_measured": "quiet"}


@dataclasses.dataclass
class Figure:
    """One criterion."""

    mark: str
    label: str
    value: str
    threshold: str
    verdict: str
    tone: str
    note: str


@dataclasses.dataclass
class Line:
    """Cells of one line of a table."""

    cells: list[str]


@dataclasses.dataclass
class Month:
    """A month that can be looked at."""

    words: str
    href: str


class Compliance(StepUpMixin, rx.State):
    """The figures of the month in the address."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    errors: dict[str, str] = {}
    heading: str = ""
    as_of: str = ""
    slowest: str = ""
    figures: list[Figure] = []
    seconds: LineChart = LineChart()
    load_chart: LineChart = LineChart()
    has_days: bool = False
    minutes: LineChart = LineChart()
    has_minutes: bool = False
    outages: list[Line] = []
    announced: str = ""
    backups: list[Line] = []
    versions: list[Line] = []
    history: list[Line] = []
    months: list[Month] = []
    may_set: bool = False
    today: str = ""

    @classmethod
    def face(cls) -> str:
        """Officers."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads the address and the figures."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            found = await compliance.report(api(self, "officer"), query(self, "thang")[:7])
            self._told(await compliance.thresholds(api(self, "officer")))
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self._show(found)
        self.loaded = True

    def _show(self, found: ComplianceReport) -> None:
        year, month = found.month.split("-")
        self.heading = f"Tháng {month}/{year}"
        self.as_of = moment(found.as_of)
        self.today = f"{datetime.now(ZoneInfo('Asia/Ho_Chi_Minh')):%d/%m/%Y}"
        self.slowest = found.slowest_route.removeprefix("/api/v1")
        self.figures = [_figure(one) for one in found.figures]
        self.may_set = found.may_set
        names = [day(one.day)[:5] for one in found.days]
        self.seconds = lines(
            "Thời gian phản hồi theo ngày",
            names,
            [
                Series("Trung bình (giây)", [one.mean_seconds for one in found.days]),
                Series("Chậm nhất (giây)", [one.slowest_seconds for one in found.days], Tone.SOON),
            ],
        )
        self.load_chart = lines(
            "CPU theo ngày",
            names,
            [
                Series("Máy ứng dụng (%)", [one.application_cpu for one in found.days]),
                Series("Cơ sở dữ liệu (%)", [one.database_cpu for one in found.days], Tone.GOOD),
            ],
        )
        self.has_days = bool(found.days)
        self.minutes = lines(
            "Một giờ qua, theo phút",
            [moment(one.at)[:5] for one in found.minutes],
            [
                Series("Người đang truy cập", [one.concurrent for one in found.minutes]),
                Series("Yêu cầu mỗi phút", [one.requests for one in found.minutes], Tone.DARK),
            ],
            first_head="Phút",
        )
        self.has_minutes = bool(found.minutes)
        self.outages = [
            Line([moment(one.starts_at), moment(one.ends_at), written(one.minutes),
                  written(one.excused)])
            for one in reversed(found.outages)
        ]  # fmt: skip
        self.announced = (
            f"Bảo trì đã báo trước trong tháng: {written(found.announced_minutes)} phút."
            if found.announced_minutes
            else "Không có bảo trì nào được báo trước trong tháng."
        )
        self.backups = [
            Line([
                one.label, moment(one.finished_at) if one.finished_at else "Chưa có bản nào",
                size(one.size) if one.size else "", one.told_by,
                one.note if one.whole else f"Chưa trọn vẹn. {one.note}",
            ])
            for one in found.backups
        ]  # fmt: skip
        self.versions = [Line([part.name, part.version]) for part in found.versions]
        self.months = _months(found)

    def _told(self, history: list[Threshold]) -> None:
        self.history = [
            Line([
                one.label, _counted(one.value, one.unit), day(one.valid_from), one.set_by,
                moment(one.set_at), one.reason,
            ])
            for one in history
        ]  # fmt: skip

    @rx.event
    async def set_threshold(self, form: dict):
        """Another threshold from a day on."""
        self.errors, self.notice, self.problem = {}, "", ""
        try:
            value = float(str(form.get("gia_tri", "")).strip().replace(",", "."))
        except ValueError:
            self.errors = {"value": "Nhập một số, ví dụ 2,5."}
            return
        try:
            begins = date.fromisoformat(iso_day(str(form.get("tu_ngay", ""))))
        except ValueError:
            self.errors = {"valid_from": "Nhập ngày, ví dụ 01/12/2026."}
            return
        reason = str(form.get("ly_do", "")).strip()
        if len(reason) < 5:
            self.errors = {"reason": "Ghi căn cứ của ngưỡng này."}
            return
        data = SetThreshold(Criterion(form.get("tieu_chi")), value, begins, reason[:500])
        try:
            self._told(await compliance.set_threshold(api(self, "officer"), data))
            self._show(await compliance.report(api(self, "officer"), query(self, "thang")[:7]))
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("set_threshold", form)
                return
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        self.notice = f"Đã lưu ngưỡng, áp dụng từ {begins:%d/%m/%Y}."


def _exact(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _counted(value: float, unit: str) -> str:
    return f"{_exact(value)} người" if unit == "người" else f"{_exact(value)} {unit}"


def _figure(one: CriterionFigure) -> Figure:
    unit = "giờ" if one.criterion == Criterion.BACKUP_HOURS else one.unit
    bound = _counted(one.threshold, unit)
    return Figure(
        one.mark,
        one.label,
        "–" if one.value is None else _counted(round(one.value, 3), one.unit),
        f"ít nhất {bound}" if one.at_least else f"không quá {bound}",
        one.verdict_label,
        _TONES[one.verdict],
        one.note,
    )


def _months(found: ComplianceReport) -> list[Month]:
    month = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date().replace(day=1)
    months = []
    for _ in range(12):
        here = f"{month:%Y-%m}"
        months.append(Month(f"{month:%m/%Y}", "" if here == found.month else f"?thang={here}"))
        month = (month - timedelta(days=1)).replace(day=1)
    return months
