"""One survey or consultation: read, answer once, results."""

import reflex as rx
from reflex.components.component import Component

from shared.client import surveys
from shared.client.base import ApiProblem
from shared.ui.answering import Answering, answering_view
from shared.ui.session import api
from shared.ui.survey_results import Shown, how_many, results_view, shown
from ui_citizen.layout import ready, shell, trouble, waiting


class OneSurvey(Answering, rx.State):
    """The survey in the address."""


@rx.page(
    route="/khao-sat/[survey_id]",
    title="Khảo sát, lấy ý kiến – Cổng Dịch vụ công",
    on_load=OneSurvey.load,
)
def one_survey() -> Component:
    """The page."""
    page = OneSurvey
    results = "/khao-sat/" + page.here + "/ket-qua"
    return shell(
        rx.cond(
            page.loaded,
            rx.cond(
                page.title != "",
                rx.fragment(ready(), answering_view(page, results, "/dang-nhap/?next=/khao-sat/")),
                trouble(page.problem),
            ),
            waiting(),
        ),
    )


class Results(rx.State):
    """Published results."""

    title: str = ""
    total: str = ""
    conclusion: str = ""
    questions: list[Shown] = []
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads them."""
        self.reset()
        try:
            found = await surveys.results(api(self, "citizen"), self.survey_id)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.title, self.total = found.title, how_many(found)
        self.conclusion, self.questions = found.conclusion_html, shown(found)
        self.loaded = True


@rx.page(
    route="/khao-sat/[survey_id]/ket-qua",
    title="Kết quả khảo sát – Cổng Dịch vụ công",
    on_load=Results.load,
)
def survey_results() -> Component:
    """The page."""
    page = Results
    return shell(
        rx.cond(
            page.loaded,
            rx.cond(
                page.title != "",
                rx.fragment(
                    ready(),
                    rx.el.p("Kết quả", class_name="muted small"),
                    rx.el.h1(page.title),
                    rx.el.p(page.total),
                    rx.el.section(
                        rx.el.h2("Cơ quan kết luận"),
                        # nosemgrep: raw-html-on-a-page (our own Markdown)
                        rx.html(page.conclusion, class_name="prose", lang="vi"),
                        class_name="card",
                    ),
                    results_view(page.questions),
                    rx.el.p(rx.el.a("Các cuộc khảo sát khác", href="/khao-sat/")),
                ),
                trouble(page.problem),
            ),
            waiting(),
        ),
    )
