"""Kiosks let in and out, and days without appointments."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import desk_setup
from shared.client.base import ApiProblem
from shared.contracts.desk_setup import CloseDay, EnrolDevice
from shared.ui.session import api, query
from shared.ui.words import day, iso_day, moment
from ui_officer.layout import message
from ui_officer.pages.reception.tabs import KEEPERS, desk_of


@dataclasses.dataclass
class Kiosk:
    """One device."""

    id: str
    name: str
    state: str
    seen: str
    there: bool


@dataclasses.dataclass
class Closed:
    """One day."""

    id: str
    words: str


class Devices(rx.State):
    """The kiosks and closed days of a desk."""

    kiosks: list[Kiosk] = []
    closed: list[Closed] = []
    code: str = ""
    code_until: str = ""
    asking: str = ""
    problem: str = ""
    notice: str = ""
    drawn: int = 0
    _agency_id: str = ""

    @rx.event
    async def load(self):
        """Reads both."""
        self.reset()
        try:
            self._agency_id = query(self, "co_quan")[:40] or await desk_of(self, KEEPERS)
            if self._agency_id:
                await self._read()
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def announce(self, form: dict[str, Any]):
        """A code for a new kiosk."""
        self.problem, self.notice, self.code = "", "", ""
        try:
            data = msgspec.convert({"name": str(form.get("name", "")).strip()}, EnrolDevice)
            got = await desk_setup.announce_kiosk(api(self, "officer"), self._agency_id, data)
        except msgspec.ValidationError:
            self.problem = "Tên ki-ốt phải dài từ 2 đến 80 ký tự."
            return
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.code, self.code_until = got.code, moment(got.valid_until)
        self.drawn += 1
        await self._read()

    @rx.event
    async def ask(self, device_id: str):
        """Really? An empty id asks no more."""
        self.asking = device_id

    @rx.event
    async def revoke(self, device_id: str):
        """Puts a kiosk out."""
        self.problem, self.notice, self.asking = "", "", ""
        try:
            await desk_setup.revoke_kiosk(api(self, "officer"), device_id)
            self.notice = "Đã thu hồi. Thiết bị đó không còn dùng làm ki-ốt được."
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def close(self, form: dict[str, Any]):
        """A day without appointments."""
        self.problem, self.notice = "", ""
        sent = {"day": iso_day(str(form.get("day", "")).strip()), "reason": form.get("reason", "")}
        try:
            data = msgspec.convert(sent, CloseDay)
            done = await desk_setup.close_day(api(self, "officer"), self._agency_id, data)
        except msgspec.ValidationError:
            self.problem = "Ghi ngày theo ngày/tháng/năm và lý do từ 5 ký tự."
            return
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = f"Đã đóng ngày {day(done.day)}; {done.called_off} lịch hẹn được hủy và báo."
        self.drawn += 1
        await self._read()

    @rx.event
    async def open(self, closure_id: str):
        """Appointments again."""
        self.problem, self.notice = "", ""
        try:
            await desk_setup.open_day(api(self, "officer"), closure_id)
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message

    async def _read(self) -> None:
        found = await desk_setup.kiosks(api(self, "officer"), self._agency_id)
        self.kiosks = [
            Kiosk(d.id, d.name, d.state_label, moment(d.last_seen_at) or "–", d.state != "revoked")
            for d in found
        ]
        days = await desk_setup.closed_days(api(self, "officer"), self._agency_id)
        self.closed = [Closed(c.id, f"{day(c.day)}: {c.reason}") for c in days]


def kiosk_card() -> Component:
    """Kiosks."""
    return rx.el.section(
        rx.el.h2("Ki-ốt"),
        rx.cond(Devices.problem != "", message(Devices.problem)),
        rx.cond(Devices.notice != "", message(Devices.notice, "good")),
        rx.cond(
            Devices.code != "",
            rx.el.div(
                rx.el.p("Tại ki-ốt, mở trang /kiosk/ghi-danh/ của Cổng và nhập mã:"),
                rx.el.p(rx.el.code(Devices.code, class_name="device-code")),
                rx.el.p("Mã dùng một lần, đến " + Devices.code_until + "."),
                class_name="note",
                role="status",
            ),
        ),
        rx.cond(
            Devices.kiosks.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[
                            rx.el.th(w, scope="col")
                            for w in ("Tên", "Trạng thái", "Thấy lần cuối", "Việc")
                        ]
                    )
                ),
                rx.el.tbody(rx.foreach(Devices.kiosks, _kiosk)),
            ),
        ),
        rx.el.form(
            rx.el.label("Tên ki-ốt mới", html_for="kiosk-name"),
            rx.el.div(
                rx.el.input(
                    id="kiosk-name", name="name", type="text", max_length=80, auto_complete="off",
                    placeholder="Ví dụ: Ki-ốt sảnh tầng 1",
                ),
                rx.el.button("Tạo mã ghi danh", type="submit", class_name="button plain"),
                class_name="searching",
            ),
            on_submit=Devices.announce,
            key="kiosk-" + Devices.drawn.to_string(),
            class_name="field",
        ),
        class_name="card",
    )  # fmt: skip


def _kiosk(one: rx.Var[Kiosk]) -> Component:
    return rx.el.tr(
        rx.el.td(one.name),
        rx.el.td(one.state),
        rx.el.td(one.seen, class_name="mono"),
        rx.el.td(
            rx.cond(
                one.there,
                rx.cond(
                    Devices.asking == one.id,
                    rx.fragment(
                        rx.el.button(
                            "Thu hồi ngay", on_click=Devices.revoke(one.id), class_name="button"
                        ),
                        rx.el.button("Thôi", on_click=Devices.ask(""), class_name="link"),
                    ),
                    rx.el.button(
                        "Thu hồi",
                        on_click=Devices.ask(one.id),
                        class_name="link",
                        aria_label="Thu hồi " + one.name,
                    ),
                ),
            )
        ),
    )


def closed_card() -> Component:
    """Days without appointments."""
    return rx.el.section(
        rx.el.h2("Ngày không nhận hẹn"),
        rx.el.p(
            "Lịch hẹn đã đặt của ngày đó được hủy và người dân được báo ngay.",
            class_name="muted small",
        ),
        rx.el.ul(
            rx.foreach(
                Devices.closed,
                lambda c: rx.el.li(
                    c.words,
                    " ",
                    rx.el.button(
                        "Nhận hẹn lại",
                        on_click=Devices.open(c.id),
                        class_name="link",
                        aria_label="Nhận hẹn lại ngày " + c.words,
                    ),
                ),
            ),
            class_name="plain-list",
        ),
        rx.el.form(
            rx.el.div(
                rx.el.div(
                    rx.el.label("Ngày", html_for="closed-day"),
                    rx.el.input(
                        id="closed-day", name="day", type="text", placeholder="ngày/tháng/năm",
                        max_length=10, auto_complete="off",
                    ),
                    class_name="field",
                ),
                rx.el.div(
                    rx.el.label("Lý do, người dân sẽ đọc", html_for="closed-why"),
                    rx.el.input(
                        id="closed-why", name="reason", type="text", max_length=200,
                        auto_complete="off",
                    ),
                    class_name="field",
                ),
                class_name="columns",
            ),
            rx.el.button("Đóng ngày này", type="submit", class_name="button plain"),
            on_submit=Devices.close,
            key="closed-" + Devices.drawn.to_string(),
        ),
        class_name="card",
    )  # fmt: skip
