"""Shared catalogues: the list, and where each is opened."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import lookups
from shared.client.base import ApiProblem
from shared.contracts.lookups import NewCatalogue
from shared.ui.session import api
from ui_officer.layout import Person, message, shell


@dataclasses.dataclass
class Shown:
    """One catalogue."""

    key: str
    name: str
    about: str
    source: str
    amount: str


class Catalogues(rx.State):
    """The list."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    rows: list[Shown] = []
    typed: dict[str, str] = {}

    @rx.event
    async def load(self):
        """Reads the list."""
        self.reset()
        try:
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    @rx.event
    async def begin(self, form: dict[str, Any]):
        """Begins a catalogue; nothing typed is lost when it is refused."""
        self.problem = self.notice = ""
        names = ("key", "name", "description", "source")
        self.typed = {n: str(form.get(n, "")).strip() for n in names}
        try:
            data = msgspec.convert(self.typed, NewCatalogue)
            await lookups.begin(api(self, "officer"), data)
            await self._read()
        except msgspec.ValidationError:
            self.problem = (
                "Mã danh mục gồm chữ thường không dấu, chữ số, gạch dưới và bắt đầu bằng chữ; tên "
                "ít nhất 3 ký tự."
            )
            return
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = f"Đã mở danh mục “{self.typed['name']}”."
        self.typed = {}

    async def _read(self) -> None:
        self.rows = [
            Shown(c.key, c.name, c.description, c.source, f"{c.entries:,}".replace(",", "."))
            for c in await lookups.catalogues(api(self, "officer"))
        ]


def text_field(
    state: type[rx.State], name: str, label: str, hint: str = "", kind: str = "text"
) -> Component:
    """A labelled box that keeps what was typed; `state` has `typed`."""
    typed: Any = state.typed  # type: ignore[attr-defined]
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name,
            name=name,
            type=kind,
            auto_complete="off",
            default_value=typed[name],
            key=name + typed[name],
        ),
        rx.el.p(hint, class_name="help small") if hint else rx.fragment(),
        class_name="field",
    )


def _new() -> Component:
    return rx.el.details(
        rx.el.summary("Mở danh mục mới"),
        rx.el.form(
            rx.el.div(
                text_field(Catalogues, "name", "Tên danh mục"),
                text_field(Catalogues, "key", "Mã danh mục", "Ví dụ: loai_dat"),
                text_field(Catalogues, "source", "Căn cứ"),
                text_field(Catalogues, "description", "Mô tả"),
                class_name="columns",
            ),
            rx.el.button("Mở danh mục", type="submit", class_name="button"),
            on_submit=Catalogues.begin,
        ),
        class_name="card",
    )


@rx.page(
    route="/danh-muc-dung-chung",
    title="Danh mục dùng chung – Một cửa điện tử",
    on_load=[Person.enter, Catalogues.load],
)
def listing() -> Component:
    """The page."""
    return shell(
        rx.el.div(
            rx.el.h1("Danh mục dùng chung"),
            rx.el.p(
                rx.el.a("Nhập, xuất bằng bảng tính", href="/nhap-du-lieu/"),
                rx.cond(
                    Person.approves_content,
                    rx.fragment(" · ", rx.el.a("Trao đổi danh mục", href="/trao-doi-danh-muc/")),
                ),
            ),
            class_name="head",
        ),
        rx.el.p(
            "Mỗi mã có tên theo từng thời gian áp dụng. Biểu mẫu, báo cáo đọc tên đúng ngày.",
            class_name="muted lead",
        ),
        rx.cond(Catalogues.problem != "", message(Catalogues.problem)),
        rx.cond(Catalogues.notice != "", message(Catalogues.notice, "good")),
        rx.cond(Person.approves_content, _new()),
        rx.cond(
            Catalogues.rows.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[
                            rx.el.th(h, scope="col")
                            for h in ("Danh mục", "Căn cứ", "Mã danh mục", "Số mục")
                        ]
                    )
                ),
                rx.el.tbody(
                    rx.foreach(
                        Catalogues.rows,
                        lambda c: rx.el.tr(
                            rx.el.td(
                                rx.el.a(c.name, href="/danh-muc-dung-chung/" + c.key),
                                rx.el.span(c.about, class_name="sub"),
                            ),
                            rx.el.td(c.source),
                            rx.el.td(rx.el.code(c.key)),
                            rx.el.td(c.amount, class_name="number"),
                        ),
                    )
                ),
            ),
            rx.cond(~Catalogues.loaded, rx.el.p("Đang tải …", role="status", class_name="card")),
        ),
    )
