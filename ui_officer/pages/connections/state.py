"""One connection: what is shown of it, and what is being done to it."""

from collections.abc import Awaitable
from typing import Any

import reflex as rx

from shared.client import connections
from shared.client.base import ApiProblem
from shared.contracts.connections import ConnectionDetail, SetMapping, SetThresholds
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up
from shared.ui.words import iso_day
from ui_officer.pages.connections import words
from ui_officer.pages.connections.names import SETTINGS
from ui_officer.pages.connections.words import (
    Alarm,
    Bar,
    Line,
    Mapped,
    Pair,
    Row,
    Unequal,
    Wanted,
)

_SHORT = "Ghi lý do, ít nhất 3 ký tự."


class Partner(StepUpMixin, rx.State):
    """One connection."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    error: str = ""
    tab: str = "tin"
    row: Row = Row("", "", "", "", "", "", "", "", "", "", "", "", "", False)
    facts: list[Pair] = []
    settings: list[Pair] = []
    bars: list[Bar] = []
    reconciles: bool = False
    checked: str = ""
    check_ok: bool = True
    wanted: list[Wanted] = []
    alarms: list[Alarm] = []
    limits: dict[str, str] = {}
    shown_state: str = "dead"
    lines: list[Line] = []
    more: str = ""
    mapped: list[Mapped] = []
    more_mapped: str = ""
    unequal: list[Unequal] = []
    settled: bool = False
    # What is being done, to what, and what was typed for it.
    doing: str = ""
    subject: str = ""
    content: str = ""
    kind: str = ""
    code: str = ""

    @rx.var
    def waits_for_code(self) -> bool:
        """Whether the code being given is one of those that are missing."""
        return any((w.kind, w.code) == (self.kind, self.code) for w in self.wanted)

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads everything; nothing of an earlier visit shows through."""
        self.reset()
        try:
            self._show(await connections.connection(api(self, "officer"), self.connection_id))
            await self._read_tab()
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def turn(self, tab: str):
        """Shows another part."""
        self.tab, self.doing, self.problem, self.notice = tab, "", "", ""
        await self._read_again()

    @rx.event
    async def filter_by(self, state: str):
        """Shows messages in another state."""
        self.shown_state, self.doing, self.notice = state, "", ""
        await self._read_again()

    @rx.event
    async def show_settled(self, settled: bool):
        """Differences that are open, or that were dealt with."""
        self.settled = settled
        await self._read_again()

    @rx.event
    async def read_on(self):
        """The next messages."""
        try:
            page = await connections.deliveries(
                api(self, "officer"), self.row.id, self.shown_state, self.more
            )
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.lines += [words.line_of(found) for found in page.items]
        self.more = page.next_cursor or ""

    @rx.event
    def begin(self, doing: str, subject: str = ""):
        """Asks for the reason of something."""
        self.doing, self.subject, self.error, self.content = doing, subject, "", ""
        self.problem, self.notice = "", ""

    @rx.event
    def begin_mapping(self, kind: str, code: str):
        """Asks for the partner's code."""
        self.doing, self.kind, self.code, self.error = "map", kind, code, ""
        self.problem, self.notice = "", ""

    @rx.event
    def leave(self):
        """Does not do it."""
        self.doing, self.error = "", ""

    @rx.event
    async def open_content(self, subject: str):
        """Reads what a message says, after who is there was asked."""
        self.doing, self.problem, self.notice, self.error = "", "", "", ""
        try:
            found = await connections.delivery(api(self, "officer"), subject)
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("open_content", subject)
                return
            self.problem = refused.message
            return
        self.doing, self.subject, self.content = "edit", subject, found.content

    @rx.event
    async def do(self, form: dict[str, Any]):
        """Does what was begun; nothing typed is lost when it is refused."""
        reason = str(form.get("reason") or "").strip()
        if len(reason) < 3:
            self.error = _SHORT
            return
        client, id_, subject = api(self, "officer"), self.row.id, self.subject
        if self.doing == "edit":
            self.content = str(form.get("content") or "")
        calls: dict[str, tuple[Any, str]] = {
            "pause": (lambda: connections.pause(client, id_, reason), "Đã tạm dừng."),
            "resume": (lambda: connections.resume(client, id_, reason), "Đã gửi tiếp."),
            "replay_all": (
                lambda: connections.replay_dead(client, id_, reason),
                "Đã đưa vào gửi lại, theo đúng thứ tự.",
            ),
            "replay": (lambda: connections.replay(client, subject, reason), "Đã đưa vào gửi lại."),
            "edit": (
                lambda: connections.replay(client, subject, reason, self.content),
                "Đã sửa và đưa vào gửi lại.",
            ),
            "drop": (lambda: connections.drop(client, subject, reason), "Đã bỏ tin."),
            "confirm": (
                lambda: connections.confirm(client, subject, reason), "Đã xác nhận là đã gửi."
            ),
            "end_mapping": (
                lambda: connections.end_mapping(client, subject, reason), "Mã này thôi dùng."
            ),
            "settle": (
                lambda: connections.settle(client, subject, reason), "Đã ghi kết quả xử lý."
            ),
        }  # fmt: skip
        if self.doing == "map":
            data = SetMapping(
                str(form.get("kind") or self.kind).strip(),
                str(form.get("code") or self.code).strip(),
                str(form.get("their_code") or "").strip(),
                reason,
            )
            if not (data.kind and data.code and data.their_code):
                self.error = "Ghi đủ loại mã, mã của hệ thống và mã của đối tác."
                return
            done = "Đã ghi mã. Các tin đang chờ mã này được gửi tiếp."
            await self._do(connections.set_mapping(client, id_, data), done, form)
            return
        call, done = calls[self.doing]
        await self._do(call(), done, form)

    @rx.event
    async def ask(self):
        """Asks the partner how it is, now."""
        self.problem, self.notice = "", ""
        try:
            self._show(await connections.check(api(self, "officer"), self.row.id))
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def set_limits(self, form: dict[str, Any]):
        """When alarms are raised."""
        self.problem, self.notice, self.error = "", "", ""
        self.limits = {name: str(form.get(name, "")).strip() for name in self.limits}
        share = self.limits["error_share"].replace(",", ".")
        try:
            data = SetThresholds(
                int(self.limits["backlog_limit"]), int(self.limits["silence_minutes"]), float(share)
            )
            self._show(await connections.set_thresholds(api(self, "officer"), self.row.id, data))
        except ValueError:
            self.error = "Ghi ba số: số tin, số phút và phần trăm."
            return
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.notice = "Đã lưu ngưỡng cảnh báo."

    @rx.event
    async def compare(self, form: dict[str, Any]):
        """Compares a day with the partner."""
        self.problem, self.notice, self.error = "", "", ""
        try:
            client = api(self, "officer")
            found = await connections.compare(
                client, self.row.id, iso_day(str(form.get("day", "")))
            )
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.notice = (
            f"{found.differences} chỗ chưa khớp." if found.differences else "Hai bên khớp nhau."
        )
        await self._read_again()

    async def _do(self, call: Awaitable[Any], done: str, form: dict[str, Any]) -> None:
        try:
            await call
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("do", form)
                return
            self.error = refused.errors[0].message if refused.errors else refused.message
            return
        self.doing, self.error, self.notice = "", "", done
        await self._read_again()

    async def _read_again(self) -> None:
        try:
            self._show(await connections.connection(api(self, "officer"), self.row.id))
            await self._read_tab()
        except ApiProblem as refused:
            self.problem = refused.message

    async def _read_tab(self) -> None:
        client = api(self, "officer")
        if self.tab == "tin":
            page = await connections.deliveries(client, self.row.id, self.shown_state)
            self.lines = [words.line_of(found) for found in page.items]
            self.more = page.next_cursor or ""
        elif self.tab == "ma":
            codes = await connections.mappings(client, self.row.id)
            self.mapped = [words.mapped_of(each) for each in codes.items]
        elif self.tab == "doi-soat":
            found = await connections.differences(client, self.row.id, is_open=not self.settled)
            self.unequal = [words.unequal_of(each) for each in found.items]

    def _show(self, found: ConnectionDetail) -> None:
        self.loaded, self.row = True, words.row_of(found.connection)
        self.facts = words.facts_of(found)
        self.settings = [
            Pair(SETTINGS.get(each.name, each.name), each.value or "chưa đặt")
            for each in found.settings
        ]
        self.bars = words.bars_of(found.minutes)
        self.reconciles = found.reconciles
        self.check_ok = found.check_ok is not False
        self.checked = words.checked(found)
        self.wanted = [words.wanted_of(each) for each in found.wanted]
        self.alarms = [words.alarm_of(each) for each in found.alarms]
        self.limits = {
            "backlog_limit": str(found.backlog_limit),
            "silence_minutes": str(found.silence_minutes),
            "error_share": f"{found.error_limit:g}".replace(".", ","),
        }
