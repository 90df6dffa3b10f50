"""The administrator's page of agencies' own identity providers."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.step_up import step_up_dialog
from ui_officer.layout import Person, message, shell
from ui_officer.pages.agency.state import Linked, Provider, Providers


def _linked(o: rx.Var[Linked]) -> Component:
    return rx.el.li(
        rx.el.b(o.name),
        " (" + o.username + ") là ",
        rx.el.code(o.subject),
        " ",
        rx.el.button(
            "Gỡ",
            type="button",
            on_click=Providers.unlink(o.provider, o.id),
            class_name="link",
            aria_label="Gỡ liên kết của " + o.name,
        ),
    )


def _provider(p: rx.Var[Provider]) -> Component:
    chip = rx.match(p.state, ("active", "chip ok"), ("waiting", "chip warn"), "chip bad")
    decide = rx.fragment(
        rx.el.button("Phê duyệt", on_click=Providers.decide(p.id, True), class_name="button"),
        rx.el.button("Từ chối", on_click=Providers.decide(p.id, False), class_name="button plain"),
    )
    return rx.el.section(
        rx.el.h2(p.name, " ", rx.el.span(p.state_label, class_name=chip)),
        rx.el.p(p.about, class_name="muted small"),
        rx.el.p(p.factor),
        rx.cond(p.may_decide, rx.el.div(decide, class_name="acts")),
        rx.cond(
            p.is_active,
            rx.fragment(
                rx.cond(
                    p.officers.length() > 0,
                    rx.el.ul(rx.foreach(p.officers, _linked)),
                    rx.el.p("Chưa liên kết cán bộ nào.", class_name="muted"),
                ),
                rx.cond(
                    Person.keeps_accounts,
                    rx.el.form(
                        rx.el.input(type="hidden", name="provider", value=p.id, read_only=True),
                        rx.el.input(
                            name="username",
                            type="text",
                            placeholder="Tên đăng nhập cán bộ",
                            aria_label="Tên đăng nhập cán bộ",
                            auto_complete="off",
                        ),
                        rx.el.input(
                            name="subject",
                            type="text",
                            placeholder="Định danh (sub) ở cơ quan",
                            aria_label="Định danh ở cơ quan",
                            auto_complete="off",
                        ),
                        rx.el.button("Liên kết", type="submit", class_name="button plain"),
                        on_submit=Providers.link,
                        # Made anew once somebody is linked; until then what was typed stays.
                        key=p.id + p.officers.length().to_string(),
                        class_name="bar",
                    ),
                ),
                rx.el.button("Ngừng", on_click=Providers.end(p.id), class_name="button plain"),
            ),
        ),
        class_name="card",
    )


def _field(name: str, label: str, control: Component) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        control,
        rx.cond(
            Providers.errors.contains(name),
            rx.el.p(Providers.errors[name], class_name="error", role="alert"),
        ),
        class_name="field",
    )


def _input(name: str, kind: str = "text") -> Component:
    return rx.el.input(
        id=name, name=name, type=kind, auto_complete="off", default_value=Providers.typed[name],
        key=name + Providers.notice,
    )  # fmt: skip


def _form() -> Component:
    return rx.el.details(
        rx.el.summary("Đề nghị một nhà cung cấp đăng nhập"),
        rx.el.form(
            rx.el.div(
                _field(
                    "agency_id",
                    "Cơ quan",
                    rx.el.select(
                        rx.el.option("Chọn", value=""),
                        rx.foreach(
                            Providers.agencies.items(), lambda a: rx.el.option(a[1], value=a[0])
                        ),
                        id="agency_id",
                        name="agency_id",
                    ),
                ),
                _field("name", "Tên hiện trên trang đăng nhập", _input("name")),
                _field("issuer", "Địa chỉ (issuer)", _input("issuer", "url")),
                _field("client_id", "client_id", _input("client_id")),
                _field("client_secret", "client_secret", _input("client_secret", "password")),
                class_name="columns",
            ),
            rx.el.label(
                rx.el.input(type="checkbox", name="vouches"),
                "Tin yếu tố thứ hai mà cơ quan đã kiểm (amr); không chọn thì luôn hỏi mã của hệ "
                "thống này",
                class_name="tick",
            ),
            rx.el.p(rx.el.button("Gửi đề nghị", type="submit", class_name="button")),
            on_submit=Providers.propose,
        ),
        class_name="card",
    )


@rx.page(
    route="/dang-nhap-co-quan",
    title="Đăng nhập bằng tài khoản cơ quan – Một cửa điện tử",
    on_load=[Person.enter, Providers.load],
)
def providers() -> Component:
    """Providers that are let in, and who is linked."""
    return shell(
        rx.el.div(
            rx.el.h1("Đăng nhập bằng tài khoản cơ quan"),
            rx.el.p(rx.el.a("Hệ thống khác kết nối", href="/he-thong-khac/")),
            class_name="head",
        ),
        rx.el.p(
            "Cán bộ vào bằng tài khoản của cơ quan (OpenID Connect). Thêm một nơi cần hai người; "
            "cán bộ nào vào được do quản trị liên kết, không tự mở.",
            class_name="muted lead",
        ),
        rx.cond(Providers.problem != "", message(Providers.problem)),
        rx.cond(Providers.notice != "", message(Providers.notice, "good")),
        rx.cond(Person.keeps_accounts, _form()),
        rx.cond(
            Providers.rows.length() > 0,
            rx.foreach(Providers.rows, _provider),
            rx.cond(
                Providers.loaded,
                rx.el.p("Chưa có nơi nào.", class_name="card"),
                rx.cond(Providers.problem == "", rx.el.p("Đang tải …", class_name="card")),
            ),
        ),
        step_up_dialog(Providers),
    )
