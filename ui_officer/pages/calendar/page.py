"""The working calendar: special dates by year, and counting open due dates anew."""

import reflex as rx
from reflex.components.component import Component

from shared.vocabulary.day_kinds import DAY_KIND_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.calendar.days import Date, WorkingDays
from ui_officer.pages.calendar.history import DayHistory, day_history
from ui_officer.pages.calendar.hours import office_week, week_versions
from ui_officer.pages.calendar.looked import seen_before


def _date(d: Date) -> Component:
    return rx.el.tr(
        rx.el.td(d.day),
        rx.el.td(d.kind),
        rx.el.td(d.note),
        rx.el.td(d.agency),
        rx.el.td(
            rx.cond(
                d.can_remove,
                rx.el.button(
                    "Bỏ",
                    type="button",
                    on_click=WorkingDays.look_without(d.id),
                    class_name="link",
                    aria_label="Bỏ ngày " + d.day,
                ),
            )
        ),
    )


def _field(name: str, label: str, kind: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(id=name, name=name, type=kind, auto_complete="off"),
        class_name="field",
    )


def _add() -> Component:
    kinds = [(kind.value, label.vi) for kind, label in DAY_KIND_LABELS.items()]
    return rx.el.form(
        rx.el.h2("Thêm ngày đặc biệt"),
        rx.el.div(
            _field("day", "Ngày", "date"),
            rx.el.div(
                rx.el.label("Loại ngày", html_for="kind"),
                rx.el.select(
                    *[rx.el.option(text, value=code) for code, text in kinds],
                    id="kind",
                    name="kind",
                ),
                class_name="field",
            ),
            _field("note", "Lý do, số quyết định", "text"),
            _field("opens", "Mở cửa (ngày nửa buổi)", "time"),
            _field("closes", "Đóng cửa (ngày nửa buổi)", "time"),
            class_name="columns",
        ),
        rx.el.p(
            rx.cond(
                WorkingDays.everybody,
                "Áp dụng cho toàn tỉnh.",
                "Áp dụng cho cơ quan của bạn.",
            ),
            class_name="small muted",
        ),
        rx.el.button("Xem trước khi ghi", type="submit", class_name="button plain"),
        rx.cond(
            WorkingDays.asked == "add",
            seen_before(
                WorkingDays.seen,
                rx.el.button(
                    "Ghi vào lịch", type="button", on_click=WorkingDays.add, class_name="button"
                ),
                _leave(),
            ),
        ),
        on_submit=WorkingDays.look_at_day,
        class_name="card",
    )


def _leave() -> Component:
    return rx.el.button(
        "Thôi", type="button", on_click=WorkingDays.leave, class_name="button plain"
    )


def _removal() -> Component:
    return rx.el.form(
        seen_before(
            WorkingDays.seen,
            _field("removal_reason", "Lý do bỏ, số văn bản", "text"),
            rx.el.button("Bỏ khỏi lịch", type="submit", class_name="button"),
            _leave(),
        ),
        on_submit=WorkingDays.remove,
        class_name="card",
    )


def _open_year() -> Component:
    return rx.el.form(
        rx.el.h2("Mở lịch năm ", WorkingDays.year),
        rx.el.p(
            "Hệ thống điền sẵn các ngày lễ, Tết đã biết và ngày làm bù; ngày đã ghi tay được giữ.",
            class_name="small",
        ),
        _field("decision_number", "Số quyết định, thông báo nghỉ lễ của năm", "text"),
        rx.el.button("Điền ngày nghỉ và mở năm", type="submit", class_name="button"),
        on_submit=WorkingDays.open_year,
        class_name="card",
    )


def _recalculation() -> Component:
    return rx.el.section(
        rx.el.h2("Tính lại hạn trả của hồ sơ đang mở"),
        rx.el.p(
            "Đổi lịch hay đổi quy định không tự đổi hạn đã hẹn. Xem trước hồ sơ nào đổi, ghi lý do "
            "rồi mới tính lại; người nộp được báo.",
            class_name="small",
        ),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                default_checked=False,
                on_change=WorkingDays.take_regime,
            ),
            "Chuyển cả hồ sơ đang mở sang nghị định đang áp dụng cho hồ sơ mới",
            class_name="tick",
        ),
        rx.cond(WorkingDays.run_words != "", rx.el.p(WorkingDays.run_words, role="status")),
        rx.cond(
            WorkingDays.running,
            rx.moment(interval=1500, on_change=WorkingDays.check, class_name="sr"),
        ),
        rx.el.button(
            "Xem trước", type="button", on_click=WorkingDays.look, class_name="button plain"
        ),
        rx.cond(
            WorkingDays.looked & (WorkingDays.moving.length() == 0),
            rx.el.p("Trong các hồ sơ vừa xem, không hồ sơ nào thay đổi."),
        ),
        rx.cond(
            WorkingDays.moving.length() > 0,
            rx.fragment(
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            rx.el.th("Hồ sơ", scope="col"),
                            rx.el.th("Thủ tục", scope="col"),
                            rx.el.th("Hạn đã hẹn", scope="col"),
                            rx.el.th("Hạn mới", scope="col"),
                            rx.el.th("Nghị định", scope="col"),
                        )
                    ),
                    rx.el.tbody(
                        rx.foreach(
                            WorkingDays.moving,
                            lambda m: rx.el.tr(
                                rx.el.td(rx.el.a(m.code, href="/ho-so/" + m.id), class_name="mono"),
                                rx.el.td(m.name),
                                rx.el.td(m.old, class_name="mono"),
                                rx.el.td(
                                    rx.cond(
                                        m.problem != "",
                                        rx.el.span(m.problem, class_name="chip overdue"),
                                        rx.cond(m.new == "", "không đổi", rx.el.b(m.new)),
                                    )
                                ),
                                rx.el.td(m.regime, class_name="mono"),
                            ),
                        )
                    ),
                    class_name="spaced",
                ),
                rx.el.form(
                    rx.el.label("Lý do tính lại", html_for="reason"),
                    rx.el.textarea(id="reason", name="reason", max_length=500),
                    rx.el.button("Tính lại các hồ sơ", type="submit", class_name="button"),
                    on_submit=WorkingDays.recalculate,
                    class_name="field",
                ),
            ),
        ),
        rx.cond(
            WorkingDays.cursor != "",
            rx.el.button(
                "Xem tiếp 200 hồ sơ", on_click=WorkingDays.more, class_name="button plain"
            ),
        ),
        class_name="card",
    )


@rx.page(
    route="/lich-lam-viec",
    title="Lịch làm việc – Một cửa điện tử",
    on_load=[Person.enter, WorkingDays.load, DayHistory.close],
)
def working_calendar() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Lịch làm việc năm ", WorkingDays.year),
        rx.el.div(
            rx.el.button("Năm trước", on_click=WorkingDays.turn(-1), class_name="button plain"),
            rx.el.button("Năm sau", on_click=WorkingDays.turn(1), class_name="button plain"),
            class_name="acts",
        ),
        rx.cond(WorkingDays.problem != "", message(WorkingDays.problem)),
        rx.cond(WorkingDays.notice != "", message(WorkingDays.notice, "good")),
        rx.cond(
            ~WorkingDays.is_open,
            rx.fragment(
                message(
                    "Chưa nhập ngày nghỉ lễ của năm này. Hệ thống không tính hạn rơi vào năm này.",
                    "warn",
                ),
                rx.cond(WorkingDays.everybody, _open_year()),
            ),
        ),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Ngày", scope="col"),
                    rx.el.th("Loại", scope="col"),
                    rx.el.th("Lý do", scope="col"),
                    rx.el.th("Áp dụng cho", scope="col"),
                    rx.el.th(rx.el.span("Thao tác", class_name="sr"), scope="col"),
                )
            ),
            rx.el.tbody(rx.foreach(WorkingDays.dates, _date)),
            class_name="spaced",
        ),
        rx.cond(
            WorkingDays.dates.length() == 0,
            rx.el.p("Năm này chưa có ngày đặc biệt nào.", class_name="muted"),
        ),
        rx.cond(WorkingDays.asked == "remove", _removal()),
        rx.cond(
            WorkingDays.may_write,
            rx.fragment(_add(), day_history(), office_week(), week_versions()),
        ),
        rx.cond(WorkingDays.may_recalculate, _recalculation()),
    )
