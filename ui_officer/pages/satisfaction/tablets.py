"""Tablets at the desk: registered once, started for the dossier just handed over."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import identity, ratings
from shared.client.base import ApiProblem
from shared.contracts.ratings import NewTablet
from shared.ui.session import api
from ui_officer.layout import Person, message, shell


@dataclasses.dataclass
class Tablet:
    """One tablet."""

    id: str
    name: str
    agency: str
    showing: str


class Tablets(rx.State):
    """The tablets of the desk."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    address: str = ""
    rows: list[Tablet] = []
    heads: list[tuple[str, str]] = []
    drawn: int = 0

    @rx.event
    async def load(self):
        """Reads them."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            me = await identity.me(api(self, "officer"))
            self.heads = list(
                dict.fromkeys(
                    (r.agency_id, r.agency_name) for r in me.roles if r.role == "desk_head"
                )
            )
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    async def _read(self) -> None:
        self.rows = [
            Tablet(t.id, t.name, t.agency_name, t.showing)
            for t in await ratings.tablets(api(self, "officer"))
        ]

    @rx.event
    async def add(self, form: dict[str, Any]):
        """Registers one; its address is shown this once."""
        self.problem = self.notice = self.address = ""
        name = str(form.get("name", "")).strip()
        if len(name) < 2:
            self.problem = "Hãy đặt tên cho máy, ví dụ “Quầy 1”."
            return
        try:
            made = await ratings.add_tablet(
                api(self, "officer"), NewTablet(name[:60], str(form.get("agency_id", "")))
            )
            self.address, self.drawn = made.address, self.drawn + 1
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def remove(self, tablet_id: str):
        """Takes one out of use."""
        self.problem = self.address = ""
        try:
            await ratings.remove_tablet(api(self, "officer"), tablet_id)
            self.notice = "Đã gỡ máy. Địa chỉ cũ không dùng được nữa."
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message


class Inviting(rx.State):
    """Starting a tablet from the page of a dossier."""

    tablets: list[tuple[str, str]] = []
    problem: str = ""
    notice: str = ""

    @rx.event
    async def load(self):
        """The tablets of the desk; none for who does not work there."""
        self.reset()
        try:
            found = await ratings.tablets(api(self, "officer"))
        except ApiProblem:
            return
        self.tablets = [(one.id, one.name) for one in found]

    @rx.event
    async def show(self, tablet_id: str):
        """Has one ask about this dossier."""
        self.problem = self.notice = ""
        try:
            one = await ratings.show_on_tablet(api(self, "officer"), tablet_id, self.dossier_id)
            self.notice = f"“{one.name}” đang mời đánh giá hồ sơ này, tự tắt sau 90 giây."
        except ApiProblem as refused:
            self.problem = refused.message


def inviting_card() -> Component:
    """On the page of a dossier that was handed over."""
    return rx.cond(
        Inviting.tablets.length() > 0,
        rx.el.section(
            rx.el.h2("Mời đánh giá tại quầy"),
            rx.cond(Inviting.problem != "", message(Inviting.problem, "warn")),
            rx.cond(Inviting.notice != "", message(Inviting.notice, "good")),
            rx.el.div(
                rx.foreach(
                    Inviting.tablets,
                    lambda one: rx.el.button(
                        "Mời trên " + one[1],
                        type="button",
                        on_click=Inviting.show(one[0]),
                        class_name="button plain",
                    ),
                ),
                class_name="acts",
            ),
            class_name="card",
        ),
    )


def _row(one: Tablet) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.b(one.name)),
        rx.el.td(one.agency),
        rx.el.td(rx.cond(one.showing != "", "Đang mời: " + one.showing, "Đang nghỉ")),
        rx.el.td(
            rx.cond(
                Tablets.heads.length() > 0,
                rx.el.button(
                    "Gỡ máy", type="button", on_click=Tablets.remove(one.id), class_name="link"
                ),
            )
        ),
    )


def _form() -> Component:
    return rx.el.form(
        rx.el.h2("Thêm máy tính bảng"),
        rx.el.div(
            rx.el.label("Tên máy", html_for="name"),
            rx.el.input(id="name", name="name", type="text", max_length=60, placeholder="Quầy 1"),
            class_name="field",
        ),
        rx.el.div(
            rx.el.label("Đặt tại", html_for="agency_id"),
            rx.el.select(
                rx.foreach(Tablets.heads, lambda one: rx.el.option(one[1], value=one[0])),
                id="agency_id",
                name="agency_id",
            ),
            class_name="field",
        ),
        rx.el.button("Thêm máy", type="submit", class_name="button"),
        on_submit=Tablets.add,
        key=Tablets.drawn.to_string(),
        class_name="card",
    )


@rx.page(
    route="/hai-long/may-tinh-bang",
    title="Máy tính bảng đánh giá – Một cửa điện tử",
    on_load=[Person.enter, Tablets.load],
)
def tablets() -> Component:
    """The page."""
    page = Tablets
    return shell(
        rx.el.h1("Máy tính bảng đánh giá tại quầy"),
        rx.el.p(
            "Sau khi trả kết quả, mở trang hồ sơ và chọn máy ở mục “Mời đánh giá tại quầy”. "
            "Máy hỏi một lần rồi tự về màn hình nghỉ.",
            class_name="muted",
        ),
        rx.cond(page.problem != "", message(page.problem)),
        rx.cond(page.notice != "", message(page.notice, "good")),
        rx.cond(
            page.address != "",
            rx.el.section(
                rx.el.h2("Mở địa chỉ này trên máy tính bảng"),
                rx.el.p(rx.el.code(page.address), class_name="sent-words"),
                rx.el.p("Địa chỉ chỉ hiện một lần; ai có địa chỉ thì dùng được máy này."),
                class_name="card",
            ),
        ),
        rx.cond(
            page.rows.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[rx.el.th(h, scope="col") for h in ("Máy", "Nơi đặt", "Đang", "Làm gì")]
                    )
                ),
                rx.el.tbody(rx.foreach(page.rows, _row)),
            ),
            rx.cond(page.loaded, rx.el.p("Chưa có máy nào.", class_name="empty")),
        ),
        rx.cond(page.heads.length() > 0, _form()),
    )
