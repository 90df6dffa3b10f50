"""The kinds of results, and the beginning of a new one."""

import dataclasses
import re
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import result_kinds
from shared.client.base import ApiProblem
from shared.contracts.result_kinds import DefinedBlock, DefinedField, KindDefinition, SaveKind
from shared.ui.session import api
from ui_officer.layout import Person, message, shell

_KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")
_STATES = {"": "", "draft": "Đang soạn", "proposed": "Chờ phê duyệt"}


@dataclasses.dataclass
class Row:
    """One kind."""

    key: str
    title: str
    symbol: str
    procedures: str
    version: str
    state: str
    retired: bool


class Kinds(rx.State):
    """The list."""

    loaded: bool = False
    problem: str = ""
    rows: list[Row] = []

    @rx.event
    async def load(self):
        """Reads the list."""
        self.reset()
        try:
            found = await result_kinds.kinds(api(self, "officer"))
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/mau-ket-qua/")
            self.problem = refused.message
            found = []
        self.rows = [
            Row(
                k.key,
                k.title,
                k.symbol,
                ", ".join(k.procedures) or "Mọi thủ tục",
                f"Bản {k.version}" if k.version else "Chưa áp dụng",
                _STATES[k.state],
                k.retired,
            )
            for k in found
        ]
        self.loaded = True
        return None

    @rx.event
    async def begin(self, form: dict[str, Any]):
        """A new kind with a first field and paragraph; its page opens."""
        key, title = str(form.get("key", "")).strip(), str(form.get("title", "")).strip()
        self.problem = ""
        if not _KEY.fullmatch(key):
            self.problem = "Mã mẫu phải gồm chữ thường không dấu, chữ số, gạch dưới; từ 2 ký tự."
            return None
        first = KindDefinition(
            key=key,
            title=title[:300] or key,
            symbol="",
            procedures=[],
            position="",
            fields=[DefinedField("owner", "Tổ chức, cá nhân", True, dossier="owner_name")],
            blocks=[DefinedBlock("paragraph", "Xét hồ sơ mã {code} của {owner},")],
        )
        try:
            await result_kinds.save(api(self, "officer"), key, SaveKind(0, first))
        except ApiProblem as refused:
            self.problem = refused.message
            if refused.status == 412:
                self.problem = "Đã có bản soạn mang mã này; mở trong danh sách dưới đây."
            return None
        return rx.redirect(f"/mau-ket-qua/{key}")


def _row(row: Row) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.a(row.title, href="/mau-ket-qua/" + row.key)),
        rx.el.td(row.key, class_name="mono"),
        rx.el.td(row.symbol, class_name="mono"),
        rx.el.td(row.procedures),
        rx.el.td(row.version, rx.cond(row.retired, " · ngừng dùng", "")),
        rx.el.td(rx.cond(row.state != "", rx.el.span(row.state, class_name="chip warn"))),
    )


def _begin() -> Component:
    return rx.el.details(
        rx.el.summary("Soạn mẫu mới"),
        rx.el.form(
            rx.el.div(
                rx.el.div(
                    rx.el.label("Tên kết quả", html_for="title"),
                    rx.el.input(id="title", name="title", type="text", max_length=300),
                    class_name="field",
                ),
                rx.el.div(
                    rx.el.label("Mã mẫu, không dấu", html_for="key"),
                    rx.el.input(
                        id="key", name="key", type="text", max_length=40, auto_complete="off"
                    ),
                    class_name="field",
                ),
                class_name="columns",
            ),
            rx.el.button("Bắt đầu soạn", type="submit", class_name="button plain"),
            on_submit=Kinds.begin,
        ),
        class_name="card",
    )


@rx.page(
    route="/mau-ket-qua",
    title="Mẫu kết quả – Một cửa điện tử",
    on_load=[Person.enter, Kinds.load],
)
def listing() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Mẫu kết quả"),
        rx.el.p(
            "Chuyên viên soạn kết quả theo các mẫu này. Bản mới có hiệu lực khi người thứ hai phê "
            "duyệt; bản dự thảo đang soạn giữ bản mẫu cũ.",
            class_name="muted lead",
        ),
        rx.cond(Kinds.problem != "", message(Kinds.problem)),
        rx.cond(Person.designs_forms, _begin()),
        rx.cond(
            Kinds.loaded,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Tên", scope="col"),
                        rx.el.th("Mã", scope="col"),
                        rx.el.th("Ký hiệu", scope="col"),
                        rx.el.th("Thủ tục", scope="col"),
                        rx.el.th("Đang dùng", scope="col"),
                        rx.el.th("Bản soạn", scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(Kinds.rows, _row)),
            ),
            rx.el.p("Đang tải …", role="status", class_name="card"),
        ),
    )
