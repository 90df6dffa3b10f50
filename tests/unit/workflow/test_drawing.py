"""The picture and the BPMN file of a process."""

from xml.etree import ElementTree as Xml

import msgspec

from backend.workflow.drawing import bpmn, places, svg
from backend.workflow.standard import hours
from shared.contracts.processes import Process
from tests.unit.workflow.samples import process

B = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
D = "{http://www.omg.org/spec/BPMN/20100524/DI}"
BRANCHES = {
    "approve__next": [
        {"to": "appraise", "when": [{"field": "channel", "op": "is", "values": ["post"]}]},
        {"to": "issue"},
    ]
}


def test_no_two_steps_stand_on_each_other() -> None:
    spots = [(p.x, p.y) for p in places(process(**BRANCHES)).values()]
    assert len(set(spots)) == len(spots) == 6


def test_the_picture_names_every_step_and_marks_what_is_wrong() -> None:
    drawn = svg(process(approve__name="Ký <b>&amp;"), wrong=["approve"])
    Xml.fromstring(drawn)
    assert drawn.count("<rect") == 6
    assert "<b>" not in drawn
    assert drawn.count("⚠") == 1
    svg(process(start="nowhere"))


def test_every_flow_has_both_ends_and_every_element_its_shape() -> None:
    root = Xml.fromstring(bpmn(process(**BRANCHES), "Xác nhận tình trạng hôn nhân"))
    whole = root.find(f"{B}process")
    assert whole is not None
    nodes = {e.get("id") for e in whole if e.tag != f"{B}sequenceFlow"}
    flows = whole.findall(f"{B}sequenceFlow")
    assert all(f.get("sourceRef") in nodes and f.get("targetRef") in nodes for f in flows)
    assert {s.get("bpmnElement") for s in root.iter(f"{D}BPMNShape")} == nodes
    assert {e.get("bpmnElement") for e in root.iter(f"{D}BPMNEdge")} == {f.get("id") for f in flows}
    assert len(whole.findall(f"{B}exclusiveGateway")) == 1
    assert len(whole.findall(f"{B}userTask")) == 6
    assert len(whole.findall(f"{B}startEvent")) == len(whole.findall(f"{B}endEvent")) == 1


def test_each_node_names_its_flows_and_every_id_is_its_own_whatever_steps_are_called() -> None:
    part = {"kind": "consult", "agency": "H37.1", "content": "Cho ý kiến", "days": 1}
    # Steps named as other elements are: the ids must stay apart.
    named = {"transfer": "start", "assign": "process", "appraise": "flow_0", "issue": "plane"}
    text = msgspec.json.encode(process(**BRANCHES, appraise__parts=[part])).decode()
    for old, new in named.items():
        text = text.replace(f'"id":"{old}"', f'"id":"{new}"').replace(
            f'"to":"{old}"', f'"to":"{new}"'
        )
    drawn = msgspec.json.decode(text.replace('"start":"transfer"', '"start":"start"'), type=Process)
    root = Xml.fromstring(bpmn(drawn, "Xác nhận"))
    whole = root.find(f"{B}process")
    assert whole is not None
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(set(ids)) == len(ids)
    flows = {f.get("id"): f for f in whole.findall(f"{B}sequenceFlow")}
    for node in whole:
        if node.get("id") in flows:
            continue
        id_ = node.get("id")
        into = {e.text for e in node.findall(f"{B}incoming")}
        out = {e.text for e in node.findall(f"{B}outgoing")}
        assert into == {k for k, f in flows.items() if f.get("targetRef") == id_}
        assert out == {k for k, f in flows.items() if f.get("sourceRef") == id_}
        assert bool(into) != node.tag.endswith("startEvent")
        assert bool(out) != node.tag.endswith("endEvent")
    (choice,) = whole.findall(f"{B}exclusiveGateway")
    other = flows[choice.get("default")]
    assert (other.get("name"), other.find(f"{B}conditionExpression")) == ("", None)
    asked = [f for f in flows.values() if f.find(f"{B}conditionExpression") is not None]
    assert [f.get("name") for f in asked] == ["channel là post"]


def test_agencies_within_a_step_are_drawn_as_a_fork_and_a_join() -> None:
    parts = [
        {"kind": "consult", "agency": f"H37.{n}", "content": "Cho ý kiến", "days": 1}
        for n in (1, 2, 3)
    ]
    for in_turn, leaving in ((False, 4), (True, 2)):
        drawn = process(appraise__parts=parts, appraise__in_turn=in_turn)
        root = Xml.fromstring(bpmn(drawn, "Xác nhận"))
        whole = root.find(f"{B}process")
        assert whole is not None
        nodes = {e.get("id") for e in whole if e.tag != f"{B}sequenceFlow"}
        flows = [(f.get("sourceRef"), f.get("targetRef")) for f in whole.iter(f"{B}sequenceFlow")]
        assert all(a in nodes and b in nodes for a, b in flows)
        assert len(whole.findall(f"{B}sendTask")) == 3
        assert len(whole.findall(f"{B}parallelGateway")) == 2
        assert sum(a == "fork.appraise" for a, _ in flows) == leaving
        assert ("step.assign", "fork.appraise") in flows
        assert ("join.appraise", "step.approve") in flows
    assert "3 cơ quan khác, lần lượt" in svg(drawn)


def test_working_time_in_words() -> None:
    assert [hours(m) for m in (30, 90, 480, 1500)] == [
        "30 phút", "1 giờ 30 phút", "1 ngày", "3 ngày 1 giờ",
    ]  # fmt: skip
