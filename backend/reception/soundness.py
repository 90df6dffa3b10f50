"""What is wrong with how a desk is set up, each fault with its place. Pure."""

from collections import Counter as Count
from collections.abc import Iterator

from backend.forms.rules.soundness import faults as form_faults
from shared.contracts.common import FieldProblem
from shared.contracts.desk_setup import DeskSetup, WorkKind


def faults(setup: DeskSetup, known: set[str]) -> list[FieldProblem]:
    """Everything that keeps a set-up from being saved; `known` are codes of the catalogue."""
    return [FieldProblem(pointer, message) for pointer, message in _all(setup, known)]


def codes_in(setup: DeskSetup) -> set[str]:
    """Every code of a procedure that a set-up names."""
    named = {code for kind in setup.kinds for code in kind.procedures}
    bookings = [kind.booking for kind in setup.kinds if kind.booking is not None]
    return named | {code for booking in bookings for code in booking.before_submission}


def kind_of_procedure(setup: DeskSetup, code: str) -> WorkKind | None:
    """Where a procedure belongs: the kind that names it, else the first without any."""
    named = next((kind for kind in setup.kinds if code in kind.procedures), None)
    return named or next((kind for kind in setup.kinds if not kind.procedures), None)


def _all(setup: DeskSetup, known: set[str]) -> Iterator[tuple[str, str]]:
    if setup.is_open and not setup.kinds:
        yield "/setup/kinds", "Muốn mở quầy lấy số thì cần ít nhất một loại việc."
    if setup.is_open and not setup.counters:
        yield "/setup/counters", "Muốn mở quầy lấy số thì cần ít nhất một quầy."
    keys = [kind.key for kind in setup.kinds]
    for name in ("key", "letter", "name"):
        times = Count(getattr(kind, name) for kind in setup.kinds)
        for number, kind in enumerate(setup.kinds):
            if times[getattr(kind, name)] > 1:
                yield f"/setup/kinds/{number}/{name}", "Trùng với loại việc khác."
    for number, kind in enumerate(setup.kinds):
        yield from _kind(setup, number, kind, known)
    numbers = Count(counter.number for counter in setup.counters)
    for place, counter in enumerate(setup.counters):
        if numbers[counter.number] > 1:
            yield f"/setup/counters/{place}/number", "Hai quầy trùng số."
        for key in counter.kinds:
            if key not in keys:
                yield f"/setup/counters/{place}/kinds", f"Không có loại việc “{key}”."
    served = {key for counter in setup.counters for key in counter.kinds}
    for number, key in enumerate(keys):
        if setup.is_open and key not in served:
            yield f"/setup/kinds/{number}/key", "Chưa có quầy nào nhận loại việc này."


def _kind(
    setup: DeskSetup, number: int, kind: WorkKind, known: set[str]
) -> Iterator[tuple[str, str]]:
    place = f"/setup/kinds/{number}"
    for code in kind.procedures:
        if code not in known:
            yield f"{place}/procedures", f"Danh mục không có thủ tục {code}."
        elif any(code in other.procedures for other in setup.kinds[:number]):
            yield f"{place}/procedures", f"Thủ tục {code} đã thuộc loại việc khác."
    for code in kind.booking.before_submission if kind.booking is not None else ():
        belongs = kind_of_procedure(setup, code)
        if code not in known:
            yield f"{place}/booking/before_submission", f"Danh mục không có thủ tục {code}."
        elif belongs is None or belongs.key != kind.key:
            yield (
                f"{place}/booking/before_submission",
                f"Thủ tục {code} thuộc loại việc khác; đặt yêu cầu hẹn ở loại việc đó.",
            )
    if kind.booking is not None and kind.booking.questions:
        for problem in form_faults(kind.booking.questions):
            yield f"{place}/booking{problem.pointer}", problem.message
