"""A filled-in sample is plainly fictional, taken by its own form, and stamped on every page."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from backend.catalogue.seed import SeedProcedure, procedures
from backend.content.samples import NAME, fictional, printed
from backend.forms.rules.answers import problems
from backend.results.rendering import render
from shared.contracts.forms import Form

TODAY = date(2026, 11, 26)
SEEDS = [seed for seed in procedures() if seed.questions]


def form_of(seed: SeedProcedure) -> Form:
    """The form of a seed."""
    return Form("", seed.content.code, 1, seed.form_title, seed.questions)


@pytest.mark.criterion("III.7")
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.content.code)
def test_the_form_takes_its_own_sample(seed: SeedProcedure) -> None:
    form = form_of(seed)
    answers = fictional(form, TODAY)
    assert problems(form, answers, TODAY) == []
    assert NAME in answers.values()


@pytest.mark.criterion("III.7")
def test_every_page_of_a_printed_sample_says_that_it_is_one() -> None:
    longest = max(SEEDS, key=lambda seed: len(seed.questions))
    pages = PdfReader(io.BytesIO(render(printed(form_of(longest), TODAY)))).pages
    assert len(pages) > 1
    assert all("MẪU" in page.extract_text() for page in pages)


def test_a_declaration_that_is_no_sample_bears_no_stamp() -> None:
    data = printed(form_of(SEEDS[0]), TODAY)
    data.pop("stamp")
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(render(data))).pages)
    assert "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" not in text
