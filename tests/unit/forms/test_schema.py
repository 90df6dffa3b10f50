"""The JSON Schema of a form, read by an implementation that is not ours."""

from datetime import date
from typing import Any

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.catalogue.seed import procedures
from backend.forms.rules.answers import completed, problems, shown
from backend.forms.rules.schema import answer_schema, condition_schema
from shared.contracts.forms import Form, Question
from tests.unit.forms.samples import form, question

TODAY = date(2026, 11, 24)

_VALUES = st.one_of(
    st.none(),
    st.sampled_from(["yes", "no", "a", "b", "", "2", "0900000034", "2026-02-30", "31/12/2025"]),
    st.integers(-5, 30),
    st.lists(st.sampled_from(["a", "b", "c"]), max_size=3),
    st.fixed_dictionaries({"commune": st.sampled_from(["06187", "9"]), "detail": st.text()}),
)


def _conditions(keys: list[str]) -> st.SearchStrategy[Any]:
    simple = st.builds(
        lambda operator, key, value: {operator: [{"var": key}, value]},
        st.sampled_from(["==", "!="]),
        st.sampled_from(keys),
        st.sampled_from(["yes", "no", "a", "b"]),
    )
    listed = st.builds(
        lambda key, values: {"in": [{"var": key}, values]},
        st.sampled_from(keys),
        st.lists(st.sampled_from(["yes", "a"]), min_size=1, unique=True),
    )
    return st.recursive(
        simple | listed,
        lambda inner: st.one_of(
            st.builds(lambda x, y: {"and": [x, y]}, inner, inner),
            st.builds(lambda x, y: {"or": [x, y]}, inner, inner),
            st.builds(lambda x: {"!": [x]}, inner),
        ),
        max_leaves=4,
    )


@st.composite
def forms_with_answers(draw: st.DrawFn) -> tuple[Form, dict[str, Any]]:
    """A form of up to six questions with conditions on earlier ones, and answers fit or not."""
    questions: list[Question] = []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["choice", "yes_no", "choices", "text", "number", "date"]))
        earlier = [q.key for q in questions if q.kind in ("choice", "yes_no", "text")]
        condition = draw(st.none() | _conditions(earlier)) if earlier else None
        questions.append(
            question(
                f"q{number}",
                kind,
                required=draw(st.booleans()),
                options=["a", "b"] if kind in ("choice", "choices") else [],
                show_if=condition,
                minimum=0,
            )
        )
    answers = {q.key: draw(_VALUES) for q in questions if draw(st.booleans())}
    return form(*questions), answers


@settings(max_examples=400, deadline=None)
@given(forms_with_answers())
def test_an_independent_validator_agrees_about_every_set_of_answers(
    drawn: tuple[Form, dict[str, Any]],
) -> None:
    definition, answers = drawn
    schema = answer_schema(definition)
    jsonschema.Draft202012Validator.check_schema(schema)
    full = completed(definition, answers, TODAY)
    independent = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert independent.is_valid(full) == (problems(definition, answers, TODAY) == [])


@settings(max_examples=300, deadline=None)
@given(_conditions(["a", "b"]), st.dictionaries(st.sampled_from(["a", "b"]), st.sampled_from("ab")))
def test_a_condition_in_json_schema_means_what_the_expression_means(
    condition: Any, answers: dict[str, str]
) -> None:
    known = {"a": question("a"), "b": question("b")}
    schema = condition_schema(condition, known)
    assert schema is not None
    definition = form(known["a"], known["b"], question("c", show_if=condition))
    applies = "c" in [q.key for q in shown(definition, answers, TODAY)]
    assert jsonschema.Draft202012Validator(schema).is_valid(answers) == applies


def test_the_forms_of_the_seeds_are_json_schema() -> None:
    for seed in procedures():
        if seed.questions:
            definition = form(*seed.questions)
            jsonschema.Draft202012Validator.check_schema(answer_schema(definition))
            assert problems(definition, {}, TODAY), seed.content.code
