"""Versions of a procedure with who and when, and two of them side by side."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import procedures
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.pages.procedures.cells import Diff, DiffLine, sides


@dataclasses.dataclass
class Version:
    """One version."""

    number: int
    since: str
    source: str
    who: str
    current: bool


class Versions(rx.State, mixin=True):
    """Part of the designer's state."""

    versions: list[Version] = []
    more_versions: str = ""
    compared: list[Diff] = []
    compared_words: str = ""
    compared_old: str = ""
    compared_new: str = ""
    problem: str = ""

    async def _list_versions(self, cursor: str = "") -> None:
        page = await procedures.versions(api(self, "officer"), self.procedure_code, cursor)
        fresh = [
            Version(
                v.version,
                moment(v.effective_from),
                v.source_label,
                f"{v.proposed_by} đề nghị, {v.published_by} phê duyệt" if v.published_by else "",
                v.current,
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
        if not (old.isdigit() and new.isdigit()) or old == new:
            self.problem = "Hãy chọn hai bản khác nhau để so."
            return
        self.problem = ""
        try:
            found = await procedures.compared(
                api(self, "officer"), self.procedure_code, int(old), int(new)
            )
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.compared = sides(found.differences)
        self.compared_old, self.compared_new = f"Bản {old}", f"Bản {new}"
        count = f"{len(self.compared)} nội dung khác nhau" if self.compared else "không khác gì"
        self.compared_words = f"Từ bản {old} đến bản {new}: {count}."


def side_by_side(found: rx.Var[list[Diff]], old: Any, new: Any) -> Component:
    """Field by field, what was on the left and what is on the right."""
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th("Nội dung", scope="col"),
                rx.el.th(old, scope="col"),
                rx.el.th(new, scope="col"),
            )
        ),
        rx.el.tbody(
            rx.foreach(
                found,
                lambda d: rx.el.tr(
                    rx.el.th(d.label, scope="row"),
                    rx.el.td(_side(d.old)),
                    rx.el.td(_side(d.new)),
                ),
            )
        ),
        class_name="beside",
    )


def _side(lines: rx.Var[list[DiffLine]]) -> Component:
    return rx.cond(
        lines.length() > 0,
        rx.el.ul(
            rx.foreach(
                lines,
                lambda line: rx.match(
                    line.mark,
                    ("gone", rx.el.li(rx.el.span("Bỏ: ", class_name="sr"), rx.el.del_(line.text))),
                    ("come", rx.el.li(rx.el.span("Mới: ", class_name="sr"), rx.el.ins(line.text))),
                    rx.el.li(line.text),
                ),
            )
        ),
        rx.el.span("Không có", class_name="muted"),
    )


def history(page: Any) -> Component:
    """The list of versions, copying one, comparing two."""
    return rx.el.section(
        rx.el.h2("Các phiên bản"),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    *[
                        rx.el.th(h, scope="col")
                        for h in ("Bản", "Áp dụng từ", "Nguồn", "Ai đề nghị, phê duyệt", "Việc")
                    ]
                )
            ),
            rx.el.tbody(
                rx.foreach(
                    page.versions,
                    lambda v: rx.el.tr(
                        rx.el.td(
                            v.number,
                            rx.cond(v.current, rx.el.span(" ✓ Đang dùng", class_name="chip ok")),
                        ),
                        rx.el.td(v.since),
                        rx.el.td(v.source),
                        rx.el.td(v.who),
                        rx.el.td(
                            rx.cond(
                                page.may_edit & ~v.current,
                                rx.el.button(
                                    "Sao thành bản soạn",
                                    type="button",
                                    on_click=page.copy(v.number),
                                    class_name="link",
                                    aria_label="Sao bản "
                                    + v.number.to_string()
                                    + " thành bản soạn",
                                ),
                            )
                        ),
                    ),
                )
            ),
        ),
        rx.cond(
            page.more_versions != "",
            rx.el.button(
                "Xem các bản cũ hơn", on_click=page.older_versions, class_name="button plain"
            ),
        ),
        rx.el.form(
            rx.el.label("So bản", html_for="old"),
            _choose(page, "old"),
            rx.el.label("với bản", html_for="new"),
            _choose(page, "new"),
            rx.el.button("So sánh", type="submit", class_name="button plain"),
            on_submit=page.compare,
            class_name="bar comparing",
        ),
        rx.cond(
            page.compared_words != "",
            rx.el.div(
                rx.el.p(page.compared_words, role="status"),
                rx.cond(
                    page.compared.length() > 0,
                    side_by_side(page.compared, page.compared_old, page.compared_new),
                ),
            ),
        ),
        class_name="card",
    )


def _choose(page: Any, name: str) -> Component:
    return rx.el.select(
        rx.foreach(
            page.versions,
            lambda v: rx.el.option("Bản ", v.number, value=v.number.to_string()),
        ),
        id=name,
        name=name,
    )
