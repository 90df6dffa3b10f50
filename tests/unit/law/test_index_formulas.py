"""The words of a formula say what the definition in force says."""

from backend.law.index_formulas import formula
from shared.vocabulary.indicators import IndexComponent


def test_days_are_those_of_the_definition() -> None:
    assert "ít nhất 7 ngày làm việc" in formula(IndexComponent.PUBLISHED_IN_TIME, 7, 9).vi
    assert "at least 7 working days" in formula(IndexComponent.PUBLISHED_IN_TIME, 7, 9).en
    assert "trong 9 ngày làm việc" in formula(IndexComponent.UPDATED_IN_TIME, 7, 9).vi


def test_no_formula_says_a_share_that_a_definition_may_change() -> None:
    for component in IndexComponent:
        said = formula(component, 5, 5)
        assert not {"80%", "90%", "50%"} & set(said.vi.replace(",", " ").split()), component
        assert "{" not in said.vi + said.en
