"""A dossier by its code, for anybody."""

import reflex as rx
from reflex.components.component import Component

from shared.client import dossiers
from shared.client.base import ApiProblem
from shared.ui.elements import native_form
from shared.ui.session import api, query
from ui_citizen.layout import message, ready, shell


class LookUp(rx.State):
    """A dossier by its code, for anybody."""

    typed: str = ""
    found_code: str = ""
    percent: int = 0
    label: str = ""
    problem: str = ""

    @rx.event
    async def load(self):
        """Looks up the code in the address."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.typed = query(self, "ma")[:60]
        if not self.typed:
            return
        try:
            status = await dossiers.look_up(api(self, "citizen"), self.typed)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.found_code, self.percent = status.code, status.completion_percent
        self.label = status.completion_label


@rx.page(route="/tra-cuu", title="Tra cứu hồ sơ – Cổng Dịch vụ công", on_load=LookUp.load)
def look_up() -> Component:
    """The page."""
    return shell(
        ready(),
        rx.el.h1("Tra cứu hồ sơ"),
        native_form(
            rx.el.label("Mã hồ sơ trên giấy tiếp nhận", html_for="ma"),
            rx.el.div(
                rx.el.input(
                    id="ma",
                    name="ma",
                    type="text",
                    default_value=LookUp.typed,
                    key=LookUp.typed,
                    auto_complete="off",
                    max_length=60,
                ),
                rx.el.button("Tra cứu", type="submit", class_name="button"),
                class_name="search",
            ),
            action="/tra-cuu/",
            method="get",
            class_name="field",
        ),
        rx.cond(LookUp.problem != "", message(LookUp.problem)),
        rx.cond(
            LookUp.found_code != "",
            rx.el.section(
                rx.el.h2("Hồ sơ " + LookUp.found_code),
                rx.el.p(rx.el.b(LookUp.label)),
                rx.el.div(
                    rx.el.span(style={"width": LookUp.percent.to_string() + "%"}),
                    class_name="progress",
                    role="img",
                    custom_attrs={"aria-label": "Mức độ hoàn thành"},
                ),
                rx.el.p("Mức độ hoàn thành: " + LookUp.percent.to_string() + "%"),
                rx.el.p(
                    "Để xem chi tiết, ",
                    rx.el.a("đăng nhập", href="/dang-nhap/"),
                    " bằng tài khoản đã nộp hồ sơ.",
                    class_name="muted",
                ),
                class_name="card",
            ),
        ),
    )
