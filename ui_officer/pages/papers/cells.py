"""One paper in the boxes of the screen, and back."""

import dataclasses
from typing import Any

import msgspec

from shared.contracts.papers import DefinedPaper
from ui_officer.pages.forms.formulas import UnreadableFormula, read, written

_COUNTS = ("originals", "certified", "copies")


@dataclasses.dataclass
class Pick:
    """Something to choose."""

    code: str
    label: str
    on: bool = False


@dataclasses.dataclass
class Row:
    """One paper in the list."""

    number: int
    name: str
    facts: str


@dataclasses.dataclass
class Cells:
    """The chosen paper in its boxes; a formula as a person writes it."""

    key: str = ""
    name: str = ""
    originals: str = "0"
    certified: str = "0"
    copies: str = "0"
    required: bool = True
    condition: str = ""
    when: str = ""
    register: str = ""
    replaced_by_data: str = ""
    vault: str = "as_is"
    reuse_months: str = ""
    case: str = ""
    form_file: str = ""
    identity: str = "auto"


@dataclasses.dataclass
class Need:
    """One requirement in its boxes."""

    message: str
    rule: str


@dataclasses.dataclass
class Outcome:
    """What a trial says of one paper."""

    name: str
    need: str
    kind: str
    reason: str


def facts_of(paper: DefinedPaper) -> str:
    """Counts and conditions of a paper in one line."""
    counts = [
        f"{number} {words}"
        for number, words in (
            (paper.originals, "bản chính"),
            (paper.certified, "bản chứng thực"),
            (paper.copies, "bản sao"),
        )
        if number
    ]
    need = "bắt buộc" if paper.required else "nếu có"
    if paper.when is not None:
        need = f"{need} trong trường hợp {written(paper.when)}"
    replaced = "thay bằng dữ liệu" if paper.register or paper.replaced_by_data else ""
    return " · ".join(part for part in (", ".join(counts), need, replaced) if part)


def cells_of(paper: DefinedPaper) -> Cells:
    """A paper in its boxes."""
    kinds = paper.vault_kinds
    return Cells(
        paper.key, paper.name, str(paper.originals), str(paper.certified), str(paper.copies),
        paper.required, paper.condition, written(paper.when), paper.register,
        paper.replaced_by_data, "as_is" if kinds is None else "own" if kinds else "none",
        str(paper.reuse_months or ""), paper.case, paper.form_file,
        {None: "auto", True: "yes", False: "no"}[paper.identity_paper],
    )  # fmt: skip


def changed_by(paper: DefinedPaper, name: str, value: str) -> DefinedPaper:
    """The paper with what a box says. Raises ValueError with the reason in words."""
    text = value.strip()
    new: Any = text
    if name in _COUNTS:
        if not text.isdigit() or int(text) > 99:
            raise ValueError("Ghi số bản, từ 0 đến 99.")
        new = int(text)
    elif name == "reuse_months":
        if text and (not text.isdigit() or not 1 <= int(text) <= 600):
            raise ValueError("Ghi số tháng, từ 1 đến 600; để trống là theo giá trị của giấy.")
        new = int(text) if text else None
    elif name == "when":
        try:
            new = read(text)
        except UnreadableFormula as unreadable:
            raise ValueError(str(unreadable)) from unreadable
    elif name == "identity":
        name, new = "identity_paper", {"auto": None, "yes": True, "no": False}[text]
    elif name == "vault":
        name = "vault_kinds"
        new = {"as_is": None, "none": [], "own": paper.vault_kinds or []}[text]
    return msgspec.structs.replace(paper, **{name: new})
