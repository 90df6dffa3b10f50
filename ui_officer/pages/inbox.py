"""The inbox: folders with numbers, rows that arrive by themselves, filters kept in the address."""

import dataclasses
from urllib.parse import urlencode

import reflex as rx
from reflex.components.component import Component

from shared.client import dossiers
from shared.client.base import ApiProblem
from shared.contracts.dossiers import DossierRow
from shared.ui.elements import native_form
from shared.ui.session import api, query
from shared.ui.words import moment
from ui_officer.layout import FOLDERS, Person, message, shell


@dataclasses.dataclass
class Row:
    """One dossier ready to print."""

    id: str
    code: str
    name: str
    applicant: str
    national: str
    state: str
    deadline_class: str
    deadline: str
    due: str
    holder: str
    submitted: str
    fresh: bool


_MARKS = {"in_time": "●", "due_soon": "▲", "overdue": "■", "done_late": "■"}


def row_of(found: DossierRow, *, fresh: bool) -> Row:
    """From the contract."""
    return Row(
        id=found.id,
        code=found.code or found.reference,
        name=found.procedure_name,
        applicant=found.applicant_name,
        national=found.national_label,
        state=found.state_label,
        deadline_class=found.deadline_class,
        deadline=f"{_MARKS.get(found.deadline_class, '✓')} {found.deadline_label}",
        due=moment(found.due_at),
        holder=found.holder_name or found.unit_name or found.agency_name,
        submitted=moment(found.submitted_at),
        fresh=fresh,
    )


class Inbox(rx.State):
    """One folder, one page."""

    folder: str = "waiting_acceptance"
    q: str = ""
    rows: list[Row] = []
    loaded: bool = False
    problem: str = ""
    next_link: str = ""
    heard: str = ""
    is_first_page: bool = True
    _cursor: str = ""

    @rx.event
    async def load(self):
        """Reads the address and the page it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.folder = query(self, "folder") or await self._home_folder()
        self.q, self._cursor = query(self, "q")[:100], query(self, "trang")
        self.is_first_page = self._cursor == ""
        await self._fetch(mark=False)
        self.loaded = True

    async def _home_folder(self) -> str:
        person = await self.get_state(Person)
        return "waiting_acceptance" if person.is_desk or not person.name else "all_open"

    @rx.event
    async def tick(self, _moment: str):
        """Every few seconds: what is new arrives without reloading."""
        if not self.is_first_page or not self.loaded:
            return
        await self._fetch(mark=True)
        yield Person.enter

    async def _fetch(self, *, mark: bool) -> None:
        try:
            page = await dossiers.inbox(
                api(self, "officer"), folder=self.folder, q=self.q, cursor=self._cursor, limit=20
            )
        except ApiProblem as refused:
            if refused.status != 401:
                self.problem = refused.message
            return
        self.problem = ""
        known = {row.id for row in self.rows}
        new = [item for item in page.items if mark and item.id not in known]
        if mark and not new and len(page.items) == len(self.rows):
            same = [(r.id, r.state) for r in self.rows] == [
                (i.id, i.state_label) for i in page.items
            ]
            if same:
                return
        self.rows = [row_of(item, fresh=item in new) for item in page.items]
        if new:
            self.heard = f"Có {len(new)} hồ sơ mới."
        self.next_link = (
            "/?" + urlencode({"folder": self.folder, "q": self.q, "trang": page.next_cursor})
            if page.next_cursor
            else ""
        )


def _row(row: Row) -> Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.a(
                row.code, href="/ho-so/" + row.id, class_name="mono", custom_attrs={"data-row": ""}
            ),
            rx.el.span(row.submitted, class_name="sub mono"),
        ),
        rx.el.td(row.name),
        rx.el.td(row.applicant),
        rx.el.td(row.state, rx.el.span(row.national, class_name="sub")),
        rx.el.td(
            rx.cond(
                row.due != "",
                rx.fragment(
                    rx.el.span(row.deadline, class_name="chip " + row.deadline_class),
                    rx.el.span(row.due, class_name="sub mono"),
                ),
                rx.el.span("Chưa tính hạn", class_name="muted small"),
            )
        ),
        rx.el.td(row.holder),
        class_name=rx.cond(row.fresh, "fresh", ""),
    )


@rx.page(route="/", title="Hồ sơ – Một cửa điện tử", on_load=[Person.enter, Inbox.load])
def inbox() -> Component:
    """The page."""
    titles = dict(FOLDERS)
    return shell(
        rx.el.h1(rx.match(Inbox.folder, *titles.items(), "Hồ sơ")),
        rx.el.div(
            native_form(
                rx.el.label("Tìm theo mã, tên, số điện thoại", html_for="q", class_name="sr"),
                rx.el.input(type="hidden", name="folder", value=Inbox.folder, read_only=True),
                rx.el.input(
                    id="q",
                    name="q",
                    type="search",
                    default_value=Inbox.q,
                    key=Inbox.q,
                    placeholder="Tìm mã, họ tên, số điện thoại (phím /)",
                    max_length=100,
                ),
                rx.el.button("Tìm", type="submit", class_name="button plain"),
                action="/",
                method="get",
            ),
            rx.el.span("Phím: / tìm · j, k chọn dòng · Enter mở", class_name="muted small"),
            class_name="bar",
        ),
        rx.el.p(Inbox.heard, role="status", class_name="small", aria_live="polite"),
        rx.cond(Inbox.problem != "", message(Inbox.problem)),
        rx.cond(
            Inbox.loaded,
            rx.cond(
                Inbox.rows.length() > 0,
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            rx.el.th("Mã, ngày nộp"),
                            rx.el.th("Thủ tục"),
                            rx.el.th("Người nộp"),
                            rx.el.th("Trạng thái"),
                            rx.el.th("Hạn trả"),
                            rx.el.th("Đang giữ"),
                        )
                    ),
                    rx.el.tbody(rx.foreach(Inbox.rows, _row)),
                ),
                rx.el.div("Không có hồ sơ nào trong mục này.", class_name="card"),
            ),
            rx.el.p("Đang tải …", role="status", class_name="muted"),
        ),
        rx.cond(
            Inbox.next_link != "",
            rx.el.p(rx.el.a("Trang sau", href=Inbox.next_link, class_name="button plain")),
        ),
        rx.moment(
            interval=4000,
            on_change=Inbox.tick,
            class_name="sr",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.script(src="/keys.js"),
        folder=Inbox.folder,
    )
