"""The JSON Schema of every seed form, and its answers, judged by another implementation.

The API validates with jsonschema-rs; here the reference implementation in Python judges the same.
"""

from datetime import date
from random import Random
from typing import Any

import jsonschema
import pytest

from backend.catalogue.seed import SeedProcedure, procedures
from backend.forms.rules.answers import completed, problems
from backend.forms.rules.schema import answer_schema
from backend.organisation.demo.answers import answers
from tests.unit.forms.samples import form

TODAY = date(2026, 11, 24)
KNOWN = {"full_name": "Nguyễn Văn Mẫu", "personal_id": "020060900000", "phone": "0900000001"}
SEEDS = [s for s in procedures() if s.questions]


@pytest.fixture(params=SEEDS, ids=lambda s: s.content.code)
def seed(request: pytest.FixtureRequest) -> SeedProcedure:
    found: SeedProcedure = request.param
    return found


def spoilt(question: Any, chance: Random) -> Any:
    """Something that is no answer to a question."""
    return chance.choice([12.5, {"x": 1}, [["a"]], True, "x" * 9000])


@pytest.mark.criterion("II.3")
@pytest.mark.criterion("V.12")
def test_an_independent_implementation_judges_alike(seed: SeedProcedure) -> None:
    definition = form(*seed.questions)
    schema = answer_schema(definition)
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for number in range(25):
        chance = Random(number)
        whole = completed(definition, answers(seed.questions, KNOWN, TODAY, chance), TODAY)
        assert problems(definition, whole, TODAY) == []
        assert list(judge.iter_errors(whole)) == []
        required = [q.key for q in seed.questions if q.required and q.show_if is None]
        lacking = {k: v for k, v in whole.items() if k != chance.choice(required)}
        if len(lacking) < len(whole) and not _computed(seed, whole, lacking):
            assert not judge.is_valid(lacking)
            assert problems(definition, lacking, TODAY)
        key = chance.choice(sorted(whole))
        wrong = whole | {key: spoilt(key, chance)}
        assert not judge.is_valid(wrong), key
        if not _computed(seed, wrong, whole, changed=key):
            assert problems(definition, wrong, TODAY), key
        foreign = whole | {"khong_co": "x"}
        assert not judge.is_valid(foreign)
        assert problems(definition, foreign, TODAY)


def _computed(seed: SeedProcedure, one: Any, other: Any, changed: str = "") -> bool:
    """Whether the difference is a computed value, which the API fills in by itself."""
    keys = {changed} if changed else set(one) ^ set(other)
    return any(q.computed is not None for q in seed.questions if q.key in keys)
