"""Where an administrator begins: what can be changed where, and what waits for somebody."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import imports, mergers, proposals
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.words import day
from ui_officer.layout import Person, message, shell

# What, where, who writes it, who approves it, and what history it has.
_AREAS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Tổ chức",
        (
            (
                "Cơ quan, mã định danh", "/co-quan/",
                "Danh sách theo ngày, tên cũ, cơ quan kế thừa.",
            ),
            (
                "Sáp nhập, chia tách, đổi tên", "/thay-doi-co-quan/",
                "Hai người; xem trước; có ngày hiệu lực; hủy được trước ngày đó.",
            ),
            (
                "Tên, liên hệ, chức vụ", "/thong-tin-co-quan/",
                "Tên và chân trang Cổng, liên hệ cơ quan, tên phòng, chức vụ; hai người; có ngày.",
            ),
            (
                "Cán bộ, tài khoản", "/can-bo/",
                "Mở, khóa tài khoản; vai trò do hai người quyết định.",
            ),
            ("Thôi việc, giải thể phòng", "/ban-giao/", "Bàn giao mọi hồ sơ, có nhật ký."),
            (
                "Lịch, giờ làm việc", "/lich-lam-viec/",
                "Ngày nghỉ, ngày làm bù, giờ làm việc; tính lại hạn có xem trước.",
            ),
        ),
    ),
    (
        "Danh mục và thủ tục",
        (
            (
                "Chế độ pháp lý", "/che-do-phap-ly/",
                "Con số của nghị định theo điều khoản; phiên bản có ngày; xem trước; hai người.",
            ),
            (
                "Danh mục dùng chung", "/danh-muc-dung-chung/",
                "Mỗi mã có ngày áp dụng; xem lại theo ngày bất kỳ; mọi lần sửa được giữ.",
            ),
            (
                "Thủ tục, thành phần hồ sơ", "/thu-tuc/",
                "Phiên bản có ngày hiệu lực; nơi tiếp nhận, giải quyết; tạm ngừng, bãi bỏ; "
                "hai người.",
            ),
            ("Biểu mẫu điện tử", "/bieu-mau/", "Hai người; so sánh bản; xem trước; thử."),
            ("Quy trình nội bộ", "/quy-trinh/", "Hai người; chạy thử; cho hồ sơ cũ đi lại."),
            ("Mẫu kết quả", "/mau-ket-qua/", "Hai người; bản in thử."),
            ("Mẫu thông báo", "/mau-tin/", "Mỗi lần lưu là một bản; xem trước; gửi thử."),
            (
                "Đối chiếu danh mục quốc gia", "/cong-quoc-gia/",
                "Chọn từng nội dung; giữ bản của tỉnh có lý do.",
            ),
        ),
    ),
    (
        "Dữ liệu và kết nối",
        (
            (
                "Nhập, xuất bằng bảng tính", "/nhap-du-lieu/",
                "Xem trước từng dòng; sai một dòng thì không ghi dòng nào.",
            ),
            ("Kết nối, mã", "/ket-noi/", "Hệ thống khác, ánh xạ mã có ngày."),
            (
                "Tài khoản thu phí, đối soát", "/doi-soat/",
                "Hai người; mức thu nhập bằng bảng tính.",
            ),
            ("Thời hạn lưu trữ", "/luu-tru/thoi-han/", "Quy định có ngày áp dụng."),
            ("Nhật ký hệ thống", "/nhat-ky/", "Ai đổi gì, khi nào."),
        ),
    ),
)  # fmt: skip


_WAITING = ("Loại", "Nội dung", "Trạng thái")


@dataclasses.dataclass
class Waiting:
    """Something that waits for a person."""

    what: str
    title: str
    href: str
    state: str
    tone: str


class Start(rx.State):
    """What waits."""

    loaded: bool = False
    problem: str = ""
    waiting: list[Waiting] = []

    @rx.event
    async def load(self):
        """Reads what waits in each place that the person may see."""
        self.reset()
        client = api(self, "officer")
        found: list[Waiting] = []
        try:
            for change in (await mergers.changes(client)).items:
                if change.state in ("proposed", "approved", "moving"):
                    tone = "warn" if change.state == "proposed" else ""
                    title = f"{change.summary} ({day(change.effective_on)})"
                    href = f"/thay-doi-co-quan/{change.id}"
                    what = f"Cơ quan: {change.kind_label.lower()}"
                    found.append(Waiting(what, title, href, change.state_label, tone))
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/quan-tri/")
            self.problem = "" if refused.status == 403 else refused.message
        try:
            for row in (await proposals.proposals(client)).items:
                if row.state == "proposed":
                    state = "Chờ bạn phê duyệt" if row.mine_to_approve else "Chờ phê duyệt"
                    tone = "warn" if row.mine_to_approve else ""
                    found.append(Waiting(row.subject_label, row.title, "/de-nghi/", state, tone))
        except ApiProblem as refused:
            self.problem = self.problem or ("" if refused.status == 403 else refused.message)
        try:
            for file in (await imports.imports(client)).items:
                if file.state in ("ready", "faulty", "reading", "applying"):
                    title = f"{file.of_label or file.kind_label}: {file.file_name}"
                    href = f"/nhap-du-lieu/{file.id}"
                    tone = "bad" if file.state == "faulty" else "warn"
                    found.append(Waiting("Nhập dữ liệu", title, href, file.state_label, tone))
        except ApiProblem as refused:
            self.problem = self.problem or ("" if refused.status == 403 else refused.message)
        self.waiting = found
        self.loaded = True
        return None


def _waiting() -> Component:
    return rx.el.section(
        rx.el.h2("Đang chờ"),
        rx.cond(
            Start.waiting.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[rx.el.th(h, scope="col") for h in ("Loại", "Nội dung", "Trạng thái")]
                    )
                ),
                rx.el.tbody(
                    rx.foreach(
                        Start.waiting,
                        lambda w: rx.el.tr(
                            rx.el.td(w.what),
                            rx.el.td(rx.el.a(w.title, href=w.href)),
                            rx.el.td(rx.el.span(w.state, class_name="chip " + w.tone)),
                        ),
                    )
                ),
            ),
            rx.cond(
                Start.loaded,
                rx.el.p("Không có gì chờ phê duyệt hoặc chờ áp dụng.", class_name="muted"),
                rx.el.p("Đang tải …", role="status", class_name="muted"),
            ),
        ),
        class_name="card",
    )


def _area(title: str, links: tuple[tuple[str, str, str], ...]) -> Component:
    return rx.el.section(
        rx.el.h2(title),
        rx.el.ul(
            *[
                rx.el.li(
                    rx.el.a(name, href=href),
                    rx.el.br(),
                    rx.el.span(about, class_name="muted small"),
                )
                for name, href, about in links
            ],
            class_name="plain-list areas",
        ),
        class_name="card",
    )


@rx.page(
    route="/quan-tri",
    title="Quản trị – Một cửa điện tử",
    on_load=[Person.enter, Start.load],
)
def start() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Quản trị"),
        rx.el.p(
            "Mọi thứ dưới đây đổi được trên màn hình, không cần lập trình: có phiên bản, xem "
            "trước, ngày áp dụng và nhật ký ai đổi gì.",
            class_name="muted lead",
        ),
        rx.cond(Start.problem != "", message(Start.problem)),
        _waiting(),
        rx.el.div(*[_area(title, links) for title, links in _AREAS], class_name="area-cards"),
    )
