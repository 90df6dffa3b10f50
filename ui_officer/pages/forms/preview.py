"""The page being written on a phone and a desktop, and the form tried with sample answers."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.field_views import field_view
from shared.ui.fields import Field
from ui_officer.pages.forms.designing import FormDesigner as Design


def preview() -> Component:
    """Phone and desktop side by side."""
    return rx.el.section(
        rx.el.h2("Người dân sẽ thấy"),
        rx.el.div(
            _frame("Điện thoại, 390 px", Design.phone, "phone"),
            _frame("Máy tính", Design.wide, "wide"),
            class_name="frames",
        ),
        class_name="card",
    )


def _frame(title: str, shown: rx.Var[list[Field]], kind: str) -> Component:
    alone = shown.length() == 1
    return rx.el.div(
        rx.el.p(title, class_name="muted small"),
        rx.el.div(
            rx.el.p(Design.preview_section, class_name="muted"),
            rx.cond(alone, None, rx.el.p(Design.preview_heading, class_name="heading")),
            rx.foreach(
                shown,
                lambda f: rx.el.div(
                    field_view(f, Design.provinces, Design.choose_province),
                    key=Design.drawn.to_string() + f.id,
                ),
            ),
            rx.el.div(
                rx.el.span("Tiếp tục", class_name="button"),
                rx.el.span("Quay lại", class_name="button plain"),
                class_name="actions",
                custom_attrs={"aria-hidden": "true"},
            ),
            class_name="citizen",
            custom_attrs={"data-width": kind},
        ),
        class_name=f"device {kind}",
        role="group",
        aria_label=f"Xem trước: {title}",
    )


def trial() -> Component:
    """Sample answers, and what they come to."""
    return rx.el.section(
        rx.el.h2("Thử với câu trả lời mẫu"),
        rx.cond(
            Design.faults.length() > 0,
            rx.el.p("Sửa hết lỗi của biểu mẫu rồi mới thử được.", class_name="note warn"),
            rx.el.div(_sample(), _outcome(), class_name="trials"),
        ),
        class_name="card",
    )


def _sample() -> Component:
    return rx.el.form(
        rx.el.div(
            rx.foreach(
                Design.sample,
                lambda f: rx.el.div(
                    field_view(f, Design.provinces, Design.choose_province), key=f.id
                ),
            ),
            class_name="sample",
            tab_index=0,
            role="group",
            aria_label="Câu trả lời mẫu, cuộn được",
        ),
        rx.el.div(
            rx.el.button("Thử", type="submit", class_name="button"),
            rx.el.button(
                "Xóa câu trả lời mẫu",
                type="button",
                on_click=Design.clear_sample,
                class_name="button plain",
            ),
            class_name="acts",
        ),
        on_submit=Design.try_sample,
        key=Design.sampled.to_string(),
        no_validate=True,
    )


def _outcome() -> Component:
    return rx.el.div(
        rx.cond(
            Design.tried,
            rx.fragment(
                rx.el.div(
                    rx.el.b(Design.verdict),
                    rx.el.ul(
                        rx.foreach(
                            Design.problems, lambda p: rx.el.li(rx.el.b(p.label + ": "), p.value)
                        )
                    ),
                    class_name=rx.cond(Design.fits, "note good", "note warn"),
                    role="status",
                ),
                rx.el.h3("In trên tờ khai"),
                _pairs(Design.printed),
                rx.el.h3("Giấy tờ phải nộp"),
                _pairs(Design.papers),
            ),
            rx.el.p(
                "Điền vài câu rồi bấm Thử: câu nào được hỏi, giá trị tự tính, bản in và giấy tờ "
                "phải nộp sẽ hiện ở đây.",
                class_name="muted",
            ),
        ),
    )


def _pairs(pairs: rx.Var[list]) -> Component:
    return rx.el.dl(
        rx.foreach(pairs, lambda p: rx.fragment(rx.el.dt(p.label), rx.el.dd(p.value))),
        class_name="rows",
    )
