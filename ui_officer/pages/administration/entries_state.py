"""One shared catalogue as of a day: what is shown, what is typed, and what the API says to it."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx

from shared.client import lookups
from shared.client.base import ApiProblem
from shared.contracts.lookups import EndEntry, Entry, RecordedEntry, SaveEntry
from shared.ui.session import api
from shared.ui.words import day, moment
from ui_officer.pages.administration.typed import period, typed_day

_FIELDS = ("code", "name", "valid_from", "valid_to", "parent_code", "replaced_by", "note")


@dataclasses.dataclass
class Row:
    """One entry in words."""

    code: str
    name: str
    parent: str
    period: str
    heirs: str
    note: str
    ended: bool


@dataclasses.dataclass
class Past:
    """One writing of a period."""

    name: str
    period: str
    who: str
    state: str


class Entries(rx.State):
    """A catalogue as of a day."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    key: str = ""
    title: str = ""
    source: str = ""
    elsewhere: str = ""
    q: str = ""
    on: str = ""
    all_days: bool = False
    rows: list[Row] = []
    more: str = ""
    typed: dict[str, str] = {}
    chosen: str = ""
    past: list[Past] = []

    @rx.event
    async def load(self):
        """Reads the catalogue of the address."""
        self.reset()
        self.key = str(self.router.url.path or "").rstrip("/").rsplit("/", 1)[-1]
        try:
            found = await lookups.catalogues(api(self, "officer"))
            one = next((c for c in found if c.key == self.key), None)
            if one is not None:
                self.title, self.source, self.elsewhere = one.name, one.source, one.kept_elsewhere
            await self._read("")
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    @rx.event
    async def find(self, form: dict[str, Any]):
        """Looks again: other words, another day."""
        self.problem = ""
        self.q, typed = str(form.get("q", "")).strip(), str(form.get("on", "")).strip()
        self.all_days = form.get("all") in ("on", True)
        self.on = typed_day(typed) if typed else ""
        if typed and not self.on:
            self.problem = "Ghi ngày dạng ngày/tháng/năm, ví dụ 30/06/2025."
            return
        await self._again("")

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._again(self.more)

    @rx.event
    async def open(self, code: str):
        """Shows what a code meant when, and fills the boxes with what it means."""
        self.problem = self.notice = ""
        try:
            found = await lookups.history(api(self, "officer"), self.key, code)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self._show(code, found)
        now = next((r.entry for r in found if not r.superseded_at), found[0].entry)
        self.typed = _typed(now)

    @rx.event
    async def save(self, form: dict[str, Any]):
        """Keeps an entry; nothing typed is lost when it is refused."""
        self.problem = self.notice = ""
        typed = {name: str(form.get(name, "")).strip() for name in _FIELDS}
        self.typed = typed
        values = {
            **typed,
            "valid_from": typed_day(typed["valid_from"]),
            "valid_to": typed_day(typed["valid_to"]) or None,
            "replaced_by": [c.strip() for c in typed["replaced_by"].split(";") if c.strip()],
        }
        if not values["valid_from"] or (typed["valid_to"] and not values["valid_to"]):
            self.problem = "Ghi ngày dạng ngày/tháng/năm, ví dụ 01/07/2025."
            return
        try:
            data = msgspec.convert(values, SaveEntry)
        except msgspec.ValidationError:
            self.problem = "Ghi mã (không có dấu cách ở đầu, cuối) và tên."
            return
        call = lookups.save(api(self, "officer"), self.key, data)
        await self._do(call, typed["code"], f"Đã ghi mã {typed['code']}.")

    @rx.event
    async def end(self, form: dict[str, Any]):
        """Ends the chosen code."""
        self.problem = self.notice = ""
        last = typed_day(str(form.get("last_day", "")).strip())
        if not last:
            self.problem = "Ghi ngày cuối dạng ngày/tháng/năm."
            return
        heirs = [c.strip() for c in str(form.get("heirs", "")).split(";") if c.strip()]
        call = lookups.end(api(self, "officer"), self.key, self.chosen, EndEntry(last, heirs))
        await self._do(call, self.chosen, f"Mã {self.chosen} hết áp dụng sau ngày {day(last)}.")

    async def _do(self, call: Any, code: str, done: str) -> None:
        try:
            self._show(code, await call)
            await self._read("")
        except ApiProblem as refused:
            said = [refused.message, *(e.message for e in refused.errors)]
            self.problem = " ".join(dict.fromkeys(said))
            return
        self.notice = done

    def _show(self, code: str, found: list[RecordedEntry]) -> None:
        self.chosen = code
        self.past = [
            Past(
                r.entry.name,
                period(r.entry.valid_from, r.entry.valid_to),
                f"{r.recorded_by}, {moment(r.recorded_at)}",
                f"Đã thay {moment(r.superseded_at)}" if r.superseded_at else "Đang dùng",
            )
            for r in found
        ]

    async def _again(self, cursor: str) -> None:
        try:
            await self._read(cursor)
        except ApiProblem as refused:
            self.problem = refused.message

    async def _read(self, cursor: str) -> None:
        found = await lookups.entries(
            api(self, "officer"), self.key, q=self.q, on=self.on, cursor=cursor,
            ended_too="true" if self.all_days else "",
        )  # fmt: skip
        rows = [
            Row(
                e.code, e.name, e.parent_code, period(e.valid_from, e.valid_to),
                "; ".join(e.replaced_by), e.note,
                e.valid_to is not None,
            )
            for e in found.items
        ]  # fmt: skip
        self.rows = [*self.rows, *rows] if cursor else rows
        self.more = found.next_cursor or ""


def _typed(e: Entry) -> dict[str, str]:
    return {
        "code": e.code, "name": e.name, "valid_from": day(e.valid_from),
        "valid_to": day(e.valid_to) if e.valid_to else "", "parent_code": e.parent_code,
        "replaced_by": "; ".join(e.replaced_by), "note": e.note,
    }  # fmt: skip
