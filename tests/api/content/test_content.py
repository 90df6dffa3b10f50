"""Content goes onto the portal by two persons, in versions that can be compared, and off it."""

import asyncio
from datetime import timedelta

import asyncpg
import httpx
import msgspec
import pytest

from backend.platform import clock
from shared.client import content, proposals
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.content import ContentText
from tests.api.conftest import pdf, photo
from tests.api.content.conftest import Editors, a_text, a_word

pytestmark = pytest.mark.usefixtures("services")
FORM = "1.001193"


async def _refused(work: object, status: int, slug: str = "") -> ApiProblem:
    with pytest.raises(ApiProblem) as refused:
        await work  # type: ignore[misc]
    assert refused.value.status == status, refused.value.problem
    assert slug in refused.value.problem.type
    return refused.value


@pytest.mark.criterion("III.7")
async def test_what_one_person_wrote_is_shown_once_another_approves(
    editors: Editors, anonymous: ApiClient
) -> None:
    waiting = await editors.proposed("faq", a_text(procedure_code=FORM, summary="Ngắn gọn"))
    await _refused(content.content(anonymous, waiting.id), 404)
    revision = waiting.next.revision
    await _refused(content.publish(editors.writer, waiting.id, revision), 403, "second-person")
    assert any(row.key == waiting.id for row in (await proposals.proposals(editors.second)).items)

    done = await content.publish(editors.second, waiting.id, revision)

    assert (done.published_version, done.showing.code, done.next.state) == (1, "shown", "")
    page = await content.content(anonymous, waiting.id)
    assert "<strong>trả lời</strong>" in page.html and page.procedure_name
    near = await content.of_procedure(anonymous, FORM)
    assert waiting.id in {one.id for one in near.faq}
    listed = await content.listed(anonymous, "faq", FORM, limit=100)
    assert waiting.id in {card.id for card in listed.items}


async def test_a_hostile_text_is_kept_as_words_and_shown_as_words(
    editors: Editors, anonymous: ApiClient
) -> None:
    body = "<script>alert(1)</script> \u202edảo\u202c <img src=x onerror=alert(1)> &amp;"
    shown = await editors.published("news", a_text("Tin\u202e \u200bmới", body=body))
    page = await content.content(anonymous, shown.id)
    assert page.title == "Tin mới"
    assert "<script" not in page.html and "<img" not in page.html
    assert "&lt;script&gt;" in page.html and "\u202e" not in page.html


async def test_a_link_that_runs_something_keeps_a_text_from_being_proposed(
    editors: Editors,
) -> None:
    begun = await content.start(editors.writer, "faq", a_text(body="[bấm](javascript:alert(1))"))
    assert begun.faults and "javascript:" in begun.faults[0].message
    refused = await _refused(
        content.propose(editors.writer, begun.id, begun.next.revision), 422, "content-unsound"
    )
    assert refused.errors[0].pointer == "/text/body"
    seen = await content.preview(editors.writer, "[bấm](javascript:alert(1)) **x**")
    assert "<a" not in seen.html and seen.faults == ["javascript:alert(1"]


@pytest.mark.criterion("V.25")
async def test_versions_follow_each_other_and_are_compared(
    editors: Editors, anonymous: ApiClient
) -> None:
    first = a_text(body="một\nhai")
    shown = await editors.published("guide", first)
    same = await content.save(editors.writer, shown.id, first, 0)
    await _refused(
        content.propose(editors.writer, shown.id, same.next.revision), 409, "content-unchanged"
    )
    await content.discard(editors.writer, shown.id)
    again = await editors.published_again(shown.id, msgspec.structs.replace(first, body="một\nba"))
    assert again.published_version == 2
    assert "ba" in (await content.content(anonymous, shown.id)).html
    changed = (await content.changes(editors.writer, shown.id, 1, 2))[0]
    assert [(line.kind, line.text) for line in changed.lines] == [
        ("same", "một"), ("removed", "hai"), ("added", "ba"),
    ]  # fmt: skip
    versions = await content.versions(editors.writer, shown.id)
    assert [row.version for row in versions] == [2, 1]
    assert versions[0].written_by and versions[0].approved_by
    assert versions[0].written_by != versions[0].approved_by
    opened = await content.version(editors.writer, shown.id, 1)
    assert (opened.about, opened.text.body) == (versions[1], first.body)
    assert "hai" in opened.html
    for number in (0, 3):
        await _refused(content.version(editors.writer, shown.id, number), 404)


async def test_a_version_with_a_date_waits_for_it_and_the_one_before_stays_until_then(
    editors: Editors, anonymous: ApiClient, database: asyncpg.Pool
) -> None:
    first = a_text(body="bản cũ")
    shown = await editors.published("news", first)
    later = (clock.now() + timedelta(days=2)).isoformat()
    await editors.published_again(
        shown.id, msgspec.structs.replace(first, body="bản mới", shown_from=later)
    )
    assert "bản cũ" in (await content.content(anonymous, shown.id)).html
    assert (await content.design(editors.writer, shown.id)).showing.code == "planned"
    await database.execute(
        "update content_version set visible_from = visible_from - interval '3 days', "
        "visible_until = visible_until - interval '3 days' where item_id = $1::uuid",
        shown.id,
    )
    assert "bản mới" in (await content.content(anonymous, shown.id)).html


async def test_what_is_over_is_not_shown_any_more(
    editors: Editors, anonymous: ApiClient, database: asyncpg.Pool
) -> None:
    until = (clock.now() + timedelta(days=1)).isoformat()
    shown = await editors.published("news", a_text(shown_until=until))
    await content.content(anonymous, shown.id)
    await database.execute(
        "update content_version set visible_until = now() where item_id = $1::uuid", shown.id
    )
    await _refused(content.content(anonymous, shown.id), 404)
    assert (await content.design(editors.writer, shown.id)).showing.code == "over"


async def test_something_wrong_is_taken_down_at_once_with_a_reason(
    editors: Editors, anonymous: ApiClient, database: asyncpg.Pool
) -> None:
    shown = await editors.published("news", a_text())
    await _refused(content.withdraw(editors.second, shown.id, ".........."), 400)
    down = await content.withdraw(editors.second, shown.id, "Tin đăng nhầm ngày")
    assert down.showing.code == "withdrawn" and down.withdrawn_reason
    await _refused(content.content(anonymous, shown.id), 404)
    await _refused(content.withdraw(editors.second, shown.id, "Tin đăng nhầm ngày"), 409)
    acts = await database.fetch(
        "select action from audit_entry where subject_id = $1::uuid order by id", shown.id
    )
    assert [row["action"] for row in acts] == ["content.started", "content.withdrawn"]


async def test_whoever_saves_second_is_told_and_nothing_is_lost(editors: Editors) -> None:
    begun = await content.start(editors.writer, "faq", a_text())
    text = msgspec.structs.replace(begun.text, body="lần hai")
    await content.save(editors.writer, begun.id, text, begun.next.revision)
    await _refused(content.save(editors.writer, begun.id, text, begun.next.revision), 412)


async def test_two_approving_at_once_publish_once(editors: Editors) -> None:
    waiting = await editors.proposed("faq", a_text())
    done = await asyncio.gather(
        *(content.publish(editors.second, waiting.id, waiting.next.revision) for _ in range(2)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, ApiProblem) for one in done) == 1
    assert (await content.design(editors.writer, waiting.id)).published_version == 1


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"procedure_code": "9.999999"}, 422),
        ({"shown_from": "hôm qua"}, 400),
        ({"shown_from": "+292278994-08-17T07:12:55+07:00"}, 400),
        ({"title": "\u200b\u200b\u200ba"}, 422),
        ({"title": "..."}, 400),
        ({"body": "a" * 20_001}, 400),
        ({"body": "a\x00b", "title": "b\x00c"}, 400),
        ({"weight": -1}, 400),
    ],
)
async def test_bad_input_is_named_and_nothing_is_begun(
    editors: Editors, more: dict[str, object], status: int
) -> None:
    await _refused(content.start(editors.writer, "faq", a_text(**more)), status)


async def test_a_kind_that_is_none_is_refused(editors: Editors, anonymous: ApiClient) -> None:
    await _refused(content.start(editors.writer, "quang-cao", a_text()), 400)
    await _refused(content.listed(anonymous, "maintenance"), 400)
    await _refused(content.listed(anonymous, "faq", cursor="sai"), 400)


@pytest.mark.criterion("III.7")
async def test_a_sample_paper_is_kept_with_its_stamp_alone(
    editors: Editors, anonymous: ApiClient, http: httpx.AsyncClient
) -> None:
    text = a_text(f"Bộ hồ sơ mẫu {a_word()}", procedure_code=FORM)
    begun = await content.start(editors.writer, "sample", text)
    assert any("ít nhất một tệp" in fault.message for fault in begun.faults)
    plain = pdf()
    file = await content.add_sample(editors.writer, begun.id, "giay-mau.pdf", plain)
    await _refused(content.sample(anonymous, file.id), 404)
    kept = await content.design(editors.writer, begun.id)
    assert kept.text.papers == (file.id,)
    waiting = await content.propose(editors.writer, begun.id, kept.next.revision)
    await content.publish(editors.second, begun.id, waiting.next.revision)

    given = await content.sample(anonymous, file.id)

    assert given.startswith(b"%PDF") and given != plain
    assert _reddish(given) > 0.005 and _reddish(plain) == 0
    answer = await http.get(f"/api/v1/content/samples/{file.id}")
    assert "sandbox" in answer.headers["content-security-policy"]
    help_ = await content.of_procedure(anonymous, FORM)
    assert file.id in {one.id for one in help_.files}
    assert (await content.filled_form(anonymous, FORM)).startswith(b"%PDF")


def _reddish(content_: bytes) -> float:
    """The share of dots that are redder than they are blue: the colour of the stamp."""
    import pypdfium2

    image = pypdfium2.PdfDocument(content_)[0].render(scale=4).to_pil().convert("RGB")
    dots = list(image.getdata())
    return sum(r - b > 25 for r, _g, b in dots) / len(dots)


async def test_a_picture_is_drawn_anew_and_stays_out_of_sight_until_published(
    editors: Editors, anonymous: ApiClient
) -> None:
    begun = await content.start(editors.writer, "guide", a_text())
    sent = photo("green")
    kept = await content.add_picture(editors.writer, begun.id, "sơ đồ [1].jpg", sent)
    assert kept.markdown.startswith("![sơ đồ 1](/api/v1/content/pictures/")
    await _refused(content.picture(anonymous, kept.id), 404)
    assert (await content.picture(editors.writer, kept.id)).startswith(b"\xff\xd8")
    text = a_text(body=kept.markdown, pictures=(kept.id,))
    saved = await content.save(editors.writer, begun.id, text, begun.next.revision + 1)
    assert f'<img src="{kept.path}"' in saved.html
    waiting = await content.propose(editors.writer, begun.id, saved.next.revision)
    await content.publish(editors.second, begun.id, waiting.next.revision)
    assert (await content.picture(anonymous, kept.id)).startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("name", "file", "status"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", 415),
        ("a.html", b"<script>alert(1)</script>", 415),
        ("a.jpg", b"khong phai anh", 415),
        ("a.pdf", b"%PDF-1.4 hong", 415),
    ],
)
async def test_a_hostile_file_is_refused(
    editors: Editors, name: str, file: bytes, status: int
) -> None:
    begun = await content.start(editors.writer, "sample", a_text(procedure_code=FORM))
    await _refused(content.add_picture(editors.writer, begun.id, name, file), status)
    await _refused(content.add_sample(editors.writer, begun.id, name, file), status)


async def test_papers_belong_to_samples_and_to_what_is_there(editors: Editors) -> None:
    begun = await content.start(editors.writer, "faq", a_text())
    await _refused(content.add_sample(editors.writer, begun.id, "a.pdf", pdf()), 409)
    nowhere = "01234567-0123-7123-8123-0123456789ab"
    await _refused(content.add_sample(editors.writer, nowhere, "a.pdf", pdf()), 404)
    await _refused(content.propose(editors.writer, nowhere, 1), 404)
    await _refused(content.design(editors.writer, nowhere), 404)
    await _refused(content.changes(editors.writer, begun.id, 4, 0), 404)


async def test_english_is_given_where_it_is_written(editors: Editors, anonymous: ApiClient) -> None:
    text = a_text(title_en="Birth", summary_en="Short", body_en="In **English**")
    shown = await editors.published("guide", text)
    page = await content.content(anonymous, shown.id)
    assert (page.title_en, page.summary_en) == ("Birth", "Short")
    assert "<strong>English</strong>" in page.html_en


async def test_a_list_goes_on_where_it_stopped(editors: Editors, anonymous: ApiClient) -> None:
    made = [await editors.published("faq", a_text(procedure_code="2.000635")) for _ in range(3)]
    seen: list[str] = []
    cursor = ""
    while True:
        page = await content.listed(anonymous, "faq", "2.000635", cursor, limit=2)
        seen += [card.id for card in page.items]
        cursor = page.next_cursor or ""
        if not cursor:
            break
    assert {one.id for one in made} <= set(seen)
    assert len(seen) == len(set(seen))


def test_a_text_has_all_the_fields_that_are_compared() -> None:
    from backend.content.rules import _FIELDS

    assert set(_FIELDS) == set(ContentText.__struct_fields__)
