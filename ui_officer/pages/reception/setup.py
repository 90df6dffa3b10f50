"""Cài đặt quầy: kinds of work, counters, appointments with their own questions, kiosks."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.elements import native_form
from shared.vocabulary.question_kinds import QUESTION_KIND_LABELS, QuestionKind
from ui_officer.layout import Person, message, shell
from ui_officer.pages.reception.devices import Devices, closed_card, kiosk_card
from ui_officer.pages.reception.setup_rows import NUMBERS, AskedRow, CounterRow, KindRow
from ui_officer.pages.reception.setup_state import Setup
from ui_officer.pages.reception.tabs import tabs

_ASKABLE = [k for k in QuestionKind if k not in (QuestionKind.GROUP, QuestionKind.BANK_ACCOUNT)]


def _input(
    name: rx.Var[str], label: str, value: rx.Var[str], *, most: int = 80, number: bool = False
) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name,
            name=name,
            type="text",
            input_mode="numeric" if number else "text",
            default_value=value,
            max_length=most,
            auto_complete="off",
        ),
        class_name="field",
    )


def _tick(name: rx.Var[str], label: str | rx.Var[str], on: rx.Var[bool]) -> Component:
    return rx.el.label(
        rx.el.input(type="checkbox", name=name, value="yes", default_checked=on),
        label,
        class_name="tick",
    )


def _kind(row: rx.Var[KindRow]) -> Component:
    at = "kind." + row.id
    return rx.el.fieldset(
        rx.el.legend(rx.cond(row.name != "", row.letter + " · " + row.name, "Loại việc mới")),
        rx.el.div(
            _input(at + ".name", "Tên loại việc", row.name),
            _input(at + ".letter", "Chữ cái đầu số", row.letter, most=1),
            _input(at + ".each", "Dự kiến mỗi người (phút)", row.minutes, most=3, number=True),
            rx.el.div(
                rx.el.label(
                    "Mã thủ tục, cách nhau bằng dấu phẩy; để trống: mọi thủ tục còn lại",
                    html_for=at + ".procedures",
                ),
                rx.el.input(
                    id=at + ".procedures", name=at + ".procedures", type="text",
                    default_value=row.procedures, auto_complete="off",
                ),
                class_name="field",
            ),
            class_name="columns",
        ),
        _tick(at + ".by_phone", "Cho lấy số qua điện thoại", row.by_phone),
        _tick(at + ".books", "Nhận lịch hẹn", row.books),
        rx.el.details(
            rx.el.summary("Lịch hẹn: độ dài, số chỗ, câu hỏi riêng"),
            rx.el.div(
                _input(at + ".minutes", "Mỗi lượt (phút)", row.slot, most=3, number=True),
                _input(at + ".capacity", "Số chỗ mỗi lượt", row.capacity, most=2, number=True),
                _input(at + ".days_ahead", "Đặt trước nhiều nhất (ngày)", row.days_ahead, most=2,
                       number=True),
                _input(at + ".notice_hours", "Đặt, đổi, hủy trước ít nhất (giờ)",
                       row.notice_hours, most=2, number=True),
                class_name="columns",
            ),
            _input(at + ".first_booked", "Mã thủ tục phải đặt lịch hẹn trước khi nộp trực tuyến, "
                   "cách nhau bằng dấu phẩy", row.first_booked, most=4000),
            rx.foreach(row.questions, _question),
            rx.el.button("Thêm câu hỏi", type="button", on_click=Setup.add_question(row.id),
                         class_name="link"),
        ),
        rx.el.button("Bỏ loại việc này", type="button", on_click=Setup.drop_kind(row.id),
                     class_name="link", aria_label="Bỏ loại việc " + row.name),
        class_name="bare",
        key=row.id,
    )  # fmt: skip


def _question(row: rx.Var[AskedRow]) -> Component:
    at = "question." + row.id
    return rx.el.div(
        _input(at + ".label", "Câu hỏi", row.label, most=300),
        rx.el.div(
            rx.el.label("Kiểu trả lời", html_for=at + ".kind"),
            rx.el.select(
                *[rx.el.option(QUESTION_KIND_LABELS[k].vi, value=k.value) for k in _ASKABLE],
                id=at + ".kind",
                name=at + ".kind",
                default_value=row.kind,
            ),
            class_name="field",
        ),
        _input(at + ".options", "Các lựa chọn, cách nhau bằng dấu chấm phẩy", row.options,
               most=500),
        _tick(at + ".required", "Bắt buộc trả lời", row.required),
        rx.el.button("Bỏ câu hỏi", type="button", on_click=Setup.drop_question(row.id),
                     class_name="link", aria_label="Bỏ câu hỏi " + row.label),
        class_name="columns",
        key=row.id,
    )  # fmt: skip


def _counter(row: rx.Var[CounterRow]) -> Component:
    at = "counter." + row.id
    return rx.el.fieldset(
        rx.el.legend(row.name),
        rx.el.div(
            _input(at + ".number", "Số quầy", row.number, most=2, number=True),
            _input(at + ".name", "Tên quầy", row.name),
            class_name="columns",
        ),
        rx.el.div(
            rx.foreach(
                Setup.kinds,
                lambda k: _tick(
                    at + "." + k.id,
                    rx.cond(k.name != "", k.name, "Loại việc mới"),
                    row.kinds.contains(k.key),
                ),
            ),
            class_name="acts",
        ),
        rx.el.button("Bỏ quầy này", type="button", on_click=Setup.drop_counter(row.id),
                     class_name="link", aria_label="Bỏ " + row.name),
        class_name="bare",
        key=row.id,
    )  # fmt: skip


def _form() -> Component:
    return rx.el.form(
        rx.el.section(
            rx.el.h2(Setup.agency),
            rx.el.p(Setup.saved, class_name="muted small"),
            rx.el.label(
                rx.el.input(type="checkbox", checked=Setup.is_open, on_change=Setup.toggle),
                "Mở lấy số tại Bộ phận Một cửa này",
                class_name="tick",
            ),
            rx.el.div(
                *[
                    _input(rx.Var.create(name), label, Setup.numbers[name], most=3, number=True)
                    for name, label in NUMBERS.items()
                ],
                class_name="columns",
            ),
            class_name="card",
        ),
        rx.el.section(
            rx.el.h2("Loại việc"),
            rx.foreach(Setup.kinds, _kind),
            rx.el.button("Thêm loại việc", type="button", on_click=Setup.add_kind,
                         class_name="button plain"),
            rx.el.details(
                rx.el.summary("Mã các thủ tục cơ quan tiếp nhận"),
                rx.el.ul(
                    rx.foreach(
                        Setup.procedures,
                        lambda p: rx.el.li(rx.el.code(p.value), " " + p.label),
                    ),
                    class_name="plain-list scroll",
                ),
            ),
            class_name="card",
        ),
        rx.el.section(
            rx.el.h2("Quầy"),
            rx.foreach(Setup.counters, _counter),
            rx.el.button("Thêm quầy", type="button", on_click=Setup.add_counter,
                         class_name="button plain"),
            class_name="card",
        ),
        rx.el.div(
            rx.cond(
                Setup.problem != "",
                rx.el.div(
                    Setup.problem,
                    rx.el.ul(rx.foreach(Setup.faults, rx.el.li)),
                    class_name="note bad",
                    role="alert",
                ),
            ),
            rx.cond(Setup.notice != "", message(Setup.notice, "good")),
            rx.el.label("Ghi chú cho bản này", html_for="note"),
            rx.el.div(
                rx.el.input(id="note", name="note", type="text", max_length=200,
                            auto_complete="off"),
                rx.el.button("Lưu cài đặt", type="submit", class_name="button"),
                class_name="searching",
            ),
            class_name="card field",
        ),
        on_submit=Setup.save,
        key="setup-" + Setup.drawn.to_string(),
    )  # fmt: skip


def _places() -> Component:
    return native_form(
        rx.el.label("Bộ phận Một cửa", html_for="co_quan"),
        rx.el.select(
            rx.foreach(
                Setup.places,
                lambda p: rx.el.option(p.label, value=p.value, selected=Setup.agency_id == p.value),
            ),
            id="co_quan",
            name="co_quan",
        ),
        rx.el.button("Xem", type="submit", class_name="button plain"),
        action="/quay/cai-dat/",
        method="get",
        class_name="bar",
    )


@rx.page(
    route="/quay/cai-dat",
    title="Cài đặt quầy – Một cửa điện tử",
    on_load=[Person.enter, Setup.load, Devices.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Cài đặt quầy"),
        tabs("dat"),
        rx.cond(Setup.places.length() > 0, _places()),
        rx.cond(
            Setup.loaded & (Setup.agency == "") & (Setup.problem != ""), message(Setup.problem)
        ),
        rx.cond(~Setup.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(
            Setup.agency != "",
            rx.el.div(
                _form(),
                rx.el.div(
                    kiosk_card(),
                    closed_card(),
                    rx.el.section(
                        rx.el.h2("Các bản đã lưu"),
                        rx.el.ul(
                            rx.foreach(
                                Setup.versions,
                                lambda v: rx.el.li(
                                    v.words, rx.cond(v.note != "", " (" + v.note + ")", "")
                                ),
                            ),
                            class_name="plain-list",
                        ),
                        class_name="card",
                    ),
                ),
                class_name="design",
            ),
        ),
    )
