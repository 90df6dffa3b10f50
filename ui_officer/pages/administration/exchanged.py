"""Shared catalogues exchanged with the platform: versions, what differs, what is decided."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import shared_lists
from shared.client.base import ApiProblem
from shared.contracts.shared_lists import KeptList, ListChange
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.layout import Person, message, shell

_TONES = {"added": "chip ok", "changed": "chip warn", "removed": "chip"}


@dataclasses.dataclass
class Difference:
    """One entry on both sides."""

    code: str
    kind: str
    tone: str
    ours: str
    theirs: str


@dataclasses.dataclass
class Row:
    """One catalogue."""

    code: str
    name: str
    keeper: str
    version: str
    looked: str
    trouble: str
    pulled: bool
    waits: str
    digest: str
    faults: str
    more: str
    changes: list[Difference]


class Exchanged(rx.State):
    """The catalogues, and the one about which a reason is being written."""

    rows: list[Row] = []
    loaded: bool = False
    problem: str = ""
    notice: str = ""
    declining: str = ""

    @rx.event
    async def load(self):
        """Reads them."""
        self.reset()
        await self._do(shared_lists.kept(api(self, "officer")), "")
        self.loaded = True

    @rx.event
    async def read_again(self):
        """Reads them anew."""
        await self._do(shared_lists.kept(api(self, "officer")), "")

    @rx.event
    async def look(self, code: str):
        """Publishes ours anew, or pulls theirs."""
        said = "Đang kiểm tra. Bấm Xem lại sau ít giây để thấy kết quả."
        await self._do(shared_lists.look(api(self, "officer"), code), said)

    @rx.event
    async def take(self, code: str):
        """Takes into use the version that is shown."""
        digest = next((row.digest for row in self.rows if row.code == code), "")
        said = "Đã đưa bản mới vào dùng từ hôm nay."
        await self._do(shared_lists.take(api(self, "officer"), code, digest), said)

    @rx.event
    def begin_declining(self, code: str):
        """Opens the reason, or closes it."""
        self.declining, self.problem, self.notice = code, "", ""

    @rx.event
    async def decline(self, form: dict[str, Any]):
        """Does not take it, and says why."""
        reason = str(form.get("reason") or "").strip()
        if len(reason) < 10:
            self.problem = "Ghi rõ lý do, ít nhất 10 ký tự."
            return
        code = self.declining
        digest = next((row.digest for row in self.rows if row.code == code), "")
        work = shared_lists.decline(api(self, "officer"), code, digest, reason)
        await self._do(work, "Đã ghi không dùng bản này.")

    async def _do(self, work: Any, said: str) -> None:
        self.problem = self.notice = ""
        try:
            found = await work
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.rows = [_row(one) for one in found]
        self.declining, self.notice = "", said


def _row(one: KeptList) -> Row:
    waits = one.waiting
    version = f"Phiên bản {one.version}, " if one.version else "Chưa trao đổi phiên bản nào, "
    version += f"đang dùng {one.entries} mục"
    more = waits.added + waits.changed + waits.removed - len(one.changes) if waits else 0
    return Row(
        code=one.code,
        name=one.name,
        keeper=one.keeper.label,
        version=version,
        looked=f"Kiểm tra lần cuối {moment(one.looked_at)}" if one.looked_at else "Chưa kiểm tra",
        trouble=one.trouble,
        pulled=one.keeper.code != "ours",
        waits=(
            f"Bản {waits.theirs or 'mới'} lấy về {moment(waits.made_at)}: thêm {waits.added}, "
            f"sửa {waits.changed}, bỏ {waits.removed} mục."
            if waits
            else ""
        ),
        digest=one.digest,
        faults=" ".join(one.faults),
        more=f"Và {more} mục khác." if more > 0 else "",
        changes=[_difference(change) for change in one.changes],
    )


def _difference(change: ListChange) -> Difference:
    return Difference(
        change.code,
        change.kind.label,
        _TONES[change.kind.code],
        _side(change.name_before, change.parent_before),
        _side(change.name, change.parent),
    )


def _side(name: str, parent: str) -> str:
    return f"{name} (thuộc {parent})" if parent else name


def _changes(row: rx.Var[Row]) -> Component:
    heads = ("Mã", "Khác biệt", "Đang dùng ở tỉnh", "Nền tảng dùng chung")
    return rx.el.table(
        rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
        rx.el.tbody(
            rx.foreach(
                row.changes,
                lambda one: rx.el.tr(
                    rx.el.td(one.code, class_name="mono"),
                    rx.el.td(rx.el.span(one.kind, class_name=one.tone)),
                    rx.el.td(one.ours),
                    rx.el.td(one.theirs),
                ),
            )
        ),
    )


def _deciding(row: rx.Var[Row]) -> Component:
    page = Exchanged
    return rx.cond(
        page.declining == row.code,
        rx.el.form(
            rx.el.div(
                rx.el.label("Vì sao không dùng bản này", html_for="reason-" + row.code),
                rx.el.textarea(id="reason-" + row.code, name="reason", max_length=2000, rows="2"),
                class_name="field",
            ),
            rx.el.div(
                rx.el.button("Không dùng bản này", type="submit", class_name="button"),
                rx.el.button(
                    "Thôi",
                    type="button",
                    on_click=page.begin_declining(""),
                    class_name="button plain",
                ),
                class_name="acts",
            ),
            on_submit=page.decline,
        ),
        rx.el.div(
            rx.cond(
                row.faults == "",
                rx.el.button(
                    "Đưa vào dùng",
                    on_click=page.take(row.code),
                    class_name="button",
                    aria_label="Đưa vào dùng: " + row.name,
                ),
            ),
            rx.el.button(
                "Không dùng …",
                on_click=page.begin_declining(row.code),
                class_name="button plain",
                aria_label="Không dùng: " + row.name,
            ),
            class_name="acts",
        ),
    )


def _card(row: rx.Var[Row]) -> Component:
    return rx.el.section(
        rx.el.div(
            rx.el.div(
                rx.el.h2(row.name),
                rx.el.p(
                    row.keeper,
                    " · ",
                    row.version,
                    rx.el.span(" · ", row.looked, class_name="muted"),
                    class_name="small",
                ),
            ),
            rx.el.button(
                rx.cond(row.pulled, "Lấy bản mới", "Công bố nếu có thay đổi"),
                on_click=Exchanged.look(row.code),
                class_name="button plain",
                aria_label=rx.cond(row.pulled, "Lấy bản mới: ", "Công bố: ") + row.name,
            ),
            class_name="head",
        ),
        rx.cond(row.trouble != "", message(row.trouble)),
        rx.cond(
            row.waits != "",
            rx.fragment(
                rx.el.p(row.waits),
                _changes(row),
                rx.cond(row.more != "", rx.el.p(row.more, class_name="small muted")),
                rx.cond(row.faults != "", message("Chưa dùng được bản này. " + row.faults)),
                _deciding(row),
            ),
        ),
        class_name="card",
    )


@rx.page(
    route="/trao-doi-danh-muc",
    title="Trao đổi danh mục – Một cửa điện tử",
    on_load=[Person.enter, Exchanged.load],
)
def exchanged() -> Component:
    """The page."""
    page = Exchanged
    return shell(
        rx.el.p(rx.el.a("← Danh mục dùng chung", href="/danh-muc-dung-chung/")),
        rx.el.div(
            rx.el.h1("Trao đổi danh mục"),
            rx.el.button("Xem lại", on_click=page.read_again, class_name="button plain"),
            class_name="head",
        ),
        rx.el.p(
            "Danh mục của tỉnh được công bố thành phiên bản mới mỗi khi thay đổi. Danh mục lấy từ "
            "nền tảng dùng chung chỉ được dùng sau khi bạn xem khác biệt và quyết định.",
            class_name="muted lead",
        ),
        rx.cond(page.problem != "", message(page.problem)),
        rx.cond(page.notice != "", message(page.notice, "good")),
        rx.cond(
            page.loaded,
            rx.foreach(page.rows, _card),
            rx.el.p("Đang tải …", role="status", class_name="card"),
        ),
    )
