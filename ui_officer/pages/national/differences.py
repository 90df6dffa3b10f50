"""The page of the national lists: each difference field by field, taken over or held."""

import reflex as rx
from reflex.components.component import Component

from shared.vocabulary.national import (
    LIST_DIFFERENCE_LABELS,
    NATIONAL_LIST_LABELS,
    ListDifferenceState,
)
from ui_officer.layout import Person, message, shell
from ui_officer.pages.national.lists import Field, Line, NationalLists, Row
from ui_officer.pages.national.tabs import tabs


def _lines(lines: rx.Var[list[Line]], class_name: str) -> Component:
    return rx.foreach(
        lines,
        lambda line: rx.cond(
            line.marked,
            rx.el.p(rx.el.b(line.text), class_name=class_name),
            rx.el.p(line.text, class_name="line"),
        ),
    )


def _field(field: rx.Var[Field], row: rx.Var[Row]) -> Component:
    return rx.el.tr(
        rx.el.td(
            rx.cond(
                row.is_open & (field.why_not == ""),
                rx.el.label(
                    rx.el.input(type="checkbox", name="field-" + field.key, default_checked=True),
                    field.label,
                    class_name="tick",
                ),
                rx.el.span(
                    field.label,
                    rx.cond(
                        row.is_proposed & field.chosen,
                        rx.el.span(" (được đề nghị)", class_name="small"),
                    ),
                ),
            ),
            rx.cond(field.why_not != "", rx.el.p(field.why_not, class_name="small warned")),
        ),
        rx.el.td(_lines(field.ours, "line gone")),
        rx.el.td(_lines(field.theirs, "line fresh")),
    )


def _fields(row: rx.Var[Row]) -> Component:
    heads = ("Nội dung", "Đang dùng ở tỉnh", "Danh mục quốc gia")
    return rx.el.table(
        rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
        rx.el.tbody(rx.foreach(row.fields, lambda field: _field(field, row))),
        class_name="sides",
    )


def _acts(row: rx.Var[Row]) -> Component:
    page = NationalLists
    return rx.cond(
        page.holding == row.id,
        rx.fragment(
            rx.el.div(
                rx.el.label("Vì sao giữ bản của tỉnh", html_for="reason-" + row.id),
                rx.el.textarea(id="reason-" + row.id, name="reason", max_length=2000, rows="2"),
                class_name="field",
            ),
            rx.el.div(
                rx.el.button("Đề nghị giữ bản của tỉnh", type="submit", class_name="button"),
                rx.el.button(
                    "Thôi", type="button", on_click=page.begin_hold(""), class_name="button plain"
                ),
                class_name="acts",
            ),
        ),
        rx.el.div(
            rx.cond(
                row.may_approve,
                rx.el.button(
                    rx.cond(
                        row.withdraws,
                        "Đề nghị ngừng công khai thủ tục",
                        "Đề nghị cập nhật các mục đã chọn",
                    ),
                    type="submit",
                    class_name="button",
                ),
            ),
            rx.el.button(
                "Đề nghị giữ bản của tỉnh …",
                type="button",
                on_click=page.begin_hold(row.id),
                class_name="button plain",
                aria_label="Đề nghị giữ bản của tỉnh: " + row.title,
            ),
            class_name="acts",
        ),
    )


def _second(row: rx.Var[Row]) -> Component:
    """Acts of the second person, and of the first on their own proposal: taking it back."""
    page = NationalLists
    return rx.cond(
        page.holding == row.id,
        rx.fragment(
            rx.el.div(
                rx.el.label("Vì sao trả lại đề nghị", html_for="reason-" + row.id),
                rx.el.textarea(id="reason-" + row.id, name="reason", max_length=2000, rows="2"),
                class_name="field",
            ),
            rx.el.div(
                rx.el.button("Trả lại", type="submit", class_name="button"),
                rx.el.button(
                    "Thôi", type="button", on_click=page.begin_hold(""), class_name="button plain"
                ),
                class_name="acts",
            ),
        ),
        rx.fragment(
            rx.cond(
                row.why_not_confirm != "", rx.el.p(row.why_not_confirm, class_name="small muted")
            ),
            rx.el.div(
                rx.cond(
                    row.may_confirm,
                    rx.el.button("Phê duyệt đề nghị", type="submit", class_name="button"),
                ),
                rx.el.button(
                    rx.cond(row.may_confirm, "Trả lại …", "Rút lại …"),
                    type="button",
                    on_click=page.begin_hold(row.id),
                    class_name="button plain",
                    aria_label=rx.cond(row.may_confirm, "Trả lại: ", "Rút lại: ") + row.title,
                ),
                class_name="acts",
            ),
        ),
    )


def _card(row: rx.Var[Row]) -> Component:
    page = NationalLists
    return rx.el.form(
        rx.el.input(type="hidden", name="id", value=row.id, read_only=True),
        rx.el.div(
            rx.el.h2(row.title),
            rx.el.p(
                rx.el.span(row.kind, class_name=row.chip),
                " ",
                row.what,
                rx.cond(row.key != "", rx.el.span(" · ", row.key, class_name="mono")),
                rx.el.span(" · ", row.found, class_name="muted"),
                class_name="small",
            ),
        ),
        rx.cond((page.error != "") & (page.error_of == row.id), message(page.error)),
        rx.cond(row.fields.length() > 0, _fields(row)),
        rx.cond(row.decided != "", rx.el.p(row.decided, class_name="small")),
        rx.cond(row.asked != "", rx.el.p(row.asked)),
        rx.cond(row.is_open, _acts(row)),
        rx.cond(row.is_proposed, _second(row)),
        on_submit=page.decide,
        key=row.id,
        class_name="card",
    )


@rx.page(
    route="/cong-quoc-gia/danh-muc",
    title="Danh mục quốc gia – Một cửa điện tử",
    on_load=[Person.enter, NationalLists.load],
)
def differences() -> Component:
    """The page."""
    page = NationalLists
    return shell(
        rx.el.h1("Cổng Dịch vụ công quốc gia"),
        tabs("lists"),
        rx.el.p(
            "Mỗi ngày danh mục thủ tục, cơ quan, lĩnh vực của tỉnh được so với danh mục quốc gia. "
            "Chọn từng nội dung để đề nghị cập nhật (thủ tục thành phiên bản mới), hoặc đề nghị "
            "giữ bản của tỉnh kèm lý do. Người thứ hai phê duyệt thì mới có hiệu lực.",
            class_name="muted",
        ),
        rx.el.div(
            rx.el.p(page.compared, role="status"),
            rx.el.button(
                "So sánh ngay", on_click=page.compare, class_name="button", disabled=page.running
            ),
            rx.el.button("Xem lại", on_click=page.look_again, class_name="button plain"),
            class_name="bar",
        ),
        rx.el.div(
            *[
                rx.el.button(
                    LIST_DIFFERENCE_LABELS[state].vi,
                    type="button",
                    on_click=page.show(state.value),
                    aria_pressed=(page.standing == state.value).to_string(),
                    class_name="button plain",
                )
                for state in ListDifferenceState
            ],
            rx.el.label("Danh mục", html_for="which"),
            rx.el.select(
                rx.el.option("Tất cả", value="all"),
                *[
                    rx.el.option(label.vi, value=which.value)
                    for which, label in NATIONAL_LIST_LABELS.items()
                ],
                id="which",
                on_change=page.choose,
            ),
            class_name="bar",
        ),
        rx.cond(page.problem != "", message(page.problem)),
        rx.cond(page.notice != "", message(page.notice, "good")),
        rx.cond((page.error != "") & (page.error_of == ""), message(page.error)),
        rx.foreach(page.rows, _card),
        rx.cond(
            page.rows.length() == 0,
            rx.cond(
                page.loaded & (page.problem == ""),
                rx.el.p("Không có khác biệt nào ở mục này.", class_name="card"),
                rx.cond(~page.loaded, rx.el.p("Đang tải …", role="status", class_name="card")),
            ),
        ),
        rx.cond(
            page.more != "",
            rx.el.button("Xem thêm", on_click=page.read_on, class_name="button plain"),
        ),
    )
