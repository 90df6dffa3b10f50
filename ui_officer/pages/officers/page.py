"""The administrator's page: officers' accounts, opened, locked, reset, ended."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.step_up import step_up_dialog
from shared.vocabulary.roles import OFFICER_KIND_LABELS, ROLE_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.officers.state import ACTS, Accounts, Row


def _button(act: str, label: str, row: rx.Var[Row]) -> Component:
    return rx.el.button(
        label,
        type="button",
        on_click=Accounts.begin(act, row.id, row.name),
        class_name="link",
        aria_label=ACTS[act][0] + ": " + row.name,
    )


def _row(row: rx.Var[Row]) -> Component:
    chip = rx.match(row.state, ("active", "chip ok"), ("first_steps", "chip warn"), "chip bad")
    return rx.el.tr(
        rx.el.td(rx.el.b(row.name), rx.el.span(row.username, class_name="sub")),
        rx.el.td(
            row.where,
            rx.el.span(row.roles, class_name="sub"),
            rx.el.span(row.kind, class_name="sub"),
        ),
        rx.el.td(
            rx.el.span(row.state_label, class_name=chip),
            rx.cond(row.reason != "", rx.el.span(row.reason, class_name="sub")),
        ),
        rx.el.td(row.last, class_name="mono"),
        rx.el.td(
            rx.cond(row.state == "locked", _button("unlock", "Mở khóa", row)),
            rx.cond(
                (row.state == "active") | (row.state == "first_steps"), _button("lock", "Khóa", row)
            ),
            rx.cond(
                row.state != "disabled",
                rx.fragment(_button("reset", "Cấp lại", row), _button("disable", "Ngừng", row)),
            ),
            class_name="row-acts",
        ),
    )


def _field(name: str, label: str, control: Component) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        control,
        rx.cond(
            Accounts.errors.contains(name),
            rx.el.p(Accounts.errors[name], class_name="error", role="alert"),
        ),
        class_name="field",
    )


def _input(name: str, kind: str = "text") -> Component:
    return rx.el.input(
        id=name, name=name, type=kind, auto_complete="off", default_value=Accounts.typed[name],
        key=name + Accounts.password_of,
    )  # fmt: skip


def _form() -> Component:
    return rx.el.details(
        rx.el.summary("Mở tài khoản mới"),
        rx.el.form(
            rx.el.div(
                _field("full_name", "Họ và tên", _input("full_name")),
                _field("username", "Tên đăng nhập", _input("username")),
                _field("personal_id", "Số định danh cá nhân", _input("personal_id")),
                _field("phone", "Số điện thoại", _input("phone")),
                _field("email", "Thư điện tử công vụ", _input("email")),
                _field("position", "Chức vụ", _input("position")),
                _field(
                    "agency_id",
                    "Cơ quan",
                    rx.el.select(
                        rx.el.option("Chọn", value=""),
                        rx.foreach(Accounts.agencies, lambda a: rx.el.option(a.label, value=a.id)),
                        id="agency_id",
                        name="agency_id",
                        value=Accounts.agency,
                        on_change=Accounts.choose_agency,
                    ),
                ),
                _field(
                    "unit_id",
                    "Phòng, ban",
                    rx.el.select(
                        rx.el.option("Chọn", value=""),
                        rx.foreach(Accounts.units, lambda u: rx.el.option(u.label, value=u.id)),
                        id="unit_id",
                        name="unit_id",
                    ),
                ),
                _field(
                    "role",
                    "Vai trò đề nghị",
                    rx.el.select(
                        rx.el.option("Chọn", value=""),
                        *[
                            rx.el.option(label.vi, value=role.value)
                            for role, label in ROLE_LABELS.items()
                        ],
                        id="role",
                        name="role",
                    ),
                ),
                _field(
                    "account_kind",
                    "Loại tài khoản",
                    rx.el.select(
                        rx.el.option("Theo vai trò", value=""),
                        *[
                            rx.el.option(label.vi, value=kind.value)
                            for kind, label in OFFICER_KIND_LABELS.items()
                        ],
                        id="account_kind",
                        name="account_kind",
                    ),
                ),
                _field("reason", "Căn cứ", _input("reason")),
                class_name="columns",
            ),
            rx.el.button("Mở tài khoản", type="submit", class_name="button"),
            on_submit=Accounts.open_account,
        ),
        class_name="card",
    )


def _act() -> Component:
    return rx.el.form(
        rx.el.h2(Accounts.act_label, ": ", Accounts.act_name),
        rx.el.div(
            rx.el.label("Lý do", html_for="act-reason"),
            rx.el.input(
                id="act-reason", name="reason", type="text", auto_focus=True, max_length=500
            ),
            rx.cond(
                Accounts.act_problem != "",
                rx.el.p(Accounts.act_problem, class_name="error", role="alert"),
            ),
            class_name="field",
        ),
        rx.el.div(
            rx.el.button(Accounts.act_label, type="submit", class_name="button"),
            rx.el.button(
                "Thôi", type="button", on_click=Accounts.leave_act, class_name="button plain"
            ),
            class_name="acts",
        ),
        on_submit=Accounts.carry_out,
        class_name="panel",
    )


def _first_password() -> Component:
    return rx.el.div(
        rx.el.p(
            "Mật khẩu lần đầu của ",
            rx.el.b(Accounts.password_of),
            ": ",
            rx.el.code(Accounts.password, class_name="secret"),
        ),
        rx.el.p(
            "Giao tận tay. Người nhận phải đổi mật khẩu và bật mã xác thực ngay lần đầu. Trang "
            "này không hiện lại mật khẩu."
        ),
        rx.el.button("Đã giao", on_click=Accounts.handed_over, class_name="button plain"),
        class_name="note warn",
        role="status",
    )


@rx.page(
    route="/can-bo",
    title="Tài khoản cán bộ – Một cửa điện tử",
    on_load=[Person.enter, Accounts.load],
)
def accounts() -> Component:
    """The page."""
    return shell(
        rx.el.div(
            rx.el.h1("Tài khoản cán bộ"),
            rx.el.p(
                rx.el.a("Đề nghị vai trò", href="/vai-tro/"),
                " · ",
                rx.el.a("Rà soát quyền", href="/ra-soat-quyen/"),
                " · ",
                rx.el.a("Hệ thống khác kết nối", href="/he-thong-khac/"),
            ),
            class_name="head",
        ),
        rx.cond(Accounts.problem != "", message(Accounts.problem)),
        rx.cond(Accounts.notice != "", message(Accounts.notice, "good")),
        rx.cond(Accounts.password != "", _first_password()),
        rx.cond(Accounts.act != "", _act()),
        _form(),
        rx.el.form(
            rx.el.label("Tìm theo tên hoặc tên đăng nhập", html_for="q", class_name="sr"),
            rx.el.input(id="q", name="q", type="search", placeholder="Tên hoặc tên đăng nhập"),
            rx.el.button("Tìm", type="submit", class_name="button plain"),
            on_submit=Accounts.search,
            class_name="bar",
        ),
        rx.cond(
            Accounts.rows.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Cán bộ", scope="col"),
                        rx.el.th("Nơi làm việc, vai trò", scope="col"),
                        rx.el.th("Tình trạng", scope="col"),
                        rx.el.th("Đăng nhập gần nhất", scope="col"),
                        rx.el.th(rx.el.span("Thao tác", class_name="sr"), scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(Accounts.rows, _row)),
            ),
            rx.cond(
                Accounts.loaded,
                rx.el.p("Không có tài khoản nào khớp.", class_name="card"),
                rx.el.p("Đang tải …", class_name="card"),
            ),
        ),
        rx.cond(
            Accounts.more != "",
            rx.el.button("Trang sau", on_click=Accounts.next_page, class_name="button plain pages"),
        ),
        step_up_dialog(Accounts),
    )
