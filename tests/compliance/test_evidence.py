"""What counts as a proof, and that outcomes come back from the workers."""

import json

import pytest

from tests.compliance import report
from tests.compliance.__main__ import ROOT
from tests.compliance.criteria import groups, known_ids

pytest_plugins = "pytester"

SOME_TESTS = """
    import pytest

    pytestmark = pytest.mark.xdist_group("a@group")

    @pytest.mark.criterion("A.1")
    @pytest.mark.criterion("A.2")
    def test_that_passes(): pass

    @pytest.mark.criterion("A.2")
    def test_that_fails(): assert False

    @pytest.mark.criterion("A.3")
    def test_that_is_skipped(): pytest.skip("not here")

    @pytest.mark.criterion("A.4")
    @pytest.mark.xfail(reason="known")
    def test_that_is_known_to_fail(): assert False

    @pytest.fixture
    def broken():
        yield
        raise RuntimeError

    @pytest.mark.criterion("A.5")
    def test_that_breaks_afterwards(broken): pass

    @pytest.mark.criterion("A.6")
    @pytest.mark.parametrize("n", [1, 2])
    def test_of_two_cases(n): pass

    def test_without_a_mark(): pass
"""


@pytest.mark.parametrize(
    "workers",
    [[], ["-n", "2"], ["-n", "2", "--dist", "loadgroup"]],
    ids=["alone", "workers", "groups"],
)
def test_only_what_passed_to_the_end_is_evidence(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, workers: list[str]
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(test_some=SOME_TESTS, test_broken="raise RuntimeError")
    pytester.runpytest_subprocess(
        "-p", "tests.compliance.plugin", "-p", "no:cacheprovider", *workers,
        "--continue-on-collection-errors", "--criterion-results", "results.json",
    )  # fmt: skip
    outcomes = json.loads((pytester.path / "results.json").read_text(encoding="utf-8"))
    evidence = report.weigh(outcomes, known_ids())
    assert report.as_mapping(groups(), evidence) == {
        "A.1": ["test_some.py::test_that_passes"],
        "A.2": ["test_some.py::test_that_passes"],
        "A.6": ["test_some.py::test_of_two_cases[1]", "test_some.py::test_of_two_cases[2]"],
    }
    assert [id_ for id_ in sorted(evidence) if evidence[id_].proves] == ["A.1", "A.6"]
    page = report.as_markdown(groups(), evidence)
    assert "`test_some.py::test_of_two_cases` (2 ca)" in page
    assert "không đạt / failing:<br>`test_some.py::test_that_fails`" in page
    assert f"2/{len(known_ids())}" in page


def test_a_criterion_nobody_wrote_down_is_an_error() -> None:
    outcomes = {"test_x.py::test_y": {"outcome": "passed", "criteria": ["Z.9"]}}
    with pytest.raises(ValueError, match=r"test_y: Z\.9"):
        report.weigh(outcomes, known_ids())
