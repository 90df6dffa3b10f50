"""A text as people see it on the portal, while it is written and once it was published."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from ui_officer.pages.compared import as_people_see


def text_seen(
    kind: Any, title: Any, summary: Any, html: Any, english: tuple[Any, Any]
) -> Component:
    """In the frame of a phone; `html` is safe, `english` the title and the safe HTML in English."""
    title_en, html_en = english
    return as_people_see(
        rx.el.p(kind, class_name="muted small"),
        rx.el.p(title, class_name="heading"),
        rx.cond(summary != "", rx.el.p(summary)),
        # nosemgrep: raw-html-on-a-page (our own Markdown)
        rx.html(html, class_name="prose"),
        rx.cond(
            html_en != "",
            rx.el.div(
                rx.el.hr(),
                rx.el.p(title_en, class_name="heading"),
                # nosemgrep: raw-html-on-a-page (our own Markdown)
                rx.html(html_en, class_name="prose"),
                lang="en",
            ),
        ),
    )
