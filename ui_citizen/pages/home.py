"""Home: one box to type in, the things people come for, and the way to look a dossier up."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.elements import native_form
from ui_citizen.layout import ready, search_box, shell

POPULAR = (
    ("Đăng ký khai sinh", "Có con mới sinh", "1.001193"),
    ("Đăng ký kết hôn", "Lập gia đình", "1.000894"),
    ("Đăng ký thường trú", "Chuyển nơi ở", "1.004222"),
    ("Đăng ký tạm trú", "Thuê nhà, ở trọ", "1.004194"),
    ("Xác nhận tình trạng hôn nhân", "Độc thân, mua bán nhà", "1.004873"),
    ("Bản sao Trích lục hộ tịch", "Cần thêm bản sao", "2.000635"),
    ("Thành lập hộ kinh doanh", "Mở quán, cửa hàng", "1.001612"),
    ("Phiếu lý lịch tư pháp", "Xin việc, xuất cảnh", "3.000333"),
)


@rx.page(
    route="/",
    title="Cổng Dịch vụ công – nộp hồ sơ, theo dõi, nhận kết quả",
    description="Tìm thủ tục hành chính, xem giấy tờ cần có, mức phí, thời hạn; nộp hồ sơ trực "
    "tuyến và theo dõi đến khi có kết quả.",
)
def home() -> Component:
    """The page."""
    return shell(
        ready(),
        rx.el.h2("Thủ tục nhiều người làm"),
        rx.el.ul(
            *[
                rx.el.li(
                    rx.el.a(
                        rx.el.b(name), rx.el.small(when), href=f"/thu-tuc/{code}", class_name="tile"
                    )
                )
                for name, when, code in POPULAR
            ],
            class_name="tiles",
        ),
        rx.el.section(
            rx.el.h2("Đã nộp hồ sơ?"),
            native_form(
                rx.el.label("Mã hồ sơ", html_for="ma"),
                rx.el.div(
                    rx.el.input(
                        id="ma",
                        name="ma",
                        type="text",
                        placeholder="Ví dụ H37.21-261123-0001",
                        auto_complete="off",
                        max_length=60,
                    ),
                    rx.el.button("Tra cứu", type="submit", class_name="button"),
                    class_name="search",
                ),
                action="/tra-cuu/",
                method="get",
                class_name="field",
            ),
            class_name="card",
        ),
        rx.el.section(
            rx.el.h2("Cần trợ giúp?"),
            rx.el.ul(
                rx.el.li(rx.el.a("Hướng dẫn và câu hỏi thường gặp", href="/tro-giup/")),
                rx.el.li(rx.el.a("Hỏi cơ quan, không cần tài khoản", href="/hoi-dap/")),
                rx.el.li(rx.el.a("Khảo sát, góp ý dự thảo", href="/khao-sat/")),
                class_name="ways",
                style={"padding": 0, "margin": 0},
            ),
            class_name="card",
        ),
        rx.el.section(
            rx.el.h2("Ba bước"),
            rx.el.ol(
                rx.el.li(rx.el.b("Tìm thủ tục"), " và xem giấy tờ cần có, mức phí, thời hạn."),
                rx.el.li(rx.el.b("Trả lời từng câu hỏi"), ", chụp ảnh giấy tờ rồi nộp."),
                rx.el.li(rx.el.b("Theo dõi"), " từng bước và nhận kết quả theo cách bạn chọn."),
                class_name="list",
            ),
            class_name="card",
        ),
        wide=rx.el.div(
            rx.el.div(
                rx.el.h1("Bạn cần làm gì?"),
                rx.el.p(
                    "Tìm thủ tục, hướng dẫn, hỏi đáp. Gõ bằng lời thường ngày, có dấu hay không."
                ),
                search_box(light=True),
                class_name="wrap",
            ),
            class_name="hero",
        ),
    )
