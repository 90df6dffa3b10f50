"""The fifteen procedures keyed by hand are whole, and say what the national records say."""

from decimal import Decimal

import pytest

from backend.catalogue.needs import unasked
from backend.catalogue.requirements import unasked_requirements
from backend.catalogue.seed import SeedProcedure, procedures
from shared.vocabulary.channels import Channel, OnlineLevel
from shared.vocabulary.time_units import TimeUnit

SEEDS = {seed.content.code: seed for seed in procedures()}
SAME_DAY = (None, TimeUnit.SAME_DAY)


def days(amount: int, unit: TimeUnit = TimeUnit.WORKING_DAY) -> tuple[Decimal, TimeUnit]:
    return Decimal(amount), unit


# Code: time limit and fee at the desk (None: left to the law on fees), result, online level.
EXPECTED = {
    "1.001193": (SAME_DAY, 0, "KQ.G15.000031", OnlineLevel.PARTIAL),
    "1.000894": (SAME_DAY, 0, "KQ.G15.000032", OnlineLevel.PARTIAL),
    "1.000656": (SAME_DAY, 0, "KQ.G15.000034", OnlineLevel.PARTIAL),
    "1.004873": (days(3), 15_000, "KQ.G15.000038", OnlineLevel.FULL),
    "2.000635": (SAME_DAY, 8_000, "KQ.G15.000342", OnlineLevel.FULL),
    "2.000815": (SAME_DAY, 2_000, "KQ.G15.000021", OnlineLevel.INFORMATION),
    "2.000884": (SAME_DAY, 10_000, "KQ.G15.000022", OnlineLevel.INFORMATION),
    "1.004222": (days(7), 20_000, "KQ.G01.000064", OnlineLevel.FULL),
    "1.004194": (days(3), 15_000, "KQ.G01.000064", OnlineLevel.FULL),
    "1.001612": (days(3), 150_000, "KQ.G12.001350", OnlineLevel.FULL),
    "2.001610": (days(3), 100_000, "KQ.G12.001044", OnlineLevel.FULL),
    "1.013225": (days(15, TimeUnit.CALENDAR_DAY), 75_000, "KQ.G17.000311", OnlineLevel.PARTIAL),
    "2.001827": (days(15, TimeUnit.CALENDAR_DAY), 700_000, "KQ.G10.000559", OnlineLevel.PARTIAL),
    "3.000333": (days(10, TimeUnit.CALENDAR_DAY), 200_000, "KQ.G01.000200", OnlineLevel.FULL),
    "1.012766": (days(3), None, "KQ.G10.001147", OnlineLevel.PARTIAL),
}
ONLINE_FEES = {"1.004222": 10_000, "1.004194": 7_000}


@pytest.fixture(params=sorted(EXPECTED))
def seed(request: pytest.FixtureRequest) -> SeedProcedure:
    return SEEDS[request.param]


def test_exactly_the_fifteen_are_there() -> None:
    assert set(SEEDS) == set(EXPECTED)


def test_each_says_its_time_limit_fee_result_and_online_level(seed: SeedProcedure) -> None:
    content = seed.content
    limit, fee, result, level = EXPECTED[content.code]
    desk = content.channel(Channel.DESK)
    assert desk is not None
    assert ((desk.amount, desk.unit), desk.fee_vnd) == (limit, fee)
    assert content.results[0].code == result
    assert content.online_level is level
    online = content.channel(Channel.ONLINE)
    assert (online is None) == (level is OnlineLevel.INFORMATION)
    if online is not None:
        assert online.fee_vnd == ONLINE_FEES.get(content.code, fee)


@pytest.mark.criterion("II.2")
def test_each_paper_has_a_name_a_quantity_and_a_condition_when_optional(
    seed: SeedProcedure,
) -> None:
    papers = seed.content.components
    assert papers
    assert len({paper.key for paper in papers}) == len(papers)
    for paper in papers:
        assert paper.name
        assert paper.originals + paper.certified + paper.copies > 0
        assert paper.required or paper.condition


@pytest.mark.criterion("II.2")
def test_what_papers_and_requirements_depend_on_is_asked_by_the_form(seed: SeedProcedure) -> None:
    content = seed.content
    assert unasked(content.components, seed.questions) == []
    assert unasked_requirements(content.requirements, seed.questions) == []


def test_each_has_steps_legal_texts_conditions_and_no_open_flag(seed: SeedProcedure) -> None:
    content = seed.content
    assert len(content.steps) >= 2
    assert content.conditions and content.decision_number and content.agency and content.keywords
    numbers = [text.number for text in content.legal_basis]
    assert len(numbers) == len(set(numbers)) >= 2
    assert all(text.title for text in content.legal_basis)
    assert content.flags == []
    for channel in content.channels:
        assert channel.fee_vnd is not None or channel.fee_text


def test_each_that_is_taken_online_has_a_form_with_a_declaration(seed: SeedProcedure) -> None:
    if seed.content.online_level is OnlineLevel.INFORMATION:
        assert seed.questions == []
        return
    keys = [question.key for question in seed.questions]
    assert seed.form_title
    assert len(keys) == len(set(keys))
    assert {"requester_name", "requester_personal_id", "declaration"} <= set(keys)
    for question in seed.questions:
        assert question.kind != "choice" or question.options


def test_a_building_permit_gives_seven_working_days_to_ask_for_what_is_missing() -> None:
    law = SEEDS["1.013225"].content.supplement
    assert law is not None
    assert law.ask_within_days == 7
    assert "175/2024" in law.source
