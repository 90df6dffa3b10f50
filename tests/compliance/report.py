"""What the outcomes of the tests say about each criterion, for a reader and for a program."""

from collections import Counter
from dataclasses import dataclass, field

from tests.compliance.criteria import Criterion, Group

_HEAD = """\
# Mức độ đáp ứng tiêu chí

Tệp này do `make compliance` viết ra từ kết quả kiểm thử; đừng sửa bằng tay. Một tiêu chí được coi
là *đã chứng minh* khi có ít nhất một kiểm thử mang mã của nó và mọi kiểm thử như vậy đều đạt.
Tên tiêu chí là lời tóm tắt của dự án, không phải nguyên văn văn bản pháp luật.

Written by `make compliance` from the outcomes of the tests. A criterion counts as proven when at
least one test names it and no such test failed. Titles are summaries of our own, not the words of
the law.
"""


@dataclass
class Evidence:
    """Tests that name one criterion, by how they ended."""

    passed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def proves(self) -> bool:
        """Something passed and nothing failed."""
        return bool(self.passed) and not self.failed


def weigh(outcomes: dict[str, dict[str, object]], known: frozenset[str]) -> dict[str, Evidence]:
    """Evidence by criterion. Raises ValueError when a test names a criterion nobody wrote down."""
    evidence = {id_: Evidence() for id_ in known}
    strangers: list[str] = []
    for test, note in sorted(outcomes.items()):
        ids = note["criteria"]
        assert isinstance(ids, list)
        for id_ in ids:
            if id_ not in evidence:
                strangers.append(f"{test}: {id_}")
            elif note["outcome"] == "passed":
                evidence[id_].passed.append(test)
            elif note["outcome"] == "failed":
                evidence[id_].failed.append(test)
    if strangers:
        raise ValueError("not in criteria.toml:\n" + "\n".join(strangers))
    return evidence


def as_mapping(groups: list[Group], evidence: dict[str, Evidence]) -> dict[str, list[str]]:
    """Criterion to the tests that passed, criteria without any left out."""
    ids = [criterion.id for group in groups for criterion in group.criteria]
    return {id_: evidence[id_].passed for id_ in ids if evidence[id_].passed}


def as_text(groups: list[Group], evidence: dict[str, Evidence]) -> str:
    """A summary for the terminal."""
    lines = []
    for group in groups:
        proven = [c for c in group.criteria if evidence[c.id].proves]
        lines.append(f"\n{group.vi} / {group.en}: {len(proven)}/{len(group.criteria)}")
        for criterion in group.criteria:
            lines.append(f"  {_sign(evidence[criterion.id])} {criterion.id:<7}{criterion.vi}")
    return "\n".join([*lines, "", _total(groups, evidence)])


def as_markdown(groups: list[Group], evidence: dict[str, Evidence]) -> str:
    """The page docs/compliance.md."""
    parts = [_HEAD, _total(groups, evidence) + "\n", _overview(groups, evidence)]
    for group in groups:
        rows = [_row(criterion, evidence[criterion.id]) for criterion in group.criteria]
        parts.append(
            f"## {group.key}. {group.vi}\n\n*{group.en}*\n\n"
            "| Mã | Tiêu chí | Chứng minh bằng |\n|---|---|---|\n" + "\n".join(rows) + "\n"
        )
    return "\n".join(parts)


def _sign(evidence: Evidence) -> str:
    return "✓" if evidence.proves else "✗" if evidence.failed else "·"


def _total(groups: list[Group], evidence: dict[str, Evidence]) -> str:
    every = [criterion for group in groups for criterion in group.criteria]
    proven = sum(evidence[c.id].proves for c in every)
    return f"Đã chứng minh / proven: {proven}/{len(every)}"


def _overview(groups: list[Group], evidence: dict[str, Evidence]) -> str:
    rows = [
        f"| {g.key} | {g.vi} | {sum(evidence[c.id].proves for c in g.criteria)} "
        f"| {len(g.criteria)} |"
        for g in groups
    ]
    return "\n".join(
        ["| Nhóm | | Đã chứng minh | Tổng số |", "|---|---|---:|---:|", *rows, ""]
    )  # fmt: skip


def _row(criterion: Criterion, evidence: Evidence) -> str:
    title = f"{criterion.vi}<br>*{criterion.en}*"
    return f"| {criterion.id} | {title} | {_proof(evidence)} |"


def _proof(evidence: Evidence) -> str:
    if evidence.failed:
        return "<br>".join(["không đạt / failing:", *_functions(evidence.failed)])
    return "<br>".join(_functions(evidence.passed)) or "chưa chứng minh / open"


def _functions(tests: list[str]) -> list[str]:
    """Each test function once, with the number of its cases."""
    cases = Counter(test.split("[", 1)[0] for test in tests)
    return [f"`{name}`" + (f" ({n} ca)" if n > 1 else "") for name, n in cases.items()]
