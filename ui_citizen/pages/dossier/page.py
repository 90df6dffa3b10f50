"""One of my dossiers: where it is, what comes next, when and why; papers in and out."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.together import together_section
from ui_citizen.layout import message, ready, shell, trouble, waiting
from ui_citizen.pages.dossier.asking import MyTalk, MyTold, talk_card, told_card
from ui_citizen.pages.dossier.fees import MyFees, fees_card
from ui_citizen.pages.dossier.mine import DossierPage, Link, Step
from ui_citizen.pages.dossier.outcome import outcome_card
from ui_citizen.pages.dossier.post import MyPost, post_card
from ui_citizen.pages.dossier.supplement import supplement_card
from ui_citizen.pages.rating.own import OwnRating, rating_card


def _step(step: Step) -> Component:
    return rx.el.li(
        rx.el.b(step.label),
        rx.el.br(),
        rx.el.span(
            step.at + rx.cond(step.unit != "", " · " + step.unit, ""), class_name="muted small"
        ),
        rx.cond(step.note != "", rx.el.p(step.note, class_name="small")),
    )


def _links(title: str, links: rx.Var[list[Link]]) -> Component:
    return rx.cond(
        links.length() > 0,
        rx.el.section(
            rx.el.h2(title),
            rx.el.ul(
                rx.foreach(
                    links, lambda x: rx.el.li(rx.el.a(x.title, href=x.href, target="_blank"))
                ),
                class_name="list",
            ),
            class_name="card",
        ),
    )


@rx.page(
    route="/ho-so/[dossier_id]",
    title="Hồ sơ – Cổng Dịch vụ công",
    on_load=[DossierPage.load, MyFees.load, MyPost.load, MyTalk.load, MyTold.load, OwnRating.load],
)
def dossier() -> Component:
    """The page."""
    page = DossierPage
    return shell(
        rx.cond(page.problem != "", trouble(page.problem)),
        rx.cond(
            page.loaded & (page.name != ""),
            rx.fragment(
                ready(),
                rx.el.p("Mã hồ sơ ", rx.el.b(page.code)),
                rx.el.h1(page.name),
                rx.cond(page.notice != "", message(page.notice, "good")),
                rx.cond(page.error != "", message(page.error)),
                rx.el.section(
                    rx.el.p(rx.el.span(page.state, class_name="tag " + page.tone)),
                    rx.el.p(page.detail),
                    rx.el.div(
                        rx.el.span(style={"width": page.percent.to_string() + "%"}),
                        class_name="progress",
                        role="img",
                        custom_attrs={"aria-label": "Mức độ hoàn thành"},
                    ),
                    rx.el.dl(
                        rx.el.div(rx.el.dt(page.unit_label), rx.el.dd(page.unit)),
                        rx.cond(
                            page.joint != "",
                            rx.el.div(rx.el.dt("Cơ quan cùng giải quyết"), rx.el.dd(page.joint)),
                        ),
                        rx.cond(
                            page.due != "",
                            rx.el.div(
                                rx.el.dt("Hẹn trả kết quả"),
                                rx.el.dd(page.due + " (" + page.deadline + ")"),
                            ),
                        ),
                        class_name="rows",
                    ),
                    class_name="card",
                ),
                rx.cond(
                    page.can_supplement,
                    supplement_card(),
                    rx.cond(page.waiting_for != "", message(page.waiting_for, "warn")),
                ),
                fees_card(),
                outcome_card(page.outcome, page.past),
                rating_card(),
                post_card(),
                _links("Giấy tiếp nhận và thông báo", page.links),
                rx.cond(
                    page.explanation.length() > 0,
                    rx.el.details(
                        rx.el.summary("Vì sao hẹn ngày này?"),
                        rx.el.div(
                            rx.el.ol(rx.foreach(page.explanation, rx.el.li), class_name="list")
                        ),
                    ),
                ),
                rx.el.section(
                    rx.el.h2("Diễn biến"),
                    rx.el.ol(
                        rx.cond(
                            page.next_step != "",
                            rx.el.li(
                                rx.el.b("Tiếp theo"), rx.el.br(), page.next_step, class_name="next"
                            ),
                        ),
                        rx.foreach(page.steps, _step),
                        class_name="timeline",
                    ),
                    class_name="card",
                ),
                rx.el.p(
                    "Cần đến quầy về hồ sơ này? ",
                    rx.el.a("Đặt lịch hẹn", href=page.visit),
                    ".",
                ),
                rx.el.p(
                    "Hồ sơ chậm, cán bộ gây phiền hà? ",
                    rx.el.a("Gửi phản ánh về hồ sơ này", href=page.tell),
                    ".",
                ),
                talk_card(),
                told_card(),
                together_section(page),
                _links("Giấy tờ đã nộp", page.files),
                rx.cond(
                    page.can_withdraw,
                    rx.fragment(
                        rx.el.button(
                            "Yêu cầu rút hồ sơ",
                            on_click=page.ask,
                            class_name="link",
                            aria_expanded=page.asking.to_string(),
                        ),
                        rx.cond(
                            page.asking,
                            rx.el.form(
                                rx.el.label("Lý do rút hồ sơ", html_for="reason"),
                                rx.el.textarea(id="reason", name="reason", max_length=2000),
                                rx.el.div(
                                    rx.el.button(
                                        "Gửi yêu cầu rút", type="submit", class_name="button plain"
                                    ),
                                    class_name="actions",
                                ),
                                on_submit=page.withdraw,
                                class_name="card field",
                            ),
                        ),
                    ),
                ),
            ),
            rx.cond(page.problem == "", waiting()),
        ),
        rx.script(src="/keep.js"),
    )
