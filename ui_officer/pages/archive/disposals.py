"""Disposal lists, as they are looked at and decided."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.ui.step_up import step_up_dialog
from ui_officer.layout import Person, message
from ui_officer.pages.archive.disposal_state import Disposals, Item
from ui_officer.pages.archive.frame import archive_page, empty, text_field, ticking, waiting


def _lines() -> Component:
    heads = ("Mã hồ sơ", "Thủ tục", "Kết thúc", "Lưu đến", "Tệp", "Kết quả")
    return rx.fragment(
        rx.el.table(
            rx.el.thead(rx.el.tr(*[rx.el.th(text, scope="col") for text in heads])),
            rx.el.tbody(
                rx.foreach(
                    Disposals.lines,
                    lambda x: rx.el.tr(
                        rx.el.td(rx.el.a(x.code, href="/luu-tru/ho-so/" + x.id), class_name="mono"),
                        rx.el.td(rx.el.span(x.procedure, title=x.procedure, class_name="clamp")),
                        rx.el.td(x.closed, class_name="mono"),
                        rx.el.td(x.kept, class_name="mono"),
                        rx.el.td(x.files),
                        rx.el.td(x.outcome),
                    ),
                )
            ),
        ),
        rx.cond(
            Disposals.cursor != "",
            rx.el.p(
                rx.el.button("Xem thêm", on_click=Disposals.more, class_name="button plain"),
                class_name="acts pages",
            ),
        ),
    )


def _button(item: Item, name: str, label: str, act: Any, kind: str) -> Component:
    return rx.cond(
        item.may.contains(name), rx.el.button(label, on_click=act(item.id), class_name=kind)
    )


def _list(item: Item) -> Component:
    return rx.el.article(
        rx.el.div(
            rx.el.h2(item.title),
            rx.el.span(item.state, class_name="chip " + item.chip),
            class_name="head",
        ),
        rx.el.p(item.reason),
        rx.el.ul(rx.foreach(item.people, rx.el.li), class_name="plain-list small muted"),
        rx.cond(
            item.running,
            rx.el.p(rx.el.progress(value=item.percent, max=100, aria_label="Tiến độ hủy")),
        ),
        rx.cond(item.problem != "", rx.el.p(item.problem, class_name="note bad")),
        rx.el.div(
            _button(item, "review", "Đã thẩm định", Disposals.review, "button"),
            _button(item, "approve", "Quyết định hủy", Disposals.approve, "button"),
            _button(item, "refuse", "Không đồng ý", Disposals.refuse, "button plain"),
            rx.el.button(
                rx.cond(Disposals.opened == item.id, "Ẩn danh mục", "Xem danh mục"),
                on_click=Disposals.open(item.id),
                class_name="button plain",
            ),
            class_name="acts",
        ),
        rx.cond(
            Disposals.refusing == item.id,
            rx.el.form(
                text_field("refusal", "Lý do không đồng ý", max_length=2000),
                rx.el.button("Gửi", type="submit", class_name="button"),
                on_submit=Disposals.refused,
            ),
        ),
        rx.cond(Disposals.opened == item.id, _lines()),
        class_name="card",
    )


def _propose() -> Component:
    return rx.el.form(
        rx.el.h2("Lập danh mục hết thời hạn lưu trữ"),
        rx.el.div(
            rx.el.div(
                rx.el.label("Cơ quan", html_for="agency_id"),
                rx.el.select(
                    rx.foreach(Disposals.agencies, lambda a: rx.el.option(a.name, value=a.id)),
                    id="agency_id",
                    name="agency_id",
                ),
                class_name="field",
            ),
            text_field("until", "Hết thời hạn đến ngày", placeholder="ngày/tháng/năm"),
            text_field("reason", "Lý do, căn cứ", max_length=2000),
            class_name="third",
        ),
        rx.cond(Disposals.error != "", rx.el.p(Disposals.error, class_name="error", role="alert")),
        rx.el.button(
            rx.cond(Disposals.busy, "Đang lập …", "Lập danh mục"),
            type="submit",
            class_name="button",
            disabled=Disposals.busy,
        ),
        on_submit=Disposals.propose,
        class_name="card",
    )


@rx.page(
    route="/luu-tru/huy",
    title="Hủy tài liệu hết thời hạn – Một cửa điện tử",
    on_load=[Person.enter, Disposals.load],
)
def page() -> Component:
    """The page."""
    return archive_page(
        "/luu-tru/huy/",
        "Hủy tài liệu hết thời hạn",
        "Một người lập, người thứ hai thẩm định, người thứ ba quyết định. Tệp và nội dung bị hủy "
        "không lấy lại được; danh mục và lịch sử xử lý được giữ. Hồ sơ đang bị giữ không bị hủy.",
        step_up_dialog(Disposals),
        rx.cond(Disposals.problem != "", message(Disposals.problem)),
        rx.cond(Disposals.agencies.length() > 0, _propose()),
        rx.cond(Disposals.list_error != "", message(Disposals.list_error)),
        rx.cond(
            Disposals.items.length() > 0,
            rx.foreach(Disposals.items, _list),
            rx.cond(Disposals.loaded, empty("Chưa có danh mục hủy nào."), waiting()),
        ),
        ticking(Disposals.check, Disposals.active),
    )
