"""Results of ratings: charts and tables of many, never of one."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.drawing import bar_chart
from shared.ui.elements import native_form
from shared.vocabulary.ratings import RATING_GROUPING_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.satisfaction.figures import Results


def _day(name: str, label: str, value: rx.Var[str], problem: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name,
            name=name,
            type="text",
            default_value=value,
            key=value,
            placeholder="ngày/tháng/năm",
            auto_complete="off",
            max_length=10,
        ),
        rx.cond(
            Results.errors.contains(problem), rx.el.p(Results.errors[problem], class_name="bad")
        ),
        class_name="field",
    )


def _choices() -> Component:
    return native_form(
        rx.el.div(
            _day("tu", "Từ ngày", Results.day_from, "day_from"),
            _day("den", "Đến ngày", Results.day_to, "day_to"),
            rx.el.div(
                rx.el.label("Chia", html_for="theo"),
                rx.el.select(
                    *[
                        rx.el.option(
                            label.vi, value=code.value, selected=Results.grouping == code.value
                        )
                        for code, label in RATING_GROUPING_LABELS.items()
                    ],
                    id="theo",
                    name="theo",
                ),
                class_name="field",
            ),
            rx.cond(
                Results.agencies.length() > 1,
                rx.el.div(
                    rx.el.label("Cơ quan", html_for="co_quan"),
                    rx.el.select(
                        rx.el.option("Mọi cơ quan trong phạm vi", value=""),
                        rx.foreach(
                            Results.agencies,
                            lambda one: rx.el.option(
                                one[1], value=one[0], selected=Results.agency_id == one[0]
                            ),
                        ),
                        id="co_quan",
                        name="co_quan",
                    ),
                    class_name="field",
                ),
            ),
            rx.el.button("Xem kết quả", type="submit", class_name="button"),
            class_name="choosing",
        ),
        action="/hai-long/",
        method="get",
        class_name="card no-print",
    )


def _table() -> Component:
    heads = (Results.head, "Số lượt", "Hài lòng trở lên", "Chưa hài lòng")
    return rx.el.table(
        rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
        rx.el.tbody(
            rx.foreach(
                Results.rows,
                lambda row: rx.el.tr(
                    rx.el.th(row.name, scope="row"),
                    rx.el.td(row.rated, class_name="mono"),
                    rx.el.td(row.good, class_name="mono"),
                    rx.el.td(row.bad, class_name="mono"),
                ),
            )
        ),
    )


@rx.page(
    route="/hai-long",
    title="Kết quả đánh giá hài lòng – Một cửa điện tử",
    on_load=[Person.enter, Results.load],
)
def results() -> Component:
    """The page."""
    page = Results
    return shell(
        rx.el.h1("Kết quả đánh giá sự hài lòng"),
        _choices(),
        rx.cond(page.problem != "", message(page.problem)),
        rx.cond(~page.loaded, rx.el.p("Đang tính số liệu …", class_name="card", role="status")),
        rx.cond(
            page.loaded & (page.problem == ""),
            rx.fragment(
                rx.el.div(
                    rx.el.h2(page.heading),
                    rx.el.div(
                        rx.foreach(
                            page.files,
                            lambda one: rx.el.a(
                                one[0], href=one[1], download=True, target="_blank",
                                class_name="button plain",
                            ),
                        ),
                        class_name="acts no-print",
                    ),
                    class_name="head",
                ),
                rx.el.p(page.rules, class_name="muted small"),
                rx.cond(
                    page.enough,
                    rx.fragment(
                        rx.el.p(rx.el.b(page.rated)),
                        rx.el.section(bar_chart(page.aspects), class_name="card"),
                        rx.cond(
                            page.lines.bars.length() > 0,
                            rx.el.section(bar_chart(page.lines), class_name="card"),
                        ),
                        _table(),
                        rx.cond(
                            page.words.length() > 0,
                            rx.el.section(
                                rx.el.h2("Người dân viết"),
                                rx.el.ul(rx.foreach(page.words, rx.el.li)),
                                class_name="card",
                            ),
                        ),
                    ),
                    rx.el.p(
                        "Trong kỳ này chưa đủ số lượt đánh giá để hiện kết quả.",
                        class_name="empty",
                    ),
                ),
            ),
        ),
    )  # fmt: skip
