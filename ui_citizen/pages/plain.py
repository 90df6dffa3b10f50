"""Look-up, result check, notices, account and the pages of plain text."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import documents, dossiers, identity, organisation
from shared.client.base import ApiProblem
from shared.ui.elements import native_form
from shared.ui.session import api, query
from shared.ui.words import day, moment
from ui_citizen.layout import message, ready, shell, waiting


class LookUp(rx.State):
    """A dossier by its code, for anybody."""

    typed: str = ""
    found_code: str = ""
    percent: int = 0
    label: str = ""
    problem: str = ""

    @rx.event
    async def load(self):
        """Looks up the code in the address."""
        self.typed = query(self, "ma")[:60]
        self.found_code = self.problem = ""
        if not self.typed:
            return
        try:
            status = await dossiers.look_up(api(self, "citizen"), self.typed)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.found_code, self.percent = status.code, status.completion_percent
        self.label = status.completion_label


@rx.page(route="/tra-cuu", title="Tra cứu hồ sơ – Cổng Dịch vụ công", on_load=LookUp.load)
def look_up() -> Component:
    """The page."""
    return shell(
        ready(),
        rx.el.h1("Tra cứu hồ sơ"),
        native_form(
            rx.el.label("Mã hồ sơ trên giấy tiếp nhận", html_for="ma"),
            rx.el.div(
                rx.el.input(
                    id="ma",
                    name="ma",
                    type="text",
                    default_value=LookUp.typed,
                    key=LookUp.typed,
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
        rx.cond(LookUp.problem != "", message(LookUp.problem)),
        rx.cond(
            LookUp.found_code != "",
            rx.el.section(
                rx.el.h2("Hồ sơ " + LookUp.found_code),
                rx.el.p(rx.el.b(LookUp.label)),
                rx.el.div(
                    rx.el.span(style={"width": LookUp.percent.to_string() + "%"}),
                    class_name="progress",
                    role="img",
                    custom_attrs={"aria-label": "Mức độ hoàn thành"},
                ),
                rx.el.p("Mức độ hoàn thành: " + LookUp.percent.to_string() + "%"),
                rx.el.p(
                    "Để xem chi tiết, ",
                    rx.el.a("đăng nhập", href="/dang-nhap/"),
                    " bằng tài khoản đã nộp hồ sơ.",
                    class_name="muted",
                ),
                class_name="card",
            ),
        ),
    )


class ResultPage(rx.State):
    """A result by the code printed on it."""

    valid: bool = False
    title: str = ""
    number: str = ""
    issued: str = ""
    agency: str = ""
    problem: str = ""
    loaded: bool = False

    @rx.event
    async def load(self):
        """Checks the code in the address."""
        self.problem = self.title = ""
        try:
            check = await documents.check_result(api(self, "citizen"), self.result_code)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.valid, self.title, self.number = check.valid, check.title, check.number
        self.issued, self.agency, self.loaded = day(check.issued_at), check.agency, True


@rx.page(
    route="/ket-qua/[result_code]",
    title="Kiểm tra kết quả – Cổng Dịch vụ công",
    on_load=ResultPage.load,
)
def result_check() -> Component:
    """The page."""
    return shell(
        ready(),
        rx.el.h1("Kiểm tra kết quả"),
        rx.cond(ResultPage.problem != "", message(ResultPage.problem)),
        rx.cond(
            ResultPage.title != "",
            rx.fragment(
                rx.cond(
                    ResultPage.valid,
                    message("✓ Kết quả có thật và còn hiệu lực.", "good"),
                    message("Kết quả này đã bị thu hồi, không còn giá trị."),
                ),
                rx.el.dl(
                    rx.el.div(rx.el.dt("Tên"), rx.el.dd(ResultPage.title)),
                    rx.el.div(rx.el.dt("Số"), rx.el.dd(ResultPage.number)),
                    rx.el.div(rx.el.dt("Ngày phát hành"), rx.el.dd(ResultPage.issued)),
                    rx.el.div(rx.el.dt("Cơ quan"), rx.el.dd(ResultPage.agency)),
                    class_name="rows card",
                ),
            ),
        ),
    )


@dataclasses.dataclass
class Item:
    """One notice."""

    subject: str
    body: str
    at: str
    link: str


class Notices(rx.State):
    """My notices."""

    items: list[Item] = []
    loaded: bool = False

    @rx.event
    async def load(self):
        """Reads the newest."""
        try:
            page = await documents.notices(api(self, "citizen"))
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/thong-bao/")
            return None
        self.items = [
            Item(
                n.subject,
                n.body.split("\n\n")[1] if "\n\n" in n.body else n.body,
                moment(n.at),
                f"/ho-so/{n.dossier_id}",
            )
            for n in page.items
        ]
        self.loaded = True
        return None


@rx.page(route="/thong-bao", title="Thông báo – Cổng Dịch vụ công", on_load=Notices.load)
def notices() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Thông báo"),
        rx.cond(
            Notices.loaded,
            rx.fragment(
                ready(),
                rx.cond(
                    Notices.items.length() > 0,
                    rx.foreach(
                        Notices.items,
                        lambda n: rx.el.article(
                            rx.el.h2(rx.el.a(n.subject, href=n.link)),
                            rx.el.p(n.body),
                            rx.el.p(n.at, class_name="muted small"),
                            class_name="card",
                        ),
                    ),
                    rx.el.p("Chưa có thông báo nào.", class_name="card"),
                ),
            ),
            waiting(),
        ),
    )


class Account(rx.State):
    """Who is signed in."""

    name: str = ""
    personal_id: str = ""
    email: str = ""
    phone: str = ""
    loaded: bool = False

    @rx.event
    async def load(self):
        """Reads the person."""
        try:
            me = await identity.me(api(self, "citizen"))
        except ApiProblem:
            return rx.redirect("/dang-nhap/?next=/tai-khoan/")
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
                    class_name="rows card",
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
