"""One paper of the vault: what it says of itself, its files, where it was used, taking it out."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import vault
from shared.client.base import ApiProblem
from shared.contracts.documents import Document
from shared.contracts.vault import VaultPaper
from shared.ui.session import api
from shared.ui.words import day, moment, size
from ui_citizen.layout import message, ready, shell, trouble, waiting
from ui_citizen.pages.vault.listing import TONES
from ui_citizen.pages.vault.sharing import Sharing, sharing


@dataclasses.dataclass
class Fact:
    """A label and a value."""

    label: str
    value: str


@dataclasses.dataclass
class File:
    """A file to look at and to keep."""

    name: str
    size: str
    kind: str
    href: str


@dataclasses.dataclass
class Use:
    """One use."""

    what: str
    by: str


def files_of(documents: list[Document], path: str) -> list[File]:
    """Files with the address of each; `path` has a hole for the id."""
    return [File(d.name, size(d.size), d.media_type, path.format(d.id)) for d in documents]


class Paper(Sharing, rx.State):
    """The paper in the address."""

    title: str = ""
    state: str = ""
    tone: str = ""
    withdrawn: bool = False
    facts: list[Fact] = []
    files: list[File] = []
    uses: list[Use] = []
    loaded: bool = False
    problem: str = ""
    notice: str = ""

    @rx.event
    async def load(self):
        """Reads the paper."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            self._show(await vault.paper(api(self, "citizen"), self.item_id))
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/kho-giay-to/{self.item_id}")
            self.problem = refused.message
        self.loaded = True
        return None

    @rx.event
    async def take_out(self):
        """Out of the vault."""
        await self._change(vault.withdraw, "Đã rút. Từ lúc này giấy tờ không được dùng lại ở đâu.")

    @rx.event
    async def put_back(self):
        """Back into the vault."""
        await self._change(vault.put_back, "Đã đưa lại vào kho.")

    async def _change(self, change, words: str) -> None:
        try:
            self._show(await change(api(self, "citizen"), self.item_id))
        except ApiProblem as refused:
            self.notice = refused.message
            return
        self.notice = words

    def _show(self, found: VaultPaper) -> None:
        item = found.item
        self.title, self.state, self.tone = item.title, item.state_label, TONES[item.state]
        self.withdrawn = item.state == "withdrawn"
        pairs = [
            ("Nguồn", item.origin_label),
            ("Số, ký hiệu", item.number),
            ("Cơ quan", item.issuer),
            ("Ngày", day(item.issued_at)),
            ("Dùng lại đến", day(item.valid_to) if item.valid_to else "Không thời hạn"),
            ("Đã kiểm tra bởi", item.verified_by),
            ("Từ hồ sơ", item.dossier_code),
        ]
        self.facts = [Fact(label, value) for label, value in pairs if value]
        path = f"/api/v1/vault/{item.id}/documents/{{}}/content?disposition="
        self.files = files_of(found.documents, path)
        self._show_shares(found)
        self.uses = [
            Use(
                " · ".join(part for part in (u.procedure_name, u.dossier_code) if part),
                f"{u.by}, {moment(u.at)}",
            )
            for u in found.uses
        ]


def file_card(file: File) -> Component:
    """A file to look at, with the way to keep it."""
    return rx.el.section(
        rx.el.h2(file.name),
        rx.cond(
            file.kind == "application/pdf",
            rx.el.iframe(src=file.href + "inline", title=file.name, class_name="paper-view"),
            rx.el.img(src=file.href + "inline", alt=file.name, class_name="paper-view"),
        ),
        rx.el.p(
            rx.el.a("Tải về (" + file.size + ")", href=file.href + "attachment", class_name="link")
        ),
        class_name="card",
    )


def _uses() -> Component:
    return rx.el.section(
        rx.el.h2("Đã dùng ở đâu"),
        rx.cond(
            Paper.uses.length() > 0,
            rx.el.ul(
                rx.foreach(
                    Paper.uses,
                    lambda u: rx.el.li(
                        rx.el.p(rx.el.b(u.what)), rx.el.p(u.by, class_name="muted small")
                    ),
                ),
                class_name="looks",
            ),
            rx.el.p("Chưa dùng lại lần nào.", class_name="muted"),
        ),
        class_name="card",
    )


def _taking_out() -> Component:
    return rx.cond(
        Paper.withdrawn,
        rx.el.button("Đưa lại vào kho", on_click=Paper.put_back, class_name="button plain wide"),
        rx.el.details(
            rx.el.summary("Không muốn giấy này được dùng lại?"),
            rx.el.div(
                rx.el.p(
                    "Rút khỏi kho thì Cổng và Bộ phận Một cửa không đưa ra dùng lại nữa. Hồ sơ đã "
                    "nộp vẫn giữ bản sao của mình. Bạn đưa lại vào kho được bất cứ lúc nào."
                ),
                rx.el.button(
                    "Rút khỏi kho", on_click=Paper.take_out, class_name="button plain wide"
                ),
            ),
        ),
    )


@rx.page(
    route="/kho-giay-to/[item_id]",
    title="Giấy tờ trong kho – Cổng Dịch vụ công",
    on_load=Paper.load,
)
def paper() -> Component:
    """The page."""
    return shell(
        rx.cond(Paper.problem != "", trouble(Paper.problem)),
        rx.cond(
            Paper.title != "",
            rx.fragment(
                ready(),
                rx.el.p(rx.el.a("Kho giấy tờ", href="/kho-giay-to/")),
                rx.el.h1(Paper.title),
                rx.el.ul(
                    rx.el.li(Paper.state, class_name="tag " + Paper.tone),
                    class_name="tags",
                    style={"marginBottom": ".9rem"},
                ),
                rx.cond(Paper.notice != "", message(Paper.notice, "good")),
                rx.el.dl(
                    rx.foreach(
                        Paper.facts, lambda f: rx.el.div(rx.el.dt(f.label), rx.el.dd(f.value))
                    ),
                    class_name="rows card",
                ),
                rx.foreach(Paper.files, file_card),
                sharing(Paper),
                _uses(),
                _taking_out(),
            ),
            rx.cond(Paper.problem == "", waiting()),
        ),
    )
