"""What was issued for a dossier, what became of it, and the ways to change it."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.pages.result.shapes import Issued, Line
from ui_officer.pages.result.work import Work


def _line(line: Line) -> Component:
    return rx.el.li(
        rx.el.b(line.label),
        " ",
        rx.el.span(line.by, class_name="muted small"),
        rx.cond(line.note != "", rx.el.p(line.note, class_name="small")),
    )


def _issued(one: Issued) -> Component:
    return rx.el.section(
        rx.el.h2(one.title),
        rx.el.p(
            rx.el.span(one.state, class_name="chip " + one.kind),
            " ",
            rx.cond(one.signed, rx.el.span("Đã ký số", class_name="chip"), ""),
            " ngày " + one.issued + ", mã kiểm tra ",
            rx.el.b(one.code),
        ),
        rx.cond(one.reason != "", rx.el.p("Lý do: " + one.reason)),
        rx.cond(one.replaced_by != "", rx.el.p("Thay thế bởi số " + one.replaced_by)),
        rx.el.p(rx.el.a("Mở bản này", href=one.href, target="_blank")),
        rx.el.ol(rx.foreach(one.lines, _line), class_name="timeline"),
        class_name="card",
    )


def _proposal() -> Component:
    found = Work.proposal
    return rx.el.section(
        rx.el.h2(found.label),
        rx.el.p(
            rx.el.span(found.state, class_name="chip warn"),
            " ",
            rx.el.span("Đề nghị bởi " + found.by, class_name="muted small"),
        ),
        rx.el.p("Lý do: " + found.reason),
        rx.cond(
            Work.may_decide,
            rx.fragment(
                rx.el.div(
                    rx.el.button("Duyệt đề nghị", on_click=Work.approve, class_name="button"),
                    class_name="acts",
                ),
                rx.el.form(
                    rx.el.div(
                        rx.el.label("Hoặc không duyệt, lý do", html_for="answer"),
                        rx.el.textarea(id="answer", name="answer", max_length=2000),
                        class_name="field",
                    ),
                    rx.el.button("Không duyệt", type="submit", class_name="button plain"),
                    on_submit=Work.deny,
                ),
            ),
        ),
        class_name="card",
    )


def _propose() -> Component:
    return rx.cond(
        Work.proposing,
        rx.el.form(
            rx.el.h2("Đề nghị thu hồi hoặc thay thế"),
            rx.el.div(
                rx.el.label("Việc đề nghị", html_for="change-kind"),
                rx.el.select(
                    rx.el.option("Đính chính: lập kết quả mới thay thế", value="replace"),
                    rx.el.option("Thu hồi, không thay thế", value="revoke"),
                    id="change-kind",
                    name="kind",
                ),
                class_name="field",
            ),
            rx.el.div(
                rx.el.label("Lý do", html_for="change-reason"),
                rx.el.textarea(id="change-reason", name="reason", max_length=2000),
                rx.el.p("Người nộp hồ sơ đọc được lý do này.", class_name="muted small"),
                class_name="field",
            ),
            rx.el.div(
                rx.el.button("Gửi đề nghị", type="submit", class_name="button"),
                rx.el.button(
                    "Thôi", type="button", on_click=Work.open_proposal, class_name="button plain"
                ),
                class_name="acts",
            ),
            on_submit=Work.propose,
            class_name="panel",
        ),
        rx.el.p(
            rx.el.button(
                "Đề nghị thu hồi hoặc thay thế …",
                on_click=Work.open_proposal,
                class_name="button plain",
            )
        ),
    )


def history() -> Component:
    """Results issued so far, the open proposal, and the way to make one."""
    return rx.fragment(
        rx.cond(Work.proposal.id != "", _proposal()),
        rx.foreach(Work.issued, _issued),
        rx.cond(Work.may_propose, _propose()),
    )
