"""Notices on this device: switched on and off where one is, and every device that shows them.

The browser is asked by /push.js, which writes into the element with `data-push`; the list is ours.
"""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import notifications
from shared.client.base import ApiProblem
from shared.contracts.notifications import PushBrowser
from shared.ui.session import api
from shared.ui.words import moment
from ui_citizen.layout import message


@dataclasses.dataclass
class Device:
    """One browser in words."""

    id: str
    mark: str
    name: str
    when: str


class Devices(rx.State):
    """The devices that show notices."""

    rows: list[Device] = []
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads them; who is not signed in is led away by the page itself."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        await self._read()

    @rx.event
    async def switch_off(self, id_: str):
        """Tells a device no more, this one or another."""
        self.problem = ""
        try:
            await notifications.switch_off_push(api(self, "citizen"), id_)
        except ApiProblem as refused:
            self.problem = refused.message
        await self._read()

    async def _read(self) -> None:
        try:
            found = await notifications.push_browsers(api(self, "citizen"))
        except ApiProblem as refused:
            self.problem = "" if refused.status == 401 else refused.message
            return
        self.rows = [_in_words(one) for one in found]


def _in_words(one: PushBrowser) -> Device:
    when = f"Bật {moment(one.added_at)}"
    if one.last_at:
        when = f"Bật {moment(one.added_at)}, báo gần nhất {moment(one.last_at)}"
    return Device(one.id, one.mark, one.device, when)


def push_devices(key: rx.Var[str]) -> Component:
    """The switch of this device, and the list."""
    return rx.el.section(
        rx.el.h2("Thông báo trên thiết bị này"),
        rx.el.p(
            "Có tin mới là thiết bị báo ngay, cả khi không mở Cổng. Lời báo không có tên, số giấy "
            "tờ hay nội dung hồ sơ. Trên máy dùng chung, đừng bật.",
            class_name="help",
        ),
        rx.el.div(
            rx.el.p("Đang hỏi trình duyệt …", role="status", custom_attrs={"data-push-says": ""}),
            rx.el.button(
                "Bật thông báo trên thiết bị này",
                type="button",
                class_name="button",
                hidden=True,
                custom_attrs={"data-push-on": ""},
            ),
            rx.el.button(
                "Tắt trên thiết bị này",
                type="button",
                class_name="button plain",
                hidden=True,
                custom_attrs={"data-push-off": ""},
            ),
            rx.el.button(
                "Đọc lại danh sách",
                type="button",
                hidden=True,
                on_click=Devices.load,
                custom_attrs={"data-push-read": ""},
            ),
            class_name="push-switch",
            custom_attrs={"data-push": key},
        ),
        rx.cond(Devices.problem != "", message(Devices.problem)),
        rx.cond(
            Devices.rows.length() > 0,
            rx.fragment(
                rx.el.h3("Thiết bị đang bật"),
                rx.el.ul(rx.foreach(Devices.rows, _row), class_name="sessions"),
            ),
        ),
        rx.script(src="/push.js"),
        id="thiet-bi",
        class_name="card",
    )


def _row(row: rx.Var[Device]) -> Component:
    return rx.el.li(
        rx.el.div(
            rx.el.b(row.name),
            rx.el.span(
                "Thiết bị này",
                class_name="tag ok chip",
                hidden=True,
                custom_attrs={"data-push-here": ""},
            ),
            rx.el.p(row.when, class_name="small muted"),
        ),
        rx.el.button(
            "Tắt",
            type="button",
            on_click=Devices.switch_off(row.id),
            class_name="link",
            aria_label="Tắt thông báo trên " + row.name,
        ),
        key=row.id,
        custom_attrs={"data-push-mark": row.mark, "data-push-id": row.id},
    )
