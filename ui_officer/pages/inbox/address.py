"""What the address of the inbox says: folder, filters, columns; read from it, written into it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from shared.ui.session import queries, query
from shared.ui.words import day, iso_day
from shared.vocabulary.channels import CHANNEL_LABELS, Channel
from shared.vocabulary.folders import BY_DEADLINE
from shared.vocabulary.states import OFFICER_LABELS, State

COLUMN_LABELS = {
    "procedure": "Thủ tục",
    "applicant": "Người nộp",
    "state": "Trạng thái",
    "due": "Hạn trả",
    "holder": "Đang giữ",
    "submitted": "Ngày nộp",
    "channel": "Kênh nộp",
    "agency": "Nơi nhận",
}
USUAL_ORDER = "Mới nhất trước"
ORDER_LABELS = {"oldest": "Cũ nhất trước"}
USUAL_COLUMNS = ("procedure", "applicant", "state", "due", "holder")


@dataclass(frozen=True)
class Wanted:
    """One list as the address names it. Days are ISO dates, as the API takes them."""

    folder: str
    q: str = ""
    procedure: str = ""
    state: str = ""
    channel: str = ""
    due_from: str = ""
    due_to: str = ""
    order: str = ""
    columns: tuple[str, ...] = USUAL_COLUMNS

    def filters(self) -> dict[str, str]:
        """What narrows the folder, by the names of the API."""
        found = asdict(self)
        del found["folder"], found["columns"]
        return {name: value for name, value in found.items() if value}

    def link(self, cursor: str = "") -> str:
        """The address of this list."""
        parameters: list[tuple[str, str]] = [("folder", self.folder), *self.filters().items()]
        if self.columns != USUAL_COLUMNS:
            parameters += [("columns", name) for name in self.columns]
        if cursor:
            parameters.append(("trang", cursor))
        return "/?" + urlencode(parameters)

    def without(self, name: str) -> "Wanted":
        """The same list without one of its filters."""
        return replace(self, **{name: ""})

    def words(self) -> list[tuple[str, str]]:
        """Each filter in words, and the address without it."""
        said = {
            "q": f"Tìm: {self.q}",
            "procedure": f"Thủ tục: {self.procedure}",
            "state": f"Trạng thái: {_state(self.state)}",
            "channel": f"Kênh: {_channel(self.channel)}",
            "due_from": f"Hạn từ {day(self.due_from)}",
            "due_to": f"Hạn đến {day(self.due_to)}",
            "order": ORDER_LABELS.get(self.order, self.order),
        }
        return [(said[name], self.without(name).link()) for name in self.filters()]


def wanted_of(state: Any, home: str) -> Wanted:
    """What the address in the browser asks for; `home` when it names no folder."""
    folder = query(state, "folder") or home
    return Wanted(
        folder=folder,
        q=query(state, "q").strip()[:100],
        procedure=query(state, "procedure").split(" ")[0][:40],
        state=query(state, "state")[:40],
        channel=query(state, "channel")[:10],
        due_from=iso_day(query(state, "due_from").strip())[:10],
        due_to=iso_day(query(state, "due_to").strip())[:10],
        order="oldest" if query(state, "order") == "oldest" and folder not in BY_DEADLINE else "",
        columns=known_columns(queries(state, "columns")),
    )


def known_columns(names: Sequence[str]) -> tuple[str, ...]:
    """The columns in the order of the table; the usual ones when none is named."""
    return tuple(name for name in COLUMN_LABELS if name in names) or USUAL_COLUMNS


def _state(code: str) -> str:
    return OFFICER_LABELS[State(code)].vi if code in set(State) else code


def _channel(code: str) -> str:
    return CHANNEL_LABELS[Channel(code)].vi if code in set(Channel) else code
