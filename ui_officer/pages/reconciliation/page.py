"""Reconciliation: every day against the payment platform, and what did not agree."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person, message, shell
from ui_officer.pages.reconciliation.accounts import Accounts, accounts_section
from ui_officer.pages.reconciliation.days import Reconciliation, Row
from ui_officer.pages.refund_form import refund_form


def _difference(row: Row) -> Component:
    return rx.fragment(
        rx.el.tr(
            rx.el.td(row.date, class_name="mono"),
            rx.el.td(rx.el.b(row.kind), rx.el.br(), rx.el.span(row.agency, class_name="small")),
            rx.el.td(
                rx.el.span(row.reference, class_name="mono"),
                rx.el.br(),
                rx.el.span(row.transaction, class_name="mono small muted"),
            ),
            rx.el.td(row.ours, class_name="mono number"),
            rx.el.td(row.theirs, class_name="mono number"),
            rx.el.td(rx.cond(row.href != "", rx.el.a(row.code, href=row.href), "—")),
            rx.el.td(
                rx.cond(row.done != "", rx.el.span(row.done, class_name="small")),
                rx.cond(row.refund != "", rx.el.p(row.refund, class_name="small")),
                rx.cond(
                    row.may_decide,
                    rx.el.button(
                        "Quyết định hoàn trả",
                        on_click=Reconciliation.open("decide", row.refund_id),
                        class_name="link",
                    ),
                ),
                rx.cond(
                    row.may_hand,
                    rx.el.button(
                        "Đã hoàn tiền",
                        on_click=Reconciliation.open("hand", row.refund_id),
                        class_name="link",
                    ),
                ),
                rx.cond(
                    (row.done == "") & row.money_here,
                    rx.el.button(
                        "Đề nghị hoàn trả",
                        on_click=Reconciliation.open("refund", row.id),
                        class_name="link",
                    ),
                ),
                rx.cond(
                    row.done == "",
                    rx.el.button(
                        "Ghi kết quả xử lý",
                        on_click=Reconciliation.open("resolve", row.id),
                        class_name="link",
                    ),
                ),
            ),
        ),
        rx.cond(
            (Reconciliation.doing != "")
            & ((Reconciliation.subject == row.id) | (Reconciliation.subject == row.refund_id)),
            rx.el.tr(rx.el.td(refund_form(Reconciliation, Reconciliation.send), col_span=7)),
        ),
    )


def _differences() -> Component:
    heads = ("Ngày", "Chênh lệch", "Giao dịch", "Ở đây (đồng)", "Nền tảng (đồng)", "Hồ sơ", "Xử lý")
    page = Reconciliation
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Chênh lệch"),
            rx.el.button(
                "Chưa xử lý",
                on_click=page.show(False),
                aria_pressed=(~page.resolved).to_string(),
                class_name="button plain",
            ),
            rx.el.button(
                "Đã xử lý",
                on_click=page.show(True),
                aria_pressed=page.resolved.to_string(),
                class_name="button plain",
            ),
            class_name="bar",
        ),
        rx.cond(
            page.rows.length() > 0,
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
                rx.el.tbody(rx.foreach(page.rows, _difference)),
            ),
            rx.el.p("Không có chênh lệch nào ở đây.", class_name="muted"),
        ),
        rx.cond(
            page.more != "",
            rx.el.button("Xem thêm", on_click=page.read_on, class_name="button plain"),
        ),
        class_name="card",
    )


def _days() -> Component:
    page = Reconciliation
    heads = ("Ngày", "Nền tảng thanh toán (đồng)", "Sổ của tỉnh (đồng)", "Kết quả", "Còn mở")
    return rx.el.section(
        rx.el.h2("Từng ngày"),
        rx.el.form(
            rx.el.label("Đối soát lại ngày", html_for="day"),
            rx.el.input(id="day", name="day", type="text", placeholder="ngày/tháng/năm"),
            rx.el.button("Đối soát", type="submit", class_name="button plain"),
            on_submit=page.compare,
            class_name="bar",
        ),
        rx.cond(
            page.days.length() > 0,
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
                rx.el.tbody(
                    rx.foreach(
                        page.days,
                        lambda d: rx.el.tr(
                            rx.el.td(d.date, class_name="mono"),
                            rx.el.td(d.theirs, class_name="mono"),
                            rx.el.td(d.ours, class_name="mono"),
                            rx.el.td(
                                rx.el.span(
                                    rx.cond(d.agrees, "Khớp", "Xem chênh lệch"),
                                    class_name=rx.cond(d.agrees, "chip ok", "chip warn"),
                                ),
                                " ",
                                rx.el.span(d.state, class_name="small muted"),
                                rx.cond(d.error != "", rx.el.p(d.error, class_name="small")),
                            ),
                            rx.el.td(d.open, class_name="mono"),
                        ),
                    )
                ),
            ),
            rx.el.p(
                "Chưa có ngày nào. Mỗi đêm từ 01:00 hệ thống đối soát ngày hôm trước.",
                class_name="muted",
            ),
        ),
        class_name="card",
    )


@rx.page(
    route="/doi-soat",
    title="Đối soát phí, lệ phí – Một cửa điện tử",
    on_load=[Person.enter, Reconciliation.load, Accounts.load],
)
def reconciliation() -> Component:
    """The page."""
    page = Reconciliation
    return shell(
        rx.el.h1("Đối soát phí, lệ phí"),
        rx.el.p(
            "Mỗi đêm các khoản nộp trực tuyến được so với bản kê của nền tảng thanh toán, theo cả "
            "hai chiều. Khoản nền tảng đã thu mà ở đây chưa ghi được ghi nhận ngay.",
            class_name="muted",
        ),
        rx.cond(page.problem != "", message(page.problem)),
        rx.cond(page.notice != "", message(page.notice, "good")),
        rx.cond((page.error != "") & (page.doing == ""), message(page.error)),
        rx.cond(
            page.loaded & (page.problem == ""),
            rx.fragment(_differences(), _days(), accounts_section()),
        ),
    )
