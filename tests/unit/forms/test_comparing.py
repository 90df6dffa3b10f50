"""What changed between two versions of a form."""

from backend.forms.rules.comparing import changes
from tests.unit.forms.samples import equals, question


def kinds(found: list) -> list[tuple[str, str]]:  # type: ignore[type-arg]
    """The kind and key of each change."""
    return [(change.kind, change.key) for change in found]


def test_nothing_changed_is_said_as_nothing() -> None:
    same = [question("a"), question("g", "group", questions=[question("b")])]
    assert changes(same, same) == []


def test_added_removed_changed_and_moved_are_told_apart() -> None:
    old = [question("a"), question("b"), question("c"), question("d")]
    new = [question("c"), question("a"), question("b", required=False), question("e")]
    found = changes(old, new)
    assert kinds(found) == [("removed", "d"), ("moved", "c"), ("changed", "b"), ("added", "e")]
    assert found[2].details == ["bắt buộc: có → không"]


def test_parts_are_told_in_words() -> None:
    old = [question("a", "choice", options=["x"]), question("b")]
    new = [question("a", "choices", options=["x", "y"]), question("b", show_if=equals("a", "x"))]
    first, second = changes(old, new)
    assert first.details == ["kiểu: Chọn một → Chọn nhiều", "lựa chọn: x → x; y"]
    assert second.details[0].startswith("điều kiện hỏi: (không) → ")


def test_questions_of_a_group_are_told_under_its_label() -> None:
    old = [question("g", "group", label="Người cùng ở", questions=[question("a")])]
    new = [question("g", "group", label="Người cùng ở", questions=[question("a"), question("b")])]
    (found,) = changes(old, new)
    assert (found.kind, found.label) == ("added", "Người cùng ở › b")
