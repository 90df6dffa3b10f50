"""Which paper and which of its pages is looked at."""

import dataclasses

import reflex as rx

from shared.client import documents
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.words import size


@dataclasses.dataclass
class Sheet:
    """One page: its number, its small picture, its large one."""

    number: int
    thumb: str
    large: str


class Viewing(rx.State, mixin=True):
    """The paper on the right. It is drawn by the server; nothing is downloaded unasked."""

    sheets: list[Sheet] = []
    sheet: Sheet = Sheet(0, "", "")
    viewed: str = ""
    view_words: str = ""
    view_problem: str = ""
    download: str = ""

    @rx.event
    async def look_at(self, document_id: str):
        """Shows a document on the right, from its first page."""
        self.shown = next((f for f in self.files if f.id == document_id), self.shown)
        await self._open_shown()

    async def _open_shown(self) -> None:
        self.sheets, self.sheet, self.view_problem = [], Sheet(0, "", ""), ""
        self.viewed, self.view_words, self.download = self.shown.id, "", ""
        if not self.shown.id:
            return
        try:
            found = await documents.view(api(self, "officer"), self.shown.id)
        except ApiProblem as refused:
            self.view_problem = refused.message
            return
        address = f"/api/v1/documents/{found.id}"
        self.download = f"{address}/content?disposition=attachment"
        told = [size(found.size), f"{found.pages} trang" if found.pages else "", found.scan_label]
        if found.simplified:
            told.append("bản xem nhanh: chỉ chữ và bảng, tải về để xem bản gốc")
        if found.watermark:
            told.append(f"bản cho cán bộ có dấu “{found.watermark}”")
        self.view_words = " · ".join(part for part in told if part)
        self.sheets = [
            Sheet(
                n,
                f"{address}/page?number={n}&size=thumb",
                f"{address}/page?number={n}",
            )
            for n in range(1, found.pages + 1)
        ]
        if self.sheets:
            self.sheet = self.sheets[0]
        else:
            self.view_problem = "Không đọc được nội dung tệp này để hiện trên trang. Tải về để mở."

    @rx.event
    def to_page(self, number: int):
        """Goes to a page; numbers outside stay at the edge."""
        if self.sheets:
            self.sheet = self.sheets[max(0, min(len(self.sheets), number) - 1)]

    @rx.event
    async def to_file(self, step: int):
        """Goes to the next document or the one before."""
        ids = [f.id for f in self.files]
        if self.shown.id in ids:
            at = ids.index(self.shown.id) + step
            if 0 <= at < len(ids):
                self.shown = self.files[at]
                await self._open_shown()
