"""One petition: what was sent on the left, the work on it on the right."""

import reflex as rx
from reflex.components.component import Component

from shared.vocabulary.petitions import PETITION_KIND_LABELS, PETITION_TOPIC_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.petitions.work import File, Offer, Pair, Step, Work

_NOTE = {
    "take": "Ghi chú cho người xử lý (không bắt buộc)",
    "assign": "Ghi chú cho người xử lý (không bắt buộc)",
    "refuse": "Lý do từ chối, người gửi đọc được",
    "ask_supplement": "Cần bổ sung thông tin gì, người gửi đọc được",
    "transfer": "Lý do chuyển, người gửi đọc được",
    "pass_on": "Chuyển cơ quan nào, căn cứ; người gửi đọc được",
    "merge": "Ghi chú (không bắt buộc), người gửi đọc được",
    "draft_answer": "Ghi chú cho người duyệt (không bắt buộc)",
    "send_back": "Điều cần sửa",
    "approve_answer": "Ghi chú nội bộ (không bắt buộc)",
}


def _error(name: str) -> Component:
    return rx.cond(Work.errors.contains(name), rx.el.p(Work.errors[name], class_name="error"))


def _area(
    name: str, label: str | rx.Var[str], value: rx.Var[str] | str = "", rows: int = 4
) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.textarea(
            id=name,
            name=name,
            default_value=value,
            rows=str(rows),
            max_length=8000,
            aria_invalid=Work.errors.contains(name).to_string(),
        ),
        _error(name),
        class_name="field long",
    )


def _select(name: str, label: str, *options: Component) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.select(
            *options, id=name, name=name, aria_invalid=Work.errors.contains(name).to_string()
        ),
        _error(name),
        class_name="field",
    )


def _choose(name: str, label: str, first: str, items: rx.Var[list[tuple[str, str]]]) -> Component:
    return _select(
        name,
        label,
        rx.el.option(first, value=""),
        rx.foreach(items, lambda one: rx.el.option(one[1], value=one[0])),
    )


def _classify() -> Component:
    return rx.fragment(
        _select(
            "kind",
            "Phân loại",
            *[
                rx.el.option(label.vi, value=code, selected=Work.kind == code.value)
                for code, label in PETITION_KIND_LABELS.items()
            ],
        ),
        _select(
            "topic",
            "Lĩnh vực",
            *[
                rx.el.option(label.vi, value=code, selected=Work.topic == code.value)
                for code, label in PETITION_TOPIC_LABELS.items()
            ],
        ),
        _choose("officer_id", "Giao cho", "Chọn người xử lý", Work.officers),
    )


def _fields() -> Component:
    return rx.match(
        Work.doing,
        ("take", _classify()),
        ("assign", _classify()),
        ("transfer", _choose("agency_id", "Chuyển đến", "Chọn cơ quan", Work.agencies)),
        (
            "merge",
            rx.el.div(
                rx.el.label("Mã phản ánh được gộp vào", html_for="into"),
                rx.el.input(id="into", name="into", type="text", max_length=20),
                _error("into"),
                class_name="field",
            ),
        ),
        ("draft_answer", _area("answer", "Nội dung trả lời", Work.answer, 9)),
        (
            "publish",
            rx.fragment(
                rx.el.p(
                    "Bỏ hết họ tên, số điện thoại, địa chỉ và mọi thông tin cá nhân của người gửi.",
                    class_name="muted",
                ),
                _area("public_subject", "Tiêu đề công khai", Work.public[0], 2),
                _area("public_body", "Nội dung phản ánh", Work.public[1], 6),
                _area("public_answer", "Trả lời", Work.public[2], 8),
            ),
        ),
        rx.fragment(),
    )


def _form() -> Component:
    return rx.el.form(
        rx.el.h2(Work.doing_label),
        rx.cond(Work.error != "", message(Work.error)),
        _fields(),
        rx.match(
            Work.doing,
            *[(act, _area("note", label, rows=3)) for act, label in _NOTE.items()],
            rx.fragment(),
        ),
        rx.el.div(
            rx.el.button(
                rx.cond(Work.busy, "Đang ghi …", Work.doing_label),
                type="submit",
                class_name="button",
                disabled=Work.busy,
            ),
            rx.el.button(
                "Thôi", type="button", on_click=Work.open("", ""), class_name="button plain"
            ),
            class_name="acts",
        ),
        on_submit=Work.perform,
        key=Work.doing,
        class_name="panel",
    )


def _offer(one: Offer) -> Component:
    return rx.el.button(
        one.label,
        type="button",
        on_click=Work.open(one.act, one.label),
        class_name=rx.cond(one.primary, "button", "button plain"),
    )


def _acts() -> Component:
    return rx.fragment(
        rx.cond(
            Work.doing != "",
            _form(),
            rx.cond(
                Work.offers.length() > 0,
                rx.el.div(rx.foreach(Work.offers, _offer), class_name="card acts"),
            ),
        ),
        rx.cond(
            (Work.barred.length() > 0) & (Work.doing == ""),
            rx.el.details(
                rx.el.summary("Việc chưa làm được"),
                rx.el.ul(
                    rx.foreach(
                        Work.barred,
                        lambda one: rx.el.li(rx.el.b(one.label), ": ", one.barred),
                    ),
                    class_name="small",
                ),
            ),
        ),
    )


def _pairs(pairs: rx.Var[list[Pair]]) -> Component:
    return rx.el.dl(
        rx.foreach(pairs, lambda one: rx.fragment(rx.el.dt(one.name), rx.el.dd(one.value))),
        class_name="rows",
    )


def _file(one: File) -> Component:
    return rx.el.li(
        rx.cond(
            one.open,
            rx.el.a(one.name, href=one.href, target="_blank", download=True),
            rx.el.span(one.name),
        ),
        rx.el.span(" " + one.note, class_name="small muted"),
    )


def _step(step: Step) -> Component:
    return rx.el.li(
        rx.el.b(step.label),
        rx.el.span(" " + step.at + " · " + step.by, class_name="muted small"),
        rx.cond(step.note != "", rx.el.p(step.note, class_name="small")),
    )


def _sent() -> Component:
    return rx.el.section(
        rx.el.h2("Nội dung"),
        rx.el.p(Work.body, class_name="sent-words"),
        rx.cond(
            Work.files.length() > 0,
            rx.fragment(rx.el.h3("Tệp kèm theo"), rx.el.ul(rx.foreach(Work.files, _file))),
        ),
        rx.cond(
            Work.dossier_id != "",
            rx.el.p(
                "Hồ sơ liên quan: ",
                rx.el.a(Work.dossier_code, href="/ho-so/" + Work.dossier_id),
            ),
        ),
        _pairs(Work.sender),
        class_name="card",
    )


def _answer() -> Component:
    return rx.cond(
        Work.answer != "",
        rx.el.section(
            rx.el.h2(rx.cond(Work.approved, "Trả lời", "Dự thảo trả lời")),
            rx.el.p(Work.answer, class_name="sent-words"),
            rx.cond(Work.judged != "", rx.el.p(rx.el.b(Work.judged))),
            class_name="card",
        ),
    )


def _body() -> Component:
    return rx.fragment(
        rx.el.div(
            rx.el.h1(Work.subject),
            rx.el.span(Work.state_label, class_name="chip"),
            rx.el.span(Work.deadline, class_name="chip " + Work.tone),
            class_name="bar",
        ),
        rx.el.p("Mã phản ánh ", rx.el.b(Work.code, class_name="mono"), class_name="muted"),
        rx.cond(Work.notice != "", message(Work.notice, "good")),
        rx.el.div(
            rx.el.div(_sent(), _answer()),
            rx.el.div(
                _acts(),
                rx.el.section(
                    rx.el.h2("Thời hạn, phân công"), _pairs(Work.facts), class_name="card"
                ),
                rx.el.section(
                    rx.el.h2("Diễn biến"),
                    rx.el.ol(rx.foreach(Work.steps, _step), class_name="trail"),
                    class_name="card",
                ),
            ),
            class_name="split",
        ),
    )


@rx.page(
    route="/phan-anh/[petition_id]",
    title="Phản ánh – Một cửa điện tử",
    on_load=[Person.enter, Work.load],
)
def one() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("← Danh sách phản ánh", href="/phan-anh/")),
        rx.cond(
            Work.problem != "",
            message(Work.problem),
            rx.cond(Work.loaded, _body(), rx.el.p("Đang tải …", class_name="card")),
        ),
    )
