"""What a report is made of, as a form."""

import reflex as rx
from reflex.components.component import Component

from shared.vocabulary.analyses import (
    CHART_LABELS,
    DIMENSION_LABELS,
    MEASURE_LABELS,
    PERIOD_LABELS,
    TIMES,
    PeriodKind,
)
from ui_officer.pages.analyses.shapes import Group
from ui_officer.pages.analyses.state import Making

_PLACES = ("Chia theo", "rồi theo (2)", "rồi theo (3)")


def _dimension(place: int) -> Component:
    return rx.el.div(
        rx.el.label(_PLACES[place], html_for=f"chieu{place}"),
        rx.el.select(
            rx.el.option("Không chia", value=""),
            *[
                rx.el.option(
                    label.vi, value=code.value, selected=Making.dimensions[place] == code.value
                )
                for code, label in DIMENSION_LABELS.items()
            ],
            id=f"chieu{place}",
            name=f"chieu{place}",
        ),
        class_name="field",
    )


def _measures() -> Component:
    return rx.el.fieldset(
        rx.el.legend("Số liệu"),
        rx.el.div(
            *[
                rx.el.label(
                    rx.el.input(
                        type="checkbox",
                        name=f"so_{code}",
                        default_checked=Making.measures.contains(code.value),
                        key=f"so_{code}" + Making.measures.contains(code.value).to_string(),
                    ),
                    label.vi,
                    class_name="tick",
                )
                for code, label in MEASURE_LABELS.items()
            ],
            class_name="ticks",
        ),
        _wrong("measures"),
    )


def _wrong(name: str) -> Component:
    return rx.cond(
        Making.errors.contains(name), rx.el.p(Making.errors[name], class_name="bad", role="alert")
    )


def _day(name: str, label: str, value: rx.Var[str], wrong: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name, name=name, type="text", default_value=value, key=value,
            placeholder="ngày/tháng/năm", auto_complete="off", max_length=10,
            aria_invalid=Making.errors.contains(wrong).to_string(),
        ),
        _wrong(wrong),
        class_name="field",
    )  # fmt: skip


def _period() -> Component:
    return rx.el.div(
        rx.el.div(
            rx.el.label("Kỳ báo cáo", html_for="ky"),
            rx.el.select(
                *[
                    rx.el.option(label.vi, value=code.value)
                    for code, label in PERIOD_LABELS.items()
                ],
                id="ky",
                name="ky",
                value=Making.period,
                on_change=Making.set_period,
            ),
            class_name="field",
        ),
        rx.cond(
            Making.period == PeriodKind.DAYS.value,
            rx.fragment(
                _day("tu", "Từ ngày", Making.day_from, "day_from"),
                _day("den", "Đến ngày", Making.day_to, "day_to"),
            ),
        ),
        rx.el.div(
            rx.el.label("Biểu đồ", html_for="ve"),
            rx.el.select(
                *[
                    rx.el.option(label.vi, value=code.value, selected=Making.chart == code.value)
                    for code, label in CHART_LABELS.items()
                ],
                id="ve",
                name="ve",
            ),
            class_name="field",
        ),
        class_name="choosing",
    )


def _group(group: Group) -> Component:
    return rx.el.fieldset(
        rx.el.legend("Chỉ lấy ", rx.el.b(group.label)),
        rx.el.div(
            rx.foreach(
                group.options,
                lambda one: rx.el.label(
                    rx.el.input(type="checkbox", name=one.field, default_checked=one.on),
                    one.label,
                    class_name="tick",
                ),
            ),
            class_name="ticks scroll",
        ),
        rx.el.button(
            "Bỏ lọc ", group.label, type="button", on_click=Making.set_free(group.code),
            class_name="link",
        ),
    )  # fmt: skip


def choosing() -> Component:
    """The form."""
    return rx.el.form(
        rx.el.div(*[_dimension(place) for place in range(3)], class_name="choosing"),
        _wrong("dimensions"),
        _measures(),
        _period(),
        rx.foreach(Making.groups, _group),
        _wrong("restrictions"),
        rx.el.div(
            rx.el.div(
                rx.el.label("Thêm bộ lọc", html_for="them"),
                rx.el.select(
                    rx.el.option("Chọn chiều để lọc …", value=""),
                    *[
                        rx.el.option(label.vi, value=code.value)
                        for code, label in DIMENSION_LABELS.items()
                        if code not in TIMES
                    ],
                    id="them",
                    value="",
                    on_change=Making.restrict,
                ),
                class_name="field",
            ),
            rx.el.button("Xem báo cáo", type="submit", class_name="button"),
            class_name="choosing",
        ),
        on_submit=Making.look,
        class_name="card no-print making",
    )
