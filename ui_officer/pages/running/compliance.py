"""Appendix IV measured live: figures against thresholds, days, outages, backups, versions."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.drawing import line_chart
from shared.ui.step_up import step_up_dialog
from shared.vocabulary.performance import CRITERION_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.running.figures import Compliance, Line


def _table(heads: tuple[str, ...], rows: rx.Var[list[Line]]) -> Component:
    return rx.el.table(
        rx.el.thead(rx.el.tr(*[rx.el.th(words, scope="col") for words in heads])),
        rx.el.tbody(rx.foreach(rows, lambda row: rx.el.tr(rx.foreach(row.cells, rx.el.td)))),
    )


def _criteria() -> Component:
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                *[
                    rx.el.th(words, scope="col")
                    for words in ("Mã", "Tiêu chí", "Đo được", "Ngưỡng", "Kết luận")
                ]
            )
        ),
        rx.el.tbody(
            rx.foreach(
                Compliance.figures,
                lambda one: rx.el.tr(
                    rx.el.td(one.mark, class_name="mono"),
                    rx.el.th(
                        one.label,
                        rx.cond(one.note != "", rx.el.span(one.note, class_name="sub")),
                        scope="row",
                    ),
                    rx.el.td(rx.el.b(one.value)),
                    rx.el.td(one.threshold),
                    rx.el.td(rx.el.span(one.verdict, class_name="verdict " + one.tone)),
                ),
            )
        ),
        class_name="criteria",
    )


def _wrong(name: str) -> Component:
    return rx.cond(
        Compliance.errors.contains(name),
        rx.el.p(Compliance.errors[name], class_name="bad", role="alert"),
    )


def _text(name: str, label: str, wrong: str, **props: object) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name, name=name, type="text", auto_complete="off",
            aria_invalid=Compliance.errors.contains(wrong).to_string(), **props,
        ),
        _wrong(wrong),
        class_name="field",
    )  # fmt: skip


def _setting() -> Component:
    return rx.el.section(
        rx.el.h2("Ngưỡng"),
        rx.cond(
            Compliance.may_set,
            rx.el.form(
                rx.el.div(
                    rx.el.div(
                        rx.el.label("Tiêu chí", html_for="tieu_chi"),
                        rx.el.select(
                            *[
                                rx.el.option(label.vi, value=code.value)
                                for code, label in CRITERION_LABELS.items()
                            ],
                            id="tieu_chi",
                            name="tieu_chi",
                        ),
                        class_name="field",
                    ),
                    _text("gia_tri", "Ngưỡng mới", "value", max_length=12),
                    _text(
                        "tu_ngay", "Áp dụng từ ngày", "valid_from", max_length=10,
                        default_value=Compliance.today, key=Compliance.today,
                    ),
                    _text("ly_do", "Căn cứ", "reason", max_length=500),
                    rx.el.button("Lưu ngưỡng", type="submit", class_name="button"),
                    class_name="choosing",
                ),
                on_submit=Compliance.set_threshold,
                class_name="no-print",
            ),
        ),
        rx.cond(
            Compliance.history.length() > 0,
            _table(
                ("Tiêu chí", "Ngưỡng", "Áp dụng từ", "Người đặt", "Lúc", "Căn cứ"),
                Compliance.history,
            ),
            rx.el.p(
                "Đang dùng các ngưỡng mặc định của hệ thống; chưa ai đặt ngưỡng khác.",
                class_name="muted",
            ),
        ),
        class_name="card",
    )  # fmt: skip


def _body() -> Component:
    return rx.fragment(
        rx.el.section(
            rx.el.h2(Compliance.heading),
            rx.el.p("Số liệu đến ", Compliance.as_of, class_name="muted small"),
            _criteria(),
            rx.cond(
                Compliance.slowest != "",
                rx.el.p(
                    "Chức năng chậm nhất trong tháng: ", rx.el.code(Compliance.slowest),
                    class_name="muted small",
                ),
            ),
            class_name="card",
        ),
        rx.cond(
            Compliance.has_days,
            rx.el.section(
                line_chart(Compliance.seconds), line_chart(Compliance.load_chart),
                class_name="card",
            ),
        ),
        rx.cond(
            Compliance.has_minutes,
            rx.el.section(line_chart(Compliance.minutes), class_name="card"),
        ),
        rx.el.section(
            rx.el.h2("Thời gian gián đoạn"),
            rx.el.p(Compliance.announced),
            rx.cond(
                Compliance.outages.length() > 0,
                _table(("Từ", "Đến", "Phút", "Trong đó đã báo trước"), Compliance.outages),
                rx.el.p("Không có phút nào hệ thống không trả lời.", class_name="muted"),
            ),
            class_name="card",
        ),
        rx.el.section(
            rx.el.h2("Sao lưu"),
            _table(("Loại", "Lúc xong", "Dung lượng", "Nguồn tin", "Ghi chú"), Compliance.backups),
            class_name="card",
        ),
        _setting(),
        rx.el.section(
            rx.el.h2("Phiên bản các phần"),
            _table(("Phần", "Phiên bản"), Compliance.versions),
            class_name="card",
        ),
    )  # fmt: skip


@rx.page(
    route="/van-hanh",
    title="Hiệu năng và vận hành – Một cửa điện tử",
    on_load=[Person.enter, Compliance.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Hiệu năng và vận hành (Phụ lục IV, TT 22/2019/TT-BTTTT)"),
        rx.el.p(
            "Tháng: ",
            rx.foreach(
                Compliance.months,
                lambda one: rx.fragment(
                    rx.cond(one.href != "", rx.el.a(one.words, href=one.href), rx.el.b(one.words)),
                    " ",
                ),
            ),
            class_name="small periods no-print",
        ),
        step_up_dialog(Compliance),
        rx.cond(Compliance.problem != "", message(Compliance.problem)),
        rx.cond(Compliance.notice != "", message(Compliance.notice, "good")),
        rx.cond(~Compliance.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(Compliance.loaded & (Compliance.figures.length() > 0), _body()),
    )
