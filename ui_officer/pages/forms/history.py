"""Published versions of a form, and what changed between two of them."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import forms
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.pages.forms.trying import Change, shown_changes


@dataclasses.dataclass
class Version:
    """One published version."""

    number: int
    questions: int
    at: str
    proposed_by: str
    by: str


class History(rx.State, mixin=True):
    """Part of the designer's state."""

    versions: list[Version] = []
    more_versions: str = ""
    compared: list[Change] = []
    compared_words: str = ""
    problem: str = ""
    _code: str = ""

    async def _list_versions(self, cursor: str = "") -> None:
        page = await forms.versions(api(self, "officer"), self._code, cursor)
        fresh = [
            Version(
                v.version,
                v.questions,
                moment(v.published_at),
                v.proposed_by,
                v.published_by or "Bản gốc",
            )
            for v in page.items
        ]
        self.versions = [*self.versions, *fresh] if cursor else fresh
        self.more_versions = page.next_cursor or ""

    @rx.event
    async def older_versions(self):
        """The next page of versions."""
        try:
            await self._list_versions(self.more_versions)
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def compare(self, form: dict[str, Any]):
        """What changed between the two versions chosen."""
        old, new = str(form.get("old", "")), str(form.get("new", ""))
        if not (old.isdigit() and new.isdigit()):
            self.problem = "Hãy chọn hai bản để so."
            return
        self.problem = ""
        try:
            found = await forms.changes(api(self, "officer"), self._code, int(old), int(new))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.compared = shown_changes(found)
        name = "bản soạn đã lưu" if new == "0" else f"bản {new}"
        count = f"{len(found)} thay đổi" if found else "không khác gì"
        self.compared_words = f"Từ bản {old} đến {name}: {count}."


def changes_list(found: rx.Var[list[Change]]) -> Component:
    """Differences, each with what it was and is."""
    return rx.el.ul(
        rx.foreach(
            found,
            lambda c: rx.el.li(
                rx.el.span(c.kind, class_name="chip"),
                " ",
                rx.el.b(c.label),
                rx.cond(
                    c.details.length() > 0,
                    rx.el.ul(rx.foreach(c.details, rx.el.li), class_name="small"),
                ),
            ),
        ),
        class_name="changes",
    )


def history(state: type[History], has_draft: rx.Var[bool]) -> Component:
    """The section."""
    return rx.el.section(
        rx.el.h2("Các bản đã công bố"),
        rx.cond(
            state.versions.length() > 0,
            rx.fragment(
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            rx.el.th("Bản", scope="col"),
                            rx.el.th("Số câu", scope="col"),
                            rx.el.th("Công bố lúc", scope="col"),
                            rx.el.th("Người đề nghị", scope="col"),
                            rx.el.th("Người phê duyệt", scope="col"),
                        )
                    ),
                    rx.el.tbody(
                        rx.foreach(
                            state.versions,
                            lambda v: rx.el.tr(
                                rx.el.td("Bản ", v.number),
                                rx.el.td(v.questions),
                                rx.el.td(v.at),
                                rx.el.td(v.proposed_by),
                                rx.el.td(v.by),
                            ),
                        )
                    ),
                ),
                rx.cond(
                    state.more_versions != "",
                    rx.el.button(
                        "Xem các bản cũ hơn",
                        type="button",
                        on_click=state.older_versions,
                        class_name="link",
                    ),
                ),
                _choosing(state, has_draft),
            ),
            rx.el.p("Chưa công bố bản nào.", class_name="muted"),
        ),
        rx.cond(state.compared_words != "", rx.el.p(state.compared_words, role="status")),
        changes_list(state.compared),
        class_name="card",
    )


def _choosing(state: type[History], has_draft: rx.Var[bool]) -> Component:
    def chosen(label: str, name: str, *first: Component) -> Component:
        return rx.fragment(
            rx.el.label(label, html_for=name),
            rx.el.select(
                *first,
                rx.foreach(
                    state.versions,
                    lambda v: rx.el.option("Bản ", v.number, value=v.number.to_string()),
                ),
                id=name,
                name=name,
            ),
        )

    draft = rx.cond(has_draft, rx.el.option("Bản soạn đã lưu", value="0"))
    return rx.el.form(
        chosen("So từ", "old"),
        chosen("đến", "new", draft),
        rx.el.button("So sánh", type="submit", class_name="button plain"),
        on_submit=state.compare,
        class_name="bar comparing",
    )
