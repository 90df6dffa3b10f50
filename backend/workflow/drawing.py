"""The picture of a process: where each step stands, as SVG for the screen and as BPMN 2.0. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from shared.contracts.processes import Branch, Process, Step
from shared.vocabulary.roles import ROLE_LABELS

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 190, 74, 56, 40, 24
_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
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
    """Where each step stands: further right the later it comes, below each other when at once."""
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
        column = rank.get(step.id, aside)
        row = rows.get(column, 0)
        rows[column] = row + 1
        found[step.id] = Place(
            MARGIN + 50 + column * (WIDTH + GAP_X), MARGIN + row * (HEIGHT + GAP_Y)
        )
    return found


def svg(process: Process, wrong: Iterable[str] = ()) -> str:
    """The picture for a screen; steps named in `wrong` stand out by frame and by a sign."""
    at = places(process)
    marked = set(wrong)
    right = max((p.x + p.width for p in at.values()), default=0) + MARGIN + 50
    below = max((p.y + p.height for p in at.values()), default=0) + MARGIN + 30
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
        middle = start.y + start.height // 2
        _circle(root, MARGIN + 10, middle, "#15803d")
        _arrow(root, [(MARGIN + 20, middle), (start.x, middle)])
    for step in process.steps:
        for number, branch in enumerate(step.next):
            if branch.to in at:
                _branch(root, at[step.id], at[branch.to], branch, number)
        if not step.next:
            here = at[step.id]
            middle = here.y + here.height // 2
            _arrow(root, [(here.x + here.width, middle), (here.x + here.width + 22, middle)])
            _circle(root, here.x + here.width + 32, middle, "#991b1b")
    seen: set[str] = set()
    for step in process.steps:
        if step.id not in seen:
            _box(root, at[step.id], step, step.id in marked)
        seen.add(step.id)
    return Xml.tostring(root, encoding="unicode")


def hours(minutes: int) -> str:
    """Working time in words: "1 giờ 30 phút", or days of eight hours from one day on."""
    days, rest = divmod(minutes, 480)
    whole, left = divmod(rest, 60)
    parts = [
        f"{amount} {unit}"
        for amount, unit in ((days, "ngày"), (whole, "giờ"), (left, "phút"))
        if amount
    ]
    return " ".join(parts)


def condition_words(branch: Branch) -> str:
    """The conditions of a branch in words; empty for one that always holds."""
    return " và ".join(
        f"{c.field.removeprefix('answers.')} {_OPERATORS[c.op]} {', '.join(c.values)}".strip()
        for c in branch.when
    )


def bpmn(process: Process, name: str) -> bytes:
    """The process as BPMN 2.0 with its diagram, for any BPMN viewer."""
    for prefix, space in (("bpmn", _BPMN), ("bpmndi", _DI), ("dc", _DC), ("di", _DD)):
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

    steps = {step.id: step for step in process.steps}
    if process.start in steps:
        first = at[process.start]
        add("startEvent", "start", "Tiếp nhận", Place(first.x - 60, first.y + 19, 36, 36))
        flows.append(("start", process.start, ""))
    for step in steps.values():
        here = at[step.id]
        add("userTask", step.id, f"{step.name} ({ROLE_LABELS[step.role].vi})", here)
        side = here.x + here.width + 8
        if not step.next:
            add("endEvent", f"end_{step.id}", "Kết thúc", Place(side, here.y + 19, 36, 36))
            flows.append((step.id, f"end_{step.id}", ""))
            continue
        source = step.id
        if len(step.next) > 1:
            source = f"choice_{step.id}"
            add("exclusiveGateway", source, "", Place(side, here.y + 17, 40, 40))
            flows.append((step.id, source, ""))
        flows += [(source, b.to, condition_words(b)) for b in step.next if b.to in steps]
    for number, (source, target, label) in enumerate(flows):
        Xml.SubElement(
            whole, f"{{{_BPMN}}}sequenceFlow", id=f"flow_{number}", sourceRef=source,
            targetRef=target, name=label,
        )  # fmt: skip
    for id_, place in spots.items():
        shape = Xml.SubElement(plane, f"{{{_DI}}}BPMNShape", id=f"shape_{id_}", bpmnElement=id_)
        Xml.SubElement(
            shape, f"{{{_DC}}}Bounds", x=str(place.x), y=str(place.y), width=str(place.width),
            height=str(place.height),
        )  # fmt: skip
    for number, (source, target, _label) in enumerate(flows):
        edge = Xml.SubElement(
            plane, f"{{{_DI}}}BPMNEdge", id=f"edge_{number}", bpmnElement=f"flow_{number}"
        )
        a, b = spots[source], spots[target]
        for x, y in (
            (a.x + a.width, a.y + a.height // 2),
            (b.x, b.y + b.height // 2),
        ):
            Xml.SubElement(edge, f"{{{_DD}}}waypoint", x=str(x), y=str(y))
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _box(root: Xml.Element, at: Place, step: Step, wrong: bool) -> None:
    group = Xml.SubElement(root, "g")
    Xml.SubElement(
        group, "rect", x=str(at.x), y=str(at.y), width=str(at.width), height=str(at.height), rx="8",
        fill="#fef2f2" if wrong else "#ffffff", stroke="#991b1b" if wrong else "#1e3a5f",
    ).set("stroke-width", "3" if wrong else "1.5")  # fmt: skip
    lines = [_cut(("⚠ " if wrong else "") + step.name, 24), _cut(ROLE_LABELS[step.role].vi, 30)]
    lines.append(hours(step.minutes))
    for number, text in enumerate(lines):
        element = Xml.SubElement(
            group, "text", x=str(at.x + 10), y=str(at.y + 22 + number * 20), fill="#1f2937"
        )
        element.set("font-size", "14" if number == 0 else "12")
        element.set("font-weight", "700" if number == 0 else "400")
        element.text = text
    Xml.SubElement(group, "title").text = f"{step.name}: {ROLE_LABELS[step.role].vi}"


def _branch(root: Xml.Element, a: Place, b: Place, branch: Branch, number: int) -> None:
    start = (a.x + a.width, a.y + a.height // 2 + number * 8 - 4)
    end = (b.x, b.y + b.height // 2)
    if b.x > a.x:
        middle = a.x + a.width + GAP_X // 2 + number * 6
        points = [start, (middle, start[1]), (middle, end[1]), end]
    else:  # back: below both boxes
        low = max(a.y + a.height, b.y + b.height) + 14 + number * 8
        points = [
            start, (a.x + a.width + 14, start[1]), (a.x + a.width + 14, low), (b.x - 16, low),
            (b.x - 16, end[1]), end,
        ]  # fmt: skip
    _arrow(root, points)
    words = condition_words(branch)
    if words:
        label = Xml.SubElement(
            root, "text", x=str(start[0] + 6), y=str(start[1] - 6), fill="#374151"
        )
        label.set("font-size", "11")
        label.text = _cut(words, 22)
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
