"""Charts as plain HTML, SVG and CSS (`charts.css`), each with its numbers as a table below it."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.ui.chart_shapes import Bar


def bar_chart(chart: rx.Var[Any]) -> Component:
    """The drawing of a `BarChart` in a page's state, its legend, and its table."""
    return rx.el.figure(
        _caption(chart),
        rx.cond(
            chart.bars.length() > 0,
            rx.el.ol(rx.foreach(chart.bars, _bar), class_name="bars"),
            rx.el.p("Chưa có số liệu.", class_name="muted"),
        ),
        _table(chart),
        class_name="chart",
    )


def line_chart(chart: rx.Var[Any]) -> Component:
    """The drawing of a `LineChart` in a page's state, its legend, and its table."""
    return rx.el.figure(
        _caption(chart),
        rx.cond(
            chart.rows.length() > 0,
            rx.el.svg(
                rx.foreach(
                    chart.levels,
                    lambda tick: rx.el.svg.g(
                        rx.el.svg.path(d=tick.path),
                        rx.el.svg.text(tick.words, x=tick.x, y=tick.y, text_anchor="end"),
                        class_name="level",
                    ),
                ),
                rx.foreach(
                    chart.moments,
                    lambda tick: rx.el.svg.text(
                        tick.words, x=tick.x, y=tick.y, text_anchor="middle"
                    ),
                ),
                rx.foreach(
                    chart.lines,
                    lambda line: rx.el.svg.g(
                        rx.el.svg.path(d=line.path, class_name="stroke"),
                        rx.foreach(
                            line.marks,
                            lambda mark: rx.el.svg.path(rx.el.svg.title(mark.words), d=mark.path),
                        ),
                        class_name="line " + line.tone,
                    ),
                ),
                view_box=chart.box,
                role="img",
                custom_attrs={"aria-label": chart.title + ". Số liệu ở bảng bên dưới."},
            ),
            rx.el.p("Chưa có số liệu.", class_name="muted"),
        ),
        _table(chart),
        class_name="chart",
    )


def _caption(chart: rx.Var[Any]) -> Component:
    return rx.fragment(
        rx.el.figcaption(
            rx.el.b(chart.title),
            rx.cond(chart.note != "", rx.el.span(chart.note, class_name="muted small")),
        ),
        rx.cond(
            chart.legend.length() > 0,
            rx.el.ul(
                rx.foreach(
                    chart.legend,
                    lambda key: rx.el.li(
                        rx.el.span(class_name="swatch " + key.tone, aria_hidden="true"), key.name
                    ),
                ),
                class_name="keys",
            ),
        ),
    )


def _bar(bar: rx.Var[Bar]) -> Component:
    return rx.el.li(
        rx.el.span(
            rx.cond(bar.href != "", rx.el.a(bar.name, href=bar.href), bar.name), class_name="name"
        ),
        rx.el.span(
            rx.foreach(
                bar.parts,
                lambda part: rx.el.span(
                    rx.cond(part.shown != "", rx.el.b(part.shown)),
                    class_name="part " + part.tone,
                    style={"width": part.width},
                    title=part.words,
                ),
            ),
            class_name="track",
            aria_hidden="true",
        ),
        rx.el.b(bar.total, class_name="total"),
    )


def _table(chart: rx.Var[Any]) -> Component:
    """What the drawing says, for those who cannot see it, and for copying."""
    return rx.cond(
        chart.rows.length() > 0,
        rx.el.details(
            rx.el.summary("Bảng số liệu", rx.el.span(": ", chart.title, class_name="sr")),
            rx.el.div(
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            rx.foreach(chart.heads, lambda words: rx.el.th(words, scope="col"))
                        )
                    ),
                    rx.el.tbody(
                        rx.foreach(
                            chart.rows,
                            lambda row: rx.el.tr(
                                rx.el.th(
                                    rx.cond(
                                        row.href != "", rx.el.a(row.name, href=row.href), row.name
                                    ),
                                    scope="row",
                                ),
                                rx.foreach(
                                    row.cells,
                                    lambda cell: rx.el.td(
                                        rx.cond(
                                            cell.href != "",
                                            rx.el.a(cell.words, href=cell.href),
                                            cell.words,
                                        )
                                    ),
                                ),
                            ),
                        )
                    ),
                ),
                class_name="wide",
                tab_index=0,
                role="region",
                aria_label="Bảng số liệu: " + chart.title,
            ),
        ),
    )
