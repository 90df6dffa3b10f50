"""Every message people get, and whose words they read."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import identity, notifications
from shared.client.base import ApiProblem
from shared.ui.session import api, query
from shared.vocabulary.messages import LANGUAGE_LABELS, Language
from ui_officer.layout import Person, message, shell

_WRITE_FOR_OWN = ("leader", "desk_head")


@dataclasses.dataclass
class Place:
    """An agency whose words somebody may write, or all."""

    id: str
    name: str


@dataclasses.dataclass
class Row:
    """One message."""

    event: str
    label: str
    weighty: bool
    vi: str
    en: str


class Wordings(rx.State):
    """The list for one agency, or for all."""

    loaded: bool = False
    problem: str = ""
    places: list[Place] = []
    chosen: str = ""
    rows: list[Row] = []

    @rx.event
    async def load(self):
        """Reads whose words I may write, and the list of the first."""
        self.reset()
        try:
            me = await identity.me(api(self, "officer"))
        except ApiProblem:
            return
        own = {role.agency_id: role.agency_name for role in me.roles if role.role in _WRITE_FOR_OWN}
        self.places = [Place(id_, name) for id_, name in own.items()]
        self.places += [Place("", "Mọi cơ quan (mẫu chung)")]
        wanted = query(self, "co-quan")
        known = [place.id for place in self.places]
        self.chosen = wanted if wanted in own else known[0]
        await self._list()

    @rx.event
    async def choose(self, agency_id: str):
        """Another agency."""
        self.chosen = agency_id
        await self._list()

    async def _list(self) -> None:
        self.problem = ""
        try:
            found = await notifications.templates(api(self, "officer"), self.chosen)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.rows = [
            Row(
                row.event,
                row.label,
                row.weighty,
                "Mẫu riêng" if "vi" in row.own else "",
                "Mẫu riêng" if "en" in row.own else "",
            )
            for row in found
        ]
        self.loaded = True


def _cell(row: Row, language: Language, own: rx.Var[str]) -> Component:
    return rx.el.td(
        rx.el.a(
            rx.cond(own != "", own, "Mẫu có sẵn"),
            rx.el.span(": ", row.label, ", ", LANGUAGE_LABELS[language].vi, class_name="sr"),
            href="/mau-tin/" + row.event + "?ngon-ngu=" + language + "&co-quan=" + Wordings.chosen,
        ),
    )


@rx.page(
    route="/mau-tin",
    title="Mẫu thông báo – Một cửa điện tử",
    on_load=[Person.enter, Wordings.load],
)
def wordings() -> Component:
    """The page."""
    w = Wordings
    return shell(
        rx.el.h1("Mẫu thông báo"),
        rx.el.p(
            "Lời của thông báo gửi người dân theo từng sự kiện. Mẫu riêng của cơ quan thay mẫu "
            "chung, mẫu chung thay mẫu có sẵn; mỗi lần sửa là một bản mới, bản cũ vẫn giữ.",
            class_name="muted lead",
        ),
        rx.cond(w.problem != "", message(w.problem)),
        rx.el.div(
            rx.el.label("Mẫu của", html_for="place"),
            rx.el.select(
                rx.foreach(w.places, lambda p: rx.el.option(p.name, value=p.id)),
                id="place",
                value=w.chosen,
                on_change=w.choose,
            ),
            class_name="field",
        ),
        rx.cond(
            w.loaded,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Sự kiện", scope="col"),
                        rx.el.th("Gửi SMS", scope="col"),
                        rx.el.th(LANGUAGE_LABELS[Language.VI].vi, scope="col"),
                        rx.el.th(LANGUAGE_LABELS[Language.EN].vi, scope="col"),
                    )
                ),
                rx.el.tbody(
                    rx.foreach(
                        w.rows,
                        lambda row: rx.el.tr(
                            rx.el.td(row.label),
                            rx.el.td(rx.cond(row.weighty, "Có", "Không")),
                            _cell(row, Language.VI, row.vi),
                            _cell(row, Language.EN, row.en),
                        ),
                    )
                ),
            ),
            rx.el.p("Đang tải …", role="status", class_name="card"),
        ),
    )
