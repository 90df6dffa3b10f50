"""The service index: the score, its groups, every component with its formula, and what is below."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.drawing import bar_chart
from ui_officer.layout import Person, message, shell
from ui_officer.pages.indicators.address import INDEX
from ui_officer.pages.indicators.choosing import choosing, files
from ui_officer.pages.indicators.figures import Block, Index, Row

_HEADS = (
    "Số", "Chỉ số và cách tính", "Tử số", "Mẫu số", "Tỷ lệ", "Kỳ trước", "Điểm", "Tối đa",
)  # fmt: skip


def _opened(words: rx.Var[str], href: rx.Var[str], what: rx.Var[str]) -> Component:
    return rx.cond(href != "", rx.el.a(words, href=href, aria_label=what + ": " + words), words)


def _row(row: rx.Var[Row]) -> Component:
    return rx.el.tr(
        rx.el.td(row.number),
        rx.el.th(
            row.name,
            rx.el.p(row.formula, class_name="muted small"),
            rx.cond(row.note != "", rx.el.p(row.note, class_name="small said")),
            rx.cond(
                row.parts.length() > 0,
                rx.el.p(
                    rx.foreach(row.parts, lambda part: rx.el.a(part.words, href=part.href)),
                    class_name="small periods",
                ),
            ),
            scope="row",
        ),
        rx.el.td(_opened(row.numerator, row.met_href, row.name + ", đạt"), class_name="number"),
        rx.el.td(
            _opened(row.denominator, row.all_href, row.name + ", tất cả"), class_name="number"
        ),
        rx.el.td(
            rx.el.b(row.share),
            rx.cond(
                row.missed != "",
                rx.fragment(
                    rx.el.br(),
                    _opened(row.missed, row.missed_href, row.name + ", chưa đạt"),
                ),
            ),
            class_name="number",
        ),
        rx.el.td(row.before, class_name="number small " + row.tone),
        rx.el.td(rx.el.b(row.points), class_name="number"),
        rx.el.td(row.maximum, class_name="number"),
    )


def _block(block: rx.Var[Block]) -> Component:
    return rx.el.tbody(
        rx.el.tr(
            rx.el.td(block.number),
            rx.el.th(
                block.name,
                rx.cond(block.note != "", rx.el.span(" (" + block.note + ")", class_name="small")),
                col_span=5,
                scope="rowgroup",
            ),
            rx.el.td(rx.el.b(block.points), class_name="number"),
            rx.el.td(rx.el.b(block.maximum), class_name="number"),
            class_name="group",
            id="nhom-" + block.number,
        ),
        rx.foreach(block.rows, _row),
    )


def _components() -> Component:
    return rx.el.div(
        rx.el.table(
            rx.el.thead(rx.el.tr(*[rx.el.th(words, scope="col") for words in _HEADS])),
            rx.foreach(Index.blocks, _block),
            class_name="figures index",
        ),
        class_name="wide",
        tab_index=0,
        role="region",
        aria_label="Các chỉ số thành phần",
    )


def _below() -> Component:
    return rx.el.section(
        rx.el.h2(Index.below_title),
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Tên", scope="col"),
                        rx.el.th("Hồ sơ", scope="col"),
                        rx.el.th("Điểm đạt / tính được", scope="col"),
                        rx.el.th("Tỷ lệ", scope="col"),
                        rx.foreach(Index.heads, lambda words: rx.el.th(words, scope="col")),
                    )
                ),
                rx.el.tbody(
                    rx.foreach(
                        Index.lines,
                        lambda line: rx.el.tr(
                            rx.el.th(rx.el.a(line.name, href=line.href), scope="row"),
                            rx.el.td(line.dossiers, class_name="number"),
                            rx.el.td(line.points, class_name="number"),
                            rx.el.td(rx.el.b(line.share), class_name="number"),
                            rx.foreach(
                                line.groups, lambda words: rx.el.td(words, class_name="number")
                            ),
                        ),
                    )
                ),
                class_name="figures",
            ),
            class_name="wide",
            tab_index=0,
            role="region",
            aria_label=Index.below_title,
        ),
        class_name="card",
    )


def _score() -> Component:
    return rx.el.section(
        rx.cond(
            Index.above.length() > 0,
            rx.el.p(
                rx.foreach(
                    Index.above,
                    lambda one: rx.fragment(rx.el.a(one.words, href=one.href), " › "),
                ),
                class_name="small",
            ),
        ),
        rx.el.div(rx.el.h2(Index.heading), files(Index), class_name="head"),
        rx.el.div(
            rx.el.p(
                rx.el.b(Index.points, class_name="score"),
                " / " + Index.countable + " điểm tính được",
                rx.cond(Index.share != "", " (" + Index.share + ")", ""),
            ),
            rx.cond(Index.left_out != "", rx.el.p(Index.left_out, class_name="small")),
            rx.cond(Index.before != "", rx.el.p(Index.before, class_name=Index.before_tone)),
            class_name="result",
        ),
        bar_chart(Index.chart),
        rx.el.p(
            "Số liệu đến ", Index.as_of,
            ", đếm từ các bước đã ghi của hồ sơ; bấm vào một số để xem danh sách. ",
            Index.source, " ",
            rx.el.a("Xem định nghĩa các chỉ số", href="/chi-so/dinh-nghia/"), " · ",
            rx.el.a("9 tiêu chí đánh giá", href=Index.nine_href),
            class_name="muted small",
        ),
        class_name="card",
    )  # fmt: skip


@rx.page(
    route="/chi-so",
    title="Chỉ số phục vụ người dân, doanh nghiệp – Một cửa điện tử",
    on_load=[Person.enter, Index.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Chỉ số phục vụ người dân, doanh nghiệp (766)"),
        choosing(Index, INDEX),
        rx.cond(Index.problem != "", message(Index.problem)),
        rx.cond(~Index.loaded, rx.el.p("Đang tính số liệu …", class_name="card", role="status")),
        rx.cond(
            Index.loaded & (Index.problem == ""),
            rx.fragment(
                _score(),
                rx.el.section(rx.el.h2("Các chỉ số thành phần"), _components(), class_name="card"),
                rx.cond(Index.lines.length() > 0, _below()),
            ),
        ),
    )
