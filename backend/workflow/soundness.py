"""Whether a process can work at all, found before anybody relies on it. Pure.

The way through the process is followed together with the states of the table of acts: a step's act
must be one that the law allows, to that role, in a state the dossier can really be in there.
"""

from backend.law.lifecycle import (
    RELATION_OF_ROLE,
    After,
    Relation,
    Rule,
    held_after,
    next_state,
    rules_from,
)
from backend.workflow.standard import hours
from backend.workflow.step_checks import Surroundings as Surroundings
from backend.workflow.step_checks import own_findings
from backend.workflow.walking import Facts, holds
from shared.contracts.processes import Branch, Finding, Process, Step
from shared.vocabulary.acts import ACT_LABELS, Act
from shared.vocabulary.channels import CHANNEL_LABELS, Channel
from shared.vocabulary.roles import ROLE_LABELS, Role
from shared.vocabulary.states import OFFICER_LABELS, TERMINAL, State

Situation = tuple[State, tuple[State, ...]]
_MOST_WAYS = 50_000
START: Situation = (State.ACCEPTED, ())
# Acts of others than officers, or of the system, bring a dossier back by themselves.
_OUTSIDE = (
    Act.SUPPLEMENT, Act.RECORD_PAYMENT, Act.ANSWER_CONSULTATION, Act.CLOSE_CONSULTATION,
    Act.RESUME_PROCESSING, Act.RECORD_VERIFICATION, Act.COMPLETE_TASK,
)  # fmt: skip


def relations_of(role: Role) -> frozenset[Relation]:
    """How an officer of a role stands to a dossier that is in their step."""
    if role is Role.SPECIALIST:
        return frozenset({Relation.EXECUTOR, Relation.COORDINATOR})
    relation = RELATION_OF_ROLE.get(role)
    return frozenset({relation}) if relation is not None else frozenset()


def findings(process: Process, around: Surroundings) -> list[Finding]:
    """Everything that keeps a process from being published, in the order of its steps."""
    steps = {step.id: step for step in process.steps}
    found = _doubles(process)
    if process.start not in steps:
        found.append(Finding(process.start, "no-start", "Bước bắt đầu không có trong quy trình."))
        return found
    for step in process.steps:
        found += own_findings(step, steps, around)
    reached = _reachable(process, steps)
    found += [
        Finding(s.id, "unreachable", f"Không có đường nào dẫn đến bước “{s.name}”.")
        for s in process.steps
        if s.id not in reached
    ]
    ending = _can_end(steps)
    found += [
        Finding(
            s.id, "no-exit", f"Từ bước “{s.name}” đi vòng mãi, không có lối ra để kết thúc hồ sơ."
        )
        for s in process.steps
        if s.id in reached and s.id not in ending
    ]
    found += _against_the_law(process, steps)
    found += _too_long(process, around)
    order = {step.id: number for number, step in enumerate(process.steps)}
    return sorted(found, key=lambda f: order.get(f.step, -1))


def _too_long(process: Process, around: Surroundings) -> list[Finding]:
    for channel, term in (around.terms or {"": around.legal_minutes}).items():
        longest = longest_minutes(process, channel)
        if term and longest > term:
            label = CHANNEL_LABELS[Channel(channel)].vi if channel else ""
            way = f" của hồ sơ nộp {label[:1].lower()}{label[1:]}" if label else ""
            sentence = (
                f"Đường dài nhất{way} mất {hours(longest)} làm việc, vượt thời hạn của thủ tục là "
                f"{hours(term)}. Hãy rút ngắn thời gian các bước."
            )
            return [Finding(process.start, "too-long", sentence)]
    return []


def longest_minutes(process: Process, channel: str = "") -> int:
    """Working minutes of the longest way on which no step comes twice.

    With a channel, only of ways that a dossier submitted so can take. Where there are too many
    ways to try, the time of all steps: never less than the longest.
    """
    steps = {step.id: step for step in process.steps}
    best = 0
    tries = 0

    def walk(id_: str, seen: frozenset[str], spent: int) -> None:
        nonlocal best, tries
        tries += 1
        if id_ not in steps or id_ in seen or tries > _MOST_WAYS:
            best = max(best, spent)
            return
        spent += steps[id_].minutes
        best = max(best, spent)
        for branch in _open_to(steps[id_], channel):
            walk(branch.to, seen | {id_}, spent)

    walk(process.start, frozenset(), 0)
    if tries > _MOST_WAYS:
        return sum(steps[id_].minutes for id_ in _reachable(process, steps))
    return best


def _open_to(step: Step, channel: str) -> list[Branch]:
    """Branches that a dossier of a channel may take; all where the channel is not known."""
    if not channel:
        return step.next
    facts, found = Facts(channel=channel), []
    for branch in step.next:
        asked = [c for c in branch.when if c.field == "channel"]
        if all(holds(c, facts) for c in asked):
            found.append(branch)
            if len(asked) == len(branch.when):
                break  # taken for certain: later branches are not tried
    return found


def _doubles(process: Process) -> list[Finding]:
    seen: set[str] = set()
    found = []
    for step in process.steps:
        if step.id in seen:
            found.append(Finding(step.id, "double", f"Có hai bước cùng mã “{step.id}”."))
        seen.add(step.id)
    return found


def _reachable(process: Process, steps: dict[str, Step]) -> set[str]:
    reached: set[str] = set()
    waiting = [process.start]
    while waiting:
        id_ = waiting.pop()
        if id_ in reached or id_ not in steps:
            continue
        reached.add(id_)
        waiting += [branch.to for branch in steps[id_].next]
    return reached


def _can_end(steps: dict[str, Step]) -> set[str]:
    ending = {step.id for step in steps.values() if not step.next}
    changed = True
    while changed:
        more = {
            step.id
            for step in steps.values()
            if step.id not in ending and any(b.to in ending for b in step.next)
        }
        changed = bool(more)
        ending |= more
    return ending


def _against_the_law(process: Process, steps: dict[str, Step]) -> list[Finding]:
    """Follows states through the steps; reports what the table of acts does not allow there."""
    entering: dict[str, set[Situation]] = {process.start: {START}}
    waiting = [process.start]
    ended: dict[str, set[Situation]] = {}
    while waiting:
        step = steps[waiting.pop()]
        inside = _closure(step, entering[step.id])
        after = {
            (next_state(step.done_by, state, held), held_after(step.done_by, state, held))
            for state, held in inside
            if _rule(step.done_by, state, step.role) is not None
        }
        ended[step.id] = after
        for branch in step.next:
            if branch.to in steps and not after <= entering.setdefault(branch.to, set()):
                entering[branch.to] |= after
                waiting.append(branch.to)
    found = []
    for step in process.steps:
        if entering.get(step.id):
            found += _stuck(step, entering[step.id])
            found += _forbidden(step, _closure(step, entering[step.id]), ended.get(step.id, set()))
    return found


def _stuck(step: Step, entering: set[Situation]) -> list[Finding]:
    """Ways of coming into a step from which its ending act can never be done."""
    states = sorted(
        {
            f"“{OFFICER_LABELS[state].vi}”"
            for state, held in entering
            if all(
                _rule(step.done_by, inside, step.role) is None
                for inside, _ in _closure(step, {(state, held)})
            )
        }
    )
    if not states or len(states) == len({state for state, _ in entering}):
        return []  # where it is never allowed, `_forbidden` says so
    label = ACT_LABELS[step.done_by].vi
    sentence = (
        f"Hồ sơ có thể vào bước “{step.name}” ở trạng thái {', '.join(states)}, khi đó luật không "
        f"cho làm “{label}”."
    )
    return [Finding(step.id, "act-forbidden", sentence)]


def _forbidden(step: Step, inside: set[Situation], after: set[Situation]) -> list[Finding]:
    found = []
    states = ", ".join(sorted({f"“{OFFICER_LABELS[state].vi}”" for state, _ in inside}))
    for act in dict.fromkeys((step.done_by, *step.acts)):
        if all(_rule(act, state, step.role) is None for state, _ in inside):
            label = ACT_LABELS[act].vi
            known = any(rule.act is act for state, _ in inside for rule in rules_from(state))
            why = (
                f"luật không giao việc này cho {ROLE_LABELS[step.role].vi}"
                if known
                else f"luật không cho làm khi hồ sơ ở trạng thái {states}"
            )
            found.append(Finding(step.id, "act-forbidden", f"Việc “{label}”: {why}."))
    if not step.next and after and not any(state in TERMINAL for state, _ in after):
        found.append(
            Finding(
                step.id,
                "dead-end",
                f"Sau bước “{step.name}” hồ sơ vẫn mở mà không có bước tiếp theo.",
            )
        )
    if step.next and after and all(state in TERMINAL for state, _ in after):
        sentence = f"Bước “{step.name}” kết thúc hồ sơ nên không thể có bước sau."
        found.append(Finding(step.id, "after-the-end", sentence))
    return found


def _closure(step: Step, entering: set[Situation]) -> set[Situation]:
    """Every situation a dossier can be in without leaving the step."""
    inside: set[Situation] = set()
    waiting = list(entering)
    while waiting:
        state, held = waiting.pop()
        if (state, held) in inside or len(held) > 2 or state in TERMINAL:
            continue
        inside.add((state, held))
        for rule in rules_from(state):
            own = rule.act in step.acts and rule.by & relations_of(step.role)
            if rule.act != step.done_by and (own or rule.act in _OUTSIDE):
                if rule.target is After.HELD and not held:
                    continue
                waiting.append(
                    (next_state(rule.act, state, held), held_after(rule.act, state, held))
                )
    return inside


def _rule(act: Act, state: State, role: Role) -> Rule | None:
    for rule in rules_from(state):
        if rule.act is act and rule.by & relations_of(role):
            return rule
    return None
