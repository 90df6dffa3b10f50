"""Receiving a dossier brought in person or by post: card, procedure, papers, fee, receipt."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.elements import wishing
from shared.ui.purpose import purpose_note
from shared.vocabulary.channels import DELIVERY_LABELS
from shared.vocabulary.purposes import Collection
from ui_officer.layout import Person, message, shell
from ui_officer.pages.receiving.declaring import declaring
from ui_officer.pages.receiving.desk_form import Receiving
from ui_officer.pages.receiving.held import holding
from ui_officer.pages.receiving.papers import error_of, fee, papers
from ui_officer.pages.receiving.proving import proving
from ui_officer.pages.receiving.shapes import TEXT


def _text(name: str, label: str, required: bool) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name,
            name=name,
            type="text",
            required=required,
            auto_complete="off",
            default_value=Receiving.person[name],
            aria_invalid=Receiving.errors.contains(name).to_string(),
        ),
        error_of(name),
        class_name="field",
    )


def _select(name: str, label: str, choices: dict[str, str]) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.select(
            *[rx.el.option(text, value=code) for code, text in choices.items()], id=name, name=name
        ),
        class_name="field",
    )


def _duplicates() -> Component:
    return rx.el.div(
        rx.el.b("Có thể trùng với hồ sơ đã có của người này:"),
        rx.el.ul(
            rx.foreach(
                Receiving.duplicates,
                lambda d: rx.el.li(rx.el.a(d.words, href="/ho-so/" + d.id, target="_blank")),
            )
        ),
        class_name="note warn",
        role="status",
    )


def _details() -> Component:
    return rx.el.form(
        rx.el.h2(Receiving.chosen.code + " · " + Receiving.chosen.name),
        rx.cond(
            Receiving.duration != "",
            rx.el.p("Thời hạn giải quyết: ", rx.el.b(Receiving.duration), class_name="small"),
        ),
        rx.el.fieldset(
            rx.el.legend("Người nộp và chủ hồ sơ"),
            rx.el.div(
                *[_text(*entry) for entry in TEXT[:5]],
                _text(*TEXT[5]),
                _text(*TEXT[6]),
                _text(*TEXT[7]),
                class_name="columns",
            ),
            key="person-" + Receiving.drawn.to_string(),
            class_name="bare",
        ),
        rx.el.div(
            _select("channel", "Nhận qua", {"desk": "Trực tiếp tại quầy", "post": "Bưu chính"}),
            _select(
                "delivery",
                "Nhận kết quả",
                {code.value: label.vi for code, label in DELIVERY_LABELS.items()},
            ),
            _text(*TEXT[8]),
            class_name="columns",
        ),
        _owners(),
        declaring(Receiving),
        holding(Receiving),
        papers(),
        fee(),
        rx.el.label(
            rx.el.input(type="checkbox", name="receipt_wanted", default_checked=True),
            "In giấy tiếp nhận và hẹn trả kết quả",
            class_name="tick",
        ),
        rx.el.label(
            rx.el.input(type="checkbox", name="later"),
            "Chỉ ghi nhận, kiểm tra giấy tờ sau (chưa tiếp nhận, chưa tính hạn)",
            class_name="tick",
        ),
        rx.cond(Receiving.problem != "", message(Receiving.problem)),
        rx.el.div(
            rx.el.button(
                rx.cond(Receiving.busy, "Đang ghi …", "Tiếp nhận hồ sơ"),
                type="submit",
                id="receive",
                class_name="button",
                disabled=Receiving.busy,
            ),
            class_name="acts",
        ),
        on_submit=Receiving.send,
        class_name="card",
    )


def _owners() -> Component:
    return rx.el.details(
        rx.el.summary("Nhận cho nhiều chủ hồ sơ cùng lúc"),
        rx.el.label(
            "Chủ hồ sơ, mỗi dòng một người (2 đến 50): họ tên, rồi dấu chấm phẩy và số định danh "
            "nếu biết. Người nộp, giấy tờ và phí ở trên "
            "dùng chung cho từng hồ sơ.",
            html_for="owners",
        ),
        rx.el.textarea(
            id="owners",
            name="owners",
            rows=6,
            default_value=Receiving.owners,
            aria_invalid=Receiving.errors.contains("owners").to_string(),
        ),
        error_of("owners"),
        class_name="field",
    )


def _found() -> Component:
    return rx.el.ul(
        rx.cond(
            (Receiving.found.length() == 0) & (Receiving.q != ""),
            rx.el.li("Chưa thấy thủ tục phù hợp. Hãy thử tên khác, ngắn hơn.", class_name="empty"),
        ),
        rx.foreach(
            Receiving.found,
            lambda p, number: rx.el.li(
                rx.el.button(
                    p.code + " · " + p.name,
                    id="found-" + number.to_string(),
                    type="button",
                    on_click=Receiving.choose(p.code),
                    class_name="link",
                )
            ),
        ),
        class_name="plain-list",
    )


def _done() -> Component:
    return rx.el.section(
        rx.cond(
            Receiving.done_batch.length() > 0,
            rx.fragment(
                rx.el.h2("Đã nhận ", Receiving.done_batch.length().to_string(), " hồ sơ"),
                rx.el.ol(
                    rx.foreach(
                        Receiving.done_batch,
                        lambda d: rx.el.li(
                            rx.el.a(d.words, href="/ho-so/" + d.id, target="_blank")
                        ),
                    ),
                    class_name="batch",
                ),
            ),
            rx.el.h2("Đã nhận hồ sơ ", Receiving.done_code),
        ),
        rx.cond(
            Receiving.done_due != "",
            rx.el.p("Hẹn trả kết quả: ", rx.el.b(Receiving.done_due)),
        ),
        rx.el.div(
            rx.cond(
                Receiving.receipt != "",
                rx.el.a(
                    "In giấy tiếp nhận",
                    href=Receiving.receipt,
                    target="_blank",
                    id="print",
                    class_name="button",
                ),
            ),
            rx.cond(
                Receiving.all_receipts != "",
                rx.el.a(
                    "In mọi giấy tiếp nhận của lần nộp này",
                    href=Receiving.all_receipts,
                    target="_blank",
                    id="print-all",
                    class_name=rx.cond(Receiving.receipt != "", "button plain", "button"),
                ),
            ),
            rx.el.button(
                "Nhận hồ sơ tiếp theo",
                type="button",
                id="next",
                on_click=Receiving.load,
                class_name="button plain",
            ),
            rx.el.button(
                "Nhận thêm thủ tục của người này",
                type="button",
                id="another",
                on_click=Receiving.another,
                class_name="button plain",
            ),
            rx.el.a("Mở hồ sơ", href="/ho-so/" + Receiving.done_id, class_name="button plain"),
            class_name="acts",
        ),
        class_name="card",
        role="status",
    )


@rx.page(
    route="/tiep-nhan",
    title="Nhận hồ sơ tại quầy – Một cửa điện tử",
    on_load=[Person.enter, Receiving.load],
)
def receiving() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Nhận hồ sơ tại quầy, qua bưu chính"),
        wishing(Receiving.wish),
        rx.cond(
            Receiving.done_code != "",
            _done(),
            rx.fragment(
                rx.cond(
                    (Receiving.problem != "") & (Receiving.chosen.code == ""),
                    message(Receiving.problem),
                ),
                rx.el.div(
                    rx.el.form(
                        rx.el.label("Quét thẻ căn cước, hoặc gõ số định danh", html_for="scan"),
                        rx.el.div(
                            rx.el.input(id="scan", name="scan", type="text", auto_complete="off"),
                            rx.el.button("Tra người nộp", type="submit", class_name="button plain"),
                            class_name="bar",
                        ),
                        rx.cond(
                            Receiving.person_note != "",
                            rx.el.p(
                                rx.el.b(Receiving.person["applicant_name"]),
                                " ",
                                Receiving.person_note,
                                class_name="small",
                                role="status",
                            ),
                        ),
                        purpose_note(Collection.DESK),
                        on_submit=Receiving.find_person,
                    ),
                    rx.el.form(
                        rx.el.label("Thủ tục: tên, mã hoặc việc cần làm", html_for="q"),
                        rx.el.div(
                            rx.el.input(id="q", name="q", type="search", auto_complete="off"),
                            rx.el.button("Tìm thủ tục", type="submit", class_name="button plain"),
                            class_name="bar",
                        ),
                        on_submit=Receiving.search,
                    ),
                    class_name="columns card",
                ),
                rx.cond(
                    Receiving.together_code != "",
                    message(
                        "Cùng lần nộp với hồ sơ "
                        + Receiving.together_code
                        + ". Thông tin người nộp được giữ.",
                        "good",
                    ),
                ),
                rx.cond(Receiving.duplicates.length() > 0, _duplicates()),
                rx.cond(Receiving.chosen.code != "", _details(), _found()),
                rx.cond(Receiving.chosen.code == "", proving()),
            ),
        ),
    )
