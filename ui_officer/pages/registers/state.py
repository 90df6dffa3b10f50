"""The books of my agencies, and the lines of one."""

import dataclasses

import reflex as rx

from shared.client import registers
from shared.client.base import ApiProblem
from shared.contracts.registers import RegisterBook, RegisterPrint
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up
from shared.ui.words import moment

_HEADS = {
    "dossiers": ["Thủ tục", "Chủ hồ sơ", "Nhận", "Hẹn trả", "Đã trả", "Ghi chú"],
    "certified_copies": [
        "Tên bản chính", "Người yêu cầu", "Chứng thực lúc", "Người ký", "Số bản", "Số trang",
    ],
}  # fmt: skip


@dataclasses.dataclass
class Book:
    """One book."""

    id: str
    kind: str
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
    cells: list[str]


class Registers(StepUpMixin, rx.State):
    """Books, and the lines of one."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    books: list[Book] = []
    chosen: str = ""
    chosen_title: str = ""
    kind: str = ""
    heads: list[str] = []
    lines: list[Line] = []
    cursor: str = ""
    print_id: str = ""
    progress: str = ""

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

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
        book = next((b for b in self.books if b.id == id_), None)
        if book is None:
            return
        self.chosen_title, self.kind, self.heads = book.title, book.kind, _HEADS[book.kind]
        await self._more()

    @rx.event
    async def more(self):
        """More lines."""
        await self._more()

    async def _more(self) -> None:
        try:
            fresh = await self._of_dossiers() if self.kind == "dossiers" else await self._copies()
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.lines = self.lines + fresh

    async def _of_dossiers(self) -> list[Line]:
        page = await registers.lines(api(self, "officer"), self.chosen, cursor=self.cursor)
        self.cursor = page.next_cursor or ""
        return [
            Line(
                f"{line.number:02d}",
                line.dossier_id,
                line.code,
                [
                    line.procedure_name,
                    line.owner_name,
                    moment(line.received_at),
                    moment(line.due_at),
                    moment(line.returned_at),
                    f"{line.state_label}. {line.deadline_label}",
                ],
            )
            for line in page.items
        ]

    async def _copies(self) -> list[Line]:
        page = await registers.certifications(api(self, "officer"), self.chosen, cursor=self.cursor)
        self.cursor = page.next_cursor or ""
        return [
            Line(
                f"{line.number:02d}",
                line.dossier_id,
                line.note,
                [
                    line.paper,
                    line.requester,
                    moment(line.certified_at),
                    line.signer,
                    str(line.copies),
                    str(line.pages),
                ],
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
            if needs_step_up(refused):
                await self.ask_again("print", id_)
                return
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
        book.kind,
        f"{book.title} năm {book.year}",
        book.agency.name,
        str(book.lines),
        state,
        book.why_not_closed,
        copy.id if copy and done else "",
        _copy_words(copy) if copy and done else "",
    )
