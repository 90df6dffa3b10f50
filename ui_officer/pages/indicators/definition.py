"""The definition of the service index on screen: its versions, and publishing another one."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person, message, shell
from ui_officer.pages.indicators.extras import Extra
from ui_officer.pages.indicators.weights import Definition, Weight


def _number(value: rx.Var[str], changed: rx.event.EventType, label: rx.Var[str]) -> Component:
    return rx.el.input(
        value=value, on_change=changed, type="text", input_mode="decimal", max_length=7,
        aria_label=label, class_name="short",
    )  # fmt: skip


def _row(weight: rx.Var[Weight], place: rx.Var[int]) -> Component:
    return rx.el.tr(
        rx.el.td(weight.number),
        rx.el.th(weight.name, scope="row"),
        rx.el.td(weight.group),
        rx.el.td(
            rx.cond(
                Definition.writing,
                _number(
                    weight.maximum,
                    lambda text: Definition.set_maximum(place, text),
                    "Điểm tối đa, " + weight.name,
                ),
                weight.maximum,
            ),
            class_name="number",
        ),
        rx.el.td(
            rx.cond(
                Definition.writing,
                _number(
                    weight.full_at,
                    lambda text: Definition.set_full_at(place, text),
                    "Đạt điểm tối đa từ, " + weight.name,
                ),
                weight.full_at + "%",
            ),
            class_name="number",
        ),
    )


def _extra(one: rx.Var[Extra], place: rx.Var[int]) -> Component:
    return rx.el.tr(
        rx.el.th(one.label, scope="row"),
        rx.el.td(
            rx.cond(
                Definition.writing,
                rx.el.input(
                    value=one.value,
                    on_change=lambda text: Definition.set_extra(place, text),
                    type="text",
                    max_length=300,
                    aria_label=one.label,
                    class_name=rx.cond(one.unit != "", "short", ""),
                ),
                one.value,
            ),
            " ",
            one.unit,
        ),
    )


def _extras() -> Component:
    return rx.fragment(
        rx.el.h2("Ngày, thủ tục chứng thực và ngưỡng của chín chỉ số"),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(rx.el.th("Quy tắc", scope="col"), rx.el.th("Giá trị", scope="col"))
            ),
            rx.el.tbody(rx.foreach(Definition.extras, _extra)),
            class_name="figures rules",
        ),
    )


def _field(name: str, label: str, value: rx.Var[str], changed: rx.event.EventType) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(id=name, value=value, on_change=changed, type="text"),
        class_name="field",
    )


def _form() -> Component:
    return rx.el.div(
        _field(
            "valid_from", "Áp dụng từ ngày (ngày/tháng/năm)", Definition.valid_from,
            Definition.set_valid_from,
        ),
        _field("source", "Căn cứ", Definition.new_source, Definition.set_new_source),
        _field("reason", "Lý do thay đổi", Definition.reason, Definition.set_reason),
        rx.el.button(
            "Gửi người thứ hai phê duyệt", type="button", on_click=Definition.propose,
            class_name="button",
        ),
        class_name="no-print",
    )  # fmt: skip


def _waiting() -> Component:
    return rx.el.section(
        rx.el.h2("Đang chờ phê duyệt"),
        rx.el.p(Definition.waiting),
        rx.el.ul(rx.foreach(Definition.differences, lambda words: rx.el.li(words))),
        rx.cond(
            Definition.may_approve,
            rx.el.button(
                "Phê duyệt, ban hành", type="button", on_click=Definition.approve,
                class_name="button",
            ),
            rx.el.p(Definition.why_not_approve, class_name="muted"),
        ),
        rx.cond(
            Definition.may_give_back,
            rx.fragment(
                _field("note", "Trả lại để sửa, vì", Definition.note, Definition.set_note),
                rx.el.button(
                    "Trả lại", type="button", on_click=Definition.give_back,
                    class_name="button plain",
                ),
            ),
        ),
        class_name="card",
    )  # fmt: skip


@rx.page(
    route="/chi-so/dinh-nghia",
    title="Định nghĩa chỉ số – Một cửa điện tử",
    on_load=[Person.enter, Definition.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("← Chỉ số", href="/chi-so/")),
        rx.el.h1("Định nghĩa chỉ số 766 và chín chỉ số"),
        rx.el.p(
            "Điểm tối đa, ngày và ngưỡng của từng chỉ số là dữ liệu có ngày hiệu lực. Kỳ đã qua "
            "giữ phiên bản có hiệu lực vào ngày cuối kỳ. Một người đề nghị, người khác phê duyệt.",
            class_name="muted",
        ),
        rx.cond(Definition.done != "", message(Definition.done, "ok")),
        rx.cond(
            Definition.problem != "",
            rx.fragment(
                message(Definition.problem),
                rx.el.ul(rx.foreach(Definition.errors, lambda words: rx.el.li(words))),
            ),
        ),
        rx.cond(
            Definition.loaded,
            rx.fragment(
                rx.cond(Definition.stage == "proposed", _waiting()),
                rx.cond(
                    (Definition.stage == "draft") & (Definition.given_back != ""),
                    message("Bản đề nghị bị trả lại để sửa: " + Definition.given_back, "warn"),
                ),
                rx.el.section(
                    rx.el.h2("Các phiên bản"),
                    rx.el.ul(
                        rx.foreach(
                            Definition.versions,
                            lambda one: rx.el.li(
                                rx.el.b("Phiên bản " + one.number),
                                rx.cond(one.current, " (đang áp dụng) ", " "),
                                one.words,
                            ),
                        )
                    ),
                    class_name="card",
                ),
                rx.el.section(
                    rx.el.div(
                        rx.el.h2("Điểm tối đa và ngưỡng"),
                        rx.cond(
                            Person.approves_content
                            & ~Definition.writing
                            & (Definition.stage != "proposed"),
                            rx.el.button(
                                "Soạn phiên bản mới", type="button", on_click=Definition.begin,
                                class_name="button plain",
                            ),
                        ),
                        class_name="head",
                    ),
                    rx.el.p(Definition.source, class_name="muted small"),
                    rx.el.table(
                        rx.el.thead(
                            rx.el.tr(
                                rx.el.th("Số", scope="col"),
                                rx.el.th("Chỉ số", scope="col"),
                                rx.el.th("Nhóm", scope="col"),
                                rx.el.th("Điểm tối đa", scope="col"),
                                rx.el.th("Đạt tối đa từ", scope="col"),
                            )
                        ),
                        rx.el.tbody(rx.foreach(Definition.weights, _row)),
                        class_name="figures",
                    ),
                    _extras(),
                    rx.cond(Definition.writing, _form()),
                    class_name="card",
                ),
            ),
            rx.el.p("Đang tải …", class_name="card", role="status"),
        ),
    )  # fmt: skip
