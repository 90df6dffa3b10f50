"""What helps with one procedure, on its page: samples, frequent questions, guides, answers."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import content
from shared.client.base import ApiProblem
from shared.ui.session import api
from ui_citizen.pages.helping.shapes import Card, links, of_content, of_file


@dataclasses.dataclass
class Answered:
    """A frequent question with its answer."""

    question: str
    html: str


class NearHelp(rx.State):
    """The help of the procedure in the address."""

    faq: list[Answered] = []
    cards: list[Card] = []
    files: list[Card] = []
    filled_form: str = ""

    @rx.event
    async def load(self):
        """Reads it; a procedure is shown without help rather than not at all."""
        self.reset()
        try:
            found = await content.of_procedure(api(self, "citizen"), self.code)
        except ApiProblem:
            return
        self.faq = [Answered(one.question, one.html) for one in found.faq]
        some = [*found.guides, *found.samples, *found.videos, *found.questions]
        self.cards = [of_content(card) for card in some]
        self.files = [of_file(file) for file in found.files]
        self.filled_form = found.filled_form


def near_help(code: rx.Var[str]) -> Component:
    """The section at the end of the page of a procedure."""
    return rx.el.section(
        rx.el.h2("Hướng dẫn, hỏi đáp, hồ sơ mẫu"),
        rx.cond(
            NearHelp.filled_form != "",
            rx.el.p(
                rx.el.a(
                    "Tờ khai mẫu đã điền (PDF)", href=NearHelp.filled_form, target="_blank",
                    class_name="button plain wide",
                )
            ),
        ),
        rx.foreach(
            NearHelp.faq,
            lambda one: rx.el.details(
                rx.el.summary(one.question),
                # nosemgrep: raw-html-on-a-page (our own Markdown)
                rx.el.div(rx.html(one.html, class_name="prose", lang="vi")),
            ),
        ),
        rx.cond(NearHelp.files.length() > 0, links(NearHelp.files, away=True)),
        rx.cond(NearHelp.cards.length() > 0, links(NearHelp.cards)),
        rx.el.p(rx.el.a("Hỏi cơ quan về thủ tục này", href="/hoi-dap/?thu-tuc=" + code)),
        class_name="near",
    )  # fmt: skip
