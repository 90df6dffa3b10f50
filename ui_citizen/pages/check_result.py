"""Checking a result without signing in: by its code, by the QR code on it, or by the file."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import results
from shared.client.base import ApiProblem
from shared.contracts.results import SignatureCheck
from shared.ui.elements import native_form
from shared.ui.session import api, query
from shared.ui.words import day, moment
from ui_citizen.layout import message, ready, shell

RECEIPT_CODE = 13  # letters and digits of a receipt's look-up code; a result's is shorter


@dataclasses.dataclass
class Signature:
    """One signature in words."""

    signer: str
    organisation: str
    at: str
    issuer: str
    wrong: str
    remark: str


def _signature(found: SignatureCheck) -> Signature:
    return Signature(
        found.signer or "Không đọc được người ký",
        found.organisation,
        moment(found.signed_at),
        found.issuer,
        found.wrong,
        found.remark,
    )


class ResultPage(rx.State):
    """A result by the code printed on it."""

    valid: bool = False
    in_force: bool = True
    verdict: str = ""
    wrong: str = ""
    title: str = ""
    number: str = ""
    issued: str = ""
    agency: str = ""
    withdrawn: str = ""
    replaced_by: str = ""
    signed: bool = False
    signatures: list[Signature] = []
    problem: str = ""
    loaded: bool = False

    @rx.event
    async def load(self):
        """Checks the code in the address."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            found = await results.check(api(self, "citizen"), self.result_code)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.valid, self.in_force = found.valid, found.state == "in_force"
        self.wrong, self.title, self.number = found.wrong, found.title, found.number
        self.issued, self.agency = day(found.issued_at), found.agency
        self.withdrawn, self.replaced_by = day(found.withdrawn_at), found.replaced_by
        self.signed = found.signed
        self.signatures = [_signature(one) for one in found.signatures]
        if found.valid:
            self.verdict = "✓ Kết quả có thật và còn hiệu lực."
        elif not self.in_force:
            self.verdict = f"✗ {found.state_label}. Giấy này không còn giá trị."
        else:
            self.verdict = "✗ Chưa xác nhận được kết quả này."
        self.loaded = True


class CheckPage(rx.State):
    """A code typed by hand."""

    typed: str = ""

    @rx.event
    def load(self):
        """A typed code goes to its own address, as a scanned one does."""
        self.reset()
        code = "".join(c for c in query(self, "ma").upper() if c.isascii() and c.isalnum())[:20]
        self.typed = code
        if len(code) == RECEIPT_CODE and code.startswith("BL"):
            return rx.redirect(f"/bien-lai/{code}/")
        return rx.redirect(f"/ket-qua/{code}/") if code else None


def _one(signature: Signature) -> Component:
    return rx.el.li(
        rx.el.b(signature.signer),
        rx.cond(
            signature.organisation != signature.signer,
            rx.fragment(rx.el.br(), signature.organisation),
        ),
        rx.el.br(),
        rx.el.span(
            rx.cond(signature.at != "", "Ký lúc " + signature.at + ". ", ""),
            rx.cond(signature.issuer != "", "Chứng thư do " + signature.issuer + " cấp.", ""),
            class_name="muted small",
        ),
        rx.el.br(),
        rx.cond(
            signature.wrong == "",
            rx.el.span("✓ Chữ ký hợp lệ, nội dung còn nguyên vẹn", class_name="tag ok"),
            rx.el.span("✗ " + signature.wrong, class_name="error"),
        ),
        rx.cond(signature.remark != "", rx.el.p(signature.remark, class_name="small")),
    )


def _facts() -> Component:
    page = ResultPage
    return rx.fragment(
        rx.el.dl(
            rx.el.div(rx.el.dt("Tên"), rx.el.dd(page.title)),
            rx.el.div(rx.el.dt("Số"), rx.el.dd(page.number)),
            rx.el.div(rx.el.dt("Ngày phát hành"), rx.el.dd(page.issued)),
            rx.el.div(rx.el.dt("Cơ quan"), rx.el.dd(page.agency)),
            rx.cond(
                page.withdrawn != "",
                rx.el.div(rx.el.dt("Không còn giá trị từ"), rx.el.dd(page.withdrawn)),
            ),
            class_name="rows card",
        ),
        rx.cond(
            page.replaced_by != "",
            rx.el.p(
                rx.el.a(
                    "Xem kết quả mới thay thế",
                    href="/ket-qua/" + page.replaced_by + "/",
                    class_name="button plain",
                )
            ),
        ),
        rx.cond(
            page.signatures.length() > 0,
            rx.el.section(
                rx.el.h2("Chữ ký số"),
                rx.el.ul(rx.foreach(page.signatures, _one), class_name="list signatures"),
                class_name="card",
            ),
        ),
        rx.cond(
            ~page.signed & page.valid,
            message(
                "Kết quả này là bản giấy được số hóa, không có chữ ký số. Hãy đối chiếu với bản "
                "chính.",
                "warn",
            ),
        ),
        rx.el.p(
            "Giấy cầm trên tay phải khớp từng thông tin trên đây. Nếu bạn có tệp PDF, hãy ",
            rx.el.a("kiểm tra cả tệp", href="/kiem-tra-ket-qua/"),
            ".",
            class_name="small",
        ),
    )


@rx.page(
    route="/ket-qua/[result_code]",
    title="Kiểm tra kết quả – Cổng Dịch vụ công",
    on_load=ResultPage.load,
)
def result_check() -> Component:
    """The page behind the QR code."""
    page = ResultPage
    return shell(
        ready(),
        rx.el.h1("Kiểm tra kết quả"),
        rx.cond(
            page.problem != "",
            rx.fragment(
                message(page.problem),
                rx.el.p(rx.el.a("Nhập mã khác hoặc kiểm tra tệp", href="/kiem-tra-ket-qua/")),
            ),
        ),
        rx.cond(~page.loaded, rx.el.p("Đang kiểm tra …", role="status", class_name="waiting")),
        rx.cond(
            page.title != "",
            rx.fragment(
                rx.cond(page.valid, message(page.verdict, "good"), message(page.verdict)),
                rx.cond(page.wrong != "", rx.el.p(page.wrong)),
                _facts(),
            ),
        ),
    )


@rx.page(
    route="/kiem-tra-ket-qua",
    title="Kiểm tra kết quả – Cổng Dịch vụ công",
    on_load=CheckPage.load,
)
def check() -> Component:
    """A code to type or a file to choose."""
    return shell(
        ready(),
        rx.el.h1("Kiểm tra kết quả"),
        rx.el.p(
            "Xem giấy hoặc tệp kết quả có thật, còn hiệu lực và còn nguyên vẹn không. Mã tra cứu "
            "của biên lai phí, lệ phí (bắt đầu bằng BL) cũng nhập ở đây."
        ),
        rx.el.section(
            rx.el.h2("Theo mã"),
            native_form(
                rx.el.label("Mã kiểm tra in trên giấy", html_for="ma"),
                rx.el.div(
                    rx.el.input(
                        id="ma",
                        name="ma",
                        type="text",
                        default_value=CheckPage.typed,
                        key=CheckPage.typed,
                        auto_complete="off",
                        auto_capitalize="characters",
                        max_length=20,
                        placeholder="12 chữ và số, biên lai 13",
                    ),
                    rx.el.button("Kiểm tra", type="submit", class_name="button"),
                    class_name="search",
                ),
                action="/kiem-tra-ket-qua/",
                method="get",
                class_name="field",
            ),
            rx.el.p(
                "Có mã QR? Dùng máy ảnh của điện thoại quét là mở ngay trang này.",
                class_name="muted small",
            ),
            class_name="card",
        ),
        rx.el.section(
            rx.el.h2("Theo tệp PDF"),
            rx.el.p(
                "Tệp được đọc để kiểm tra chữ ký rồi bỏ đi, không lưu lại. Nhận tệp đến 10 MB.",
                class_name="muted small",
            ),
            rx.el.div(
                rx.el.input(
                    id="result_file",
                    type="file",
                    accept="application/pdf,.pdf",
                    custom_attrs={"data-check": "/api/v1/results/check"},
                ),
                rx.el.label(
                    rx.el.span("Chọn tệp kết quả", class_name="button plain"),
                    html_for="result_file",
                ),
                class_name="picker check",
            ),
            rx.el.div(id="check_answer", role="status", custom_attrs={"aria-live": "polite"}),
            class_name="card",
        ),
        rx.script(src="/check.js"),
    )
