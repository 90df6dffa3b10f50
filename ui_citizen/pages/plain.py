"""Contact, guide, and the page for an address that leads nowhere."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.announced import Announced
from ui_citizen.layout import ready, search_box, shell


def _row(name: str, value: rx.Var[str] | Component, shown: rx.Var[str]) -> Component:
    return rx.cond(shown != "", rx.el.div(rx.el.dt(name), rx.el.dd(value)))


@rx.page(route="/lien-he", title="Liên hệ – Cổng Dịch vụ công")
def contact() -> Component:
    """Who runs the portal, as every foot says it, in full."""
    site = Announced.site
    return shell(
        ready(),
        rx.el.h1("Liên hệ, tổng đài hỗ trợ"),
        rx.cond(
            site.hotline != "",
            rx.el.p(
                rx.el.a("Gọi tổng đài ", site.hotline, href=site.call, class_name="button"),
                rx.cond(site.hours != "", rx.el.span(" ", site.hours, class_name="muted")),
            ),
        ),
        rx.el.dl(
            _row("Cơ quan chủ quản", site.authority, site.authority),
            _row("Chịu trách nhiệm", site.responsible, site.responsible),
            _row("Địa chỉ", site.address, site.address),
            _row("Tổng đài", rx.el.a(site.hotline, href=site.call), site.hotline),
            _row("Thư điện tử", rx.el.a(site.email, href="mailto:" + site.email), site.email),
            class_name="rows card",
        ),
    )


GUIDE = (
    ("Tìm thủ tục", "Gõ việc bạn cần làm vào ô tìm kiếm, có dấu hay không dấu đều được."),
    (
        "Nộp hồ sơ",
        "Đăng nhập, trả lời từng câu hỏi, chụp ảnh giấy tờ. Bạn có thể dừng bất cứ lúc "
        "nào; bản nháp được lưu 30 ngày.",
    ),
    ("Theo dõi", "Mục Hồ sơ cho biết hồ sơ đang ở phòng nào, khi nào trả kết quả và vì sao."),
    ("Bổ sung", "Khi cần thêm giấy tờ, bạn nhận thông báo và gửi bổ sung ngay trong trang hồ sơ."),
    ("Nhận kết quả", "Tại quầy, qua bưu chính, hoặc tải bản điện tử trên Cổng."),
)


@rx.page(route="/huong-dan", title="Hướng dẫn – Cổng Dịch vụ công")
def guide() -> Component:
    """The page."""
    return shell(
        ready(),
        rx.el.h1("Hướng dẫn nộp hồ sơ"),
        *[
            rx.el.section(rx.el.h2(f"{number}. {title}"), rx.el.p(text), class_name="card")
            for number, (title, text) in enumerate(GUIDE, start=1)
        ],
    )


def not_found() -> Component:
    """Says so in Vietnamese and offers the ways on."""
    return shell(
        ready(),
        rx.el.h1("Không tìm thấy trang này"),
        rx.el.p("Địa chỉ có thể đã đổi hoặc gõ chưa đúng. Bạn có thể tìm thủ tục tại đây:"),
        search_box(),
        rx.el.p(
            rx.el.a("Về trang chủ", href="/"),
            " · ",
            rx.el.a("Tra cứu hồ sơ", href="/tra-cuu/"),
            style={"marginTop": "1rem"},
        ),
    )
