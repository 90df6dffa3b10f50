"""Procedures that are being added: begun by code and name, and where each of them stands."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import procedures
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.words import day
from ui_officer.layout import Person, message

_STATES = {"draft": "Đang soạn", "proposed": "Chờ phê duyệt", "waiting": "Chờ đến ngày"}


@dataclasses.dataclass
class Added:
    """One procedure that is not in the catalogue yet."""

    code: str
    name: str
    state: str


class Adding(rx.State):
    """The form and the list."""

    problem: str = ""
    wrong: dict[str, str] = {}
    lines: list[Added] = []

    @rx.event
    async def load(self):
        """Reads what is being added; whoever may not know sees nothing of it."""
        self.reset()
        try:
            found = await procedures.additions(api(self, "officer"))
        except ApiProblem:
            return
        self.lines = [
            Added(
                one.code,
                one.name,
                _STATES[one.state] + (f" {day(one.effective_on)}" if one.effective_on else ""),
            )
            for one in found
        ]

    @rx.event
    async def begin(self, form: dict[str, Any]):
        """Begins a draft and goes to it; nothing typed is lost when it is refused."""
        self.problem, self.wrong = "", {}
        code, name = (str(form.get(key, "")).strip() for key in ("code", "name"))
        if len(code) > 40 or len(name) > 500:
            self.problem = "Mã hoặc tên dài quá mức hệ thống nhận. Hãy rút gọn."
            return None
        try:
            made = await procedures.add(api(self, "officer"), code, name)
        except ApiProblem as refused:
            self.problem = refused.message
            self.wrong = {e.pointer.strip("/"): e.message for e in refused.errors}
            return None
        return rx.redirect(f"/thu-tuc/{made.procedure_code}")


def _box(label: str, name: str, hint: str) -> Component:
    place = f"add-{name}"
    return rx.el.div(
        rx.el.label(label, html_for=place),
        rx.el.p(hint, class_name="muted small"),
        rx.el.input(id=place, name=name, type="text", auto_complete="off"),
        rx.cond(
            Adding.wrong.contains(name),
            rx.el.p(Adding.wrong[name], class_name="error", role="alert"),
        ),
        class_name="field",
    )


def adding() -> Component:
    """Under the catalogue, for whoever writes it or approves."""
    return rx.fragment(
        rx.cond(
            Adding.lines.length() > 0,
            rx.el.section(
                rx.el.h2("Thủ tục đang thêm"),
                rx.el.ul(
                    rx.foreach(
                        Adding.lines,
                        lambda one: rx.el.li(
                            rx.el.a(one.code + " " + one.name, href="/thu-tuc/" + one.code),
                            " ",
                            rx.el.span(one.state, class_name="chip warn"),
                        ),
                    ),
                    class_name="plain-list",
                ),
                class_name="card",
            ),
        ),
        rx.cond(
            Person.designs_forms,
            rx.el.details(
                rx.el.summary("Thêm thủ tục"),
                rx.cond(Adding.problem != "", message(Adding.problem)),
                rx.el.form(
                    rx.el.div(
                        _box("Mã thủ tục", "code", "Mã trong danh mục quốc gia, ví dụ 1.004873."),
                        _box("Tên thủ tục", "name", "Như trong quyết định công bố."),
                        class_name="pair",
                    ),
                    rx.el.button("Bắt đầu soạn", type="submit", class_name="button"),
                    on_submit=Adding.begin,
                ),
                class_name="card editor",
            ),
        ),
    )
