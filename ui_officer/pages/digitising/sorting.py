"""One scan of many pages, sorted into the papers of a dossier."""

import dataclasses

import reflex as rx

from shared.client import certified, documents, dossiers, uploads
from shared.client.base import ApiProblem
from shared.contracts.documents import Document
from shared.contracts.dossiers import Dossier
from shared.contracts.uploads import Arrange, NewFile, PageOfFile
from shared.ui.session import api
from shared.ui.words import limits_in_words
from ui_officer.pages.digitising.certifying import Certifying
from ui_officer.pages.digitising.reading import ReadingCodes, Scanned

_MOST = 200


@dataclasses.dataclass
class Line:
    """One paper of the check-list: what was brought and what is digitised."""

    key: str
    name: str
    received: str
    digitised: str
    done: bool


class Digitising(Certifying, ReadingCodes, rx.State):
    """The dossier in the address and its scans."""

    loaded: bool = False
    problem: str = ""
    title: str = ""
    lines: list[Line] = []
    limits: str = ""
    not_split: str = ""
    error: str = ""
    notice: str = ""
    busy: bool = False
    _names: dict[str, str] = {}

    @rx.event
    async def load(self):
        """Reads the dossier."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        await self._read()
        if not self.problem:
            self.limits = limits_in_words(await documents.limits(api(self, "officer")))
        self.loaded = True
        if self.problem == "401":
            return rx.redirect(f"/dang-nhap/?next=/so-hoa/{self.dossier_id}")
        return Digitising.read_codes

    @rx.event
    async def refresh(self):
        """After a scan has been sent."""
        self.notice = ""
        await self._read()
        return Digitising.read_codes

    async def _read(self) -> None:
        client = api(self, "officer")
        try:
            found = await dossiers.dossier(client, self.dossier_id)
            vouched = await certified.of_dossier(client, self.dossier_id)
        except ApiProblem as refused:
            self.problem = "401" if refused.status == 401 else refused.message
            return
        self.title = f"{found.code or found.reference} · {found.procedure_name}"
        self._names = {c.key: c.name for c in found.components}
        self.lines = [_line(found, c.key) for c in found.components]
        before = {(s.document_id, s.page): s for s in self.scanned}
        self.scanned = [
            before.get((d.id, page + 1))
            or Scanned(
                d.id,
                page + 1,
                0,
                f"/api/v1/documents/{d.id}/page?number={page + 1}&size=thumb",
                "",
            )
            for d in _unsorted(found)
            for page in range(d.pages)
        ][:_MOST]
        whole = [d.name for d in _unsorted(found) if not d.pages]
        self.not_split = ", ".join(whole)
        self._show_copies(found, vouched)

    @rx.event
    def sort(self, position: int, paper: str):
        """Says which paper a page belongs to; the unsorted pages behind it follow."""
        self.error = ""
        pages = list(self.scanned)
        if not 0 <= position < len(pages):
            return
        pages[position] = dataclasses.replace(pages[position], paper=paper)
        for later in range(position + 1, len(pages)):
            if pages[later].paper or pages[later].document_id != pages[position].document_id:
                break
            pages[later] = dataclasses.replace(pages[later], paper=paper)
        self.scanned = pages

    @rx.event
    def turn(self, position: int):
        """Turns a page a quarter clockwise."""
        if 0 <= position < len(self.scanned):
            page = self.scanned[position]
            self.scanned[position] = dataclasses.replace(page, turn=(page.turn + 90) % 360)

    @rx.event
    async def keep(self):
        """Makes a file of each paper from its pages; pages marked as no paper are left out."""
        if self.busy:
            return
        unsorted = [s for s in self.scanned if not s.paper]
        if unsorted:
            self.error = f"Còn {len(unsorted)} trang chưa chọn giấy tờ."
            return
        names = self._names | {e.value: e.name for e in self.elsewhere}
        papers = [k for k in dict.fromkeys(s.paper for s in self.scanned) if k in names]
        if not papers:
            self.error = "Hãy chọn giấy tờ cho ít nhất một trang."
            return
        self.busy, self.error = True, ""
        yield
        files = [
            NewFile(
                names[key].rsplit(": ", 1)[-1][:100] if "/" in key else names[key][:100],
                [PageOfFile(s.document_id, s.page, s.turn) for s in self.scanned if s.paper == key],
                key.rsplit("/", 1)[-1],
                key.split("/", 1)[0] if "/" in key else "",
            )
            for key in papers
        ]
        try:
            made = await uploads.arrange_dossier(
                api(self, "officer"), self.dossier_id, Arrange(files)
            )
        except ApiProblem as refused:
            self.busy, self.error = False, refused.message
            return
        self.busy, self.scanned = False, []
        others = len({key.split("/", 1)[0] for key in papers if "/" in key})
        self.notice = f"Đã lưu {len(made)} giấy tờ vào hồ sơ." + (
            f" Trong đó có giấy tờ của {others} hồ sơ khác." if others else ""
        )
        self.elsewhere = []
        await self._read()


def _unsorted(found: Dossier) -> list[Document]:
    """Scans that belong to no paper yet."""
    known = {c.key for c in found.components}
    everything = [*found.documents, *(d for c in found.components for d in c.documents)]
    return [d for d in everything if d.purpose == "component" and d.component_key not in known]


def _line(found: Dossier, key: str) -> Line:
    paper = next(c for c in found.components if c.key == key)
    counts = [
        f"{count} {kind}"
        for count, kind in (
            (paper.received_originals, "bản chính"),
            (paper.received_copies, "bản sao"),
        )
        if count
    ]
    pages = sum(d.pages for d in paper.documents)
    files = len(paper.documents)
    return Line(
        key,
        paper.name,
        ", ".join(counts) or "Không nhận bản giấy",
        f"{files} tệp, {pages} trang" if files else "Chưa số hóa",
        bool(files),
    )
