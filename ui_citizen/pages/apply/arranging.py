"""Looking at what was sent, and joining photos into one file: order, turn, leave out."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import documents, uploads
from shared.client.base import ApiProblem
from shared.contracts.uploads import Arrange, NewFile, PageOfFile
from shared.ui.session import api
from ui_citizen.pages.apply.shapes import File, Paper

_MOST = 60


@dataclasses.dataclass
class Leaf:
    """One page to put in order."""

    document_id: str
    page: int
    turn: int
    thumb: str
    title: str


class Arranging(rx.State, mixin=True):
    """The file that is looked at, and the paper whose pages are put in order."""

    looked_at: str = ""
    pages_shown: list[str] = []
    arranged: str = ""
    leaves: list[Leaf] = []
    arrange_error: str = ""
    joining: bool = False
    _laid_out: set[str] = set()

    @rx.event
    def look(self, document_id: str):
        """Opens the pages of a file, or closes them."""
        if self.looked_at == document_id:
            self.looked_at, self.pages_shown = "", []
            return
        file = next((f for f in self.files if f.id == document_id), None)
        self.looked_at = document_id
        self.pages_shown = [
            f"/api/v1/documents/{document_id}/page?number={number + 1}"
            for number in range(min(file.pages, _MOST) if file else 0)
        ]

    @rx.event
    def arrange(self, key: str):
        """Lays the pages of a paper out."""
        self.arranged, self.arrange_error = key, ""
        self.leaves = [
            Leaf(
                file.id,
                page + 1,
                0,
                f"/api/v1/documents/{file.id}/page?number={page + 1}&size=thumb",
                f"{file.name}, trang {page + 1}" if file.pages > 1 else file.name,
            )
            for file in self.files
            if file.key == key
            for page in range(file.pages)
        ][:_MOST]
        self._laid_out = {leaf.document_id for leaf in self.leaves}

    @rx.event
    def move(self, position: int, step: int):
        """Moves a page forwards or back."""
        other = position + step
        if 0 <= position < len(self.leaves) and 0 <= other < len(self.leaves):
            leaves = list(self.leaves)
            leaves[position], leaves[other] = leaves[other], leaves[position]
            self.leaves = leaves

    @rx.event
    def turn(self, position: int):
        """Turns a page a quarter clockwise."""
        if 0 <= position < len(self.leaves):
            leaf = self.leaves[position]
            self.leaves[position] = dataclasses.replace(leaf, turn=(leaf.turn + 90) % 360)

    @rx.event
    def leave_out(self, position: int):
        """Leaves a page out."""
        if len(self.leaves) > 1:
            self.leaves = self.leaves[:position] + self.leaves[position + 1 :]

    @rx.event
    def stop_arranging(self):
        """Changes nothing."""
        self.arranged, self.leaves = "", []

    @rx.event
    async def join(self):
        """Makes one PDF of the pages as they lie."""
        if self.joining or not self.leaves:
            return
        self.joining, self.arrange_error = True, ""
        yield
        name = next((p.name for p in self.papers if p.key == self.arranged), "Giấy tờ")
        pages = [PageOfFile(leaf.document_id, leaf.page, leaf.turn) for leaf in self.leaves]
        left_out = self._laid_out - {leaf.document_id for leaf in self.leaves}
        client = api(self, "citizen")
        try:
            await uploads.arrange_draft(
                client, self.draft_id, Arrange([NewFile(name[:100], pages, self.arranged)])
            )
            for document_id in left_out:  # every page of it was left out
                await documents.remove_from_draft(client, self.draft_id, document_id)
        except ApiProblem as refused:
            self.joining, self.arrange_error = False, refused.message
            return
        self.joining, self.arranged, self.leaves = False, "", []
        yield type(self).refresh_files


def file_line(page: type[Arranging], file: File) -> Component:
    """One file: a small picture that opens the pages, its name, a way to remove it."""
    return rx.fragment(
        rx.el.li(
            rx.cond(
                file.thumb != "",
                rx.el.button(
                    rx.el.img(src=file.thumb, alt="", loading="lazy"),
                    type="button",
                    on_click=page.look(file.id),
                    aria_expanded=(page.looked_at == file.id).to_string(),
                    aria_label="Xem " + file.name,
                    class_name="thumb",
                ),
                rx.el.span("✓", class_name="thumb"),
            ),
            rx.el.span(
                file.name,
                rx.el.br(),
                rx.el.span(file.size, class_name="muted small"),
                rx.cond(
                    file.note != "",
                    rx.el.span(
                        " · " + file.note, class_name=rx.cond(file.bad, "error small", "small")
                    ),
                ),
            ),
            rx.el.button(
                "Xóa",
                type="button",
                on_click=page.remove_file(file.id),
                class_name="link",
                aria_label="Xóa tệp " + file.name,
            ),
        ),
        rx.cond(
            page.looked_at == file.id,
            rx.el.li(
                rx.foreach(
                    page.pages_shown,
                    lambda src, n: rx.el.img(
                        src=src, alt=f"Trang {n + 1}", loading="lazy", class_name="sheet-picture"
                    ),
                ),
                class_name="looked-at",
            ),
        ),
    )


def joining(page: type[Arranging], paper: Paper) -> Component:
    """The offer to join what was sent, and the pages once it is taken."""
    return rx.cond(
        page.arranged == paper.key,
        _laid_out(page),
        rx.cond(
            (paper.count > 1) & (paper.pages > 1) & (page.arranged == ""),
            rx.el.button(
                "Ghép thành một tệp PDF, sắp xếp trang",
                type="button",
                on_click=page.arrange(paper.key),
                class_name="button plain joins",
            ),
        ),
    )


def _laid_out(page: type[Arranging]) -> Component:
    return rx.el.div(
        rx.el.h3("Sắp xếp các trang"),
        rx.el.ol(
            rx.foreach(page.leaves, lambda leaf, n: _leaf(page, leaf, n)),
            class_name="leaves",
        ),
        rx.cond(
            page.arrange_error != "",
            rx.el.p(page.arrange_error, class_name="error", role="alert"),
        ),
        rx.el.div(
            rx.el.button(
                rx.cond(page.joining, "Đang ghép …", "Ghép thành một tệp PDF"),
                type="button",
                on_click=page.join,
                disabled=page.joining,
                class_name="button",
            ),
            rx.el.button(
                "Thôi, giữ như cũ",
                type="button",
                on_click=page.stop_arranging,
                class_name="button plain",
            ),
            class_name="actions",
        ),
        class_name="arranging",
    )


def _leaf(page: type[Arranging], leaf: Leaf, position: rx.Var[int]) -> Component:
    number = (position + 1).to_string()

    def act(sign: str, words: str, event: rx.event.EventType, **props: object) -> Component:
        return rx.el.button(
            sign,
            type="button",
            on_click=event,
            aria_label=rx.Var.create(f"{words} trang ") + number,
            class_name="tool",
            **props,
        )

    return rx.el.li(
        rx.el.span(number, class_name="number"),
        rx.el.span(
            rx.el.img(
                src=leaf.thumb,
                alt=leaf.title,
                custom_attrs={"data-turn": leaf.turn},
            ),
            class_name="frame-of-leaf",
        ),
        rx.el.span(
            act("↑", "Đưa lên trước:", page.move(position, -1), disabled=position == 0),
            act(
                "↓",
                "Đưa xuống sau:",
                page.move(position, 1),
                disabled=position == page.leaves.length() - 1,
            ),
            act("↻", "Xoay", page.turn(position)),
            act("✕", "Bỏ", page.leave_out(position)),
            class_name="tools",
        ),
    )
