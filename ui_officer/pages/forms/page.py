"""The designer of a form: questions, the chosen one, preview, trial, history, file."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person, message, shell
from ui_officer.pages.forms.designing import FormDesigner as Design
from ui_officer.pages.forms.editor import editor, outline
from ui_officer.pages.forms.history import changes_list, history
from ui_officer.pages.forms.preview import preview, trial
from ui_officer.pages.two_persons import giving_back, standing


def _button(label: str, on_click: rx.event.EventType, kind: str = "button plain") -> Component:
    return rx.el.button(label, type="button", on_click=on_click, class_name=kind)


def _buttons() -> Component:
    return rx.el.section(
        standing(Design, Design.changed),
        rx.el.div(
            rx.cond(
                Design.may_edit,
                rx.fragment(
                    _button("Lưu bản soạn", Design.save, "button"),
                    _button("Đề nghị phê duyệt", Design.propose),
                ),
            ),
            rx.cond(Design.may_approve, _button("Phê duyệt, áp dụng", Design.publish, "button")),
            _button("Xuất tệp", Design.export),
            rx.el.a(
                "In tờ khai trống",
                href="/api/v1/procedures/" + Design.code_shown + "/form/blank",
                target="_blank",
                class_name="button plain",
            ),
            rx.cond(
                Design.may_edit & ((Design.stage != "") | Design.changed),
                _button("Bỏ bản soạn", Design.ask_discard(True)),
            ),
            class_name="acts",
        ),
        giving_back(Design, Design.give_back),
        class_name="card",
    )


def _conflict() -> Component:
    return rx.el.div(
        rx.el.p(Design.conflict),
        rx.el.div(
            _button("Lưu đè bản của tôi", Design.keep_mine),
            _button("Xuất tệp bản của tôi", Design.export),
            _button("Bỏ bản của tôi, mở bản mới", Design.load),
            class_name="acts",
        ),
        class_name="note bad",
        role="alert",
    )


def _discarding() -> Component:
    return rx.el.div(
        rx.el.p("Bỏ bản soạn thì mọi thay đổi chưa công bố mất hẳn."),
        rx.el.div(
            _button("Vâng, bỏ bản soạn", Design.discard, "button"),
            _button("Không bỏ", Design.ask_discard(False)),
            class_name="acts",
        ),
        class_name="note warn",
        role="alert",
    )


def _checks() -> Component:
    return rx.el.section(
        rx.el.h2("Kiểm tra trước khi đề nghị"),
        rx.cond(
            Design.faults.length() > 0,
            rx.el.div(
                rx.el.b("Cần sửa " + Design.faults.length().to_string() + " chỗ:"),
                rx.el.ul(
                    rx.foreach(
                        Design.faults,
                        lambda f: rx.el.li(
                            rx.cond(
                                f.place != "",
                                rx.el.button(
                                    f.where,
                                    type="button",
                                    on_click=Design.choose(f.place),
                                    class_name="link",
                                ),
                                rx.el.b(f.where),
                            ),
                            ": ",
                            f.message,
                        ),
                    )
                ),
                class_name="note warn",
                role="status",
            ),
            rx.el.p("Biểu mẫu dùng được: không có lỗi nào.", class_name="note good"),
        ),
        rx.cond(
            Design.changes.length() > 0,
            rx.el.details(
                rx.el.summary("Khác bản đang công bố ", Design.changes.length(), " chỗ"),
                changes_list(Design.changes),
            ),
            rx.el.p("Chưa khác gì bản đang công bố.", class_name="muted"),
        ),
        class_name="card",
    )


def _import() -> Component:
    return rx.el.details(
        rx.el.summary("Nhập từ tệp"),
        rx.el.form(
            rx.el.label("Tệp biểu mẫu (JSON)", html_for="form_file"),
            rx.el.input(
                id="form_file",
                type="file",
                accept="application/json,.json",
                custom_attrs={"data-read": "file_text"},
            ),
            rx.el.label("Nội dung tệp", html_for="file_text"),
            rx.el.textarea(id="file_text", name="file_text", rows="6"),
            rx.el.button("Đọc vào bản soạn", type="submit", class_name="button plain"),
            on_submit=Design.take_in,
        ),
        class_name="card",
    )


@rx.page(
    route="/bieu-mau/[form_code]",
    title="Thiết kế biểu mẫu – Một cửa điện tử",
    on_load=[Person.enter, Design.load],
)
def designer() -> Component:
    """The page."""
    return shell(
        rx.cond(Design.problem != "", message(Design.problem)),
        rx.cond(Design.notice != "", message(Design.notice, "good")),
        rx.cond(Design.conflict != "", _conflict()),
        rx.cond(
            Design.given_back != "", message("Bị trả lại để sửa: " + Design.given_back, "warn")
        ),
        rx.cond(
            Design.loaded & (Design.code_shown != ""),
            rx.fragment(
                rx.el.h1("Biểu mẫu " + Design.code_shown),
                rx.el.p(
                    Design.name,
                ),
                rx.el.p(
                    rx.cond(
                        Design.published > 0,
                        rx.el.span("Đang công bố: bản ", Design.published, ". "),
                        "Chưa công bố bản nào. ",
                    ),
                    Design.waiting,
                    class_name="small muted",
                ),
                _buttons(),
                rx.cond(Design.asked_discard, _discarding()),
                rx.el.div(
                    rx.el.label("Tên tờ khai", html_for="form_title"),
                    rx.el.input(
                        id="form_title",
                        type="text",
                        default_value=Design.title,
                        key=Design.title,
                        on_blur=Design.set_title,
                        max_length=200,
                        disabled=~Design.may_edit,
                        auto_complete="off",
                    ),
                    class_name="field",
                ),
                _checks(),
                rx.el.div(outline(), editor(), class_name="writing"),
                preview(),
                trial(),
                history(Design, Design.stage != ""),
                rx.cond(Design.may_edit, _import()),
            ),
            rx.cond(Design.problem == "", rx.el.p("Đang tải …", role="status", class_name="muted")),
        ),
        rx.script(src="/readfile.js"),
        rx.script(src="/outline.js"),
    )
