"""The bar of acts under the chosen rows, and the panel that shows what they would do and did."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import message
from ui_officer.pages.inbox.bulk import BULK_ACTS, EXPECTED_ACT, Bulk, label_of
from ui_officer.pages.inbox.listing import Inbox
from ui_officer.pages.inbox.shapes import Line


def bulk_bar() -> Component:
    """What can be done to the chosen rows; the act a folder is there for comes in full colour."""
    expected = rx.match(Inbox.folder, *EXPECTED_ACT.items(), "")
    return rx.cond(
        (Bulk.chosen.length() > 0) & (Bulk.stage == ""),
        rx.el.div(
            rx.el.b("Đã chọn ", Bulk.chosen.length().to_string(), " hồ sơ", role="status"),
            *[
                rx.el.button(
                    label_of(act),
                    on_click=Bulk.preview(act),
                    class_name=rx.cond(expected == act, "button", "button plain"),
                    custom_attrs={"data-bulk": act},
                )
                for act in BULK_ACTS
            ],
            rx.el.button("Đánh dấu đã xem", on_click=Bulk.seen, class_name="link", id="da-xem"),
            rx.el.button(
                "Bỏ chọn", on_click=Bulk.load, class_name="link", custom_attrs={"data-esc": ""}
            ),
            class_name="acts bulk",
        ),
    )


def bulk_panel() -> Component:
    """The preview, then the results."""
    return rx.cond(
        Bulk.stage != "",
        rx.el.section(
            rx.el.h2(
                rx.match(
                    Bulk.stage,
                    ("preview", "Xem trước: " + Bulk.label),
                    ("working", "Đang làm: " + Bulk.label),
                    "Kết quả: " + Bulk.label,
                ),
                id="bulk-title",
                tab_index=-1,
            ),
            rx.cond(Bulk.problem != "", message(Bulk.problem)),
            rx.cond(
                Bulk.stage == "preview",
                rx.el.p(
                    "Làm được ",
                    rx.el.b(Bulk.ready.to_string()),
                    " trên ",
                    rx.el.b(Bulk.lines.length().to_string()),
                    " hồ sơ. Hồ sơ bỏ qua giữ nguyên.",
                ),
                rx.el.div(
                    rx.el.progress(
                        value=Bulk.done + Bulk.failed, max=Bulk.ready, aria_label="Tiến độ"
                    ),
                    " Đã xong ",
                    rx.el.b(Bulk.done.to_string()),
                    ", không làm được ",
                    rx.el.b(Bulk.failed.to_string()),
                    " trên ",
                    Bulk.ready.to_string(),
                    " hồ sơ.",
                    role="status",
                ),
            ),
            _lines(),
            rx.cond(Bulk.stage == "preview", _confirm()),
            rx.cond(
                Bulk.stage == "done",
                rx.el.button(
                    "Đóng", on_click=Bulk.close, class_name="button", custom_attrs={"data-esc": ""}
                ),
            ),
            class_name="panel",
            aria_labelledby="bulk-title",
        ),
    )


def _confirm() -> Component:
    return rx.el.form(
        rx.cond(
            Bulk.officers.length() > 0,
            rx.el.div(
                rx.el.label("Người thụ lý (số hồ sơ đang giữ)", html_for="officer_id"),
                rx.el.select(
                    rx.el.option("Chọn người thụ lý", value=""),
                    rx.foreach(Bulk.officers.items(), lambda o: rx.el.option(o[1], value=o[0])),
                    id="officer_id",
                    name="officer_id",
                    required=True,
                ),
                class_name="field",
            ),
        ),
        rx.el.div(
            rx.cond(
                Bulk.ready > 0,
                rx.el.button(
                    Bulk.label + ": " + Bulk.ready.to_string() + " hồ sơ",
                    type="submit",
                    class_name="button",
                    id="bulk-do",
                ),
            ),
            rx.el.button(
                "Thôi",
                type="button",
                on_click=Bulk.close,
                class_name="button plain",
                custom_attrs={"data-esc": ""},
            ),
            class_name="acts",
        ),
        on_submit=Bulk.do,
    )


def _lines() -> Component:
    return rx.el.div(
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Mã hồ sơ", scope="col"),
                    rx.el.th("Người nộp, thủ tục", scope="col"),
                    rx.el.th("Được không", scope="col"),
                    rx.el.th("Việc sẽ xảy ra, hoặc lý do", scope="col"),
                )
            ),
            rx.el.tbody(rx.foreach(Bulk.lines, _line)),
        ),
        class_name="scroll",
        tab_index=0,
        role="region",
        aria_label="Từng hồ sơ",
    )


def _line(line: Line) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.a(line.code, href="/ho-so/" + line.id, class_name="mono", target="_blank")),
        rx.el.td(line.applicant, rx.el.span(line.procedure, class_name="sub")),
        rx.el.td(rx.el.span(line.verdict, class_name="chip " + line.mark)),
        rx.el.td(line.words),
    )
