"""Invented answers fit the forms they are invented for."""

from datetime import date
from random import Random

import pytest

from backend.catalogue.seed import SeedProcedure, procedures
from backend.forms.rules.answers import problems
from backend.organisation.demo.answers import answers
from tests.unit.forms.samples import form

TODAY = date(2026, 11, 24)
KNOWN = {"full_name": "Nguyễn Văn Mẫu", "personal_id": "020060900000", "phone": "0900000001"}


@pytest.mark.parametrize(
    "seed", [s for s in procedures() if s.questions], ids=lambda s: s.content.code
)
def test_invented_answers_are_answers(seed: SeedProcedure) -> None:
    definition = form(*seed.questions)
    for number in range(40):
        invented = answers(seed.questions, KNOWN, TODAY, Random(number))
        assert problems(definition, invented, TODAY) == []
