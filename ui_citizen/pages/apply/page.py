"""Filling in a dossier: one question a page, then papers, then how to receive, then review."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.elements import wishing
from ui_citizen.layout import ready, shell, trouble, waiting
from ui_citizen.pages.apply.by_post import ByPost
from ui_citizen.pages.apply.choosing import registers
from ui_citizen.pages.apply.continuing import continuing
from ui_citizen.pages.apply.draft import Apply
from ui_citizen.pages.apply.papers import papers_page
from ui_citizen.pages.apply.question import question_page
from ui_citizen.pages.apply.receive import receive_page
from ui_citizen.pages.apply.review import review_page, sent_page
from ui_citizen.pages.apply.signing_again import sign_in_again


def _with() -> Component:
    """The way to the other procedures of this submission."""
    return rx.el.p(
        "Nộp cùng: ",
        rx.foreach(
            Apply.together,
            lambda d: rx.el.a(d.label, href="/nop/" + d.value, class_name="companion"),
        ),
        class_name="small",
    )


@rx.page(
    route="/nop/[draft_id]",
    title="Nộp hồ sơ – Cổng Dịch vụ công",
    on_load=[Apply.load, ByPost.load],
)
def apply() -> Component:
    """The page."""
    return shell(
        rx.cond(Apply.problem != "", trouble(Apply.problem)),
        rx.cond(
            Apply.loaded & (Apply.title != ""),
            rx.fragment(
                ready(),
                rx.cond(
                    Apply.sent,
                    sent_page(),
                    rx.fragment(
                        rx.el.p(Apply.title, class_name="muted small"),
                        rx.cond((Apply.together.length() > 0) & (Apply.stage != "review"), _with()),
                        rx.el.div(
                            rx.el.span(style={"width": Apply.percent.to_string() + "%"}),
                            class_name="progress",
                            role="progressbar",
                            custom_attrs={
                                "aria-label": "Tiến độ điền hồ sơ",
                                "aria-valuenow": Apply.percent,
                                "aria-valuemin": 0,
                                "aria-valuemax": 100,
                            },
                        ),
                        continuing(Apply),
                        rx.cond(Apply.stage == "question", registers(Apply)),
                        rx.match(
                            Apply.stage,
                            ("question", question_page()),
                            ("papers", papers_page()),
                            ("receive", receive_page()),
                            review_page(),
                        ),
                        rx.el.p(
                            "Đã lưu lúc " + Apply.saved_at,
                            class_name="muted small",
                            role="status",
                            style={"marginTop": "1rem"},
                        ),
                    ),
                ),
            ),
            rx.cond(Apply.problem == "", waiting()),
        ),
        wishing(Apply.wish),
        sign_in_again(
            Apply,
            "/nop/"
            + Apply.draft_id
            + "?buoc="
            + rx.cond(Apply.stage == "question", Apply.step.to_string(), "cuoi"),
        ),
        rx.script(src="/keep.js"),
        rx.script(src="/sign-again.js"),
    )
