"""The picture of a process: where each step stands, as SVG for the screen and as BPMN 2.0. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as Xml  # nosec B405

from backend.workflow.standard import hours
from shared.contracts.processes import Branch, Process, Step
from shared.vocabulary.roles import ROLE_LABELS

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 250, 92, 40, 46, 24
_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_PREFIXES = {"bpmn": _BPMN, "bpmndi": _DI, "dc": _DC, "di": _DD, "xsi": _XSI}
_OPERATORS = {
    "is": "là", "is_not": "không là", "in": "thuộc", "given": "có", "at_least": "từ",
    "at_most": "đến",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Upper left corner and size of a box, in pixels."""

    x: int
    y: int
    width: int = WIDTH
    height: int = HEIGHT


def places(process: Process) -> dict[str, Place]:
    """Where each step stands: further down the later it comes, side by side when at once."""
    steps = {step.id: step for step in process.steps}
    rank = {process.start: 0}
    waiting = [process.start]
    while waiting:
        id_ = waiting.pop(0)
        for branch in steps[id_].next if id_ in steps else ():
            if branch.to in steps and branch.to not in rank:
                rank[branch.to] = rank[id_] + 1
                waiting.append(branch.to)
    aside = max(rank.values(), default=0) + 1
    rows: dict[int, int] = {}
    found: dict[str, Place] = {}
    for step in process.steps:
        row = rank.get(step.id, aside)
        column = rows.get(row, 0)
        rows[row] = column + 1
        found[step.id] = Place(
            MARGIN + column * (WIDTH + GAP_X), MARGIN + 40 + row * (HEIGHT + GAP_Y)
        )
    return found


def svg(process: Process, wrong: Iterable[str] = ()) -> str:
    """The picture for a screen; steps named in `wrong` stand out by frame and by a sign."""
    at = places(process)
    marked = set(wrong)
    right = max((p.x + p.width for p in at.values()), default=0) + MARGIN + 60
    below = max((p.y + p.height for p in at.values()), default=0) + MARGIN + 40
    root = Xml.Element(
        "svg", viewBox=f"0 0 {right} {below}", width=str(right), height=str(below), role="img",
        xmlns="http://www.w3.org/2000/svg",
    )  # fmt: skip
    root.set("aria-label", f"Sơ đồ quy trình {len(process.steps)} bước")
    defs = Xml.SubElement(root, "defs")
    marker = Xml.SubElement(
        defs, "marker", id="arrow", viewBox="0 0 10 10", refX="9", refY="5", markerWidth="8",
        markerHeight="8", orient="auto-start-reverse",
    )  # fmt: skip
    Xml.SubElement(marker, "path", d="M0 0L10 5L0 10z", fill="#4b5563")
    if process.start in at:
        start = at[process.start]
        middle = start.x + start.width // 2
        _circle(root, middle, MARGIN, "#15803d")
        _arrow(root, [(middle, MARGIN + 9), (middle, start.y)])
    for step in process.steps:
        for number, branch in enumerate(step.next):
            if branch.to in at:
                _branch(root, at[step.id], at[branch.to], branch, number)
        if not step.next:
            here = at[step.id]
            middle, bottom = here.x + here.width // 2, here.y + here.height
            _arrow(root, [(middle, bottom), (middle, bottom + 20)])
            _circle(root, middle, bottom + 30, "#991b1b")
    seen: set[str] = set()
    for step in process.steps:
        if step.id not in seen:
            _box(root, at[step.id], step, step.id in marked)
        seen.add(step.id)
    return Xml.tostring(root, encoding="unicode")


def condition_words(branch: Branch) -> str:
    """The conditions of a branch in words; empty for one that always holds."""
    return " và ".join(
        f"{c.field.removeprefix('answers.')} {_OPERATORS[c.op]} {', '.join(c.values)}".strip()
        for c in branch.when
    )


def bpmn(process: Process, name: str) -> bytes:
    """The process as BPMN 2.0 with its diagram, for any BPMN viewer."""
    for prefix, space in (
        ("bpmn", _BPMN),
        ("bpmndi", _DI),
        ("dc", _DC),
        ("di", _DD),
        ("xsi", _XSI),
    ):
        Xml.register_namespace(prefix, space)
    at = places(process)
    root = Xml.Element(
        f"{{{_BPMN}}}definitions", id="definitions", targetNamespace="urn:motcua:process"
    )
    whole = Xml.SubElement(
        root, f"{{{_BPMN}}}process", id="process", name=name, isExecutable="false"
    )
    diagram = Xml.SubElement(root, f"{{{_DI}}}BPMNDiagram", id="diagram")
    plane = Xml.SubElement(diagram, f"{{{_DI}}}BPMNPlane", id="plane", bpmnElement="process")
    flows: list[tuple[str, str, str]] = []
    spots: dict[str, Place] = {}

    def add(kind: str, id_: str, label: str, place: Place) -> None:
        Xml.SubElement(whole, f"{{{_BPMN}}}{kind}", id=id_, name=label)
        spots[id_] = place

    # A step may be called "start" or "flow_0": dots, which no step id has, keep the ids apart.
    def task(step: Step) -> str:
        return f"step.{step.id}"

    def entered(step: Step) -> str:
        return f"fork.{step.id}" if step.parts else task(step)

    def left(step: Step) -> str:
        return f"join.{step.id}" if step.parts else task(step)

    right = max((p.x + p.width for p in at.values()), default=0) + 60
    steps = {step.id: step for step in process.steps}
    if process.start in steps:
        first = at[process.start]
        add(
            "startEvent",
            "start",
            "Tiếp nhận",
            Place(first.x + first.width // 2 - 18, first.y - 52, 36, 36),
        )
        flows.append(("start", entered(steps[process.start]), ""))
    for step in steps.values():
        here = at[step.id]
        add("userTask", task(step), f"{step.name} ({ROLE_LABELS[step.role].vi})", here)
        middle, below = here.x + here.width // 2, here.y + here.height
        side = [(f"part.{step.id}.{n}", part) for n, part in enumerate(step.parts)]
        for number, (id_, part) in enumerate(side):
            at_side = Place(right, here.y + number * 46, 190, 40)
            add("sendTask", id_, f"{part.agency}: {part.content}", at_side)
            before = side[number - 1][0] if step.in_turn and number else f"fork.{step.id}"
            flows.append((before, id_, ""))
            if not step.in_turn or number == len(side) - 1:
                flows.append((id_, f"join.{step.id}", ""))
        if side:
            add("parallelGateway", entered(step), "", Place(here.x - 22, here.y - 18, 28, 28))
            add("parallelGateway", left(step), "", Place(here.x - 22, below - 10, 28, 28))
            flows += [(entered(step), task(step), ""), (task(step), left(step), "")]
        if not step.next:
            add("endEvent", f"end.{step.id}", "Kết thúc", Place(middle - 18, below + 6, 36, 36))
            flows.append((left(step), f"end.{step.id}", ""))
            continue
        source = left(step)
        if len(step.next) > 1:
            source = f"choice.{step.id}"
            add("exclusiveGateway", source, "", Place(middle - 16, below + 4, 32, 32))
            flows.append((left(step), source, ""))
        flows += [
            (source, entered(steps[b.to]), condition_words(b)) for b in step.next if b.to in steps
        ]
    _connect(whole, flows)
    for id_, place in spots.items():
        shape = Xml.SubElement(plane, f"{{{_DI}}}BPMNShape", id=f"shape.{id_}", bpmnElement=id_)
        Xml.SubElement(
            shape, f"{{{_DC}}}Bounds", x=str(place.x), y=str(place.y), width=str(place.width),
            height=str(place.height),
        )  # fmt: skip
    for number, (source, target, _label) in enumerate(flows):
        edge = Xml.SubElement(
            plane, f"{{{_DI}}}BPMNEdge", id=f"edge.{number}", bpmnElement=f"flow.{number}"
        )
        a, b = spots[source], spots[target]
        for x, y in (
            (a.x + a.width // 2, a.y + a.height),
            (b.x + b.width // 2, b.y),
        ):
            Xml.SubElement(edge, f"{{{_DD}}}waypoint", x=str(x), y=str(y))
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _connect(whole: Xml.Element, flows: list[tuple[str, str, str]]) -> None:
    """Flows, and what comes into and goes out of each node, as BPMN 2.0 wants to have them."""
    nodes = {node.get("id", ""): node for node in whole}
    for number, (_source, target, _label) in enumerate(flows):
        Xml.SubElement(nodes[target], f"{{{_BPMN}}}incoming").text = f"flow.{number}"
    for number, (source, target, label) in enumerate(flows):
        id_ = f"flow.{number}"
        Xml.SubElement(nodes[source], f"{{{_BPMN}}}outgoing").text = id_
        flow = Xml.SubElement(
            whole, f"{{{_BPMN}}}sequenceFlow", id=id_, sourceRef=source, targetRef=target,
            name=label,
        )  # fmt: skip
        if label:
            words = Xml.SubElement(flow, f"{{{_BPMN}}}conditionExpression")
            words.set(f"{{{_XSI}}}type", "bpmn:tFormalExpression")
            words.text = label
        elif nodes[source].tag.endswith("exclusiveGateway"):
            nodes[source].set("default", id_)


def _box(root: Xml.Element, at: Place, step: Step, wrong: bool) -> None:
    group = Xml.SubElement(root, "g")
    Xml.SubElement(
        group, "rect", x=str(at.x), y=str(at.y), width=str(at.width), height=str(at.height), rx="8",
        fill="#fef2f2" if wrong else "#ffffff", stroke="#991b1b" if wrong else "#1e3a5f",
    ).set("stroke-width", "3" if wrong else "1.5")  # fmt: skip
    lines = [_cut(("⚠ " if wrong else "") + step.name, 29), _cut(ROLE_LABELS[step.role].vi, 36)]
    lines.append(hours(step.minutes))
    if step.parts:
        order = "lần lượt" if step.in_turn else "cùng lúc"
        lines.append(_cut(f"⇉ {len(step.parts)} cơ quan khác, {order}", 36))
    for number, text in enumerate(lines):
        element = Xml.SubElement(
            group, "text", x=str(at.x + 10), y=str(at.y + 22 + number * 20), fill="#1f2937"
        )
        element.set("font-size", "14" if number == 0 else "12")
        element.set("font-weight", "700" if number == 0 else "400")
        element.text = text
    Xml.SubElement(group, "title").text = f"{step.name}: {ROLE_LABELS[step.role].vi}"


def _branch(root: Xml.Element, a: Place, b: Place, branch: Branch, number: int) -> None:
    start = (a.x + a.width // 2 + number * 14, a.y + a.height)
    end = (b.x + b.width // 2 + number * 14, b.y)
    if b.y == a.y + a.height + GAP_Y:
        middle = a.y + a.height + GAP_Y // 2 + number * 5
        points = [start, (start[0], middle), (end[0], middle), end]
    else:  # back, or past other steps: along the right side
        side = max(a.x + a.width, b.x + b.width) + 16 + number * 10
        points = [
            (a.x + a.width, a.y + a.height // 2), (side, a.y + a.height // 2),
            (side, b.y + b.height // 2), (b.x + b.width, b.y + b.height // 2),
        ]  # fmt: skip
        start = (a.x + a.width - 60, a.y + a.height)
    _arrow(root, points)
    words = condition_words(branch)
    if words:
        label = Xml.SubElement(
            root, "text", x=str(start[0] + 8), y=str(start[1] + 15), fill="#374151"
        )
        label.set("font-size", "12")
        label.text = _cut(words, 26)
        Xml.SubElement(label, "title").text = words


def _arrow(root: Xml.Element, points: list[tuple[int, int]]) -> None:
    line = Xml.SubElement(
        root, "polyline", points=" ".join(f"{x},{y}" for x, y in points), fill="none",
        stroke="#4b5563",
    )  # fmt: skip
    line.set("stroke-width", "1.5")
    line.set("marker-end", "url(#arrow)")


def _circle(root: Xml.Element, x: int, y: int, colour: str) -> None:
    Xml.SubElement(root, "circle", cx=str(x), cy=str(y), r="9", fill=colour)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
