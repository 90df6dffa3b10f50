"""The kind of result in the address, as it is being written."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx

from shared.client import result_kinds
from shared.client.base import ApiProblem
from shared.contracts.result_kinds import (
    DefinedBlock,
    DefinedField,
    KindDefinition,
    KindDesign,
    SaveKind,
)
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.pages.two_persons import TwoPersons, as_file

_BEGINS = ("answer", "dossier", "preset")
replace = msgspec.structs.replace


@dataclasses.dataclass
class Pick:
    """Something to choose."""

    code: str
    label: str


@dataclasses.dataclass
class FieldCells:
    """One field in its boxes: `begins` names from what it is filled, `begin` with what."""

    key: str
    label: str
    required: bool
    long: bool
    begins: str
    begin: str
    hint: str
    pattern: str
    options: str
    sample: str


@dataclasses.dataclass
class BlockCells:
    """One part of the page in its boxes; fields of a table by key, with commas."""

    kind: str
    label: str
    text: str
    fields: str


@dataclasses.dataclass
class Version:
    """One version that was put in force."""

    number: int
    at: str
    by: str


class KindPage(TwoPersons, rx.State):
    """The definition in boxes, the printed page beside it."""

    key_shown: str = ""
    title: str = ""
    symbol: str = ""
    position: str = ""
    procedures: str = ""
    retired: bool = False
    version: int = 0
    cells: list[FieldCells] = []
    blocks: list[BlockCells] = []
    open_field: int = -1
    versions: list[Version] = []
    answers: list[Pick] = []
    facts: list[Pick] = []
    preview: str = ""

    @rx.event
    async def load(self):
        """Reads the kind."""
        drawn = self.drawn
        self.reset()
        self.drawn = drawn + 1
        try:
            self._show(await result_kinds.design(api(self, "officer"), self.kind_key))
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/mau-ket-qua/{self.kind_key}")
            self.problem = refused.message
        self.loaded = True
        return None

    async def _do(self, what: str, note: str = "") -> KindDesign | None:
        client, key = api(self, "officer"), self.key_shown
        match what:
            case "save":
                data = SaveKind(self._revision, self._definition())
                return await result_kinds.save(client, key, data)
            case "propose":
                return await result_kinds.propose(client, key, self._revision)
            case "publish":
                return await result_kinds.publish(client, key, self._revision)
            case "give_back":
                return await result_kinds.give_back(client, key, note)
        await result_kinds.discard(client, key)
        try:
            return await result_kinds.design(client, key)
        except ApiProblem as refused:
            if refused.status != 404:
                raise
            return None  # it was never in force: nothing is left of it

    def _show(self, found: KindDesign | None) -> None:
        if found is None:
            self.key_shown = ""
            return
        self._put(found.definition)
        self.version = found.version
        self.versions = [
            Version(v.version, moment(v.at), f"{v.proposed_by}; phê duyệt: {v.approved_by}")
            for v in found.versions
        ]
        self.answers = [Pick(c.code, c.label) for c in found.answers]
        self.facts = [Pick(c.code, c.label) for c in found.facts]
        self._stands(found.next, found.faults)
        # The counter makes the browser fetch the page anew after each save.
        self.preview = (
            f"/api/v1/result-kinds/{self.key_shown}/print?v={self.drawn}#navpanes=0&view=FitH"
        )

    def _put(self, kind: KindDefinition) -> None:
        self.key_shown, self.title, self.symbol = kind.key, kind.title, kind.symbol
        self.position, self.procedures = kind.position, ", ".join(kind.procedures)
        self.retired = kind.retired
        self.cells = [_field_cells(f) for f in kind.fields]
        self.blocks = [
            BlockCells(b.kind, b.label, b.text, ", ".join(b.fields)) for b in kind.blocks
        ]
        self.drawn += 1

    def _definition(self) -> KindDefinition:
        return KindDefinition(
            key=self.key_shown,
            title=self.title.strip(),
            symbol=self.symbol.strip(),
            procedures=_listed(self.procedures),
            position=self.position.strip(),
            fields=[_field(cells) for cells in self.cells],
            blocks=[
                DefinedBlock(b.kind, b.text.strip(), b.label.strip(), _listed(b.fields))  # type: ignore[arg-type]
                for b in self.blocks
            ],
            retired=self.retired,
        )

    @rx.event
    def set_head(self, name: str, value: str):
        """A box of the head was left."""
        if name in ("title", "symbol", "position", "procedures") and getattr(self, name) != value:
            setattr(self, name, value)
            self.changed = True

    @rx.event
    def set_retired(self, on: bool):
        """No draft is begun with it any more."""
        self.retired = self.changed = on
        self.changed = True

    @rx.event
    def set_field(self, number: int, name: str, value: str):
        """A box of a field was left."""
        if 0 <= number < len(self.cells) and getattr(self.cells[number], name) != value:
            self.cells[number] = dataclasses.replace(self.cells[number], **{name: value})
            self.changed = True

    @rx.event
    def tick_field(self, number: int, name: str, on: bool):
        """Required, or of many lines."""
        self.cells[number] = dataclasses.replace(self.cells[number], **{name: on})
        self.changed = True

    @rx.event
    def set_block(self, number: int, name: str, value: str):
        """A box of a part of the page was left."""
        if 0 <= number < len(self.blocks) and getattr(self.blocks[number], name) != value:
            self.blocks[number] = dataclasses.replace(self.blocks[number], **{name: value})
            self.changed = True

    @rx.event
    def open_one(self, number: int):
        """Shows the rest of a field, or hides it."""
        self.open_field = -1 if self.open_field == number else number

    @rx.event
    def more_fields(self):
        """One more field."""
        taken = {f.key for f in self.cells}
        key = next(k for n in range(1, 200) if (k := f"muc_{n}") not in taken)
        self.cells.append(FieldCells(key, "", False, False, "preset", "", "", "", "", ""))
        self.open_field, self.changed = len(self.cells) - 1, True

    @rx.event
    def more_blocks(self):
        """One more part of the page."""
        self.blocks.append(BlockCells("paragraph", "", "", ""))
        self.changed = True

    @rx.event
    def drop(self, what: str, number: int):
        """A field or a part less."""
        (self.cells if what == "field" else self.blocks).pop(number)
        self.changed, self.open_field = True, -1
        self.drawn += 1

    @rx.event
    def move(self, what: str, number: int, by: int):
        """A field or a part up or down."""
        rows: list[Any] = self.cells if what == "field" else self.blocks
        if 0 <= number + by < len(rows):
            rows.insert(number + by, rows.pop(number))
            self.changed, self.open_field = True, -1
            self.drawn += 1

    @rx.event
    def export(self):
        """The kind on the screen as a file."""
        return rx.download(
            data=as_file(self._definition()), filename=f"mau-ket-qua-{self.key_shown}.json"
        )

    @rx.event
    async def take_in(self, form: dict[str, Any]):
        """A kind read from a file, under the key of this page."""
        self.problem = self.notice = ""
        try:
            found = msgspec.json.decode(str(form.get("file_text", "")), type=KindDefinition)
        except (msgspec.ValidationError, msgspec.DecodeError) as wrong:
            self.problem = f"Tệp không phải mẫu kết quả đọc được: {wrong}"
            return
        self._put(replace(found, key=self.key_shown))
        self.changed = True
        self.notice = f"Đã đọc {len(self.cells)} mục từ tệp. Xem lại rồi lưu."


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _field_cells(field: DefinedField) -> FieldCells:
    begins = next((name for name in _BEGINS if getattr(field, name)), "preset")
    return FieldCells(
        field.key, field.label, field.required, field.long, begins, getattr(field, begins),
        field.hint, field.pattern, "\n".join(field.options), field.sample,
    )  # fmt: skip


def _field(cells: FieldCells) -> DefinedField:
    begin = {cells.begins: cells.begin.strip()}
    return DefinedField(
        key=cells.key.strip(),
        label=cells.label.strip(),
        required=cells.required,
        long=cells.long,
        hint=cells.hint.strip(),
        pattern=cells.pattern.strip(),
        options=[line.strip() for line in cells.options.splitlines() if line.strip()],
        sample=cells.sample.strip(),
        **begin,
    )
