"""My dossiers: drafts to continue, and what I submitted."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import dossiers
from shared.client.base import ApiProblem
from shared.contracts.dossiers import DossierRow
from shared.ui.session import api
from shared.ui.words import day, moment
from ui_citizen.layout import message, ready, shell, waiting


@dataclasses.dataclass
class Row:
    """One dossier in the list."""

    id: str
    code: str
    name: str
    state: str
    tone: str
    submitted: str
    due: str
    deadline: str


@dataclasses.dataclass
class DraftLine:
    """One draft in the list."""

    id: str
    name: str
    updated: str


TONES = {3: "bad", 5: "warn", 6: "warn", 8: "bad", 9: "ok", 10: "ok"}


ENDED_WITHOUT_RESULT = (3, 8)  # refused, stopped: no promise is left to keep


def row_of(found: DossierRow) -> Row:
    """From the contract."""
    promised = found.due_at and found.national_code not in ENDED_WITHOUT_RESULT
    return Row(
        id=found.id,
        code=found.code or found.reference,
        name=found.procedure_name,
        state=found.national_label,
        tone=TONES.get(found.national_code, ""),
        submitted=day(found.submitted_at),
        due=day(found.due_at) if promised else "",
        deadline=found.deadline_label if promised else "",
    )


class MyDossiers(rx.State):
    """What is mine."""

    rows: list[Row] = []
    drafts: list[DraftLine] = []
    more: str = ""
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads drafts and the first page."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            found = await dossiers.drafts(api(self, "citizen"))
            self.drafts = [
                DraftLine(d.id, d.procedure_name, moment(d.updated_at)) for d in found.items
            ]
            await self._fetch()
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/ho-so/")
            self.problem = refused.message
        self.loaded = True
        return None

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._fetch()

    async def _fetch(self) -> None:
        page = await dossiers.mine(api(self, "citizen"), cursor=self.more)
        self.rows = self.rows + [row_of(found) for found in page.items]
        self.more = page.next_cursor or ""


def _row(row: Row) -> Component:
    return rx.el.li(
        rx.el.h2(rx.el.a(row.name, href="/ho-so/" + row.id)),
        rx.el.p("Mã " + row.code + " · nộp ngày " + row.submitted, class_name="muted small"),
        rx.el.ul(
            rx.el.li(row.state, class_name="tag " + row.tone),
            rx.cond(row.due != "", rx.el.li("Hẹn trả " + row.due, class_name="tag")),
            rx.cond(row.deadline != "", rx.el.li(row.deadline, class_name="tag")),
            class_name="tags",
        ),
        class_name="card",
    )


@rx.page(route="/ho-so", title="Hồ sơ của tôi – Cổng Dịch vụ công", on_load=MyDossiers.load)
def my_dossiers() -> Component:
    """The page."""
    plain = {"listStyle": "none", "padding": 0}
    return shell(
        rx.el.h1("Hồ sơ của tôi"),
        rx.cond(MyDossiers.problem != "", message(MyDossiers.problem)),
        rx.cond(
            MyDossiers.loaded,
            rx.fragment(
                ready(),
                rx.cond(
                    MyDossiers.drafts.length() > 0,
                    rx.el.section(
                        rx.el.h2("Đang điền dở"),
                        rx.foreach(
                            MyDossiers.drafts,
                            lambda d: rx.el.p(
                                rx.el.a(d.name, href="/nop/" + d.id),
                                rx.el.br(),
                                rx.el.span("Lưu lúc " + d.updated, class_name="muted small"),
                            ),
                        ),
                        class_name="card",
                    ),
                ),
                rx.cond(
                    MyDossiers.rows.length() > 0,
                    rx.el.ul(rx.foreach(MyDossiers.rows, _row), style=plain),
                    rx.el.div(
                        rx.el.p("Bạn chưa nộp hồ sơ nào."),
                        rx.el.a("Tìm thủ tục", href="/tim-kiem/", class_name="button"),
                        class_name="card",
                    ),
                ),
                rx.cond(
                    MyDossiers.more != "",
                    rx.el.button(
                        "Xem thêm", on_click=MyDossiers.fetch_more, class_name="button plain wide"
                    ),
                ),
            ),
            waiting(),
        ),
    )
