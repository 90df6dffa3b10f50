"""Reading the codes of a scan: separator sheets sort the pages behind them by themselves."""

import dataclasses

import reflex as rx

from shared.client import paper_codes
from shared.client.base import ApiProblem
from shared.contracts.paper_codes import PageCode
from shared.ui.session import api

NO_PAPER = "-"


@dataclasses.dataclass
class Scanned:
    """One page of a scan, and the paper it belongs to: a key, or dossier and key with a slash."""

    document_id: str
    page: int
    turn: int
    thumb: str
    paper: str
    told: str = ""


@dataclasses.dataclass
class Elsewhere:
    """A paper of another dossier, which a page of this pile belongs to."""

    value: str
    name: str


class ReadingCodes(rx.State, mixin=True):
    """What the codes on the pages said. Pages that somebody sorted by hand stay as they are."""

    scanned: list[Scanned] = []
    elsewhere: list[Elsewhere] = []
    reading: str = ""
    _read_already: list[str] = []

    @rx.event(background=True)
    async def read_codes(self):
        """Reads every scan that was not read yet, some pages at a time, and sorts its pages."""
        async with self:
            if self.reading:
                return
            waiting = list(dict.fromkeys(s.document_id for s in self.scanned))
            waiting = [id_ for id_ in waiting if id_ not in self._read_already]
            if not waiting:
                return
            self.reading = "Đang đọc mã trên giấy …"
        for id_ in waiting:
            found: list[PageCode] = []
            first = 1
            while first:
                async with self:
                    client = api(self, "officer")
                try:
                    read = await paper_codes.read(client, id_, first)
                except ApiProblem:
                    break  # the pages can still be sorted by hand
                found += read.found
                first = read.next
                async with self:
                    done = (first or read.pages + 1) - 1
                    self.reading = f"Đang đọc mã trên giấy: {done}/{read.pages} trang"
            async with self:
                self._read_already = [*self._read_already, id_]
                self._apply(id_, found)
        async with self:
            self.reading = ""

    def _apply(self, document_id: str, found: list[PageCode]) -> None:
        by_page = {code.page: code for code in found}
        pages = list(self.scanned)
        current = ""
        for at, page in enumerate(pages):
            if page.document_id != document_id:
                continue
            code = by_page.get(page.page)
            if code is not None:
                current = self._target(code)
                told = (
                    "Tờ ngăn cách" if code.separates else f"Giấy in của hồ sơ {code.dossier_code}"
                )
                # What we printed ourselves is kept here already.
                pages[at] = dataclasses.replace(page, paper=page.paper or NO_PAPER, told=told)
            elif current and not page.paper:
                pages[at] = dataclasses.replace(page, paper=current, told="Xếp theo mã")
        self.scanned = pages
        if found:
            sheets = sum(code.separates for code in found)
            self.notice = f"Đã đọc mã: {sheets} tờ ngăn cách. Hãy xem lại rồi lưu."

    def _target(self, code: PageCode) -> str:
        """The paper that the pages behind a code belong to; empty when it is still to be chosen."""
        if code.dossier_id == self.dossier_id:
            return code.component_key
        value = f"{code.dossier_id}/{code.component_key}"
        name = code.component_name or "chưa phân loại"
        if value not in [e.value for e in self.elsewhere]:
            self.elsewhere = [
                *self.elsewhere, Elsewhere(value, f"Hồ sơ {code.dossier_code}: {name}")
            ]  # fmt: skip
        return value
