"""Who receives and who resolves the procedure in the address: the list, one of them, the past."""

import dataclasses
from typing import Any

import reflex as rx

from shared.client import catalogue, competences, organisation
from shared.client.base import ApiProblem
from shared.contracts.common import Named
from shared.contracts.competences import CompetenceDesign, CompetenceRow
from shared.ui.session import api, query
from shared.ui.words import moment
from ui_officer.pages.procedures.competence_editor import CompetenceEditor, Option, in_words

_STATES = {"": "", "draft": "Đang soạn", "proposed": "Chờ phê duyệt"}


@dataclasses.dataclass
class Receiver:
    """One agency that receives it."""

    id: str
    name: str
    code: str
    unit: str
    resolver: str
    state: str
    coming: str


@dataclasses.dataclass
class Past:
    """One change of before."""

    at: str
    agency: str
    before: str
    after: str
    reason: str
    who: str


class Competences(CompetenceEditor, rx.State):
    """The list, one of them being changed, what was changed."""

    loaded: bool = False
    procedure_title: str = ""
    q: str = ""
    rows: list[Receiver] = []
    more: str = ""
    past: list[Past] = []
    more_past: str = ""

    @rx.event
    async def load(self):
        """Reads the first pages; a proposal that the address names is opened."""
        self.reset()
        code = self.procedure_code
        client = api(self, "officer")
        try:
            self.procedure_title = (await catalogue.procedure(client, code)).name
            await self._list("")
            await self._history("")
            found = await organisation.agencies(client)
            self.code_shown = code
            self.agencies = [Option(a.id, f"{a.name} ({a.code})") for a in found]
            wanted = query(self, "co-quan")
            asked = next((a.id for a in found if wanted and a.code == wanted), "")
            if asked:
                await self._open(asked)
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/noi-giai-quyet/{code}")
            self.problem = refused.message
        self.loaded = True
        return None

    @rx.event
    async def find(self, form: dict[str, Any]):
        """By the name or the code of an agency."""
        self.q = str(form.get("q", "")).strip()[:200]
        await self._tell(self._list(""))

    @rx.event
    async def fetch_more(self):
        """The next page of agencies."""
        await self._tell(self._list(self.more))

    @rx.event
    async def fetch_more_past(self):
        """The next page of changes."""
        await self._tell(self._history(self.more_past))

    async def _list(self, cursor: str) -> None:
        client = api(self, "officer")
        page = await competences.competences(client, self.procedure_code, self.q, cursor)
        rows = [_receiver(row) for row in page.items]
        self.rows = [*self.rows, *rows] if cursor else rows
        self.more = page.next_cursor or ""
        self.in_list = self._listed(self.agency)

    def _listed(self, agency_id: str) -> bool:
        return any(row.id == agency_id for row in self.rows)

    async def _history(self, cursor: str) -> None:
        page = await competences.changes(api(self, "officer"), self.procedure_code, cursor)
        past = [
            Past(
                moment(c.at), c.agency, c.before, c.after, c.reason,
                f"{c.proposed_by} đề nghị, {c.approved_by} phê duyệt"
                if c.approved_by
                else c.way_label,
            )
            for c in page.items
        ]  # fmt: skip
        self.past = [*self.past, *past] if cursor else past
        self.more_past = page.next_cursor or ""

    async def _again(self, found: CompetenceDesign) -> None:
        """The list and the past after something was done to one of them."""
        await self._list("")
        await self._history("")


def _receiver(row: CompetenceRow) -> Receiver:
    state, coming = _STATES[row.next.state], ""
    if row.planned is not None:
        state, coming = "Chờ đến ngày", in_words(row.planned.change)
    elif row.proposed is not None:
        coming = in_words(row.proposed)
    return Receiver(
        row.agency.id, row.agency.name, row.agency_code, _name(row.unit),
        _name(row.resolving_agency), state, coming,
    )  # fmt: skip


def _name(one: Named | None) -> str:
    return one.name if one is not None else ""
