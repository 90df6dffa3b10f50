"""Planning a change of agencies: what, which, when; previewed before it is handed on."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.vocabulary.mergers import CHANGE_KIND_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.administration.effects import preview_of
from ui_officer.pages.administration.plan_state import NEW, Planning


def _box(name: str, label: str, hint: str = "") -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name, name=name, type="text", auto_complete="off",
            default_value=Planning.typed[name],
        ),
        rx.el.p(hint, class_name="help small") if hint else rx.fragment(),
        class_name="field",
    )  # fmt: skip


def _select(name: str, label: str, value: Any, on_change: Any, *, new: bool) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.select(
            rx.el.option("Chọn", value=""),
            rx.el.option("Cơ quan mới thành lập", value=NEW) if new else rx.fragment(),
            rx.foreach(Planning.agencies, lambda a: rx.el.option(a.label, value=a.id)),
            id=name,
            value=value,
            on_change=on_change,
        ),
        class_name="field",
    )


def _what() -> Component:
    return rx.el.section(
        rx.el.h2("1. Thay đổi gì, cơ quan nào"),
        rx.el.div(
            rx.el.label("Loại thay đổi", html_for="kind"),
            rx.el.select(
                *[
                    rx.el.option(label.vi, value=kind.value)
                    for kind, label in CHANGE_KIND_LABELS.items()
                ],
                id="kind",
                value=Planning.kind,
                on_change=Planning.set_kind,
            ),
            class_name="field",
        ),
        rx.el.fieldset(
            rx.el.legend(
                rx.match(
                    Planning.kind,
                    ("merge", "Các cơ quan kết thúc hoạt động, nhập vào cơ quan khác"),
                    ("split", "Cơ quan được chia, tách"),
                    "Cơ quan đổi tên",
                )
            ),
            rx.el.input(
                type="text", placeholder="Lọc theo tên hoặc mã", aria_label="Lọc cơ quan",
                on_change=Planning.find, auto_complete="off", value=Planning.q,
            ),
            rx.el.div(
                rx.foreach(
                    Planning.found,
                    lambda a: rx.el.label(
                        rx.el.input(
                            type="checkbox", checked=a.chosen, on_change=Planning.choose(a.id)
                        ),
                        a.label,
                        class_name="tick",
                    ),
                ),
                class_name="scroll-box",
            ),
        ),
        rx.cond(
            Planning.kind == "merge",
            _select("heir", "Nhập vào", Planning.heir, Planning.set_heir, new=True),
        ),
        rx.cond(
            Planning.kind == "split",
            rx.fragment(
                rx.el.label(
                    rx.el.input(
                        type="checkbox", checked=Planning.stays, on_change=Planning.set_stays
                    ),
                    "Tách một phần: cơ quan cũ tiếp tục hoạt động",
                    class_name="tick",
                ),
                rx.cond(
                    Planning.stays,
                    rx.fragment(),
                    _select(
                        "heir", "Phần chính về", Planning.heir, Planning.set_heir, new=False
                    ),
                ),
                _select(
                    "other", "Các phòng chọn dưới đây về", Planning.other, Planning.set_other,
                    new=True,
                ),
                rx.el.fieldset(
                    rx.el.legend("Phòng, ban chuyển đi"),
                    rx.foreach(
                        Planning.moves,
                        lambda m: rx.el.label(
                            rx.el.input(
                                type="checkbox",
                                checked=m.target != "",
                                on_change=lambda on: Planning.move(m.id, on),
                            ),
                            m.label,
                            class_name="tick",
                        ),
                    ),
                ),
            ),
        ),
        class_name="card",
    )  # fmt: skip


def _when() -> Component:
    new = (Planning.heir == NEW) | (Planning.other == NEW)
    return rx.el.form(
        rx.el.h2("2. Căn cứ, ngày hiệu lực"),
        rx.el.div(
            _box("effective_on", "Ngày hiệu lực", "ngày/tháng/năm, từ hôm nay trở đi"),
            _box("decision", "Nghị quyết, quyết định"),
            _box("reason", "Lý do"),
            rx.cond(Planning.kind == "rename", _box("name", "Tên mới")),
            rx.cond(
                new,
                rx.fragment(
                    _box("new_name", "Tên cơ quan mới"),
                    _box("new_code", "Mã định danh mới", "Ví dụ H37.45. Mã cũ không cấp lại."),
                ),
            ),
            class_name="columns",
        ),
        rx.el.button("Xem trước", type="submit", class_name="button"),
        on_submit=Planning.preview,
        class_name="card",
    )


@rx.page(
    route="/lap-thay-doi-co-quan",
    title="Lập thay đổi cơ quan – Một cửa điện tử",
    on_load=[Person.enter, Planning.load],
)
def planning() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("Thay đổi cơ quan", href="/thay-doi-co-quan/"), class_name="small"),
        rx.el.h1("Lập thay đổi cơ quan"),
        rx.cond(Planning.problem != "", message(Planning.problem)),
        _what(),
        _when(),
        preview_of(Planning, Planning.stay),
        rx.cond(
            Planning.previewed,
            rx.el.section(
                rx.el.h2("3. Đề nghị"),
                rx.el.p("Chưa có gì thay đổi. Người thứ hai xem lại và phê duyệt."),
                rx.el.button(
                    "Đề nghị phê duyệt", type="button", on_click=Planning.propose,
                    class_name="button",
                ),
                class_name="card",
            ),
        ),
    )  # fmt: skip
