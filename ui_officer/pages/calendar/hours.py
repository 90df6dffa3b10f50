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
from shared.ui.words import day as day_of
from shared.ui.words import moment
from ui_officer.layout import message
from ui_officer.pages.calendar.looked import seen_before, sentences

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


@dataclasses.dataclass
class Version:
    """Hours that were set from a day on."""

    id: str
    since: str
    state: str
    hours: str
    who: str
    note: str
    may_call_off: bool


class OfficeWeek(rx.State):
    """The week of the caller's agency, or everybody's."""

    days: list[Weekday] = []
    versions: list[Version] = []
    seen: list[str] = []
    has_coming: bool = False
    inherited: bool = False
    own: bool = False
    problem: str = ""
    notice: str = ""
    _agency_id: str = ""
    _asked: SetOfficeHours | None = None

    async def read(self, agency_id: str) -> None:
        """The week as it is kept."""
        self.reset()
        self._agency_id, self.own = agency_id, agency_id != ""
        try:
            self._show(await calendar.hours(api(self, "officer"), agency_id))
        except ApiProblem as refused:
            self.problem = refused.message

    def _show(self, view: OfficeHoursView) -> None:
        self.inherited, self.seen, self._asked = view.inherited, [], None
        self.versions = [
            Version(
                v.id,
                day_of(v.valid_from) or "lúc cài đặt",
                v.state_label,
                "; ".join(v.hours),
                ", ".join(text for text in (v.reason, v.set_by, moment(v.set_at)) if text),
                v.note,
                v.may_call_off,
            )
            for v in view.versions
        ]
        self.has_coming = any(v.may_call_off for v in self.versions)
        self.days = []
        for number, name in enumerate(_DAYS):
            times = [
                t for one in view.week if one.weekday == number for t in (one.opens, one.closes)
            ]
            self.days.append(Weekday(str(number), name, *(times + [""] * 4)[:4]))

    @rx.event
    async def keep(self, form: dict[str, Any]):
        """Looks at what is on screen: what it would come to, before it is kept."""
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
        reason = str(form.get("hours_reason", "")).strip()[:300]
        await self._look(week, str(form.get("hours_from", "")).strip(), reason)

    @rx.event
    async def follow_everybody(self):
        """Back to the hours of everybody."""
        await self._look([], "", "")

    @rx.event
    async def confirm(self):
        """Keeps what was looked at."""
        if self._asked is None:
            return
        try:
            self._show(await calendar.keep_hours(api(self, "officer"), self._asked))
        except ApiProblem as refused:
            self.problem = " ".join([refused.message, *(e.message for e in refused.errors)])
            return
        self.notice = "Đã ghi giờ làm việc. Hạn trả của hồ sơ đang mở chưa đổi."

    @rx.event
    def leave(self):
        """Nothing is changed after all."""
        self.seen, self._asked, self.problem = [], None, ""

    @rx.event
    async def call_off(self, form: dict[str, Any]):
        """Calls hours off before their day."""
        self.problem, self.notice = "", ""
        reason = str(form.get("off_reason", "")).strip()[:300]
        if len(reason) < 10:
            self.problem = "Ghi lý do hủy, ít nhất 10 ký tự."
            return
        coming = next((v.id for v in self.versions if v.may_call_off), "")
        try:
            self._show(await calendar.call_off_hours(api(self, "officer"), coming, reason))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = "Đã hủy giờ làm việc chưa áp dụng."

    async def _look(self, week: list[OfficeTime], since: str, reason: str) -> None:
        self.problem, self.notice, self.seen = "", "", []
        try:
            self._asked = msgspec.convert(
                {
                    "week": msgspec.to_builtins(week), "agency_id": self._agency_id,
                    "valid_from": since, "reason": reason,
                },
                SetOfficeHours,
            )  # fmt: skip
            self.seen = sentences(await calendar.preview_hours(api(self, "officer"), self._asked))
        except msgspec.ValidationError:
            self.problem = "Có giờ chưa ghi đúng."
            return
        except ApiProblem as refused:
            self.problem = " ".join([refused.message, *(e.message for e in refused.errors)])


def _time(day: Weekday, field: str, label: str) -> Component:
    return rx.el.td(
        rx.el.input(
            type="time",
            name=rx.Var.create(f"{field}_") + day.number,
            default_value=getattr(day, field),
            aria_label=day.name + rx.Var.create(f", {label.lower()}"),
        )
    )


def _box(name: str, label: str, kind: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(id=name, name=name, type=kind, auto_complete="off"),
        class_name="field",
    )


def _version(one: Version) -> Component:
    return rx.el.li(
        rx.el.b("Từ ", one.since),
        " ",
        rx.el.span(one.state, class_name="chip"),
        " ",
        one.hours,
        rx.el.span(one.who, class_name="sub"),
        rx.cond(one.note != "", rx.el.span("Hủy: " + one.note, class_name="sub")),
        key=one.id,
    )


def week_versions() -> Component:
    """Hours that were set and are to come; what has not begun is called off."""
    return rx.el.section(
        rx.el.h2("Giờ làm việc đã ghi"),
        rx.el.p(
            "Giờ của ngày đã qua giữ nguyên: phiếu kiểm soát, thời gian xử lý tính theo giờ của "
            "từng ngày.",
            class_name="small",
        ),
        rx.el.ul(rx.foreach(OfficeWeek.versions, _version)),
        rx.cond(
            OfficeWeek.has_coming,
            rx.el.form(
                _box("off_reason", "Lý do hủy giờ làm việc chưa áp dụng", "text"),
                rx.el.button("Hủy giờ chưa áp dụng", type="submit", class_name="button plain"),
                on_submit=OfficeWeek.call_off,
            ),
        ),
        class_name="card",
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
            _box("hours_from", "Áp dụng từ ngày (để trống: hôm nay)", "date"),
            _box("hours_reason", "Lý do, số văn bản", "text"),
            class_name="columns",
        ),
        rx.el.div(
            rx.el.button("Xem trước giờ làm việc", type="submit", class_name="button plain"),
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
        rx.cond(
            OfficeWeek.seen.length() > 0,
            seen_before(
                OfficeWeek.seen,
                rx.el.button(
                    "Ghi giờ làm việc",
                    type="button",
                    on_click=OfficeWeek.confirm,
                    class_name="button",
                ),
                rx.el.button(
                    "Thôi", type="button", on_click=OfficeWeek.leave, class_name="button plain"
                ),
            ),
        ),
        on_submit=OfficeWeek.keep,
        class_name="card",
    )
