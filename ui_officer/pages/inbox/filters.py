"""Search, filters, columns, saved views: a form the browser sends, so the address keeps it all."""

from collections.abc import Mapping
from functools import reduce
from operator import or_

import reflex as rx
from reflex.components.component import Component

from shared.ui.elements import native_form
from shared.vocabulary.channels import CHANNEL_LABELS
from shared.vocabulary.folders import BY_DEADLINE
from shared.vocabulary.label import Label
from shared.vocabulary.states import OFFICER_LABELS
from ui_officer.layout import message
from ui_officer.pages.inbox.address import COLUMN_LABELS, ORDER_LABELS, USUAL_ORDER
from ui_officer.pages.inbox.listing import Inbox


def search_and_filters() -> Component:
    """One form, so that a search keeps the filters and filters keep the search."""
    return native_form(
        rx.el.input(type="hidden", name="folder", value=Inbox.folder, read_only=True),
        rx.el.label("Tìm theo mã, tên, số định danh, số điện thoại", html_for="q", class_name="sr"),
        rx.el.div(
            rx.el.input(
                id="q",
                name="q",
                type="search",
                default_value=Inbox.q,
                key=Inbox.q,
                placeholder="Mã hồ sơ, họ tên, số định danh, số điện thoại",
                max_length=100,
            ),
            rx.el.button("Tìm", type="submit", class_name="button plain"),
            class_name="search",
        ),
        rx.el.details(
            rx.el.summary("Lọc và chọn cột", class_name="button plain", id="loc"),
            rx.el.div(
                rx.el.div(
                    _text("procedure", "Mã thủ tục", "Ví dụ 1.001193", options="thu-tuc"),
                    _select("state", "Trạng thái", _words(OFFICER_LABELS)),
                    _select("channel", "Kênh nộp", _words(CHANNEL_LABELS)),
                    _text("due_from", "Hạn trả từ ngày", "ngày/tháng/năm"),
                    _text("due_to", "đến ngày", "ngày/tháng/năm"),
                    rx.cond(
                        reduce(or_, [Inbox.folder == folder.value for folder in BY_DEADLINE]),
                        rx.el.p("Xếp theo hạn trả, hạn sớm nhất trước.", class_name="muted small"),
                        _select("order", "Thứ tự", ORDER_LABELS, USUAL_ORDER),
                    ),
                    class_name="filters",
                ),
                rx.el.fieldset(
                    rx.el.legend("Cột"),
                    rx.el.div(
                        *[_column(name, label) for name, label in COLUMN_LABELS.items()],
                        class_name="ticks",
                    ),
                    class_name="bare",
                ),
                rx.el.div(
                    rx.el.button("Áp dụng", type="submit", class_name="button"), class_name="acts"
                ),
                class_name="sheet card",
            ),
            class_name="drop",
        ),
        rx.el.datalist(
            rx.foreach(Inbox.procedures.items(), lambda p: rx.el.option(p[1], value=p[0])),
            id="thu-tuc",
        ),
        action="/",
        method="get",
        class_name="searching",
    )


def _text(name: str, label: str, placeholder: str, options: str = "") -> Component:
    field = rx.el.input(
        id=name,
        name=name,
        type="text",
        default_value=Inbox.typed[name],
        key=Inbox.typed[name],
        placeholder=placeholder,
        auto_complete="off",
        max_length=40,
        **({"list": options} if options else {}),
    )
    return rx.el.div(rx.el.label(label, html_for=name), field, class_name="field")


def _words(labels: Mapping[str, Label]) -> dict[str, str]:
    return {str(code): text.vi for code, text in labels.items()}


def _select(name: str, label: str, choices: Mapping[str, str], usual: str = "Tất cả") -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.select(
            rx.el.option(usual, value=""),
            *[rx.el.option(text, value=code) for code, text in choices.items()],
            id=name,
            name=name,
            default_value=Inbox.typed[name],
            key=Inbox.typed[name],
        ),
        class_name="field",
    )


def _column(name: str, label: str) -> Component:
    shown = Inbox.columns.contains(name)
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            name="columns",
            value=name,
            default_checked=shown,
            key=shown.to_string(),
        ),
        label,
        class_name="tick",
    )


def active_filters() -> Component:
    """What narrows the list, each with a way out."""
    return rx.cond(
        Inbox.filters.length() > 0,
        rx.el.ul(
            rx.foreach(
                Inbox.filters,
                lambda f: rx.el.li(
                    rx.el.a(
                        f.words,
                        rx.el.span(" ✕", aria_hidden="true"),
                        href=f.link,
                        aria_label="Bỏ lọc. " + f.words,
                        class_name="chip",
                    )
                ),
            ),
            rx.el.li(
                rx.el.a("Bỏ mọi điều kiện", href="/?folder=" + Inbox.folder, class_name="small")
            ),
            class_name="files",
            custom_attrs={"aria-label": "Điều kiện lọc"},
        ),
    )


def saved_views() -> Component:
    """Views by name, and a way to keep this one."""
    return rx.el.div(
        rx.cond(Inbox.view_problem != "", message(Inbox.view_problem)),
        rx.el.ul(
            rx.foreach(
                Inbox.views,
                lambda v: rx.el.li(
                    rx.el.a(
                        v.name,
                        href=v.link,
                        class_name=rx.cond(v.shown, "chip shown", "chip"),
                        aria_current=rx.cond(v.shown, "true", "false"),
                    ),
                    rx.el.button(
                        "✕",
                        on_click=Inbox.drop_view(v.id),
                        aria_label="Xóa cách xem " + v.name,
                        class_name="link",
                    ),
                ),
            ),
            rx.el.li(
                rx.el.details(
                    rx.el.summary("Lưu cách xem này", class_name="small", id="luu-cach-xem"),
                    rx.el.form(
                        rx.el.label("Tên", html_for="view_name", class_name="sr"),
                        rx.el.input(
                            id="view_name",
                            name="view_name",
                            type="text",
                            max_length=60,
                            placeholder="Ví dụ: Khai sinh sắp đến hạn",
                            auto_complete="off",
                        ),
                        rx.el.button("Lưu", type="submit", class_name="button plain"),
                        on_submit=Inbox.keep_view,
                        reset_on_submit=True,
                        class_name="acts sheet card",
                    ),
                    class_name="drop",
                )
            ),
            class_name="files views",
            custom_attrs={"aria-label": "Cách xem đã lưu"},
        ),
    )
