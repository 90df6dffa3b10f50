"""Office hours of the week on screen: two stretches a day, empty where nobody works."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import calendar
from shared.client.base import ApiProblem
from shared.contracts.calendar import OfficeHoursView, OfficeTime, SetOfficeHours
from shared.ui.session import api
from ui_officer.layout import message

_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_FIELDS = ("open1", "close1", "open2", "close2")
_LABELS = ("Mở cửa buổi sáng", "Đóng cửa buổi sáng", "Mở cửa buổi chiều", "Đóng cửa buổi chiều")


@dataclasses.dataclass
class Weekday:
    """One day of the week; times as HH:MM or empty."""

    number: str
    name: str
    open1: str
    close1: str
    open2: str
    close2: str


class OfficeWeek(rx.State):
    """The week of the caller's agency, or everybody's."""

    days: list[Weekday] = []
    inherited: bool = False
    own: bool = False
    problem: str = ""
    notice: str = ""
    _agency_id: str = ""

    async def read(self, agency_id: str) -> None:
        """The week as it is kept."""
        self.reset()
        self._agency_id, self.own = agency_id, agency_id != ""
        try:
            self._show(await calendar.hours(api(self, "officer"), agency_id))
        except ApiProblem as refused:
            self.problem = refused.message

    def _show(self, view: OfficeHoursView) -> None:
        self.inherited = view.inherited
        self.days = []
        for number, name in enumerate(_DAYS):
            times = [
                t for one in view.week if one.weekday == number for t in (one.opens, one.closes)
            ]
            self.days.append(Weekday(str(number), name, *(times + [""] * 4)[:4]))

    @rx.event
    async def keep(self, form: dict[str, Any]):
        """Keeps what is on screen."""
        week = []
        for number, name in enumerate(_DAYS):
            times = [str(form.get(f"{field}_{number}", "")).strip() for field in _FIELDS]
            for opens, closes in (times[:2], times[2:]):
                if bool(opens) != bool(closes):
                    self.notice = ""
                    self.problem = (
                        f"{name}: ghi cả giờ mở cửa và giờ đóng cửa, hoặc để trống cả hai."
                    )
                    return
                if opens:
                    week.append(OfficeTime(number, opens[:5], closes[:5]))
        await self._keep(week)

    @rx.event
    async def follow_everybody(self):
        """Back to the hours of everybody."""
        await self._keep([])

    async def _keep(self, week: list[OfficeTime]) -> None:
        self.problem, self.notice = "", ""
        try:
            asked = msgspec.convert(
                {"week": msgspec.to_builtins(week), "agency_id": self._agency_id}, SetOfficeHours
            )
            self._show(await calendar.keep_hours(api(self, "officer"), asked))
        except msgspec.ValidationError:
            self.problem = "Có giờ chưa ghi đúng."
            return
        except ApiProblem as refused:
            self.problem = " ".join([refused.message, *(e.message for e in refused.errors)])
            return
        self.notice = "Đã ghi giờ làm việc. Hạn trả của hồ sơ đang mở chưa đổi."


def _time(day: Weekday, field: str, label: str) -> Component:
    return rx.el.td(
        rx.el.input(
            type="time",
            name=rx.Var.create(f"{field}_") + day.number,
            default_value=getattr(day, field),
            aria_label=day.name + rx.Var.create(f", {label.lower()}"),
        )
    )


def office_week() -> Component:
    """The card."""
    return rx.el.form(
        rx.el.h2("Giờ làm việc trong tuần"),
        rx.el.p(
            rx.cond(
                OfficeWeek.own,
                rx.cond(
                    OfficeWeek.inherited,
                    "Cơ quan đang theo giờ chung toàn tỉnh. Sửa và ghi để có giờ riêng.",
                    "Cơ quan đang có giờ làm việc riêng.",
                ),
                "Giờ chung toàn tỉnh; cơ quan nào ghi giờ riêng thì theo giờ riêng.",
            ),
            class_name="small",
        ),
        rx.cond(OfficeWeek.problem != "", message(OfficeWeek.problem)),
        rx.cond(OfficeWeek.notice != "", message(OfficeWeek.notice, "good")),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Ngày", scope="col"),
                    *[rx.el.th(label, scope="col") for label in _LABELS],
                )
            ),
            rx.el.tbody(
                rx.foreach(
                    OfficeWeek.days,
                    lambda day: rx.el.tr(
                        rx.el.th(day.name, scope="row"),
                        *[_time(day, *pair) for pair in zip(_FIELDS, _LABELS, strict=True)],
                        key=rx.Var.create("")
                        + day.number
                        + day.open1
                        + day.close1
                        + day.open2
                        + day.close2,
                    ),
                )
            ),
            class_name="spaced week",
        ),
        rx.el.div(
            rx.el.button("Ghi giờ làm việc", type="submit", class_name="button"),
            rx.cond(
                OfficeWeek.own & ~OfficeWeek.inherited,
                rx.el.button(
                    "Theo giờ chung toàn tỉnh",
                    type="button",
                    on_click=OfficeWeek.follow_everybody,
                    class_name="button plain",
                ),
            ),
            class_name="acts",
        ),
        on_submit=OfficeWeek.keep,
        class_name="card",
    )
