"""Dossiers submitted at the national portal: what was received, and what waits for somebody."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.vocabulary.national import INBOUND_STATE_LABELS, InboundState
from ui_officer.layout import Person, message, shell
from ui_officer.pages.national.held import NationalInbound, Row
from ui_officer.pages.national.tabs import tabs


def _form() -> Component:
    page = NationalInbound
    return rx.el.form(
        rx.cond(page.error != "", message(page.error)),
        rx.cond(
            page.closing,
            rx.el.div(
                rx.el.label("Vì sao không lập hồ sơ", html_for="reason"),
                rx.el.textarea(id="reason", name="reason", max_length=2000, rows="3"),
                class_name="field",
            ),
            rx.el.div(
                rx.el.label("Cơ quan tiếp nhận", html_for="agency_id"),
                rx.el.select(
                    rx.el.option("Theo mã đơn vị của Cổng", value=""),
                    rx.foreach(page.agencies, lambda a: rx.el.option(a.name, value=a.id)),
                    id="agency_id",
                    name="agency_id",
                ),
                class_name="field",
            ),
        ),
        rx.el.div(
            rx.el.button(
                rx.cond(page.closing, "Đóng hồ sơ này", "Lập hồ sơ"),
                type="submit",
                class_name="button",
            ),
            rx.el.button(
                "Thôi", type="button", on_click=page.open("", False), class_name="button plain"
            ),
            class_name="acts",
        ),
        on_submit=page.send,
        key=page.subject,
    )


def _link(label: str, row: rx.Var[Row], event: Any) -> Component:
    return rx.el.button(
        label, type="button", on_click=event, class_name="link", aria_label=label + ": " + row.code
    )


def _line(row: rx.Var[Row]) -> Component:
    page = NationalInbound
    return rx.fragment(
        rx.el.tr(
            rx.el.td(
                rx.el.span(row.code, class_name="mono"), rx.el.span(row.received, class_name="sub")
            ),
            rx.el.td(row.procedure, rx.el.span(row.place, class_name="sub")),
            rx.el.td(
                rx.el.span(row.state, class_name=row.chip),
                rx.cond(row.reason != "", rx.el.p(row.reason, class_name="small")),
                rx.cond(row.files != "", rx.el.span(row.files, class_name="sub")),
            ),
            rx.el.td(
                rx.cond(row.href != "", rx.el.a(row.dossier, href=row.href, class_name="mono"), "—")
            ),
            rx.el.td(
                rx.cond(
                    row.is_held,
                    rx.fragment(
                        rx.cond(
                            row.is_update,
                            _link("Đã thực hiện", row, page.confirm(row.id)),
                            _link("Lập lại", row, page.open(row.id, False)),
                        ),
                        rx.el.br(),
                        _link("Đóng", row, page.open(row.id, True)),
                    ),
                ),
                class_name="row-acts",
            ),
        ),
        rx.cond(page.subject == row.id, rx.el.tr(rx.el.td(_form(), col_span=5))),
    )


@rx.page(
    route="/cong-quoc-gia",
    title="Cổng Dịch vụ công quốc gia – Một cửa điện tử",
    on_load=[Person.enter, NationalInbound.load],
)
def inbound() -> Component:
    """The page."""
    page = NationalInbound
    heads = ("Mã của Cổng", "Thủ tục, cơ quan", "Tình trạng", "Hồ sơ ở đây", "Xử lý")
    return shell(
        rx.el.h1("Cổng Dịch vụ công quốc gia"),
        tabs("inbound"),
        rx.el.p(
            "Hồ sơ người dân nộp trên Cổng quốc gia được giữ lại ngay khi nhận, rồi lập thành hồ "
            "sơ ở cơ quan tiếp nhận. Hồ sơ chưa rõ thủ tục, cơ quan hoặc người nộp chờ bạn ở đây.",
            class_name="muted",
        ),
        rx.el.div(
            *[
                rx.el.button(
                    label.vi,
                    type="button",
                    on_click=page.show(state.value),
                    aria_pressed=(page.standing == state.value).to_string(),
                    class_name="button plain",
                )
                for state in (
                    InboundState.HELD,
                    InboundState.RECEIVED,
                    InboundState.MADE,
                    InboundState.CLOSED,
                )
                for label in (INBOUND_STATE_LABELS[state],)
            ],
            class_name="bar",
        ),
        rx.cond(page.problem != "", message(page.problem)),
        rx.cond(page.notice != "", message(page.notice, "good")),
        rx.cond((page.error != "") & (page.subject == ""), message(page.error)),
        rx.cond(
            page.rows.length() > 0,
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
                rx.el.tbody(rx.foreach(page.rows, _line)),
            ),
            rx.cond(
                page.loaded & (page.problem == ""),
                rx.el.p("Không có hồ sơ nào ở mục này.", class_name="card"),
                rx.cond(~page.loaded, rx.el.p("Đang tải …", role="status", class_name="card")),
            ),
        ),
        rx.cond(
            page.more != "",
            rx.el.button("Xem thêm", on_click=page.read_on, class_name="button plain"),
        ),
    )
