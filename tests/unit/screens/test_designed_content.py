"""What the boxes of the designers hold comes back as it was: papers, kinds of results."""

import msgspec
import pytest

from backend.catalogue.seed import procedures
from backend.results.kinds import built_in
from shared.contracts.papers import DefinedPaper
from shared.contracts.result_kinds import KindDefinition
from ui_officer.pages.kinds.state import _field, _field_cells, _listed
from ui_officer.pages.papers.cells import cells_of, changed_by, facts_of

PAPERS = [
    msgspec.convert(msgspec.to_builtins(component), DefinedPaper)
    for seed in procedures()
    for component in seed.content.components
]
_BOXES = (
    "key", "name", "originals", "certified", "copies", "condition", "when", "register",
    "replaced_by_data", "reuse_months", "vault", "case", "form_file", "identity",
)  # fmt: skip


def test_leaving_every_box_as_it_is_changes_no_paper() -> None:
    for paper in PAPERS:
        cells = cells_of(paper)
        for box in _BOXES:
            assert changed_by(paper, box, getattr(cells, box)) == paper, (paper.key, box)
        assert facts_of(paper)


@pytest.mark.parametrize(
    ("box", "typed", "field", "value"),
    [
        ("originals", "2", "originals", 2),
        ("when", 'channel == "post"', "when", {"==": [{"var": "channel"}, "post"]}),
        ("when", "", "when", None),
        ("reuse_months", "6", "reuse_months", 6),
        ("vault", "none", "vault_kinds", []),
        ("vault", "as_is", "vault_kinds", None),
        ("identity", "yes", "identity_paper", True),
    ],
)
def test_a_box_says_what_the_paper_becomes(box: str, typed: str, field: str, value: object) -> None:
    assert getattr(changed_by(PAPERS[0], box, typed), field) == value


@pytest.mark.parametrize(
    ("box", "typed"),
    [("copies", "hai"), ("copies", "100"), ("reuse_months", "0"), ("when", "channel ===")],
)
def test_what_cannot_be_read_is_said(box: str, typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w{2}"):
        changed_by(PAPERS[0], box, typed)


def test_the_fields_of_every_kind_come_back_from_their_boxes() -> None:
    for kind in built_in().values():
        assert [_field(_field_cells(field)) for field in kind.fields] == list(kind.fields)
        for block in kind.blocks:
            assert _listed(", ".join(block.fields)) == block.fields


def test_a_kind_goes_out_as_a_file_and_comes_in_again() -> None:
    for kind in built_in().values():
        raw = msgspec.to_builtins(kind)
        raw.pop("version")
        made = msgspec.convert(raw, KindDefinition)
        assert msgspec.json.decode(msgspec.json.encode(made), type=KindDefinition) == made
