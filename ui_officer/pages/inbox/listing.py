"""The list in the address: rows that arrive by themselves, marks of what is new, saved views."""

from dataclasses import asdict
from typing import Any

import reflex as rx

from shared.client import inbox
from shared.client.base import ApiProblem
from shared.contracts.inbox import InboxRow, MarkManyRead, MarkRead, SaveView
from shared.ui.session import api, query
from shared.ui.words import day
from ui_officer.layout import Person
from ui_officer.pages.inbox.address import Wanted, wanted_of
from ui_officer.pages.inbox.shapes import Filter, Row, View, row_of, view_of

_PAGE = 20
_TICKS_BETWEEN_COUNTS = 8  # numbers of folders that another desk changed: every half minute


class Inbox(rx.State):
    """One folder, one page."""

    folder: str = "waiting_acceptance"
    q: str = ""
    typed: dict[str, str] = {}
    columns: list[str] = []
    filters: list[Filter] = []
    rows: list[Row] = []
    procedures: dict[str, str] = {}
    views: list[View] = []
    loaded: bool = False
    problem: str = ""
    view_problem: str = ""
    next_link: str = ""
    first_link: str = ""
    heard: str = ""
    is_first_page: bool = True
    _cursor: str = ""
    _ticks: int = 0

    @rx.event
    async def load(self):
        """Reads the address and the page it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        wanted = await self._wanted()
        self.folder, self.q, self.columns = wanted.folder, wanted.q, list(wanted.columns)
        self.typed = asdict(wanted) | {
            "due_from": day(wanted.due_from),
            "due_to": day(wanted.due_to),
        }
        del self.typed["columns"]
        self.filters = [Filter(*pair) for pair in wanted.words()]
        self._cursor = query(self, "trang")
        self.is_first_page = self._cursor == ""
        self.first_link = wanted.link()
        await self._fetch(wanted, mark=False)
        await self._list_views(wanted)
        self.loaded = True

    @rx.event
    async def tick(self, _moment: str):
        """Every few seconds: what is new arrives without reloading."""
        if not self.is_first_page or not self.loaded:
            return
        self._ticks += 1
        changed = await self._fetch(await self._wanted(), mark=True)
        if changed or self._ticks % _TICKS_BETWEEN_COUNTS == 0:
            yield Person.enter

    @rx.event
    async def refresh(self):
        """Reads the same page again, after something was done."""
        await self._fetch(await self._wanted(), mark=False)
        yield Person.enter

    @rx.event
    async def mark_read(self, ids: list[str]):
        """Clears the marks of what is new on these rows."""
        items = [MarkRead(row.id, row.version) for row in self.rows if row.id in ids]
        if not items:
            return
        try:
            await inbox.mark_read(api(self, "officer"), MarkManyRead(items))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        await self._fetch(await self._wanted(), mark=False)

    @rx.event
    async def keep_view(self, form: dict[str, Any]):
        """Keeps the filters and columns of this page under a name."""
        wanted, self.view_problem = await self._wanted(), ""
        name = str(form.get("view_name", "")).strip()
        if not name:
            self.view_problem = "Hãy đặt tên cho cách xem này."
            return
        fields = asdict(wanted) | {
            "columns": list(wanted.columns),
            "order": wanted.order or "newest",
        }
        try:
            await inbox.save_view(api(self, "officer"), SaveView(name=name[:60], **fields))
        except ApiProblem as refused:
            self.view_problem = refused.message
            return
        await self._list_views(wanted)

    @rx.event
    async def drop_view(self, view_id: str):
        """Throws a view away; the page stays as it is."""
        try:
            await inbox.delete_view(api(self, "officer"), view_id)
        except ApiProblem as refused:
            self.view_problem = refused.message
        await self._list_views(await self._wanted())

    async def _wanted(self) -> Wanted:
        person = await self.get_state(Person)
        home = "waiting_acceptance" if person.is_desk or not person.name else "all_open"
        return wanted_of(self, home)

    async def _list_views(self, wanted: Wanted) -> None:
        try:
            found = await inbox.views(api(self, "officer"))
        except ApiProblem:
            return  # the list itself stays usable
        self.views = [view_of(view, wanted) for view in found]

    async def _fetch(self, wanted: Wanted, *, mark: bool) -> bool:
        """Reads the page; with `mark`, rows not seen before are fresh. True if it differs."""
        try:
            page = await inbox.inbox(
                api(self, "officer"),
                folder=wanted.folder,
                **wanted.filters(),
                cursor=self._cursor,
                limit=_PAGE,
            )
        except ApiProblem as refused:
            if refused.status != 401:
                self.problem = refused.message
            return False
        self.problem = ""
        if mark and _same(self.rows, page.items):
            return False
        known = {row.id for row in self.rows}
        new = {item.id for item in page.items if mark and item.id not in known}
        self.rows = [row_of(item, fresh=item.id in new) for item in page.items]
        self.procedures = {row.procedure_code: row.procedure for row in self.rows}
        if new:
            self.heard = f"Có {len(new)} hồ sơ mới."
        self.next_link = wanted.link(page.next_cursor) if page.next_cursor else ""
        return True


def _same(shown: list[Row], found: list[InboxRow]) -> bool:
    return [(row.id, row.version, list(row.news)) for row in shown] == [
        (item.id, item.version, [kind.label for kind in item.news]) for item in found
    ]
