"""What the API is for, and where it is described."""

import reflex as rx
from reflex.components.component import Component


def about_the_api() -> Component:
    """Why, and the ways on."""
    return rx.fragment(
        rx.el.p(
            "Phần mềm của bạn tra thủ tục, nộp hồ sơ cho người đã đồng ý và theo dõi kết quả qua "
            "API. Thử trước trên dữ liệu trình diễn; lần nộp đầu tiên mất khoảng mười lăm phút."
        ),
        rx.el.ul(
            rx.el.li(  # A tab of its own: the router of the app would look for a page there.
                rx.el.a("Mô tả API, xem trên trang", href="/api/docs", target="_blank")
            ),
            rx.el.li(
                rx.el.a(
                    "Mô tả cho máy, có ví dụ (OpenAPI)",
                    href="/api/openapi-programs.json",
                    target="_blank",
                )
            ),
            rx.el.li(rx.el.a("Dữ liệu mở: thủ tục, số liệu hồ sơ", href="/du-lieu-mo/")),
            class_name="ways card",
        ),
    )
