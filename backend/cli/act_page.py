"""docs/acts.md: the table of acts as a page that a jurist can read and check."""

from backend.law.lifecycle import RELATION_LABELS, RULES, Clock, Form, Rule
from shared.vocabulary.acts import ACT_LABELS
from shared.vocabulary.states import OFFICER_LABELS, State

_HEAD = """# Bảng hành vi

Mọi việc có thể làm với một hồ sơ, theo thứ tự của luật: từ trạng thái nào, đến trạng thái nào, ai
được làm, đồng hồ thời hạn ra sao, mẫu nào được in và căn cứ ở đâu. Ngoài bảng này, hệ thống không
cho làm việc nào khác. Tệp do `python -m backend.cli acts` viết ra từ `backend/law/lifecycle.py`;
một kiểm thử giữ cho hai bên khớp nhau, nên sửa luật là sửa cả hai.

Every act on a dossier, as the law gives it. Written from the table in the program; a test keeps
both equal.

| Hành vi | Từ trạng thái | Đến trạng thái | Ai làm | Đồng hồ | Mẫu | Căn cứ |
|---|---|---|---|---|---|---|
"""
_CLOCKS = {
    Clock.NONE: "",
    Clock.START: "bắt đầu",
    Clock.WAIT: "tạm dừng",
    Clock.WAIT_BY_LAW: "tạm dừng nếu luật chuyên ngành cho",
    Clock.CONTINUE_BY_POLICY: "chạy tiếp theo cách tính của thủ tục",
    Clock.EXTEND: "hẹn lại",
    Clock.END: "kết thúc",
}
_FORMS = {
    Form.RECEIPT: "giấy tiếp nhận và hẹn trả",
    Form.SUPPLEMENT_REQUEST: "phiếu yêu cầu bổ sung",
    Form.REFUSAL: "phiếu từ chối",
    Form.APOLOGY: "phiếu xin lỗi và hẹn lại",
    Form.STOP_NOTICE: "thông báo dừng",
    Form.CONTROL_SHEET_HOP: "phiếu kiểm soát",
}


def act_page() -> str:
    """The page."""
    return _HEAD + "".join(_line(rule) for rule in RULES)


def _line(rule: Rule) -> str:
    origin = "; ".join(OFFICER_LABELS[s].vi for s in State if s in rule.origin)
    if isinstance(rule.target, State):
        target = OFFICER_LABELS[rule.target].vi
    else:
        target = "(không đổi)" if rule.target == "same" else "(trở lại trạng thái trước)"
    by = "; ".join(label.vi for relation, label in RELATION_LABELS.items() if relation in rule.by)
    aside = ", nhớ trạng thái cũ" if rule.holds_origin else ""
    cells = (
        f"{ACT_LABELS[rule.act].vi} (`{rule.act}`)",
        origin or "(chưa có hồ sơ)",
        target + aside,
        by,
        _CLOCKS[rule.clock],
        _FORMS[rule.form] if rule.form else "",
        rule.source,
    )
    return "| " + " | ".join(cells) + " |\n"
