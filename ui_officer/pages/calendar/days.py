"""One year of the calendar on screen, and due dates that would move."""

import dataclasses
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import reflex as rx

from shared.client import calendar, identity
from shared.client.base import ApiProblem
from shared.contracts.calendar import CalendarYearView, Recalculation, SetDay, StartRecalculation
from shared.ui.session import api
from shared.ui.words import day, moment
from ui_officer.pages.calendar.hours import OfficeWeek
from ui_officer.pages.calendar.looked import sentences

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclasses.dataclass
class Date:
    """One special date."""

    id: str
    day: str
    kind: str
    note: str
    agency: str
    can_remove: bool


@dataclasses.dataclass
class Moving:
    """A dossier that counting anew would change."""

    id: str
    code: str
    name: str
    old: str
    new: str
    regime: str
    problem: str


class WorkingDays(rx.State):
    """One year on screen."""

    year: int = 0
    is_open: bool = True
    dates: list[Date] = []
    may_write: bool = False
    may_recalculate: bool = False
    everybody: bool = False
    problem: str = ""
    notice: str = ""
    moving: list[Moving] = []
    looked: bool = False
    new_regime: bool = False
    cursor: str = ""
    run_id: str = ""
    run_words: str = ""
    running: bool = False
    asked: str = ""  # what waits to be confirmed: "add", "remove" or nothing
    seen: list[str] = []
    _day: SetDay | None = None
    _removed: str = ""
    _agency_id: str = ""

    @rx.event
    async def load(self):
        """This year."""
        self.reset()
        try:
            me = await identity.me(api(self, "officer"))
            self.everybody = any(r.role == "system_admin" and r.for_all for r in me.roles)
            roles = {r.role: r.agency_id for r in me.roles}
            own = [roles[r] for r in ("system_admin", "leader", "desk_head") if r in roles]
            self.may_write, self._agency_id = bool(own), own[0] if own else ""
            self.may_recalculate = bool(roles.keys() & {"system_admin", "leader"})
            self._show(await calendar.year(api(self, "officer"), datetime.now(_VIETNAM).year))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        if self.may_write:
            week = await self.get_state(OfficeWeek)
            await week.read("" if self.everybody else self._agency_id)

    @rx.event
    async def open_year(self, form: dict[str, Any]):
        """The public holidays of the year on screen are entered."""
        self.problem, self.notice = "", ""
        decision = str(form.get("decision_number", "")).strip()
        if len(decision) < 3:
            self.problem = "Ghi số quyết định về ngày nghỉ của năm."
            return
        try:
            self._show(await calendar.open_year(api(self, "officer"), self.year, decision))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = (
            "Đã điền ngày nghỉ và mở lịch của năm. Hãy so lại với quyết định; ngày nào khác thì "
            "sửa ở bên dưới."
        )

    def _show(self, view: CalendarYearView) -> None:
        self.year, self.is_open = view.year, view.is_open
        self.dates = [
            Date(
                d.id,
                day(d.day),
                d.kind_label + (f", {d.hours}" if d.hours else ""),
                d.note,
                d.agency or "Toàn tỉnh",
                d.can_remove and self.may_write,
            )
            for d in view.days
        ]

    @rx.event
    async def turn(self, years: int):
        """Another year."""
        try:
            self._show(await calendar.year(api(self, "officer"), self.year + years))
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def look_at_day(self, form: dict[str, Any]):
        """What one more special date would come to; nothing is kept."""
        self._nothing_asked()
        values = {k: str(form.get(k, "")).strip() for k in ("day", "kind", "note")}
        values |= {k: str(form.get(k, "")) for k in ("opens", "closes") if form.get(k)}
        values["agency_id"] = "" if self.everybody else self._agency_id
        try:
            self._day = msgspec.convert(values, SetDay)
            found = await calendar.preview_day(api(self, "officer"), self._day)
        except msgspec.ValidationError:
            self.problem = "Chọn ngày, loại ngày và ghi lý do (từ 3 ký tự)."
            return
        except ApiProblem as refused:
            self.problem = " ".join([refused.message, *(e.message for e in refused.errors)])
            return
        self.seen, self.asked = sentences(found), "add"

    @rx.event
    async def add(self):
        """Keeps the date that was looked at."""
        if self._day is None:
            return
        try:
            view = await calendar.set_day(api(self, "officer"), self._day)
        except ApiProblem as refused:
            self.problem = " ".join([refused.message, *(e.message for e in refused.errors)])
            return
        self._nothing_asked()
        self._show(view)
        self.notice = "Đã ghi. Hạn trả của hồ sơ đang mở chưa đổi; xem trước rồi tính lại bên dưới."

    @rx.event
    async def look_without(self, id_: str):
        """What one special date less would come to."""
        self._nothing_asked()
        try:
            found = await calendar.preview_removal(api(self, "officer"), id_)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.seen, self.asked, self._removed = sentences(found), "remove", id_

    @rx.event
    async def remove(self, form: dict[str, Any]):
        """Takes the date away that was looked at, saying why."""
        reason = str(form.get("removal_reason", "")).strip()[:300]
        try:
            await calendar.remove_day(api(self, "officer"), self._removed, reason)
            self._show(await calendar.year(api(self, "officer"), self.year))
        except ApiProblem as refused:
            self.problem = " ".join([refused.message, *(e.message for e in refused.errors)])
            return
        self._nothing_asked()
        self.notice = "Đã bỏ. Hạn trả của hồ sơ đang mở chưa đổi."

    @rx.event
    def leave(self):
        """Nothing is changed after all."""
        self._nothing_asked()

    def _nothing_asked(self) -> None:
        self.problem, self.notice, self.asked, self.seen = "", "", "", []
        self._day, self._removed = None, ""

    @rx.event
    async def take_regime(self, checked: bool):
        """Whether open dossiers also go over to the regime in force; looked at anew then."""
        self.new_regime, self.looked, self.moving, self.cursor = checked, False, [], ""

    @rx.event
    async def look(self):
        """Which due dates would move."""
        self.moving, self.cursor, self.problem = [], "", ""
        await self._more()
        self.looked = True

    @rx.event
    async def more(self):
        """The next 200 dossiers."""
        await self._more()

    async def _more(self) -> None:
        try:
            page = await calendar.preview(
                api(self, "officer"), self.cursor, new_regime=self.new_regime
            )
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.cursor = page.next_cursor or ""
        self.moving = self.moving + [
            Moving(
                m.dossier_id,
                m.code,
                m.procedure_name,
                moment(m.due_at),
                moment(m.new_due_at) if m.new_due_at != m.due_at else "",
                f"{m.regime} → {m.new_regime}" if m.new_regime else m.regime,
                m.problem,
            )
            for m in page.items
        ]

    @rx.event
    async def recalculate(self, form: dict[str, Any]):
        """Has the queue do it."""
        self.problem = ""
        reason = str(form.get("reason", "")).strip()
        if len(reason) < 10:
            self.problem = "Ghi lý do tính lại, ít nhất 10 ký tự; người nộp đọc được lý do này."
            return
        try:
            run = await calendar.recalculate(
                api(self, "officer"), StartRecalculation(reason, new_regime=self.new_regime)
            )
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self._told(run)

    @rx.event
    async def check(self, _at: str):
        """How far it is."""
        if not self.running:
            return
        try:
            self._told(await calendar.progress(api(self, "officer"), self.run_id))
        except ApiProblem as refused:
            self.problem = refused.message

    def _told(self, run: Recalculation) -> None:
        self.run_id, self.running = run.id, run.finished_at is None
        left = f", để nguyên {run.skipped} hồ sơ chưa tính được hạn" if run.skipped else ""
        self.run_words = (
            f"{'Đang tính lại' if self.running else 'Đã tính lại xong'}: {run.percent}%, đã xem "
            f"{run.looked_at} trên {run.total} hồ sơ, thay đổi {run.moved} hồ sơ{left}."
        )
        if not self.running:
            self.looked, self.moving = False, []
