"""Report II.06a: choose a period, read the figures, open the dossiers behind each."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.elements import native_form
from shared.vocabulary.reports import GROUPING_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.reports.figures import Number, Report


def _cell(number: Number) -> Component:
    return rx.el.td(
        rx.cond(
            number.href != "",
            rx.el.a(number.value, href=number.href, aria_label=number.words),
            number.value,
        ),
        class_name="number " + number.tone,
    )


def _head() -> Component:
    return rx.el.thead(
        rx.el.tr(
            rx.el.th(Report.first_head, row_span=2, scope="col"),
            rx.el.th("Số hồ sơ tiếp nhận", col_span=4, scope="colgroup"),
            rx.el.th("Số hồ sơ đã giải quyết", col_span=4, scope="colgroup"),
            rx.el.th("Đang giải quyết", col_span=3, scope="colgroup"),
        ),
        rx.el.tr(
            *[
                rx.el.th(words, scope="col")
                for words in (
                    "Tổng số", "Trực tuyến", "Trực tiếp, bưu chính", "Từ kỳ trước",
                    "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn",
                    "Tổng số", "Trong hạn", "Quá hạn",
                )
            ]
        ),
    )  # fmt: skip


def _table() -> Component:
    return rx.el.div(
        rx.el.table(
            _head(),
            rx.el.tbody(
                rx.foreach(
                    Report.lines,
                    lambda line: rx.el.tr(
                        rx.el.th(line.name, scope="row"),
                        rx.foreach(line.numbers, _cell),
                        class_name=line.kind,
                    ),
                )
            ),
            rx.el.tfoot(
                rx.el.tr(
                    rx.el.th("Tổng cộng", scope="row"),
                    rx.foreach(Report.total, _cell),
                )
            ),
            class_name="figures",
        ),
        class_name="wide",
        tab_index=0,
        role="region",
        aria_label="Bảng số liệu",
    )


def _field(name: str, label: str, value: rx.Var[str], problem: str) -> Component:
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
            aria_invalid=Report.errors.contains(problem).to_string(),
        ),
        rx.cond(Report.errors.contains(problem), rx.el.p(Report.errors[problem], class_name="bad")),
        class_name="field",
    )


def _select(name: str, label: str, *options: Component) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.select(*options, id=name, name=name),
        class_name="field",
    )


def _choices() -> Component:
    return native_form(
        rx.el.div(
            _field("tu", "Từ ngày", Report.day_from, "day_from"),
            _field("den", "Đến ngày", Report.day_to, "day_to"),
            _select(
                "theo",
                "Mỗi dòng là một",
                *[
                    rx.el.option(label.vi, value=code.value, selected=Report.grouping == code.value)
                    for code, label in GROUPING_LABELS.items()
                ],
            ),
            rx.cond(
                Report.agencies.length() > 1,
                _select(
                    "co_quan",
                    "Cơ quan",
                    rx.el.option("Mọi cơ quan trong phạm vi", value=""),
                    rx.foreach(
                        Report.agencies,
                        lambda one: rx.el.option(
                            one.words, value=one.href, selected=Report.agency_id == one.href
                        ),
                    ),
                ),
            ),
            rx.cond(
                Report.levels.length() > 1,
                _select(
                    "cap",
                    "Cấp",
                    rx.el.option("Mọi cấp", value=""),
                    rx.foreach(
                        Report.levels,
                        lambda one: rx.el.option(
                            one.words, value=one.href, selected=Report.level == one.href
                        ),
                    ),
                ),
            ),
            rx.el.button("Xem báo cáo", type="submit", class_name="button"),
            class_name="choosing",
        ),
        rx.el.p(
            rx.foreach(
                Report.periods,
                lambda one: rx.fragment(rx.el.a(one.words, href=one.href), " "),
            ),
            class_name="small periods",
        ),
        action="/bao-cao/",
        method="get",
        class_name="card no-print",
    )


@rx.page(
    route="/bao-cao",
    title="Báo cáo tình hình giải quyết – Một cửa điện tử",
    on_load=[Person.enter, Report.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Tình hình, kết quả giải quyết thủ tục hành chính"),
        _choices(),
        rx.cond(Report.problem != "", message(Report.problem)),
        rx.cond(~Report.loaded, rx.el.p("Đang tính số liệu …", class_name="card", role="status")),
        rx.cond(
            Report.loaded & (Report.problem == ""),
            rx.el.section(
                rx.el.div(
                    rx.el.h2(Report.heading),
                    rx.el.div(
                        rx.foreach(
                            Report.files,
                            lambda one: rx.el.a(
                                one.words,
                                href=one.href,
                                download=True,
                                target="_blank",  # else the router looks for a page there
                                class_name="button plain",
                            ),
                        ),
                        class_name="acts no-print",
                    ),
                    class_name="head",
                ),
                rx.el.p(
                    "Biểu II.06a/VPCP/KSTT. Đơn vị tính: số hồ sơ. Số liệu đến ",
                    Report.as_of,
                    ", đếm từ các bước đã ghi của hồ sơ; bấm vào một số để xem các hồ sơ đó.",
                    class_name="muted small",
                ),
                rx.cond(
                    Report.lines.length() > 0,
                    _table(),
                    rx.el.p("Không có hồ sơ nào trong kỳ này.", class_name="empty"),
                ),
                class_name="card",
            ),
        ),
    )
