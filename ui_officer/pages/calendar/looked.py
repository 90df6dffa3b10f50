"""What a change of the calendar would come to, in sentences."""

import reflex as rx
from reflex.components.component import Component

from shared.contracts.calendar import CalendarPreview
from shared.ui.words import moment


def sentences(found: CalendarPreview) -> list[str]:
    """What was said and would be, how many open dossiers would be due at another moment, which."""
    said = [f"{one.what}: {one.before} → {one.after}" for one in found.differences]
    if not said:
        said = ["Không có gì khác với lịch đang ghi."]
    looked = f"Đã xem {found.looked_at} hồ sơ đang mở"
    if found.more:
        looked = f"Đã xem {found.looked_at} hồ sơ đang mở đầu tiên"
    said.append(f"{looked}: {found.moved} hồ sơ sẽ có hạn trả khác khi tính lại.")
    said += [
        one.problem or f"{one.code}: {moment(one.due_at)} → {moment(one.new_due_at)}"
        for one in found.examples
    ]
    return said


def seen_before(lines: rx.Var[list[str]], *acts: Component) -> Component:
    """The sentences with what can be done now."""
    return rx.el.section(
        rx.el.div(
            rx.el.p(rx.el.b("Xem trước")), rx.el.ul(rx.foreach(lines, rx.el.li)), role="status"
        ),
        rx.el.div(*acts, class_name="acts"),
    )
