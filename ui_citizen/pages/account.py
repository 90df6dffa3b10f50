"""Who I am here."""

import reflex as rx
from reflex.components.component import Component

from shared.client import identity, privacy
from shared.client.base import ApiProblem
from shared.ui.elements import native_form
from shared.ui.session import api
from shared.ui.words import moment
from ui_citizen.layout import ready, shell, waiting


class Account(rx.State):
    """Who is signed in."""

    name: str = ""
    personal_id: str = ""
    email: str = ""
    phone: str = ""
    proven: str = ""
    code: str = ""
    loaded: bool = False

    @rx.event
    async def load(self):
        """Reads the person."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            me = await identity.me(api(self, "citizen"))
            proof = await privacy.identity_status(api(self, "citizen"))
        except ApiProblem:
            return rx.redirect("/dang-nhap/?next=/tai-khoan/")
        self.proven, self.code = moment(proof.proven_at), proof.code
        self.name, self.email, self.phone = me.full_name, me.email or "", me.phone or ""
        self.personal_id = f"•••• •••• {(me.personal_id or '')[-4:]}"
        self.loaded = True
        return None


@rx.page(route="/tai-khoan", title="Tài khoản – Cổng Dịch vụ công", on_load=Account.load)
def account() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Tài khoản"),
        rx.cond(
            Account.loaded,
            rx.fragment(
                ready(),
                rx.el.dl(
                    rx.el.div(rx.el.dt("Họ tên"), rx.el.dd(Account.name)),
                    rx.el.div(rx.el.dt("Số định danh"), rx.el.dd(Account.personal_id)),
                    rx.el.div(rx.el.dt("Thư điện tử"), rx.el.dd(Account.email)),
                    rx.el.div(rx.el.dt("Điện thoại"), rx.el.dd(Account.phone)),
                    rx.el.div(
                        rx.el.dt("Danh tính"),
                        rx.el.dd(
                            rx.cond(
                                Account.proven != "",
                                "✓ Đã xác thực lúc " + Account.proven,
                                "Chưa xác thực",
                            )
                        ),
                    ),
                    class_name="rows card",
                ),
                rx.cond(
                    Account.code != "",
                    rx.el.p(
                        "Để điền hồ sơ từ cơ sở dữ liệu quốc gia, mang thẻ căn cước đến Bộ phận "
                        "Một cửa và đọc mã hôm nay: ",
                        rx.el.b(Account.code),
                        class_name="note",
                    ),
                ),
                rx.el.ul(
                    rx.el.li(rx.el.a("Liên hệ, thư điện tử", href="/tai-khoan/lien-he/")),
                    rx.el.li(
                        rx.el.a(
                            "Nhận thông báo: kênh, giờ yên lặng, ngôn ngữ",
                            href="/tai-khoan/thong-bao/",
                        )
                    ),
                    rx.el.li(rx.el.a("Bảo mật: mã xác thực, mật khẩu", href="/tai-khoan/bao-mat/")),
                    rx.el.li(rx.el.a("Phiên đăng nhập", href="/tai-khoan/phien/")),
                    rx.el.li(rx.el.a("Kho giấy tờ của tôi", href="/kho-giay-to/")),
                    rx.el.li(
                        rx.el.a(
                            "Ai đã xem dữ liệu của tôi, những điều tôi đồng ý",
                            href="/du-lieu-cua-toi/",
                        )
                    ),
                    rx.el.li(rx.el.a("Tải dữ liệu của tôi", href="/tai-du-lieu/")),
                    rx.el.li(rx.el.a("Ủy quyền, làm thay", href="/uy-quyen/")),
                    rx.el.li(rx.el.a("Chương trình nộp thay tôi", href="/chuong-trinh/")),
                    rx.el.li(rx.el.a("Chuyển hồ sơ cho người khác", href="/chuyen-ho-so/")),
                    class_name="ways card",
                ),
                native_form(
                    rx.el.input(type="hidden", name="face", value="citizen", read_only=True),
                    rx.el.input(type="hidden", name="next", value="/", read_only=True),
                    rx.el.button("Đăng xuất", type="submit", class_name="button plain wide"),
                    action="/api/v1/session/end",
                    method="post",
                ),
            ),
            waiting(),
        ),
    )
