"""Chuyển người nộp: open handovers of the agency's dossiers, the desk's form, the leader's word."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.step_up import step_up_dialog
from ui_officer.layout import Person, message, shell
from ui_officer.pages.handovers.state import Handovers, Row


def _button(label: str, on_click: rx.event.EventType, of: rx.Var[str], plain: bool) -> Component:
    return rx.el.button(
        label,
        type="button",
        on_click=on_click,
        class_name="button plain" if plain else "button",
        aria_label=label + ": " + of,
    )


def _row(r: rx.Var[Row]) -> Component:
    chip = rx.match(r.state, ("ready", "chip warn"), ("objected", "chip bad"), "chip")
    return rx.el.tr(
        rx.el.td(
            rx.el.a(r.title, href="/ho-so/" + r.dossier_id),
            rx.el.p(r.way + ", " + r.asked, class_name="muted small"),
        ),
        rx.el.td(r.sides),
        rx.el.td(
            r.reason,
            rx.cond(r.evidence != "", rx.el.p("Giấy tờ: " + r.evidence, class_name="muted small")),
        ),
        rx.el.td(
            rx.el.span(r.state_label, class_name=chip),
            rx.cond(
                r.until != "", rx.el.p("Phản đối được đến " + r.until, class_name="muted small")
            ),
            rx.cond(r.objection != "", rx.el.p("Phản đối: " + r.objection, class_name="small")),
        ),
        rx.el.td(
            rx.el.div(
                rx.cond(
                    r.may_approve,
                    _button("Chuyển", Handovers.begin(r.id, r.title, True), r.title, False),
                ),
                rx.cond(
                    r.may_refuse,
                    _button("Không chuyển", Handovers.begin(r.id, r.title, False), r.title, True),
                ),
                rx.cond(r.may_withdraw, _button("Rút", Handovers.withdraw(r.id), r.title, True)),
                class_name="acts",
            )
        ),
    )


def _field(name: str, label: str, hint: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, class_name="muted small", id=f"{name}-help"),
        rx.el.input(
            id=name,
            name=name,
            type="text",
            auto_complete="off",
            default_value=Handovers.typed[name],
            key=name + Handovers.notice,
            custom_attrs={"aria-describedby": f"{name}-help"},
        ),
        rx.cond(
            Handovers.errors.contains(name),
            rx.el.p(Handovers.errors[name], class_name="error", role="alert"),
        ),
        class_name="field",
    )


def _form() -> Component:
    return rx.el.form(
        rx.el.h2("Đề nghị chuyển hồ sơ cho người khác"),
        rx.el.p(Handovers.title),
        rx.el.div(
            _field("to_number", "Số định danh của người nhận", "Tổ chức dùng mã số thuế."),
            _field("to_name", "Họ và tên của người nhận", "Người đó cần có tài khoản trên Cổng."),
            _field("reason", "Lý do", "Ví dụ: người nộp đã thôi việc tại công ty."),
            _field("evidence", "Giấy tờ chứng minh", "Tên, số, ngày của giấy tờ đã xem."),
            class_name="columns",
        ),
        rx.el.div(
            rx.el.button("Ghi đề nghị", type="submit", class_name="button"),
            rx.el.a("Thôi", href="/ho-so/" + Handovers.dossier_id, class_name="button plain"),
            class_name="acts",
        ),
        on_submit=Handovers.ask,
        class_name="panel",
    )


def _deciding() -> Component:
    return rx.el.form(
        rx.el.h2(
            rx.cond(Handovers.approves, "Chuyển hồ sơ ", "Không chuyển hồ sơ "),
            Handovers.deciding_title,
        ),
        rx.el.div(
            rx.el.label("Căn cứ", html_for="decision"),
            rx.el.textarea(id="decision", name="decision", rows="2", max_length=1000),
            rx.cond(
                Handovers.decision_error != "",
                rx.el.p(Handovers.decision_error, class_name="error", role="alert"),
            ),
            class_name="field",
        ),
        rx.el.div(
            rx.el.button(
                rx.cond(Handovers.approves, "Chuyển", "Không chuyển"),
                type="submit",
                class_name="button",
            ),
            rx.el.button(
                "Để sau", type="button", on_click=Handovers.leave, class_name="button plain"
            ),
            class_name="acts",
        ),
        on_submit=Handovers.decide,
        class_name="panel",
    )


@rx.page(
    route="/chuyen-nguoi-nop",
    title="Chuyển người nộp – Một cửa điện tử",
    on_load=[Person.enter, Handovers.load],
)
def handovers_page() -> Component:
    """The page."""
    heads = ("Hồ sơ", "Từ ai sang ai", "Lý do", "Tình trạng")
    return shell(
        rx.el.h1("Chuyển người nộp"),
        rx.el.p(
            "Khi người đã nộp không còn làm tiếp được, hồ sơ chuyển sang người khác. Bộ phận Một "
            "cửa đề nghị từ trang hồ sơ; người nộp được báo và có 5 ngày làm việc để phản đối; "
            "người nhận đồng ý; sau đó lãnh đạo quyết định.",
            class_name="muted lead",
        ),
        rx.cond(Handovers.problem != "", message(Handovers.problem)),
        rx.cond(Handovers.notice != "", message(Handovers.notice, "good")),
        rx.cond(Handovers.deciding != "", _deciding()),
        rx.cond((Handovers.dossier_id != "") & Person.is_desk, _form()),
        rx.cond(
            Handovers.rows.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[rx.el.th(head, scope="col") for head in heads],
                        rx.el.th(rx.el.span("Thao tác", class_name="sr"), scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(Handovers.rows, _row)),
                class_name="papers",
            ),
            rx.cond(
                Handovers.loaded,
                rx.el.p("Không có hồ sơ nào đang chờ chuyển người nộp.", class_name="card"),
                rx.cond(Handovers.problem == "", rx.el.p("Đang tải …", class_name="card")),
            ),
        ),
        step_up_dialog(Handovers),
    )
