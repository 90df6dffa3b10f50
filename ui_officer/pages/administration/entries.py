"""One shared catalogue as of a day: looked through, an entry changed or ended, its history."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person, message, shell
from ui_officer.pages.administration.catalogues import text_field
from ui_officer.pages.administration.entries_state import Entries, Row


def _filters() -> Component:
    return rx.el.form(
        rx.el.input(
            name="q", type="text", placeholder="Mã hoặc tên, có dấu hay không",
            aria_label="Tìm mã hoặc tên", auto_complete="off",
        ),
        rx.el.input(
            name="on", type="text", placeholder="Theo ngày (ngày/tháng/năm)",
            aria_label="Theo ngày", auto_complete="off",
        ),
        rx.el.label(rx.el.input(type="checkbox", name="all"), "Cả mã đã hết áp dụng",
                    class_name="tick"),
        rx.el.button("Tìm", type="submit", class_name="button plain"),
        on_submit=Entries.find,
        class_name="bar finding",
    )  # fmt: skip


def _editor() -> Component:
    return rx.el.details(
        rx.el.summary("Thêm mã, hoặc đổi tên từ một ngày"),
        rx.el.form(
            rx.el.div(
                text_field(Entries, "code", "Mã"),
                text_field(Entries, "name", "Tên"),
                text_field(
                    Entries, "valid_from", "Áp dụng từ ngày",
                    "Tên trước của mã hết áp dụng từ hôm trước. Ghi đúng ngày cũ để chữa.",
                ),
                text_field(Entries, "valid_to", "Đến hết ngày", "Để trống: chưa có ngày cuối."),
                text_field(Entries, "parent_code", "Mã cấp trên"),
                text_field(Entries, "replaced_by", "Mã thay thế", "Ngăn bằng dấu chấm phẩy."),
                text_field(Entries, "note", "Ghi chú"),
                class_name="columns",
            ),
            rx.el.button("Ghi mã", type="submit", class_name="button"),
            on_submit=Entries.save,
        ),
        class_name="card",
        open=Entries.chosen != "",
    )  # fmt: skip


def _history() -> Component:
    return rx.cond(
        Entries.chosen != "",
        rx.el.section(
            rx.el.h2("Lịch sử của mã ", rx.el.code(Entries.chosen)),
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[
                            rx.el.th(h, scope="col")
                            for h in ("Tên", "Thời gian áp dụng", "Ai ghi, khi nào", "Trạng thái")
                        ]
                    )
                ),
                rx.el.tbody(
                    rx.foreach(
                        Entries.past,
                        lambda p: rx.el.tr(
                            rx.el.td(p.name),
                            rx.el.td(p.period),
                            rx.el.td(p.who),
                            rx.el.td(p.state, class_name="muted"),
                        ),
                    )
                ),
            ),
            rx.el.form(
                rx.el.input(
                    name="last_day", type="text", placeholder="Ngày cuối áp dụng",
                    aria_label="Ngày cuối áp dụng", auto_complete="off",
                ),
                rx.el.input(
                    name="heirs", type="text", placeholder="Mã thay thế",
                    aria_label="Mã thay thế", auto_complete="off",
                ),
                rx.el.button("Kết thúc mã", type="submit", class_name="button plain"),
                on_submit=Entries.end,
                class_name="bar",
            ),
            class_name="card",
        ),
    )  # fmt: skip


def _row(r: rx.Var[Row]) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.code(r.code)),
        rx.el.td(r.name, rx.cond(r.note != "", rx.el.span(r.note, class_name="sub"))),
        rx.el.td(r.parent),
        rx.el.td(
            rx.cond(r.ended, rx.el.span(r.period, class_name="muted"), r.period),
            rx.cond(r.heirs != "", rx.el.span("Thay bằng: ", r.heirs, class_name="sub")),
        ),
        rx.cond(
            Entries.elsewhere == "",
            rx.el.td(
                rx.el.button(
                    "Xem, sửa",
                    type="button",
                    on_click=Entries.open(r.code),
                    class_name="link",
                    aria_label="Xem, sửa mã " + r.code,
                )
            ),
        ),
    )


@rx.page(
    route="/danh-muc-dung-chung/[catalogue_key]",
    title="Danh mục dùng chung – Một cửa điện tử",
    on_load=[Person.enter, Entries.load],
)
def catalogue() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("Danh mục dùng chung", href="/danh-muc-dung-chung/"), class_name="small"),
        rx.el.div(
            rx.el.h1(rx.cond(Entries.title != "", Entries.title, "Danh mục dùng chung")),
            rx.cond(
                Entries.elsewhere == "",
                rx.el.a(
                    "Tải bảng tính",
                    href="/api/v1/spreadsheets/lookups?of=" + Entries.key,
                    target="_blank",
                    download=True,
                ),
            ),
            class_name="head",
        ),
        rx.cond(Entries.source != "", rx.el.p("Căn cứ: ", Entries.source, class_name="muted")),
        rx.cond(
            Entries.elsewhere != "",
            rx.el.p(
                "Danh mục này đọc từ mục ", Entries.elsewhere, "; sửa tại đó.", class_name="note"
            ),
        ),
        rx.cond(Entries.problem != "", message(Entries.problem)),
        rx.cond(Entries.notice != "", message(Entries.notice, "good")),
        rx.cond(Person.approves_content & (Entries.elsewhere == ""), _editor()),
        _history(),
        _filters(),
        rx.cond(
            Entries.rows.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[
                            rx.el.th(h, scope="col")
                            for h in ("Mã", "Tên", "Mã cấp trên", "Thời gian áp dụng")
                        ],
                        rx.cond(Entries.elsewhere == "", rx.el.th("Việc", scope="col")),
                    )
                ),
                rx.el.tbody(rx.foreach(Entries.rows, _row)),
            ),
            rx.cond(
                Entries.loaded,
                rx.el.p("Không có mã nào khớp. Thử từ khác hoặc ngày khác.", class_name="card"),
                rx.el.p("Đang tải …", role="status", class_name="card"),
            ),
        ),
        rx.cond(
            Entries.more != "",
            rx.el.button("Xem thêm", on_click=Entries.fetch_more, class_name="button plain"),
        ),
    )
