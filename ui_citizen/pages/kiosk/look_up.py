"""A dossier by the code of its receipt: what a stranger may know, and no more."""

import reflex as rx
from reflex.components.component import Component

from shared.client import dossiers
from shared.client.base import ApiProblem
from shared.ui.session import kiosk_api
from ui_citizen.pages.kiosk.frame import KioskPlace, kiosk_shell, trouble
from ui_citizen.pages.kiosk.numbers import keypad


class KioskLookUp(rx.State):
    """The dossier found."""

    code: str = ""
    label: str = ""
    percent: int = 0
    problem: str = ""
    busy: bool = False

    @rx.event
    async def load(self):
        """Forgets whoever was here before."""
        self.reset()

    @rx.event
    async def find(self, form: dict[str, str]):
        """Looks it up."""
        typed = form.get("ma", "").strip()[:60]
        self.code, self.problem = "", ""
        if not typed:
            self.problem = "Hãy nhập mã hồ sơ trên giấy tiếp nhận."
            return
        try:
            found = await dossiers.look_up(kiosk_api(self), typed)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.code, self.label = found.code, found.completion_label
        self.percent = found.completion_percent


@rx.page(
    route="/kiosk/tra-cuu",
    title="Tra cứu hồ sơ – Ki-ốt Một cửa",
    on_load=[KioskPlace.enter, KioskLookUp.load],
)
def kiosk_look_up() -> Component:
    """The page."""
    state = KioskLookUp
    return kiosk_shell(
        "Tra cứu hồ sơ",
        trouble(state.problem),
        rx.cond(
            state.code != "",
            rx.el.section(
                rx.el.h2("Hồ sơ " + state.code),
                rx.el.p(state.label, class_name="large"),
                rx.el.div(
                    rx.el.span(style={"width": state.percent.to_string() + "%"}),
                    class_name="progress",
                    role="img",
                    custom_attrs={"aria-label": "Mức độ hoàn thành"},
                ),
                rx.el.p("Mức độ hoàn thành: " + state.percent.to_string() + "%"),
                rx.el.p(
                    "Để xem chi tiết, quý vị đăng nhập Cổng Dịch vụ công trên điện thoại của mình "
                    "hoặc hỏi cán bộ tại quầy."
                ),
                class_name="card",
                role="status",
            ),
        ),
        rx.el.form(
            rx.el.label("Mã hồ sơ trên giấy tiếp nhận", html_for="ma"),
            rx.el.input(id="ma", name="ma", type="text", max_length=60, auto_complete="off"),
            keypad("ma", "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-"),
            rx.el.button("Tra cứu", type="submit", class_name="button"),
            on_submit=state.find,
            class_name="kiosk-form wide-keys",
        ),
    )
