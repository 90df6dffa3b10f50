"""Writing a survey, opening it, handing out links, reading and publishing results."""

import reflex as rx
from reflex.components.component import Component

from shared.vocabulary.question_kinds import QUESTION_KIND_LABELS, QuestionKind
from shared.vocabulary.surveys import AUDIENCE_LABELS
from ui_officer.layout import shell
from ui_officer.pages.surveys.leading import leading, results
from ui_officer.pages.surveys.state import Asked, Section, Survey
from ui_officer.pages.two_persons import giving_back, messages, standing
from ui_officer.person import Person

_KINDS = [
    (kind.value, QUESTION_KIND_LABELS[kind].vi)
    for kind in (
        QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.YES_NO, QuestionKind.NUMBER,
        QuestionKind.TEXT, QuestionKind.LONG_TEXT, QuestionKind.DATE,
    )
]  # fmt: skip


def _box(name: str, label: str, *, hint: str = "", rows: str = "") -> Component:
    shared_ = {
        "id": name, "default_value": Survey.values[name],
        "key": name + Survey.drawn.to_string(),
        "on_blur": lambda value: Survey.put(name, value), "disabled": ~Survey.may_edit,
    }  # fmt: skip
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, class_name="help small") if hint else rx.fragment(),
        rx.el.textarea(rows=rows, **shared_)
        if rows
        else rx.el.input(type="text", auto_complete="off", **shared_),
        class_name="field",
    )


def _frame() -> Component:
    typed = "giờ:phút ngày/tháng/năm"
    return rx.el.section(
        rx.el.h2("Lời mời và thời gian"),
        _box("title", "Tên"),
        _box("intro", "Lời mời", rows="5", hint="Vì sao hỏi, mất bao lâu. Viết như nội dung Cổng."),
        rx.el.div(
            _box("opens_at", "Mở từ", hint=f"{typed}; trống là mở ngay"),
            _box("closes_at", "Đến", hint=typed),
            class_name="pair",
        ),
        rx.el.div(
            rx.el.label("Hỏi ai", html_for="audience"),
            rx.el.select(
                *[rx.el.option(label.vi, value=code.value)
                  for code, label in AUDIENCE_LABELS.items()],
                id="audience",
                value=Survey.values["audience"],
                on_change=lambda value: Survey.put("audience", value),
                disabled=~Survey.may_edit,
            ),
            class_name="field",
        ),
        rx.cond(
            Survey.values["audience"] == "served",
            _box("procedure_codes", "Chỉ thủ tục", hint="Mã, cách nhau bằng dấu phẩy; trống là mọi "
                 "thủ tục"),
        ),
        rx.el.details(
            rx.el.summary("Bản tiếng Anh"),
            _box("title_en", "Tên tiếng Anh"),
            _box("intro_en", "Lời mời tiếng Anh", rows="4"),
        ),
        class_name="card editor",
    )  # fmt: skip


def _tools(number: rx.Var[int]) -> Component:
    words = (number + 1).to_string()
    return rx.cond(
        Survey.may_edit,
        rx.el.div(
            rx.el.button("↑", type="button", on_click=Survey.raise_(number), class_name="link",
                         aria_label="Đưa mục " + words + " lên"),
            rx.el.button("Xóa", type="button", on_click=Survey.drop(number), class_name="link",
                         aria_label="Xóa mục " + words),
            class_name="tools",
        ),
    )  # fmt: skip


def _question(asked: Asked, number: rx.Var[int]) -> Component:
    id_ = "q" + number.to_string()
    key = Survey.drawn.to_string() + "-" + asked.key
    return rx.el.fieldset(
        rx.el.legend("Câu ", number + 1),
        rx.el.div(
            rx.el.div(
                rx.el.label("Lời hỏi", html_for=id_ + "-label"),
                rx.el.input(
                    id=id_ + "-label", type="text", default_value=asked.label, key=key,
                    max_length=300, disabled=~Survey.may_edit,
                    on_blur=lambda value: Survey.put_question(number, "label", value),
                ),
                class_name="field",
            ),
            rx.el.div(
                rx.el.label("Kiểu trả lời", html_for=id_ + "-kind"),
                rx.el.select(
                    *[rx.el.option(label, value=code) for code, label in _KINDS],
                    id=id_ + "-kind", value=asked.kind, disabled=~Survey.may_edit,
                    on_change=lambda value: Survey.put_question(number, "kind", value),
                ),
                class_name="field",
            ),
            class_name="pair",
        ),
        rx.cond(
            (asked.kind == "choice") | (asked.kind == "choices"),
            rx.el.div(
                rx.el.label("Các lựa chọn, mỗi dòng một", html_for=id_ + "-options"),
                rx.el.textarea(
                    id=id_ + "-options", rows="4", default_value=asked.options, key=key,
                    disabled=~Survey.may_edit,
                    on_blur=lambda value: Survey.put_question(number, "options", value),
                ),
                class_name="field",
            ),
        ),
        rx.el.label(
            rx.el.input(type="checkbox", checked=asked.required, disabled=~Survey.may_edit,
                        on_change=Survey.turn_required(number)),
            "Phải trả lời",
            class_name="tick",
        ),
        _tools(number),
        class_name="bare",
    )  # fmt: skip


def _section(section: Section, number: rx.Var[int]) -> Component:
    id_ = "s" + number.to_string()
    key = Survey.drawn.to_string() + "-" + id_
    return rx.el.fieldset(
        rx.el.legend("Mục ", number + 1),
        rx.el.div(
            rx.el.label("Tên mục", html_for=id_ + "-title"),
            rx.el.input(
                id=id_ + "-title", type="text", default_value=section.title, key=key,
                max_length=200, disabled=~Survey.may_edit,
                on_blur=lambda value: Survey.put_section(number, "title", value),
            ),
            class_name="field",
        ),
        rx.el.div(
            rx.el.label("Nội dung dự thảo", html_for=id_ + "-text"),
            rx.el.textarea(
                id=id_ + "-text", rows="6", default_value=section.text, key=key,
                max_length=8000, disabled=~Survey.may_edit,
                on_blur=lambda value: Survey.put_section(number, "text", value),
            ),
            class_name="field",
        ),
        _tools(number),
        class_name="bare",
    )  # fmt: skip


def _asked() -> Component:
    return rx.el.section(
        rx.cond(
            Survey.kind == "survey",
            rx.fragment(
                rx.el.h2("Câu hỏi"),
                rx.el.p("Không hỏi tên, số giấy tờ, điện thoại: câu trả lời không gắn với người.",
                        class_name="muted small"),
                rx.foreach(Survey.questions, _question),
                _add("Thêm câu hỏi", Survey.add_question),
            ),
            rx.fragment(
                rx.el.h2("Dự thảo theo mục"),
                rx.el.p("Người đọc chọn đồng ý, đề nghị sửa hay không đồng ý và góp ý từng mục.",
                        class_name="muted small"),
                rx.foreach(Survey.sections, _section),
                _add("Thêm mục", Survey.add_section),
            ),
        ),
        class_name="card editor",
    )  # fmt: skip


def _add(text: str, on_click: rx.event.EventType) -> Component:
    return rx.cond(
        Survey.may_edit,
        rx.el.button(text, type="button", on_click=on_click, class_name="button plain"),
    )


def _button(text: str, on_click: rx.event.EventType, looks: str = "button") -> Component:
    return rx.el.button(text, type="button", on_click=on_click, class_name=looks)


def _bar() -> Component:
    page = Survey
    return rx.el.section(
        rx.el.p(
            rx.el.span(page.kind_words, class_name="chip"), " ",
            rx.el.span(page.state_words, class_name="chip " + page.tone), " ",
            rx.cond(page.results_at != "", "Công bố kết quả " + page.results_at, ""),
        ),
        standing(page, page.changed),
        rx.el.div(
            rx.cond(
                page.may_edit,
                rx.fragment(
                    _button("Lưu bản soạn", page.save, "button plain"),
                    _button("Đề nghị phê duyệt", page.propose),
                ),
            ),
            rx.cond(page.may_approve, _button("Phê duyệt, mở lấy ý kiến", page.publish)),
            class_name="acts",
        ),
        giving_back(page, page.give_back),
        rx.cond(
            page.faults.length() > 0,
            rx.el.div(
                rx.el.b("Cần sửa trước khi đề nghị:"),
                rx.el.ul(rx.foreach(page.faults, rx.el.li)),
                class_name="note bad",
                role="status",
            ),
        ),
        class_name="card",
    )  # fmt: skip


@rx.page(
    route="/khao-sat/[survey_id]",
    title="Soạn khảo sát – Một cửa điện tử",
    on_load=[Person.enter, Survey.load],
)
def designer() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("← Khảo sát, lấy ý kiến", href="/khao-sat/")),
        rx.el.h1(rx.cond(Survey.loaded & (Survey.kind != ""), Survey.values["title"], "Khảo sát")),
        messages(Survey),
        rx.cond(
            Survey.loaded & (Survey.kind != ""),
            rx.fragment(
                _bar(),
                rx.cond(
                    Survey.published,
                    rx.fragment(rx.cond(Survey.may_lead, leading()), results()),
                ),
                rx.el.div(_frame(), _asked(), class_name="split"),
            ),
        ),
    )
