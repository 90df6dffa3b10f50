"""The papers that go with a dossier."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.picker import files_changed, picker
from ui_citizen.layout import message
from ui_citizen.pages.apply.arranging import file_line, joining
from ui_citizen.pages.apply.choosing import held_already
from ui_citizen.pages.apply.draft import Apply
from ui_citizen.pages.apply.shapes import Paper
from ui_citizen.pages.apply.storing import in_store, store


def _paper(paper: Paper) -> Component:
    return rx.el.section(
        rx.el.h2(paper.name),
        rx.el.p(paper.need, class_name="muted small"),
        rx.cond(
            Apply.errors.contains(paper.key),
            rx.el.p(Apply.errors[paper.key], class_name="error", role="alert"),
        ),
        held_already(Apply, paper.key),
        in_store(Apply, paper.key),
        rx.el.ul(
            rx.foreach(
                Apply.files,
                lambda f: rx.cond(f.key == paper.key, file_line(Apply, f)),
            ),
            class_name="files",
        ),
        joining(Apply, paper),
        picker(
            "/api/v1/drafts/" + Apply.draft_id + "/documents",
            Apply.limits,
            component=paper.key,
            name=paper.name,
            camera=True,
        ),
        class_name="card",
    )


def papers_page() -> Component:
    """Every paper of the procedure: the compulsory ones first."""
    return rx.fragment(
        rx.el.h1("Giấy tờ kèm theo"),
        rx.el.p("Chụp rõ nét, đủ bốn góc, đọc được chữ.", class_name="help"),
        rx.cond(Apply.error != "", message(Apply.error)),
        store(Apply),
        rx.foreach(Apply.papers, lambda p: rx.cond(p.required, _paper(p))),
        rx.cond(
            Apply.has_optional,
            rx.el.details(
                rx.el.summary("Giấy tờ khác, nếu thuộc trường hợp của bạn"),
                rx.el.div(rx.foreach(Apply.papers, lambda p: rx.cond(p.required, None, _paper(p)))),
                open=Apply.optional_open,
                class_name="plain",
            ),
        ),
        files_changed(Apply.refresh_files),
        rx.el.div(
            rx.el.button("Tiếp tục", on_click=Apply.to_receive, class_name="button"),
            rx.el.button("Quay lại", on_click=Apply.back, class_name="button plain"),
            class_name="actions",
        ),
    )
