"""Trying a draft: a sample dossier with a moving clock, and past dossiers led through it."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.field_views import field_view
from shared.vocabulary.channels import CHANNEL_LABELS
from ui_officer.pages.processes.designing import Design
from ui_officer.pages.processes.trials import Passed, Past


def _passed(p: Passed) -> Component:
    return rx.el.tr(
        rx.el.td(p.name, rx.el.span(p.role, class_name="sub")),
        rx.el.td(p.entered, class_name="mono"),
        rx.el.td(p.due, class_name="mono"),
        rx.el.td(p.left, rx.cond(p.late, rx.el.span("quá hạn", class_name="chip overdue"))),
    )


def simulating() -> Component:
    """A sample dossier."""
    return rx.el.section(
        rx.el.h2("Chạy thử một hồ sơ mẫu"),
        rx.el.form(
            rx.el.div(
                rx.el.div(
                    rx.el.label("Tiếp nhận lúc", html_for="accepted_at"),
                    rx.el.input(
                        id="accepted_at",
                        name="accepted_at",
                        type="text",
                        default_value=Design.now,
                        key=Design.now,
                        placeholder="giờ:phút ngày/tháng/năm",
                        auto_complete="off",
                    ),
                    class_name="field",
                ),
                rx.el.div(
                    rx.el.label("Cách nộp", html_for="channel"),
                    rx.el.select(
                        *[rx.el.option(v.vi, value=c.value) for c, v in CHANNEL_LABELS.items()],
                        id="channel",
                        name="channel",
                    ),
                    class_name="field",
                ),
                rx.el.div(
                    rx.el.label("Tốc độ (% thời gian từng bước)", html_for="pace"),
                    rx.el.input(id="pace", name="pace", type="number", default_value="100"),
                    class_name="field",
                ),
                class_name="third",
            ),
            rx.cond(
                Design.sample.length() > 0,
                rx.el.fieldset(
                    rx.el.legend("Câu trả lời mà quy trình rẽ nhánh theo"),
                    rx.el.div(
                        rx.foreach(
                            Design.sample,
                            lambda f: rx.el.div(field_view(f, Design.provinces, None), key=f.id),
                        ),
                        class_name="declaration",
                    ),
                    class_name="bare",
                ),
                rx.el.p(
                    "Quy trình này không rẽ nhánh theo câu trả lời của tờ khai.",
                    class_name="small muted",
                ),
            ),
            rx.el.button("Chạy thử", type="submit", class_name="button plain"),
            on_submit=Design.simulate,
        ),
        rx.cond(Design.simulated != "", rx.el.p(Design.simulated, role="status")),
        rx.cond(
            Design.passed.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Bước", scope="col"),
                        rx.el.th("Vào bước", scope="col"),
                        rx.el.th("Hạn của bước", scope="col"),
                        rx.el.th("Xong", scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(Design.passed, _passed)),
            ),
        ),
        class_name="card",
    )


def _past(p: Past) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.a(p.code, href="/ho-so/" + p.id, target="_blank", class_name="mono")),
        rx.el.td(rx.el.span(p.outcome, class_name="chip " + p.kind)),
        rx.el.td(p.step),
        rx.el.td(p.detail),
    )


def replaying() -> Component:
    """Past dossiers."""
    return rx.el.section(
        rx.el.h2("Cho hồ sơ cũ đi lại"),
        rx.el.p(
            "Cho mọi hồ sơ đã tiếp nhận của thủ tục này đi theo bản đang soạn, xem hồ sơ nào sẽ "
            "kẹt hoặc quá hạn. Bảng bên dưới nêu các hồ sơ đáng xem nhất.",
            class_name="small",
        ),
        rx.el.button(
            "Cho đi lại", type="button", on_click=Design.replay, class_name="button plain"
        ),
        rx.cond(Design.replayed != "", rx.el.p(Design.replayed, role="status")),
        rx.cond(
            Design.replaying,
            rx.moment(interval=1500, on_change=Design.watch, class_name="sr"),
        ),
        rx.cond(
            Design.past.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Hồ sơ", scope="col"),
                        rx.el.th("Kết quả", scope="col"),
                        rx.el.th("Ở bước", scope="col"),
                        rx.el.th("Vì sao", scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(Design.past, _past)),
            ),
        ),
        class_name="card",
    )
