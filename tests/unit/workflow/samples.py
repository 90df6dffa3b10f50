"""Processes to test with."""

from typing import Any

import msgspec

from shared.contracts.processes import Process

ORDINARY: dict[str, Any] = {
    "procedure_code": "1.004873",
    "start": "transfer",
    "steps": [
        {"id": "transfer", "name": "Chuyển hồ sơ", "role": "desk_officer", "minutes": 120,
         "done_by": "transfer", "next": [{"to": "assign"}]},
        {"id": "assign", "name": "Phân công", "role": "unit_head", "minutes": 120,
         "done_by": "assign", "next": [{"to": "appraise"}]},
        {"id": "appraise", "name": "Thẩm định", "role": "specialist", "minutes": 480,
         "done_by": "submit_for_approval",
         "acts": ["start_verification", "record_verification", "consult", "request_supplement"],
         "next": [{"to": "approve"}]},
        {"id": "approve", "name": "Phê duyệt", "role": "leader", "minutes": 240,
         "done_by": "approve", "acts": [], "next": [{"to": "issue"}]},
        {"id": "issue", "name": "Phát hành", "role": "clerk", "minutes": 120,
         "done_by": "finish", "next": [{"to": "return"}]},
        {"id": "return", "name": "Trả kết quả", "role": "desk_officer", "minutes": 240,
         "done_by": "hand_over"},
    ],
}  # fmt: skip


def process(**changes: Any) -> Process:
    """The ordinary process; `step__field=value` changes one field of one step."""
    data = msgspec.json.decode(msgspec.json.encode(ORDINARY))
    steps = {step["id"]: step for step in data["steps"]}
    for name, value in changes.items():
        id_, _, field = name.partition("__")
        if field:
            steps[id_][field] = value
        else:
            data[name] = value
    return msgspec.convert(data, Process)
