"""Beside the text: its files, and its published versions with a comparison."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.ui.picker import files_changed
from ui_officer.pages.compared import change_shown
from ui_officer.pages.content.seen import text_seen
from ui_officer.pages.content.state import Content, File, Version


def _sender(to: str, label: str, accept: str) -> Component:
    return rx.el.div(
        rx.el.label(
            rx.el.input(
                type="file",
                accept=accept,
                aria_label=label,
                custom_attrs={
                    "data-upload": "/api/v1/content-items/" + Content.here + to,
                    "data-whole": "1",
                    "data-done": "files-changed",
                },
            ),
            rx.el.span(label, class_name="button plain"),
        ),
        rx.el.progress(max=100, hidden=True, aria_label=label),
        rx.el.p(custom_attrs={"data-status": ""}, role="status", class_name="small"),
        rx.el.button("Dừng gửi", type="button", hidden=True, custom_attrs={"data-stop": ""},
                     class_name="link"),
        class_name="picker",
    )  # fmt: skip


def _picture(file: File) -> Component:
    return rx.el.li(
        rx.el.img(src=file.path, alt=file.name, width="96"),
        rx.el.p("Chép dòng này vào chỗ cần đặt ảnh:", class_name="small muted"),
        rx.el.code(file.note),
        _drop(file, Content.drop_picture),
    )


def _drop(file: File, on_click: Any) -> Component:
    return rx.cond(
        Content.may_edit,
        rx.el.button("Bỏ", type="button", on_click=on_click(file.id), class_name="link",
                     aria_label="Bỏ " + file.name),
    )  # fmt: skip


def _paper(file: File) -> Component:
    return rx.el.li(
        rx.el.a(file.name, href=file.path, target="_blank"),
        rx.el.span(" " + file.note + " ", class_name="muted small"),
        _drop(file, Content.drop_paper),
    )


def files() -> Component:
    """Pictures for the text, stamped papers of a sample."""
    return rx.el.section(
        rx.el.h2("Ảnh và giấy tờ mẫu"),
        rx.el.p(
            "Thêm hay bỏ đều là sửa bản soạn: người dân chỉ thấy khi người thứ hai phê duyệt.",
            class_name="muted small",
        ),
        rx.el.ul(rx.foreach(Content.pictures, _picture), class_name="files"),
        rx.cond(Content.may_edit, _sender("/pictures", "Thêm ảnh", "image/jpeg,image/png")),
        rx.cond(
            Content.kind == "sample",
            rx.fragment(
                rx.el.p(
                    "Mỗi giấy tờ được vẽ lại với dòng chữ MẪU chạy ngang mọi trang; tệp gốc không "
                    "giữ. Đừng tải lên giấy tờ của người thật.",
                    class_name="note warn",
                ),
                rx.el.ul(rx.foreach(Content.papers, _paper), class_name="files"),
                rx.cond(
                    Content.may_edit,
                    _sender("/samples", "Thêm giấy tờ mẫu",
                            "image/jpeg,image/png,application/pdf"),
                ),
            ),
        ),
        files_changed(Content.files_changed),
        class_name="card",
    )  # fmt: skip


def _version(version: Version) -> Component:
    return rx.el.tr(
        rx.el.td("Bản ", version.number),
        rx.el.td(version.title),
        rx.el.td(version.at),
        rx.el.td(version.shown),
        rx.el.td(version.by),
        rx.el.td(
            rx.el.button(
                "Mở", type="button", on_click=Content.open_version(version.number),
                class_name="link", aria_label="Mở bản " + version.number.to_string(),
            ),
            " ",
            rx.el.button(
                "So sánh", type="button", on_click=Content.compare(version.number),
                class_name="link", aria_label="So sánh bản " + version.number.to_string(),
            )
        ),
    )  # fmt: skip


def _opened() -> Component:
    one = Content.opened
    return rx.cond(
        one.number > 0,
        rx.el.div(
            rx.el.h3("Bản ", one.number, " như người dân đã thấy"),
            text_seen(
                Content.kind_words, one.title, one.summary, one.html, (one.title_en, one.html_en)
            ),
            rx.el.ul(
                rx.foreach(
                    one.papers,
                    lambda file: rx.el.li(rx.el.a(file.name, href=file.path, target="_blank")),
                ),
                class_name="files",
            ),
            rx.el.button("Đóng bản này", type="button", on_click=Content.close_version,
                         class_name="link"),
            role="status",
        ),
    )  # fmt: skip


def versions() -> Component:
    """Published versions, and what differs between two."""
    return rx.cond(
        Content.versions.length() > 0,
        rx.el.section(
            rx.el.h2("Các bản đã xuất bản"),
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[rx.el.th(words, scope="col") for words in (
                            "Bản", "Tiêu đề", "Xuất bản", "Thời gian hiện", "Người soạn", "Xem lại",
                        )]
                    )
                ),
                rx.el.tbody(rx.foreach(Content.versions, _version)),
            ),
            _opened(),
            rx.cond(Content.compared_words != "", rx.el.h3(Content.compared_words)),
            rx.foreach(Content.compared, change_shown),
            class_name="card",
        ),
    )  # fmt: skip
