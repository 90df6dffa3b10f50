"""Registers of dossiers: books by year, their lines, printed and closed."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import registers
from shared.client.base import ApiProblem
from shared.contracts.registers import RegisterBook, RegisterPrint
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.layout import Person, message, shell


@dataclasses.dataclass
class Book:
    """One book."""

    id: str
    title: str
    agency: str
    lines: str
    state: str
    why_not_closed: str
    copy: str
    copy_words: str


@dataclasses.dataclass
class Line:
    """One line of the open book."""

    number: str
    id: str
    code: str
    procedure: str
    owner: str
    received: str
    due: str
    returned: str
    note: str


class Registers(rx.State):
    """Books, and the lines of one."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    books: list[Book] = []
    chosen: str = ""
    chosen_title: str = ""
    lines: list[Line] = []
    cursor: str = ""
    print_id: str = ""
    progress: str = ""

    @rx.event
    async def load(self):
        """The books of my agencies."""
        self.reset()
        try:
            page = await registers.books(api(self, "officer"))
        except ApiProblem as refused:
            self.problem = refused.message
            self.loaded = True
            return
        self.books = [_book(b) for b in page.items]
        self.loaded = True

    @rx.event
    async def open(self, id_: str):
        """The lines of a book."""
        self.lines, self.cursor, self.chosen = [], "", id_
        self.chosen_title = next((b.title for b in self.books if b.id == id_), "")
        await self._more()

    @rx.event
    async def more(self):
        """More lines."""
        await self._more()

    async def _more(self) -> None:
        try:
            page = await registers.lines(api(self, "officer"), self.chosen, cursor=self.cursor)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.cursor = page.next_cursor or ""
        self.lines = self.lines + [
            Line(
                f"{line.number:02d}",
                line.dossier_id,
                line.code,
                line.procedure_name,
                line.owner_name,
                moment(line.received_at),
                moment(line.due_at),
                moment(line.returned_at),
                f"{line.state_label}. {line.deadline_label}",
            )
            for line in page.items
        ]

    @rx.event
    async def print(self, id_: str):
        """Has the book printed by the queue."""
        self.problem, self.chosen = "", id_
        try:
            self._told(await registers.print_book(api(self, "officer"), id_))
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def check(self, _at: str):
        """How far the copy is."""
        if not self.print_id:
            return
        try:
            self._told(await registers.printed(api(self, "officer"), self.chosen, self.print_id))
        except ApiProblem as refused:
            self.problem, self.print_id = refused.message, ""

    def _told(self, copy: RegisterPrint) -> None:
        self.progress = f"{copy.state_label}: {copy.percent}%."
        self.print_id = "" if copy.state in ("done", "failed") else copy.id
        if copy.state == "done":
            self.books = [
                dataclasses.replace(b, copy=copy.id, copy_words=_copy_words(copy))
                if b.id == self.chosen
                else b
                for b in self.books
            ]

    @rx.event
    async def close(self, id_: str):
        """Closes a year that is over."""
        self.problem, self.notice = "", ""
        try:
            closed = await registers.close(api(self, "officer"), id_)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.books = [_book(closed) if b.id == id_ else b for b in self.books]
        self.notice = f"Đã khóa {closed.title} năm {closed.year}."


def _copy_words(copy: RegisterPrint) -> str:
    return f"Bản in {moment(copy.finished_at)}, {copy.pages} trang"


def _book(book: RegisterBook) -> Book:
    copy = book.sealed_copy or book.latest_copy
    done = copy is not None and copy.state == "done"
    state = f"Khóa {moment(book.closed_at)}, {book.closed_by}" if book.closed_at else "Đang mở"
    return Book(
        book.id,
        f"{book.title} năm {book.year}",
        book.agency.name,
        str(book.lines),
        state,
        book.why_not_closed,
        copy.id if copy and done else "",
        _copy_words(copy) if copy and done else "",
    )


def _row(b: Book) -> Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.button(b.title, type="button", on_click=Registers.open(b.id), class_name="link"),
            rx.el.span(b.agency, class_name="sub"),
        ),
        rx.el.td(b.lines),
        rx.el.td(b.state),
        rx.el.td(
            rx.cond(
                b.copy != "",
                rx.el.a(
                    b.copy_words,
                    href="/api/v1/registers/" + b.id + "/prints/" + b.copy + "/content",
                    target="_blank",
                ),
            )
        ),
        rx.el.td(
            rx.el.button(
                "In sổ", type="button", on_click=Registers.print(b.id), class_name="button plain"
            ),
            rx.cond(
                b.why_not_closed == "",
                rx.el.button(
                    "Khóa sổ", type="button", on_click=Registers.close(b.id), class_name="button"
                ),
                rx.el.span(b.why_not_closed, class_name="sub"),
            ),
        ),
    )


def _lines() -> Component:
    return rx.el.section(
        rx.el.h2(Registers.chosen_title),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    *[
                        rx.el.th(text)
                        for text in (
                            "Số",
                            "Mã hồ sơ",
                            "Thủ tục",
                            "Chủ hồ sơ",
                            "Nhận",
                            "Hẹn trả",
                            "Đã trả",
                            "Ghi chú",
                        )
                    ]
                )
            ),
            rx.el.tbody(
                rx.foreach(
                    Registers.lines,
                    lambda x: rx.el.tr(
                        rx.el.td(x.number),
                        rx.el.td(rx.el.a(x.code, href="/ho-so/" + x.id)),
                        rx.el.td(x.procedure),
                        rx.el.td(x.owner),
                        rx.el.td(x.received),
                        rx.el.td(x.due),
                        rx.el.td(x.returned),
                        rx.el.td(x.note),
                    ),
                )
            ),
        ),
        rx.cond(
            Registers.cursor != "",
            rx.el.button("Xem thêm", on_click=Registers.more, class_name="button plain"),
        ),
        class_name="card",
    )


@rx.page(
    route="/so-theo-doi",
    title="Sổ theo dõi hồ sơ – Một cửa điện tử",
    on_load=[Person.enter, Registers.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Sổ theo dõi hồ sơ"),
        rx.el.p(
            "Sổ tự ghi khi tiếp nhận hồ sơ, mỗi năm một quyển, đánh số liên tục.",
            class_name="muted",
        ),
        rx.cond(Registers.problem != "", message(Registers.problem)),
        rx.cond(Registers.notice != "", message(Registers.notice, "good")),
        rx.cond(Registers.progress != "", rx.el.p(Registers.progress, role="status")),
        rx.cond(
            Registers.print_id != "",
            rx.moment(interval=1500, on_change=Registers.check, class_name="sr"),
        ),
        rx.cond(
            Registers.books.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Sổ"),
                        rx.el.th("Số hồ sơ"),
                        rx.el.th("Trạng thái"),
                        rx.el.th("Bản in"),
                        rx.el.th(rx.el.span("Thao tác", class_name="sr")),
                    )
                ),
                rx.el.tbody(rx.foreach(Registers.books, _row)),
            ),
            rx.cond(
                Registers.loaded,
                rx.el.p("Chưa có hồ sơ nào được tiếp nhận nên chưa mở sổ.", class_name="card"),
                rx.el.p("Đang tải …", class_name="card"),
            ),
        ),
        rx.cond(Registers.lines.length() > 0, _lines()),
    )
