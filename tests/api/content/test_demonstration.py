"""The demonstration's portal tells people something true about the seeded procedures."""

import asyncpg
import pytest

from backend.organisation.demo.seed_content import write_content
from shared.client import content, public_questions, surveys
from shared.client.base import ApiClient
from tests.api.content.conftest import Editors

pytestmark = pytest.mark.usefixtures("services")


async def test_a_newcomer_finds_a_guide_answers_a_sample_and_a_survey(
    editors: Editors, anonymous: ApiClient, database: asyncpg.Pool
) -> None:
    before = {row["id"] for row in await database.fetch("select id from content_item")}
    await write_content()
    rows = await database.fetch("select id, kind from content_item")
    made = [row for row in rows if row["id"] not in before]
    assert {row["kind"] for row in made} >= {"guide", "faq", "news", "maintenance", "sample"}
    found = await content.search_help(anonymous, "nop ho so lan dau")
    assert "Nộp hồ sơ lần đầu" in " ".join(one.title for one in found.items[:3])
    near = await content.of_procedure(anonymous, "1.001193")
    assert len(near.faq) >= 2 and near.filled_form and len(near.files) >= 2
    listed = await public_questions.published(anonymous, "2.000635")
    assert any("trích lục" in each.question for each in listed.items)
    survey = next(
        card for card in (await surveys.surveys(anonymous)).items if "mở thêm giờ" in card.title
    )
    results = await surveys.results_so_far(editors.writer, survey.id)
    assert results.by_account == 24 and results.questions[0].options[0].count is not None
    for row in made:  # what stands on every page would stand in the way of others
        if row["kind"] == "maintenance":
            await content.withdraw(editors.second, str(row["id"]), "Xong phần thử nghiệm này")
