"""One guide, frequent question, piece of news, notice or sample dossier; English where there is."""

import reflex as rx
from reflex.components.component import Component

from shared.client import content
from shared.client.base import ApiProblem
from shared.ui.language import language_of
from shared.ui.session import api, query
from shared.ui.words import day, moment
from ui_citizen.layout import ready, shell, trouble, waiting
from ui_citizen.pages.helping.shapes import Card, links, of_file

_WORDS = {
    "vi": ("Tiếng Việt", "Của", "Thủ tục", "Mở tệp của cơ quan", "Giấy tờ mẫu"),
    "en": ("English", "By", "Procedure", "Open the agency's file", "Sample papers"),
}


class OneContent(rx.State):
    """The content in the address."""

    title: str = ""
    kind: str = ""
    summary: str = ""
    body: str = ""
    language: str = "vi"
    has_english: bool = False
    by: str = ""
    when: str = ""
    code_of_procedure: str = ""
    procedure: str = ""
    link: str = ""
    files: list[Card] = []
    words: list[str] = []
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads it in the language asked for."""
        self.reset()
        try:
            found = await content.content(api(self, "citizen"), self.content_id)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.has_english = bool(found.title_en)
        wanted = query(self, "ngon-ngu") or language_of(self)
        english = self.has_english and wanted == "en"
        self.language = "en" if english else "vi"
        self.words = list(_WORDS["en" if english else language_of(self)])
        self.title = found.title_en if english else found.title
        self.summary = found.summary_en if english else found.summary
        self.body = found.html_en if english else found.html
        self.kind = found.kind.label if not english else ""
        self.by = f"{self.words[1]} {found.agency}, {day(found.shown_from)}"
        if found.starts_at:
            self.when = f"{moment(found.starts_at)} – {moment(found.ends_at)}"
        self.code_of_procedure, self.procedure = found.procedure_code, found.procedure_name
        self.link, self.files = found.link, [of_file(file) for file in found.files]
        self.loaded = True


def _switch() -> Component:
    return rx.cond(
        OneContent.has_english,
        rx.el.p(
            rx.cond(
                OneContent.language == "vi",
                rx.el.a("Read in English", href="?ngon-ngu=en", lang="en", hreflang="en"),
                rx.el.a("Đọc tiếng Việt", href="?ngon-ngu=vi", lang="vi", hreflang="vi"),
            )
        ),
    )


def _content() -> Component:
    page = OneContent
    return shell(
        rx.cond(page.problem != "", trouble(page.problem)),
        rx.cond(
            page.loaded & (page.title != ""),
            rx.el.article(
                ready(),
                rx.cond(page.kind != "", rx.el.p(page.kind, class_name="muted small")),
                rx.el.h1(page.title, lang=page.language),
                _switch(),
                rx.cond(page.when != "", rx.el.p(rx.el.b(page.when), class_name="note warn")),
                rx.cond(
                    page.summary != "",
                    rx.el.p(page.summary, class_name="lead", lang=page.language),
                ),
                # nosemgrep: raw-html-on-a-page (our own Markdown)
                rx.html(page.body, class_name="prose", lang=page.language),
                rx.cond(
                    page.link != "",
                    rx.el.p(
                        rx.el.a(page.words[3], href=page.link, target="_blank", rel="noopener",
                                class_name="button plain"),
                    ),
                ),
                rx.cond(
                    page.files.length() > 0,
                    rx.el.section(
                        rx.el.h2(page.words[4]), links(page.files, away=True), class_name="card"
                    ),
                ),
                rx.cond(
                    page.procedure != "",
                    rx.el.p(
                        page.words[2] + ": ",
                        rx.el.a(page.procedure, href="/thu-tuc/" + page.code_of_procedure),
                    ),
                ),
                rx.el.p(page.by, class_name="muted small"),
                rx.el.p(
                    rx.el.a("Trợ giúp", href="/tro-giup/"), " · ",
                    rx.el.a("Hỏi cơ quan", href="/hoi-dap/"),
                ),
            ),
            rx.cond(page.problem == "", waiting()),
        ),
    )  # fmt: skip


@rx.page(
    route="/tro-giup/[content_id]", title="Trợ giúp – Cổng Dịch vụ công", on_load=OneContent.load
)
def one_help() -> Component:
    """A guide, question, sample or notice."""
    return _content()


@rx.page(
    route="/tin-tuc/[content_id]", title="Tin tức – Cổng Dịch vụ công", on_load=OneContent.load
)
def one_news() -> Component:
    """A piece of news."""
    return _content()
