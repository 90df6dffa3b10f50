"""The frame of every page: identity on top, five tabs in reach of the thumb, who is responsible."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.announced import Announced, announced
from shared.ui.elements import fault_notice, native_form
from shared.ui.language import language_switch
from shared.ui.portal_words import brand, responsible
from ui_citizen.acting import acting_banner

AUTHORITY = "Cổng Dịch vụ công"

_ICONS = {
    "home": "M3 11 12 4l9 7v9h-6v-6H9v6H3z",
    "search": "M10 4a6 6 0 1 0 3.6 10.8L19 20l1.4-1.4-5.2-5.4A6 6 0 0 0 10 4zm0 2a4 4 0 1 1 0 8 4 "
    "4 0 0 1 0-8z",
    "files": "M6 3h8l5 5v13H6zm7 1.5V9h4.5z",
    "bell": "M12 3a6 6 0 0 0-6 6v5l-2 3h16l-2-3V9a6 6 0 0 0-6-6zm-2 15a2 2 0 0 0 4 0z",
    "person": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20c0-4 4-6 8-6s8 2 8 6z",
}
TABS = (
    ("Trang chủ", "/", "home"),
    ("Tìm", "/tim-kiem/", "search"),
    ("Hồ sơ", "/ho-so/", "files"),
    ("Thông báo", "/thong-bao/", "bell"),
    ("Tài khoản", "/tai-khoan/", "person"),
)


def icon(name: str) -> Component:
    """A small picture beside words; readers of screens skip it."""
    return rx.el.svg(
        rx.el.svg.path(d=_ICONS[name], fill="currentColor"),
        view_box="0 0 24 24",
        custom_attrs={"aria-hidden": "true", "focusable": "false"},
    )


def shell(*content: Component, wide: Component | None = None) -> Component:
    """A page. `wide` is drawn edge to edge above the column."""
    return rx.fragment(
        rx.el.header(
            rx.el.a("Đến nội dung chính", href="#noi-dung", class_name="skip"),
            rx.el.div(
                rx.el.a(
                    rx.el.img(src="/favicon.svg", alt="", width="36", height="36"),
                    brand(Announced.site),
                    href="/",
                    class_name="brand",
                ),
                rx.el.nav(
                    *[rx.el.a(label, href=href) for label, href, _icon in TABS[1:]],
                    custom_attrs={"aria-label": "Mục chính"},
                ),
                language_switch(),
                class_name="wrap",
            ),
            class_name="top",
        ),
        announced(),
        acting_banner(),
        rx.el.main(
            *([wide] if wide is not None else []),
            rx.el.div(*content, class_name="wrap"),
            id="noi-dung",
        ),
        rx.el.footer(
            rx.el.div(
                responsible(Announced.site),
                rx.el.p(
                    rx.el.a("Trợ giúp", href="/tro-giup/"),
                    " · ",
                    rx.el.a("Hỏi đáp", href="/hoi-dap/"),
                    " · ",
                    rx.el.a("Tin tức", href="/tin-tuc/"),
                    " · ",
                    rx.el.a("Khảo sát", href="/khao-sat/"),
                    " · ",
                    rx.el.a("Hướng dẫn", href="/huong-dan/"),
                    " · ",
                    rx.el.a("Liên hệ, tổng đài hỗ trợ", href="/lien-he/"),
                    " · ",
                    rx.el.a("Tra cứu hồ sơ", href="/tra-cuu/"),
                    " · ",
                    rx.el.a("Lấy số", href="/lay-so/"),
                    " · ",
                    rx.el.a("Lịch hẹn", href="/lich-hen/"),
                    " · ",
                    rx.el.a("Kiểm tra kết quả", href="/kiem-tra-ket-qua/"),
                    " · ",
                    rx.el.a("Thống kê", href="/thong-ke/"),
                    " · ",
                    rx.el.a("Phản ánh, kiến nghị", href="/phan-anh/"),
                    " · ",
                    rx.el.a("Đánh giá", href="/danh-gia/"),
                    " · ",
                    rx.el.a("Dữ liệu mở", href="/du-lieu-mo/"),
                    " · ",
                    rx.el.a("Nhà phát triển", href="/lap-trinh/"),
                ),
                class_name="wrap",
            ),
            class_name="foot",
        ),
        rx.el.nav(
            *[rx.el.a(icon(name), rx.el.span(label), href=href) for label, href, name in TABS],
            class_name="tabs",
            custom_attrs={"aria-label": "Thanh điều hướng"},
        ),
        fault_notice(),
    )


def search_box(
    value: str | rx.Var[str] = "", *, light: bool = False, action: str = "/tim-kiem/"
) -> Component:
    """The way in: works without any script."""
    return native_form(
        rx.el.label("Bạn cần làm gì?", html_for="q", class_name="sr"),
        rx.el.input(
            id="q",
            name="q",
            type="search",
            default_value=value,
            placeholder="Ví dụ: khai sinh, tạm trú",
            auto_complete="off",
            max_length=100,
        ),
        rx.el.button("Tìm", type="submit", class_name="button gold" if light else "button"),
        action=action,
        method="get",
        class_name="search",
        role="search",
    )


def ready() -> Component:
    """Tells the style sheet that the live page is there, so the server's first paint can go."""
    return rx.el.span(id="ready", hidden=True)


def waiting() -> Component:
    """While the answer is on its way."""
    return rx.el.p("Đang tải …", class_name="waiting", role="status")


def message(text: str | rx.Var[str], kind: str = "bad") -> Component:
    """A sentence that stays on the page."""
    return rx.el.div(text, class_name=f"note {kind}", role="alert")


def trouble(text: str | rx.Var[str]) -> Component:
    """In place of a page whose content could not be fetched: why, and the ways on."""
    return rx.fragment(
        ready(),
        rx.el.h1("Chưa mở được trang này"),
        message(text),
        rx.el.p(rx.el.a("Tìm thủ tục", href="/tim-kiem/"), " · ", rx.el.a("Hồ sơ", href="/ho-so/")),
    )
