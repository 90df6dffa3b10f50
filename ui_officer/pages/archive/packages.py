"""Packages and their making, on one page."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.step_up import step_up_dialog
from ui_officer.layout import Person, message
from ui_officer.pages.archive.frame import archive_page, empty, text_field, ticking, waiting
from ui_officer.pages.archive.package_state import Item, Packages


def _package(item: Item) -> Component:
    return rx.el.article(
        rx.el.div(
            rx.el.h2(item.title),
            rx.el.span(item.state, class_name="chip " + item.chip),
            class_name="head",
        ),
        rx.el.p(item.about, class_name="muted small"),
        rx.cond(
            item.making,
            rx.el.p(
                rx.el.progress(value=item.percent, max=100, aria_label="Tiến độ đóng gói"),
                " ",
                item.percent.to_string(),
                "%",
            ),
        ),
        rx.cond(item.problem != "", rx.el.p(item.problem, class_name="note bad")),
        rx.cond(
            item.ready,
            rx.fragment(
                rx.el.p(item.facts),
                rx.el.p("SHA-256: ", item.sha256, class_name="muted small digest"),
                rx.el.div(
                    rx.el.a(
                        "Tải gói",
                        href="/api/v1/archive/packages/" + item.id + "/content",
                        download=True,
                        target="_blank",  # else the router of the app looks for a page there
                        class_name="button plain",
                    ),
                    rx.cond(
                        item.to_confirm & (Packages.confirming != item.id),
                        rx.el.button(
                            "Ghi nhận đã giao nộp",
                            on_click=Packages.confirm(item.id),
                            class_name="button plain",
                        ),
                    ),
                    class_name="acts",
                ),
            ),
        ),
        rx.cond(
            Packages.confirming == item.id,
            rx.el.form(
                text_field("receipt", "Biên bản giao nhận số"),
                rx.el.button("Ghi nhận", type="submit", class_name="button"),
                on_submit=Packages.received,
            ),
        ),
        rx.cond(item.receipt != "", rx.el.p(item.receipt, class_name="note good")),
        class_name="card",
    )


def _start() -> Component:
    return rx.el.form(
        rx.el.h2("Đóng gói nộp lưu trữ lịch sử"),
        rx.el.p(
            "Gói gồm mọi hồ sơ lưu vĩnh viễn chưa nộp, kết thúc trong khoảng thời gian chọn.",
            class_name="muted small",
        ),
        rx.el.div(
            rx.el.label("Cơ quan", html_for="agency_id"),
            rx.el.select(
                rx.foreach(Packages.agencies, lambda a: rx.el.option(a.name, value=a.id)),
                id="agency_id",
                name="agency_id",
            ),
            class_name="field",
        ),
        text_field("recipient", "Nơi nhận", placeholder="Ví dụ: Lưu trữ lịch sử tỉnh"),
        rx.el.div(
            text_field("closed_from", "Kết thúc từ ngày", placeholder="ngày/tháng/năm"),
            text_field("closed_to", "đến ngày", placeholder="ngày/tháng/năm"),
            class_name="columns",
        ),
        rx.cond(Packages.error != "", rx.el.p(Packages.error, class_name="error", role="alert")),
        rx.el.button(
            rx.cond(Packages.busy, "Đang gửi …", "Đóng gói"),
            type="submit",
            class_name="button",
            disabled=Packages.busy,
        ),
        on_submit=Packages.start,
        class_name="card",
    )


def _export() -> Component:
    return rx.el.form(
        rx.el.h2("Trích dữ liệu của một người theo yêu cầu của họ"),
        rx.el.p(
            "Gói gồm hồ sơ và tệp của người đó trong phạm vi bạn được xem. Việc trích và mỗi lần "
            "tải đều được ghi nhật ký.",
            class_name="muted small",
        ),
        text_field("personal_id", "Số định danh", input_mode="numeric", max_length=13),
        text_field("reason", "Lý do", max_length=2000),
        rx.cond(
            Packages.export_error != "",
            rx.el.p(Packages.export_error, class_name="error", role="alert"),
        ),
        rx.el.button("Trích dữ liệu", type="submit", class_name="button plain"),
        on_submit=Packages.export,
        class_name="card",
    )


@rx.page(
    route="/luu-tru/goi",
    title="Gói nộp lưu – Một cửa điện tử",
    on_load=[Person.enter, Packages.load],
)
def page() -> Component:
    """The page."""
    return archive_page(
        "/luu-tru/goi/",
        "Gói nộp lưu",
        "Mỗi gói có danh mục và mã kiểm tra SHA-256 của từng tệp, kiểm được bằng công cụ bất kỳ.",
        step_up_dialog(Packages),
        rx.cond(Packages.problem != "", message(Packages.problem)),
        rx.el.div(
            rx.cond(Packages.may_pack, _start()),
            rx.cond(Packages.may_export, _export()),
            class_name="split",
        ),
        rx.cond(
            Packages.items.length() > 0,
            rx.foreach(Packages.items, _package),
            rx.cond(Packages.loaded, empty("Chưa có gói nào."), waiting()),
        ),
        ticking(Packages.check, Packages.active),
    )
