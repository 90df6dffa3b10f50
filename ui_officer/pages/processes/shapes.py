"""A process as the designer's table shows it, and back."""

import dataclasses
from typing import Any

import msgspec

from shared.contracts.processes import Branch, Process
from shared.vocabulary.acts import ACT_LABELS, Act
from shared.vocabulary.roles import ROLE_LABELS, Role

STEERING = (
    Act.TRANSFER, Act.ASSIGN, Act.RESOLVE_AT_DESK, Act.SUBMIT_FOR_APPROVAL, Act.APPROVE,
    Act.FINISH, Act.HAND_OVER, Act.RECORD_VERIFICATION, Act.COMPLETE_TASK,
)  # fmt: skip
BESIDES = (
    Act.REQUEST_SUPPLEMENT, Act.START_VERIFICATION, Act.RECORD_VERIFICATION, Act.CONSULT,
    Act.ENTRUST, Act.CONTRIBUTE, Act.REQUIRE_PAYMENT, Act.ASSIGN, Act.EXTEND, Act.SEND_BACK,
)  # fmt: skip
ROLES = (
    Role.DESK_OFFICER, Role.DESK_HEAD, Role.UNIT_HEAD, Role.SPECIALIST, Role.LEADER, Role.CLERK,
)  # fmt: skip
ROLE_CHOICES = [(role.value, ROLE_LABELS[role].vi) for role in ROLES]
ENDING_CHOICES = [(act.value, ACT_LABELS[act].vi) for act in STEERING]
BESIDE_CHOICES = [(act.value, ACT_LABELS[act].vi) for act in BESIDES]
PART_KINDS = [(act.value, ACT_LABELS[act].vi) for act in (Act.CONSULT, Act.ENTRUST)]
OPERATORS = [
    ("is", "là"), ("is_not", "không là"), ("in", "thuộc"), ("given", "có trả lời"),
    ("at_least", "ít nhất"), ("at_most", "nhiều nhất"),
]  # fmt: skip


@dataclasses.dataclass
class BranchRow:
    """Where a step leads and, for the first condition, when; `more` keeps the rest as JSON."""

    target: str
    field: str
    op: str
    words: str
    more: str


@dataclasses.dataclass
class PartRow:
    """What another agency does within a step; days as typed."""

    kind: str
    agency: str
    content: str
    days: str


@dataclasses.dataclass
class StepRow:
    """One line of the table; time in hours as typed, e.g. "1,5"."""

    id: str
    name: str
    role: str
    hours: str
    done_by: str
    acts: list[str]
    branches: list[BranchRow]
    problem: str
    parts: list[PartRow] = dataclasses.field(default_factory=list)
    in_turn: bool = False


@dataclasses.dataclass
class Target:
    """A step to lead to."""

    id: str
    name: str


def rows(process: Process) -> list[StepRow]:
    """The table of a process."""
    return [
        StepRow(
            id=step.id,
            name=step.name,
            role=step.role,
            hours=f"{step.minutes / 60:.2f}".rstrip("0").rstrip(".").replace(".", ","),
            done_by=step.done_by,
            acts=[str(act) for act in step.acts],
            branches=[_branch(branch) for branch in step.next],
            problem="",
            parts=[PartRow(p.kind, p.agency, p.content, str(p.days)) for p in step.parts],
            in_turn=step.in_turn,
        )
        for step in process.steps
    ]


def process(code: str, table: list[StepRow]) -> Process:
    """The process of a table. Raises msgspec.ValidationError naming what is not a process."""
    return msgspec.convert(
        {
            "procedure_code": code,
            "start": table[0].id if table else "",
            "steps": [
                {
                    "id": row.id,
                    "name": row.name.strip(),
                    "role": row.role,
                    "minutes": minutes(row.hours),
                    "done_by": row.done_by,
                    "acts": [str(act) for act in row.acts],
                    "next": [_to_branch(branch) for branch in row.branches if branch.target],
                    "parts": [_to_part(part) for part in row.parts],
                    "in_turn": bool(row.in_turn),
                }
                for row in table
            ],
        },
        Process,
    )


def minutes(hours: str) -> int:
    """Working minutes of hours as typed; 0 for what is no number."""
    try:
        return round(float(hours.strip().replace(",", ".")) * 60)
    except ValueError:
        return 0


def new_step(table: list[StepRow], after: int) -> StepRow:
    """A new line with an id that no other has."""
    taken = {row.id for row in table}
    number = next(n for n in range(len(table) + 1, 200) if f"step_{n}" not in taken)
    return StepRow(
        f"step_{number}", f"Bước {number}", Role.SPECIALIST, "4", Act.SUBMIT_FOR_APPROVAL, [],
        [BranchRow(table[after + 1].id, "", "is", "", "")] if after + 1 < len(table) else [], "",
    )  # fmt: skip


def _to_part(row: PartRow) -> dict[str, Any]:
    days = int(row.days) if row.days.strip().isdigit() else 0
    return {"kind": row.kind, "agency": row.agency, "content": row.content.strip(), "days": days}


def _branch(branch: Branch) -> BranchRow:
    first = branch.when[0] if branch.when else None
    return BranchRow(
        target=branch.to,
        field=first.field if first else "",
        op=first.op if first else "is",
        words=", ".join(first.values) if first else "",
        more=msgspec.json.encode(branch.when[1:]).decode() if len(branch.when) > 1 else "",
    )


def _to_branch(row: BranchRow) -> dict[str, Any]:
    when: list[Any] = []
    if row.field:
        words = [part.strip() for part in row.words.split(",") if part.strip()]
        when.append({"field": row.field, "op": row.op, "values": words})
        if row.more:
            when += msgspec.json.decode(row.more)
    return {"to": row.target, "when": when}
