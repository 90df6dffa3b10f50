"""Stopping a procedure: proposed with a day and a reason, approved by another, its history."""

import reflex as rx
from reflex.components.component import Component

from shared.vocabulary.procedures import STOP_KIND_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.procedures.stop_state import Stopping
from ui_officer.pages.two_persons import giving_back, standing

S = Stopping


def _box(label: str, name: str, hint: str = "") -> Component:
    place = f"stop-{name}"
    return rx.el.div(
        rx.el.label(label, html_for=place),
        *([rx.el.p(hint, class_name="muted small")] if hint else []),
        rx.el.input(
            id=place,
            name=name,
            type="text",
            auto_complete="off",
            default_value=S.typed[name],
            key=place + S.drawn.to_string(),
            disabled=~S.may_edit,
        ),
        rx.cond(S.wrong.contains(name), rx.el.p(S.wrong[name], class_name="error", role="alert")),
        class_name="field",
    )


def _proposal() -> Component:
    return rx.el.section(
        rx.el.h2("Đề nghị"),
        standing(S, rx.Var.create(False)),
        rx.cond(S.given_back != "", message("Bị trả lại để sửa: " + S.given_back, "warn")),
        rx.el.form(
            rx.el.div(
                rx.el.label("Việc", html_for="stop-kind"),
                rx.el.select(
                    *[
                        rx.el.option(label.vi, value=kind.value)
                        for kind, label in STOP_KIND_LABELS.items()
                    ],
                    id="stop-kind",
                    name="kind",
                    default_value=S.typed["kind"],
                    key="stop-kind" + S.drawn.to_string(),
                    disabled=~S.may_edit,
                ),
                class_name="field",
            ),
            rx.el.div(
                _box("Từ ngày", "from_on", "Ngày/tháng/năm; từ 00:00 ngày đó không nhận mới."),
                _box("Đến hết ngày", "until", "Chỉ khi tạm ngừng; để trống: chưa định ngày."),
                class_name="pair",
            ),
            _box("Lý do", "reason", "Người dân đọc câu này."),
            rx.el.div(
                _box("Quyết định", "decision", "Số, ký hiệu văn bản."),
                _box("Thay bằng thủ tục", "replaced_by", "Mã, ngăn bằng dấu chấm phẩy."),
                class_name="pair",
            ),
            rx.cond(
                S.may_edit,
                rx.el.button("Đề nghị phê duyệt", type="submit", class_name="button"),
            ),
            on_submit=S.propose,
        ),
        rx.el.div(
            rx.cond(
                S.may_approve,
                rx.el.button("Phê duyệt", type="button", on_click=S.approve, class_name="button"),
            ),
            rx.cond(
                S.may_edit & (S.stage == "draft"),
                rx.el.button("Bỏ đề nghị", type="button", on_click=S.discard, class_name="link"),
            ),
            class_name="acts",
        ),
        giving_back(S, S.give_back),
        class_name="card editor",
    )


def _decided() -> Component:
    return rx.el.section(
        rx.el.h2("Đã quyết định"),
        rx.cond(
            S.decided.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[
                            rx.el.th(h, scope="col")
                            for h in ("Việc", "Thời gian", "Lý do", "Thay bằng", "Ai, khi nào")
                        ]
                    )
                ),
                rx.el.tbody(
                    rx.foreach(
                        S.decided,
                        lambda s: rx.el.tr(
                            rx.el.td(
                                s.kind,
                                rx.cond(
                                    s.now, rx.el.span(" ▲ Đang áp dụng", class_name="chip warn")
                                ),
                            ),
                            rx.el.td(s.period),
                            rx.el.td(s.reason),
                            rx.el.td(s.instead),
                            rx.el.td(s.who),
                        ),
                    )
                ),
            ),
            rx.el.p("Thủ tục này chưa từng bị ngừng.", class_name="muted"),
        ),
        class_name="card",
    )


@rx.page(
    route="/ngung-thu-tuc/[procedure_code]",
    title="Ngừng tiếp nhận thủ tục – Một cửa điện tử",
    on_load=[Person.enter, Stopping.load],
)
def stopping() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("Về thủ tục", href="/thu-tuc/" + S.code_shown), class_name="small"),
        rx.cond(S.problem != "", message(S.problem)),
        rx.cond(S.notice != "", message(S.notice, "good")),
        rx.cond(
            S.loaded & (S.code_shown != ""),
            rx.fragment(
                rx.el.h1("Ngừng tiếp nhận, bãi bỏ"),
                rx.el.p(S.code_shown, " ", S.procedure_title, class_name="lead"),
                rx.el.p(
                    "Từ ngày nêu dưới đây không nhận hồ sơ mới; ",
                    S.open_dossiers,
                    " hồ sơ đang giải quyết vẫn đi tiếp. ",
                    S.open_drafts,
                    " bản nháp của người dân không nộp được nữa và được báo lý do, thủ tục thay.",
                    class_name="note",
                ),
                _proposal(),
                _decided(),
            ),
            rx.cond(S.problem == "", rx.el.p("Đang tải …", role="status", class_name="muted")),
        ),
    )
