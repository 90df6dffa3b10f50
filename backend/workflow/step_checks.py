"""What is wrong with a step by itself: its role, its branches, its parts. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.workflow.standard import hours
from backend.workflow.walking import ASKED_BY
from shared.contracts.processes import Finding, Step
from shared.vocabulary.acts import ACT_LABELS
from shared.vocabulary.roles import ROLE_LABELS, Role

FIELDS = ("channel", "delivery")
_DAY = 480


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a process is checked against.

    `terms` are the terms of the ways to submit, in working minutes, where they are known; the
    shortest is `legal_minutes`, which holds for every way when `terms` is empty.
    """

    legal_minutes: int = 0
    terms: Mapping[str, int] = field(default_factory=dict)
    roles_held: frozenset[Role] = field(default_factory=lambda: frozenset(Role))
    questions: frozenset[str] = frozenset()
    has_form: bool = True
    agencies: frozenset[str] = frozenset()  # codes of those that may be asked, not the own ones


def own_findings(step: Step, steps: dict[str, Step], around: Surroundings) -> list[Finding]:
    """Role, branches with their conditions, and parts of other agencies."""
    found = []
    if step.role not in around.roles_held:
        label = ROLE_LABELS[step.role].vi
        found.append(
            Finding(
                step.id,
                "role-not-held",
                f"Bước “{step.name}” giao cho {label}, nhưng chưa ai ở cơ quan giữ vai trò này.",
            )
        )
    for branch in step.next:
        if branch.to not in steps:
            sentence = f"Bước “{step.name}” dẫn đến “{branch.to}”, là bước không có."
            found.append(Finding(step.id, "unknown-step", sentence))
        for condition in branch.when:
            name = condition.field
            asked = name.removeprefix("answers.")
            if name.startswith("answers.") and not around.has_form:
                sentence = f"Điều kiện dùng câu trả lời “{asked}” nhưng thủ tục chưa có biểu mẫu."
                found.append(Finding(step.id, "form-missing", sentence))
            elif name not in FIELDS and (
                not name.startswith("answers.") or asked not in around.questions
            ):
                sentence = f"Điều kiện hỏi “{name}”, là mục không có trong hồ sơ."
                found.append(Finding(step.id, "unknown-field", sentence))
            if condition.op != "given" and not condition.values:
                sentence = f"Điều kiện về “{name}” chưa có giá trị để so sánh."
                found.append(Finding(step.id, "no-value", sentence))
    found += _parts(step, around)
    if any(not branch.when for branch in step.next[:-1]):
        sentence = f"Nhánh đứng sau nhánh không điều kiện của bước “{step.name}” không bao giờ đi."
        found.append(Finding(step.id, "branch-never", sentence))
    if step.next and all(branch.when for branch in step.next):
        found.append(
            Finding(
                step.id,
                "no-default",
                f"Mọi nhánh của bước “{step.name}” đều có điều kiện; thêm một nhánh không điều "
                "kiện để hồ sơ khác không bị kẹt.",
            )
        )
    return found


def _parts(step: Step, around: Surroundings) -> list[Finding]:
    found = []
    for part in step.parts:
        act = ASKED_BY[part.kind]
        if part.agency not in around.agencies:
            sentence = f"Không có cơ quan “{part.agency}” để hỏi, hoặc đó là cơ quan của mình."
            found.append(Finding(step.id, "unknown-agency", sentence))
        if act not in step.acts:
            sentence = f"Bước “{step.name}” chưa có việc “{ACT_LABELS[act].vi}” mà phần việc cần."
            found.append(Finding(step.id, "act-missing", sentence))
    one_by_one = [p.days for p in step.parts if p.kind == "entrust" and step.in_turn]
    longest = max([sum(one_by_one), *(p.days for p in step.parts)], default=0) * _DAY
    if longest > step.minutes:
        found.append(
            Finding(
                step.id,
                "parts-too-long",
                f"Các cơ quan khác cần {hours(longest)}, dài hơn cả bước “{step.name}” "
                f"({hours(step.minutes)}).",
            )
        )
    return found
