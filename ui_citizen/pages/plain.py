"""Contact, guide, and the page for an address that leads nowhere."""

import reflex as rx
from reflex.components.component import Component

from shared.client import organisation
from shared.client.base import ApiProblem
from shared.ui.session import api
from ui_citizen.layout import ready, search_box, shell


class Contact(rx.State):
    """Who runs this portal."""

    authority: str = ""
    person: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""

    @rx.event
    async def load(self):
        """Reads the site."""
        try:
            site = await organisation.site(api(self, "citizen"))
        except ApiProblem:
            return
        self.authority, self.person = site.authority, site.responsible_person
        self.address, self.phone, self.email = site.address, site.phone, site.email


@rx.page(route="/lien-he", title="Liên hệ – Cổng Dịch vụ công", on_load=Contact.load)
def contact() -> Component:
    """The page."""
    return shell(
        ready(),
        rx.el.h1("Liên hệ, tổng đài hỗ trợ"),
        rx.el.dl(
            rx.el.div(rx.el.dt("Cơ quan chủ quản"), rx.el.dd(Contact.authority)),
            rx.el.div(rx.el.dt("Người chịu trách nhiệm"), rx.el.dd(Contact.person)),
            rx.el.div(rx.el.dt("Địa chỉ"), rx.el.dd(Contact.address)),
            rx.el.div(rx.el.dt("Điện thoại"), rx.el.dd(Contact.phone)),
            rx.el.div(rx.el.dt("Thư điện tử"), rx.el.dd(Contact.email)),
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
