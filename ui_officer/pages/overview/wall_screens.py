"""The screens on the walls of an agency: made by a code, seen, withdrawn."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import overview
from shared.client.base import ApiProblem
from shared.contracts.overview import MakeWallScreen, WallScreens
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.layout import message, shell
from ui_officer.pages.overview.frame import SCREENS as HERE
from ui_officer.pages.overview.frame import Link, choosing, chosen_agency, tabs
from ui_officer.person import Person


@dataclasses.dataclass
class Screen:
    """One screen."""

    id: str
    name: str
    state: str
    seen: str
    by: str
    there: bool


class Screens(rx.State):
    """The screens of the agency in the address."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    agency: str = ""
    whose: str = ""
    agencies: list[Link] = []
    screens: list[Screen] = []
    code: str = ""
    code_until: str = ""
    asking: str = ""
    drawn: int = 0

    @rx.event
    async def load(self):
        """Reads them."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            self._show(await overview.wall_screens(api(self, "officer"), chosen_agency(self)))
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    def _show(self, found: WallScreens) -> None:
        self.agency, self.whose = found.agency.code, found.agency.label
        self.agencies = [Link(one.label, one.code) for one in found.agencies]
        self.screens = [
            Screen(
                one.id, one.name, one.state_label, moment(one.last_seen_at) or "–", one.made_by,
                one.state != "revoked",
            )
            for one in found.screens
        ]  # fmt: skip

    @rx.event
    async def make(self, form: dict[str, Any]):
        """A code for a new screen."""
        self.problem, self.notice, self.code = "", "", ""
        client = api(self, "officer")
        try:
            data = msgspec.convert({"name": str(form.get("name", "")).strip()}, MakeWallScreen)
            got = await overview.make_wall_screen(client, self.agency, data)
            self._show(await overview.wall_screens(client, self.agency))
        except msgspec.ValidationError:
            self.problem = "Tên màn hình phải dài từ 2 đến 80 ký tự."
            return
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.code, self.code_until = got.code, moment(got.valid_until)
        self.drawn += 1

    @rx.event
    async def ask(self, screen_id: str):
        """Really? An empty id asks no more."""
        self.asking = screen_id

    @rx.event
    async def revoke(self, screen_id: str):
        """Puts a screen out."""
        self.problem, self.notice, self.asking = "", "", ""
        try:
            self._show(await overview.revoke_wall_screen(api(self, "officer"), screen_id))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = "Đã thu hồi. Màn hình đó không còn hiện số liệu."


def _screen(one: rx.Var[Screen]) -> Component:
    return rx.el.tr(
        rx.el.td(one.name),
        rx.el.td(one.state),
        rx.el.td(one.seen, class_name="mono"),
        rx.el.td(one.by),
        rx.el.td(
            rx.cond(
                one.there,
                rx.cond(
                    Screens.asking == one.id,
                    rx.fragment(
                        rx.el.button(
                            "Thu hồi ngay", on_click=Screens.revoke(one.id), class_name="button"
                        ),
                        rx.el.button("Thôi", on_click=Screens.ask(""), class_name="link"),
                    ),
                    rx.el.button(
                        "Thu hồi",
                        on_click=Screens.ask(one.id),
                        class_name="link",
                        aria_label="Thu hồi " + one.name,
                    ),
                ),
            )
        ),
    )


def _card() -> Component:
    heads = ("Tên", "Trạng thái", "Thấy lần cuối", "Người tạo", "Việc")
    return rx.el.section(
        rx.el.h2("Màn hình của ", Screens.whose),
        rx.el.p(
            "Một màn hình chỉ hiện các số đếm của cơ quan này, không có tên người, không mở được "
            "hồ sơ, và không dùng phiên làm việc của ai. Mở trang /man-hinh/ trên trình duyệt của "
            "màn hình rồi nhập mã.",
            class_name="muted small",
        ),
        rx.cond(Screens.notice != "", message(Screens.notice, "good")),
        rx.cond(
            Screens.code != "",
            rx.el.div(
                rx.el.p("Tại màn hình, mở trang /man-hinh/ghi-danh/ và nhập mã:"),
                rx.el.p(rx.el.code(Screens.code, class_name="device-code")),
                rx.el.p("Mã dùng một lần, đến " + Screens.code_until + "."),
                class_name="note",
                role="status",
            ),
        ),
        rx.cond(
            Screens.screens.length() > 0,
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(words, scope="col") for words in heads])),
                rx.el.tbody(rx.foreach(Screens.screens, _screen)),
            ),
            rx.el.p("Chưa có màn hình nào.", class_name="empty"),
        ),
        rx.el.form(
            rx.el.label("Tên màn hình mới", html_for="screen-name"),
            rx.el.div(
                rx.el.input(
                    id="screen-name", name="name", type="text", max_length=80, auto_complete="off",
                    placeholder="Ví dụ: Sảnh tầng 1",
                ),
                rx.el.button("Tạo mã ghi danh", type="submit", class_name="button plain"),
                class_name="searching",
            ),
            on_submit=Screens.make,
            key="screen-" + Screens.drawn.to_string(),
            class_name="field",
        ),
        class_name="card",
    )  # fmt: skip


@rx.page(
    route="/dieu-hanh/man-hinh",
    title="Màn hình lớn – Một cửa điện tử",
    on_load=[Person.enter, Screens.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Màn hình lớn"),
        tabs(HERE, Screens.agency),
        choosing(HERE, Screens.agencies, Screens.agency),
        rx.cond(Screens.problem != "", message(Screens.problem)),
        rx.cond(~Screens.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(Screens.agency != "", _card()),
    )
