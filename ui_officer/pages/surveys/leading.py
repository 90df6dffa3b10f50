"""Leading a survey that is published: its end, links, results."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.survey_results import results_view
from ui_officer.pages.surveys.state import Survey


def _small_form(
    name: str, label: str, button: str, on_submit: rx.event.EventType, hint: str
) -> Component:
    return rx.el.form(
        rx.el.div(
            rx.el.label(label, html_for=name),
            rx.el.p(hint, class_name="help small"),
            rx.el.input(id=name, name=name, type="text", auto_complete="off", max_length=40),
            class_name="field",
        ),
        rx.el.button(button, type="submit", class_name="button plain"),
        on_submit=on_submit,
    )


def leading() -> Component:
    """Period, links, conclusion."""
    page = Survey
    return rx.el.section(
        rx.el.h2("Điều hành"),
        rx.cond(
            page.results_at == "",
            _small_form("until", "Kết thúc lúc", "Đổi thời điểm kết thúc", page.close,
                        "giờ:phút ngày/tháng/năm; trong quá khứ là kết thúc ngay"),
        ),
        _small_form("count", "Đường dẫn dùng một lần", "Tạo đường dẫn", page.issue_links,
                    "Cho người không có tài khoản; chỉ hiện một lần, hãy chép lại"),
        rx.cond(
            page.links.length() > 0,
            rx.el.div(
                rx.el.ol(rx.foreach(page.links, lambda one: rx.el.li(rx.el.code(one)))),
                class_name="scrolling",
                tab_index=0,
                role="region",
                aria_label="Các đường dẫn",
            ),
        ),
        rx.cond(
            page.is_closed,
            rx.el.form(
                rx.el.div(
                    rx.el.label("Kết luận của cơ quan", html_for="conclusion"),
                    rx.el.textarea(id="conclusion", name="conclusion", rows="5",
                                   default_value=page.conclusion, max_length=20_000),
                    class_name="field",
                ),
                rx.el.button("Công bố kết quả trên Cổng", type="submit", class_name="button"),
                on_submit=page.publish_results,
            ),
        ),
        class_name="card",
    )  # fmt: skip


def results() -> Component:
    """What was answered so far, on screen and to take away."""
    base = "/api/v1/survey-designs/" + Survey.here
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Kết quả"),
            rx.cond(
                Survey.may_lead,
                rx.el.div(
                    rx.el.a("Bảng tính XLSX", href=base + "/answers.xlsx", target="_blank",
                            download=True, class_name="button plain"),
                    rx.el.a("CSV", href=base + "/answers.csv", target="_blank", download=True,
                            class_name="button plain"),
                    class_name="acts",
                ),
            ),
            class_name="head",
        ),
        rx.cond(
            Survey.may_lead | (Survey.results_at != ""),
            rx.fragment(rx.el.p(Survey.total), results_view(Survey.results)),
            rx.el.p(
                "Kết quả chưa công bố chỉ cơ quan lấy ý kiến xem được.", class_name="muted"
            ),
        ),
    )  # fmt: skip
