"""The administrator's page of programs of other systems."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.step_up import step_up_dialog
from shared.vocabulary.partners import FIELDS, PERSONAL_FIELDS, SCOPES
from ui_officer.layout import Person, message, shell
from ui_officer.pages.partners.hooks import Hooks, hooks
from ui_officer.pages.partners.state import RATES, Programs, Row


def _button(label: str, row: rx.Var[Row], event: rx.event.EventType) -> Component:
    return rx.el.button(
        label, type="button", on_click=event, class_name="link", aria_label=label + ": " + row.name
    )


def _row(row: rx.Var[Row]) -> Component:
    chip = rx.match(
        row.state,
        ("active", "chip ok"),
        ("waiting", "chip warn"),
        ("review", "chip warn"),
        ("expired", "chip"),
        "chip bad",
    )
    return rx.el.tr(
        rx.el.td(
            rx.el.b(row.name),
            rx.cond(row.sandbox, rx.el.span("Khóa thử nghiệm", class_name="chip")),
            rx.el.span(row.agency, class_name="sub"),
            rx.el.span(row.about, class_name="sub"),
        ),
        rx.el.td(row.scopes, rx.el.span(row.grants, class_name="sub")),
        rx.el.td(row.networks, rx.el.span(row.until, class_name="sub")),
        rx.el.td(
            rx.el.span(row.state_label, class_name=chip),
            rx.el.span(row.people, class_name="sub"),
            rx.el.span(row.used, class_name="sub"),
        ),
        rx.el.td(
            rx.cond(
                row.may_decide,
                rx.fragment(
                    _button("Phê duyệt", row, Programs.decide(row.id, True)),
                    _button("Từ chối", row, Programs.decide(row.id, False)),
                ),
            ),
            rx.cond(
                row.may_have_secret & Person.keeps_accounts,
                _button("Cấp khóa bí mật", row, Programs.renew(row.id, row.name)),
            ),
            rx.cond(
                row.may_be_told,
                _button("Nơi nhận sự kiện", row, Hooks.open_for(row.id, row.name)),
            ),
            rx.cond(
                row.may_end, _button("Thu hồi", row, Programs.begin_end(row.id, row.name))
            ),
            class_name="row-acts",
        ),
    )  # fmt: skip


def _wrong(name: str) -> Component:
    return rx.cond(
        Programs.errors.contains(name),
        rx.el.p(Programs.errors[name], class_name="error", role="alert"),
    )


def _field(name: str, label: str, control: Component, hint: str = "") -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        *([rx.el.p(hint, class_name="help small", id=f"{name}-help")] if hint else []),
        control,
        _wrong(name),
        class_name="field",
    )


def _input(name: str, kind: str = "text", **more: object) -> Component:
    return rx.el.input(
        id=name, name=name, type=kind, auto_complete="off", default_value=Programs.typed[name],
        key=name + Programs.notice, max_length=500, **more,
    )  # fmt: skip


def _ticks(prefix: str, names: dict[str, str], error: str) -> Component:
    return rx.el.div(
        *[
            rx.el.label(
                rx.el.input(type="checkbox", name=f"{prefix}-{name}"), label, class_name="tick"
            )
            for name, label in names.items()
        ],
        _wrong(error),
        class_name="field",
    )


def _form() -> Component:
    personal = " (dữ liệu cá nhân)"
    fields = {n.value: f.vi + (personal if n in PERSONAL_FIELDS else "") for n, f in FIELDS.items()}
    return rx.el.details(
        rx.el.summary("Đề nghị kết nối một hệ thống"),
        rx.el.form(
            rx.el.div(
                _field(
                    "agency_id",
                    "Cơ quan có hồ sơ được đọc (gồm cả cơ quan trực thuộc)",
                    rx.el.select(
                        rx.el.option("Chọn", value=""),
                        rx.foreach(Programs.agencies, lambda a: rx.el.option(a.label, value=a.id)),
                        id="agency_id",
                        name="agency_id",
                    ),
                ),
                _field("name", "Tên hệ thống", _input("name")),
                _field("contact", "Người liên hệ kỹ thuật", _input("contact")),
                _field("purpose", "Căn cứ, mục đích", _input("purpose")),
                _field(
                    "networks",
                    "Gọi từ địa chỉ mạng",
                    _input("networks"),
                    "Cách nhau bằng dấu phẩy, ví dụ 203.0.113.7, 203.0.113.64/26.",
                ),
                _field(
                    "valid_days",
                    "Có hiệu lực (ngày)",
                    _input("valid_days", "number", min="1", max="366"),
                    "Nhiều nhất 366 ngày.",
                ),
                _field(
                    "rate_class",
                    "Tốc độ gọi",
                    rx.el.select(
                        *[rx.el.option(label, value=name) for name, label in RATES],
                        id="rate_class",
                        name="rate_class",
                        default_value="standard",
                    ),
                ),
                _field(
                    "method",
                    "Chứng thực bằng",
                    rx.el.select(
                        rx.el.option("Khóa bí mật do hệ thống này cấp", value="secret"),
                        rx.el.option("Khóa riêng của đối tác (private_key_jwt)", value="key"),
                        id="method",
                        name="method",
                    ),
                ),
                class_name="columns",
            ),
            _field(
                "keys",
                "Khóa công khai của đối tác (JWKS)",
                rx.el.textarea(
                    id="keys", name="keys", rows="3", default_value=Programs.typed["keys"]
                ),
                "Chỉ khi chứng thực bằng khóa riêng.",
            ),
            rx.el.fieldset(
                rx.el.legend("Được làm gì"),
                _ticks("scope", {n.value: label.vi for n, label in SCOPES.items()}, "scopes"),
                class_name="bare",
            ),
            rx.el.fieldset(
                rx.el.legend("Được đọc mục nào của hồ sơ"),
                _field(
                    "procedures",
                    "Mã thủ tục",
                    _input("procedures"),
                    "Cách nhau bằng dấu phẩy, ví dụ 1.004873; dấu * là mọi thủ tục.",
                ),
                _ticks("field", fields, "grants"),
                class_name="bare",
            ),
            rx.el.button("Gửi đề nghị", type="submit", class_name="button"),
            on_submit=Programs.propose,
        ),
        class_name="card",
    )


def _ending() -> Component:
    return rx.el.form(
        rx.el.h2("Thu hồi: ", Programs.ending_name),
        rx.el.p("Có hiệu lực ngay, không cần người thứ hai; kết nối lại cần hai người."),
        rx.el.div(
            rx.el.label("Lý do", html_for="end-reason"),
            rx.el.input(
                id="end-reason", name="reason", type="text", auto_focus=True, max_length=500
            ),
            rx.cond(
                Programs.ending_problem != "",
                rx.el.p(Programs.ending_problem, class_name="error", role="alert"),
            ),
            class_name="field",
        ),
        rx.el.div(
            rx.el.button("Thu hồi", type="submit", class_name="button"),
            rx.el.button(
                "Thôi", type="button", on_click=Programs.leave_end, class_name="button plain"
            ),
            class_name="acts",
        ),
        on_submit=Programs.end,
        class_name="panel",
    )


def _secret() -> Component:
    return rx.el.div(
        rx.el.p("Khóa bí mật của ", rx.el.b(Programs.secret_of), ":"),
        rx.el.dl(
            rx.el.dt("client_id"),
            rx.el.dd(rx.el.code(Programs.secret_id)),
            rx.el.dt("client_secret"),
            rx.el.dd(rx.el.code(Programs.secret, class_name="secret")),
            class_name="rows",
        ),
        rx.el.p("Giao qua kênh an toàn. Trang này không hiện lại; khóa cũ đã hết hiệu lực."),
        rx.el.button("Đã giao", on_click=Programs.handed_over, class_name="button plain"),
        class_name="note warn",
        role="status",
    )


@rx.page(
    route="/he-thong-khac",
    title="Hệ thống khác kết nối – Một cửa điện tử",
    on_load=[Person.enter, Programs.load, Hooks.close],
)
def programs() -> Component:
    """The page."""
    heads = ("Hệ thống, mục đích", "Quyền, dữ liệu", "Mạng, thời hạn", "Tình trạng")
    return shell(
        rx.el.div(
            rx.el.h1("Hệ thống khác kết nối"),
            rx.el.p(rx.el.a("Đăng nhập bằng tài khoản cơ quan", href="/dang-nhap-co-quan/")),
            class_name="head",
        ),
        rx.el.p(
            "Chương trình của hệ thống khác được đọc hồ sơ qua API. Kết nối cần hai người: người "
            "đề nghị và người phê duyệt; thu hồi chỉ cần một người.",
            class_name="muted lead",
        ),
        rx.cond(Programs.problem != "", message(Programs.problem)),
        rx.cond(Programs.notice != "", message(Programs.notice, "good")),
        rx.cond(Programs.secret != "", _secret()),
        rx.cond(Programs.ending != "", _ending()),
        hooks(),
        rx.cond(Person.keeps_accounts, _form()),
        rx.cond(
            Programs.rows.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[rx.el.th(head, scope="col") for head in heads],
                        rx.el.th(rx.el.span("Thao tác", class_name="sr"), scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(Programs.rows, _row)),
            ),
            rx.cond(
                Programs.loaded,
                rx.el.p("Chưa có hệ thống nào kết nối.", class_name="card"),
                rx.cond(Programs.problem == "", rx.el.p("Đang tải …", class_name="card")),
            ),
        ),
        step_up_dialog(Programs),
        rx.cond(Hooks.asking, step_up_dialog(Hooks)),
    )
