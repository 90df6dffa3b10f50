"""What a change of agencies would move, in words and as tables."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.contracts.mergers import ChangePreview

TONES = {
    "proposed": "warn", "approved": "warn", "moving": "", "done": "ok", "cancelled": "",
    "failed": "bad",
}  # fmt: skip


@dataclasses.dataclass
class Goes:
    """Where a unit goes."""

    agency: str
    name: str
    into: str
    officers: str
    dossiers: str


@dataclasses.dataclass
class Follows:
    """A procedure whose unit goes, and who receives it afterwards."""

    code: str
    name: str
    unit: str
    into: str
    stays: bool


@dataclasses.dataclass
class Effect:
    """What becomes of something."""

    what: str
    count: str
    becomes: str


class Preview(rx.State, mixin=True):
    """What a plan would move, in words."""

    units: list[Goes] = []
    procedures: list[Follows] = []
    effects: list[Effect] = []
    warnings: list[str] = []
    faults: list[str] = []

    def _preview(self, found: ChangePreview | None) -> None:
        if found is None:
            self.units, self.effects, self.warnings, self.faults = [], [], [], []
            self.procedures = []
            return
        self.units = [
            Goes(
                u.agency, u.name,
                f"{u.to_agency}: " + (f"nhập vào {u.to_unit}" if u.to_unit else "giữ nguyên phòng"),
                str(u.officers), str(u.dossiers),
            )
            for u in found.units
        ]  # fmt: skip
        self.procedures = [
            Follows(
                p.code, p.name, p.unit,
                f"Ở lại: {p.to_agency}" if p.stays else f"Đi theo phòng: {p.to_agency}", p.stays,
            )
            for p in found.procedures
        ]  # fmt: skip
        self.effects = [
            Effect(e.what, f"{e.count:,}".replace(",", "."), e.becomes) for e in found.consequences
        ]
        self.warnings = found.warnings
        self.faults = list(dict.fromkeys(f.message for f in found.faults))


def _procedures(page: Any, choose: Any) -> Component:
    """The procedures of units that go; `choose` takes a code and whether it stays."""
    heads = ["Thủ tục", "Phòng giải quyết", "Nơi tiếp nhận sau ngày hiệu lực"]
    return rx.el.table(
        rx.el.caption("Thủ tục đi theo phòng hay ở lại"),
        rx.el.thead(rx.el.tr(*[rx.el.th(h, scope="col") for h in heads])),
        rx.el.tbody(
            rx.foreach(
                page.procedures,
                lambda p: rx.el.tr(
                    rx.el.td(p.name, rx.el.span(p.code, class_name="sub")),
                    rx.el.td(p.unit),
                    rx.el.td(
                        p.into,
                        rx.cond(
                            page.stays,
                            rx.el.label(
                                rx.el.input(
                                    type="checkbox",
                                    checked=p.stays,
                                    on_change=lambda on: choose(p.code, on),
                                ),
                                "Ở lại cơ quan cũ",
                                rx.el.span(": ", p.name, class_name="sr"),
                                class_name="tick",
                            ),
                        )
                        if choose is not None
                        else rx.fragment(),
                    ),
                ),
            )
        ),
    )


def preview_of(page: Any, choose: Any = None) -> Component:
    """What a plan would move; `choose` where it can still be chosen."""
    return rx.el.div(
        rx.cond(
            page.faults.length() > 0,
            rx.el.div(
                rx.el.b("Chưa thực hiện được:"),
                rx.el.ul(rx.foreach(page.faults, rx.el.li)),
                class_name="note bad",
                role="alert",
            ),
        ),
        rx.cond(
            page.units.length() > 0,
            rx.el.table(
                rx.el.caption("Phòng, ban đi đâu"),
                rx.el.thead(
                    rx.el.tr(
                        *[
                            rx.el.th(h, scope="col")
                            for h in (
                                "Cơ quan hiện nay", "Phòng, ban", "Sau ngày hiệu lực", "Cán bộ",
                                "Hồ sơ đang giữ",
                            )
                        ]
                    )
                ),
                rx.el.tbody(
                    rx.foreach(
                        page.units,
                        lambda u: rx.el.tr(
                            rx.el.td(u.agency),
                            rx.el.td(u.name),
                            rx.el.td(u.into),
                            rx.el.td(u.officers, class_name="number"),
                            rx.el.td(u.dossiers, class_name="number"),
                        ),
                    )
                ),
            ),
        ),
        rx.cond(page.procedures.length() > 0, _procedures(page, choose)),
        rx.cond(
            page.effects.length() > 0,
            rx.el.table(
                rx.el.caption("Những gì chuyển, những gì ở lại"),
                rx.el.thead(
                    rx.el.tr(
                        *[rx.el.th(h, scope="col") for h in ("Nội dung", "Số lượng", "Xử lý")]
                    )
                ),
                rx.el.tbody(
                    rx.foreach(
                        page.effects,
                        lambda e: rx.el.tr(
                            rx.el.td(e.what),
                            rx.el.td(e.count, class_name="number"),
                            rx.el.td(e.becomes),
                        ),
                    )
                ),
            ),
        ),
        rx.cond(
            page.warnings.length() > 0,
            rx.el.div(
                rx.el.b("Cần làm trước ngày hiệu lực:"),
                rx.el.ul(rx.foreach(page.warnings, rx.el.li)),
                class_name="note warn",
            ),
        ),
        class_name="planned",
    )  # fmt: skip
