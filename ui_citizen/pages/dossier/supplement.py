"""What the applicant is asked to supplement: exactly these papers and answers, one card each."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.field_views import field_view
from shared.ui.picker import files_changed, picker
from ui_citizen.pages.dossier.mine import Asked, DossierPage


def _paper(line: Asked) -> Component:
    return rx.fragment(
        rx.cond(
            line.files.length() > 0,
            rx.el.ul(
                rx.foreach(
                    line.files, lambda f: rx.el.li(rx.el.a(f.title, href=f.href, target="_blank"))
                ),
                class_name="list",
            ),
        ),
        rx.cond(
            line.held_id != "",
            rx.el.div(
                rx.el.p("Giấy này đã có trong kho của bạn: " + line.held_words),
                rx.el.button(
                    "Dùng lại giấy này",
                    type="button",
                    on_click=DossierPage.reuse(line.held_id, line.key),
                    class_name="button wide",
                    aria_label="Dùng lại: " + line.held_words,
                ),
                class_name="note good",
            ),
        ),
        picker(
            "/api/v1/dossiers/" + DossierPage.dossier_id + "/documents",
            DossierPage.limits,
            camera=True,
            name=line.title,
            component=line.key,
            purpose="supplement",
        ),
    )


def _answer(line: Asked) -> Component:
    return rx.fragment(
        rx.cond(line.before != "", rx.el.p("Đã khai: ", rx.el.b(line.before), class_name="small")),
        rx.foreach(
            line.fields,
            lambda f: field_view(
                f,
                DossierPage.provinces,
                DossierPage.choose_province,
                keep=DossierPage.dossier_id + ":",
            ),
        ),
    )


def _line(line: Asked) -> Component:
    return rx.el.li(
        rx.cond(
            (line.kind == "component") | (line.kind == "other") | (line.kind == "group"),
            rx.el.b(line.title),
        ),
        rx.cond(line.why != "", rx.el.p(line.why, class_name="small")),
        rx.match(
            line.kind,
            ("component", _paper(line)),
            ("other", _paper(line)),
            _answer(line),
        ),
        rx.cond(line.error != "", rx.el.p(line.error, class_name="error", role="alert")),
        class_name="asked",
    )


def supplement_card() -> Component:
    """The card."""
    page = DossierPage
    return rx.el.section(
        rx.el.h2("Bạn cần bổ sung"),
        rx.el.p(page.waiting_for),
        rx.el.form(
            rx.el.ol(rx.foreach(page.asked, _line), class_name="asked-list"),
            rx.cond(
                page.asked.length() == 0,
                picker(
                    "/api/v1/dossiers/" + DossierPage.dossier_id + "/documents",
                    DossierPage.limits,
                    camera=True,
                    name="giấy tờ bổ sung",
                    purpose="supplement",
                ),
            ),
            rx.el.div(
                rx.el.button("Gửi bổ sung", type="submit", class_name="button"),
                class_name="actions",
            ),
            on_submit=page.send_supplement,
        ),
        files_changed(page.refresh),
        class_name="card",
    )
