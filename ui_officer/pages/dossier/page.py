"""One dossier: data on the left, papers on the right, the next act on top."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.step_up import step_up_dialog
from shared.ui.together import together_section
from shared.vocabulary.states import OFFICER_LABELS, State
from ui_officer.layout import Person, message, shell
from ui_officer.pages.dossier.acting import act_bar, panel
from ui_officer.pages.dossier.answers import Declared
from ui_officer.pages.dossier.asking import changes
from ui_officer.pages.dossier.desk import Desk
from ui_officer.pages.dossier.directing import Directing, directing
from ui_officer.pages.dossier.fee_section import fee_section
from ui_officer.pages.dossier.fees import Fees
from ui_officer.pages.dossier.national import NationalAgain, resending
from ui_officer.pages.dossier.office import OfficeDrafts, office_section
from ui_officer.pages.dossier.provenance import Provenance, declaration
from ui_officer.pages.dossier.sender import SenderOf, sender_note
from ui_officer.pages.dossier.shapes import Pair
from ui_officer.pages.dossier.step_parts import step_section
from ui_officer.pages.dossier.talking import Talking, ToldApplicant, talking, told_section
from ui_officer.pages.dossier.unmasking import Unmasking, unmasking
from ui_officer.pages.dossier.viewer import viewer
from ui_officer.pages.satisfaction.tablets import Inviting, inviting_card


def _pairs(pairs: rx.Var[list[Pair]]) -> Component:
    return rx.el.dl(
        rx.foreach(pairs, lambda p: rx.fragment(rx.el.dt(p.label), rx.el.dd(p.value))),
        class_name="rows",
    )


def _tasks() -> Component:
    return rx.el.section(
        rx.el.h2("Việc liên thông"),
        rx.el.ol(
            rx.foreach(
                Desk.tasks,
                lambda t: rx.el.li(
                    rx.el.b(t.agency),
                    " ",
                    rx.el.span(t.state, class_name="chip " + t.kind),
                    " ",
                    rx.el.span(t.until, class_name="muted small"),
                    rx.el.p(t.content, class_name="small"),
                    rx.cond(
                        t.result != "",
                        rx.el.p(rx.el.b("Kết quả: "), t.result, class_name="small"),
                    ),
                ),
            ),
            class_name="timeline",
        ),
        class_name="card",
    )


@rx.page(
    route="/ho-so/[dossier_id]",
    title="Hồ sơ – Một cửa điện tử",
    on_load=[
        Person.enter,
        Desk.load,
        Directing.load,
        SenderOf.load,
        NationalAgain.load,
        Provenance.load,
        Declared.load,
        Unmasking.load,
        Fees.load,
        OfficeDrafts.load,
        Talking.load,
        ToldApplicant.load,
        Inviting.load,
    ],
)
def dossier() -> Component:
    """The page."""
    return shell(
        rx.cond(Desk.problem != "", message(Desk.problem)),
        rx.cond(
            Desk.loaded & (Desk.name != ""),
            rx.fragment(
                rx.el.h1(Desk.code + " · " + Desk.name),
                rx.el.p(
                    rx.el.span(Desk.national, class_name="chip"),
                    " ",
                    rx.el.span(Desk.state_label, class_name="chip"),
                    " ",
                    rx.cond(
                        Desk.deadline != "",
                        rx.el.span(Desk.deadline, class_name="chip " + Desk.deadline_class),
                    ),
                    " ",
                    rx.el.a("Soạn, ký, xem kết quả", href="/ket-qua/" + rx.State.dossier_id),
                ),
                rx.cond(Desk.notice != "", message(Desk.notice, "good")),
                rx.cond(Desk.waiting_for != "", message(Desk.waiting_for, "warn")),
                act_bar(),
                rx.cond(Desk.panel != "", panel()),
                rx.el.div(
                    rx.el.div(
                        rx.el.section(
                            rx.el.h2("Thông tin hồ sơ"),
                            _pairs(Desk.facts),
                            unmasking(Desk.masked),
                            sender_note(),
                            resending(),
                            rx.cond(
                                Person.is_desk & (SenderOf.known != ""),
                                rx.el.p(
                                    rx.el.a(
                                        "Người nộp đã thôi, chuyển sang người khác",
                                        href="/chuyen-nguoi-nop/?ho-so=" + rx.State.dossier_id,
                                    ),
                                    class_name="small",
                                ),
                            ),
                            class_name="card",
                        ),
                        rx.cond(
                            Desk.state_label == OFFICER_LABELS[State.RETURNED].vi, inviting_card()
                        ),
                        talking(),
                        fee_section(),
                        office_section(),
                        rx.cond(Desk.changed.length() > 0, changes()),
                        declaration(),
                        rx.cond(
                            Desk.due_history.length() > 0,
                            rx.el.section(
                                rx.el.h2("Thời hạn"),
                                _pairs(Desk.due_history),
                                rx.el.details(
                                    rx.el.summary("Cách tính"),
                                    rx.el.ol(rx.foreach(Desk.explanation, rx.el.li)),
                                ),
                                class_name="card",
                            ),
                        ),
                        step_section(Desk.step, Desk.step_parts),
                        rx.cond(Desk.tasks.length() > 0, _tasks()),
                        together_section(Desk),
                        directing(),
                        told_section(),
                        rx.el.section(
                            rx.el.h2("Diễn biến"),
                            rx.el.ol(
                                rx.foreach(
                                    Desk.steps,
                                    lambda s: rx.el.li(
                                        rx.el.b(s.label),
                                        " ",
                                        rx.el.span(s.at, class_name="muted"),
                                        rx.el.br(),
                                        rx.el.span(s.by, class_name="muted small"),
                                        rx.cond(s.note != "", rx.el.p(s.note, class_name="small")),
                                    ),
                                ),
                                class_name="timeline",
                            ),
                            class_name="card",
                        ),
                    ),
                    viewer(),
                    class_name="split",
                ),
            ),
            rx.cond(Desk.problem == "", rx.el.p("Đang tải …", role="status", class_name="muted")),
        ),
        step_up_dialog(Desk),
        rx.script(src="/keep.js"),
    )
