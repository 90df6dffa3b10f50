"""What the internal process wants of other agencies in this step, and a panel filled in with it."""

import dataclasses
from collections.abc import Sequence

import reflex as rx
from reflex.components.component import Component

from shared.contracts.dossiers import StepInfo, StepPart
from shared.ui.words import moment
from ui_officer.pages.dossier.panel import Choice

_KINDS = {"consult": "Lấy ý kiến", "entrust": "Giao việc"}


@dataclasses.dataclass
class PartRow:
    """One agency of the step."""

    words: str
    content: str
    state: str
    mark: str


def step_words(step: StepInfo | None) -> str:
    """The step in one sentence; empty outside any process."""
    if step is None:
        return ""
    whose, until = step.role_label.lower(), moment(step.due_at)
    if step.late:
        return f"Bước “{step.name}” của {whose}, đã quá {until}."
    return f"Bước “{step.name}” của {whose}, hạn {until}."


def part_rows(step: StepInfo | None) -> list[PartRow]:
    """What other agencies do in the step."""
    return [
        PartRow(
            f"{_KINDS[part.kind]}: {part.agency.name}, {part.days} ngày làm việc",
            part.content,
            "✓ Đã hỏi" if part.asked else "▲ Chưa hỏi",
            "ok" if part.asked else "warn",
        )
        for part in (step.parts if step is not None else [])
    ]


def fill_in(
    parts: Sequence[StepPart], act: str, typed: dict[str, str], choices: dict[str, list[Choice]]
) -> None:
    """Fills the panel of an act with what the step wants asked; the officer may change it."""
    wanted = [part for part in parts if part.kind == act and not part.asked]
    if not wanted:
        return
    ids = {part.agency.id for part in wanted}
    choices["agency_ids"] = sorted(
        (dataclasses.replace(c, chosen=c.value in ids) for c in choices["agency_ids"]),
        key=lambda choice: not choice.chosen,
    )
    contents = dict.fromkeys(part.content for part in wanted)
    typed["content"] = (
        next(iter(contents))
        if len(contents) == 1
        else "\n".join(f"{part.agency.name}: {part.content}" for part in wanted)
    )
    typed["answer_within_days"] = str(max(part.days for part in wanted))
    typed["in_turn"] = "on" if any(part.in_turn for part in wanted) else ""


def step_section(words: rx.Var[str], parts: rx.Var[list[PartRow]]) -> Component:
    """Nothing where the dossier follows no process."""
    return rx.cond(
        words != "",
        rx.el.section(
            rx.el.h2("Quy trình nội bộ"),
            rx.el.p(words),
            rx.cond(
                parts.length() > 0,
                rx.el.ul(
                    rx.foreach(
                        parts,
                        lambda p: rx.el.li(
                            p.words,
                            " ",
                            rx.el.span(p.state, class_name="chip " + p.mark),
                            rx.el.span(p.content, class_name="sub muted"),
                        ),
                    ),
                    class_name="timeline",
                ),
            ),
            class_name="card",
        ),
    )
