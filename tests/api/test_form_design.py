"""Writing the next version of a form, trying it, putting it in force by two; drafts keep theirs."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable

import jsonschema
import msgspec
import pytest

from shared.client import catalogue, dossiers, forms
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.drafts import RenewForm, SaveDraft, Submitted
from shared.contracts.forms import FormDesign, SaveForm, TryForm
from tests.api.conftest import ANSWERS, different
from tests.unit.forms.samples import equals, question

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
CODE = "2.000635"
ADMIN = "danhmuc.ubndtinh"
SECOND = "quantri.ubndtinh"
EXTRACT = {
    "record_kind": "birth",
    "record_person": "Nguyễn Văn Mẫu",
    "copies": 2,
    "declaration": "yes",
}


def next_version(found: FormDesign, **more: object) -> SaveForm:
    """What is on the screen, with one more question unless given."""
    questions = [*found.questions[:-1], question("reason", label="Lý do cấp"), found.questions[-1]]
    given = {"title": found.title, "questions": questions, "revision": found.next.revision} | more
    return msgspec.convert(msgspec.to_builtins(given), SaveForm)


async def put_in_force(officer: Officer, code: str, data: SaveForm) -> FormDesign:
    """Saved and proposed by one person, approved by another."""
    admin, second = await officer(ADMIN), await officer(SECOND)
    saved = await forms.save(admin, code, data)
    proposed = await forms.propose(admin, code, saved.next.revision)
    return await forms.publish(second, code, proposed.next.revision)


async def kind_of(work: Awaitable[object]) -> tuple[int, str]:
    """The status and kind of a refusal."""
    with pytest.raises(ApiProblem) as refused:
        await work
    return refused.value.status, refused.value.problem.type.rsplit(":", 1)[-1]


@pytest.mark.criterion("II.3")
async def test_a_form_is_written_tried_and_published_and_begun_drafts_keep_theirs(
    citizen: Citizen, officer: Officer
) -> None:
    admin, me = await officer(ADMIN), await citizen(40)
    draft = await dossiers.start_draft(me, CODE)
    own = {key: value for key, value in ANSWERS.items() if key.startswith("requester")}
    draft = await dossiers.save_draft(me, draft.id, SaveDraft(answers=own | EXTRACT), draft.version)
    before = await forms.design(admin, CODE)
    assert before.next.revision == 0
    saved = await forms.save(admin, CODE, next_version(before))
    assert saved.next.revision == 1
    assert saved.published_version == before.published_version
    listed = await forms.forms(admin, CODE)
    assert (CODE, "draft") in [(r.procedure_code, r.state) for r in listed.items]

    trial = TryForm(title=saved.title, questions=saved.questions, answers=own | EXTRACT)
    tried = await forms.try_out(admin, CODE, trial)
    assert [p.pointer for p in tried.problems] == ["/answers/reason"]
    assert tried.answers["fee"] == 16000
    assert {a.key: a.value for a in tried.answered}["fee"] == "16.000 đồng"
    jsonschema.Draft202012Validator.check_schema(tried.json_schema)
    whole = tried.answers | {"reason": "Làm hồ sơ"}
    assert jsonschema.Draft202012Validator(tried.json_schema).is_valid(whole)
    assert not jsonschema.Draft202012Validator(tried.json_schema).is_valid(tried.answers)

    # Proposed it holds for nobody; its author does not approve it, another person does.
    proposed = await forms.propose(admin, CODE, saved.next.revision)
    assert (await catalogue.form(me, CODE)).version == before.published_version
    revision = proposed.next.revision
    assert await kind_of(forms.publish(admin, CODE, revision)) == (403, "second-person")
    assert (await kind_of(forms.save(admin, CODE, next_version(proposed))))[0] == 409
    second = await officer(SECOND)
    published = await forms.publish(second, CODE, revision)
    assert published.published_version == before.published_version + 1
    assert published.next.state == ""
    newest = (await forms.versions(admin, CODE)).items[0]
    assert newest.proposed_by and newest.published_by
    assert newest.proposed_by != newest.published_by
    assert published.waiting >= 1
    assert (await catalogue.form(me, CODE)).version == published.published_version
    schema = await catalogue.form_schema(me, CODE)
    assert schema["$id"].endswith(f":{published.published_version}")

    # The draft that was begun keeps its form and says that there is a newer one.
    kept = await dossiers.draft(me, draft.id)
    assert kept.form.version == before.published_version
    assert kept.newer_form is not None
    assert kept.newer_form.version == published.published_version
    assert kept.newer_form.added == ["Lý do cấp"]
    assert kept.newer_form.lost == []
    renewed = await dossiers.renew_form(me, draft.id, RenewForm(version=kept.version))
    assert renewed.form.version == published.published_version
    assert renewed.newer_form is None
    assert renewed.answers == kept.answers
    with pytest.raises(ApiProblem) as refused:
        await dossiers.submit(me, draft.id, uuid.uuid4().hex)
    assert "/answers/reason" in [e.pointer for e in refused.value.errors]

    # Back to the form of the seed, so that the other tests meet what they know.
    again = await forms.design(admin, CODE)
    assert again.next.state == ""
    await put_in_force(officer, CODE, SaveForm(before.title, before.questions, 0))
    back = await dossiers.draft(me, draft.id)
    assert back.newer_form is not None
    assert back.newer_form.added == []
    renewed = await dossiers.renew_form(me, draft.id, RenewForm(version=back.version))
    assert renewed.answers["copies"] == 2
    await dossiers.discard_draft(me, draft.id)


async def test_an_answer_that_no_longer_fits_is_named_before_it_is_lost(
    citizen: Citizen, officer: Officer
) -> None:
    admin, me = await officer(ADMIN), await citizen(41)
    code = "1.012766"
    draft = await dossiers.start_draft(me, code)
    answers = {"plot_number": "12 và 13", "map_sheet": "7"}
    draft = await dossiers.save_draft(me, draft.id, SaveDraft(answers=answers), draft.version)
    before = await forms.design(admin, code)
    stricter = [
        msgspec.structs.replace(q, max_length=4) if q.key == "plot_number" else q
        for q in before.questions
    ]
    await put_in_force(officer, code, SaveForm(before.title, stricter, 0))
    found = await dossiers.draft(me, draft.id)
    assert found.newer_form is not None
    assert found.newer_form.lost == ["Thửa đất số: 12 và 13"]
    renewed = await dossiers.renew_form(me, draft.id, RenewForm(version=found.version))
    assert "plot_number" not in renewed.answers
    assert renewed.answers["map_sheet"] == "7"
    with pytest.raises(ApiProblem) as refused:
        await dossiers.renew_form(me, draft.id, RenewForm(version=found.version))
    assert refused.value.status == 412


async def test_an_unsound_form_is_kept_but_not_published(officer: Officer) -> None:
    admin = await officer(ADMIN)
    code = "2.001827"
    before = await forms.design(admin, code)
    broken = [*before.questions, question("late", show_if=equals("later", "x"))]
    saved = await forms.save(admin, code, SaveForm(before.title, broken, before.next.revision))
    with pytest.raises(ApiProblem) as refused:
        await forms.propose(admin, code, saved.next.revision)
    assert refused.value.status == 422
    place = f"/questions/{len(before.questions)}/show_if"
    assert [e.pointer for e in refused.value.errors] == [place]
    trial = TryForm(title="x", questions=saved.questions, answers={})
    assert [f.pointer for f in (await forms.try_out(admin, code, trial)).faults] == [place]
    stale = SaveForm(before.title, broken, before.next.revision)
    assert (await kind_of(forms.save(admin, code, stale)))[0] == 412
    same = SaveForm(before.title, before.questions, saved.next.revision)
    saved = await forms.save(admin, code, same)
    revision = saved.next.revision
    assert await kind_of(forms.propose(admin, code, revision)) == (409, "form-unchanged")
    assert (await kind_of(forms.propose(admin, code, revision - 1)))[0] == 412
    await forms.discard(admin, code)
    assert (await forms.design(admin, code)).next.revision == 0
    with pytest.raises(ApiProblem) as refused:
        await forms.discard(admin, code)
    assert refused.value.status == 404


async def test_a_procedure_without_online_filing_has_no_form(officer: Officer) -> None:
    admin = await officer(ADMIN)
    for code in ("2.000815", "9.999999"):
        with pytest.raises(ApiProblem) as refused:
            await forms.design(admin, code)
        assert refused.value.status == 404
        with pytest.raises(ApiProblem):
            await forms.save(admin, code, SaveForm("Tờ khai", [question("a")], 0))


async def test_exactly_the_same_again_is_shown_and_not_repeated(citizen: Citizen) -> None:
    me, other = await citizen(42), await citizen(43)
    answers = different()
    for left in (await dossiers.drafts(me)).items:  # a draft of another test would be continued
        await dossiers.discard_draft(me, left.id)

    async def send(api: ApiClient, given: dict[str, object]) -> Submitted:
        draft = await dossiers.start_draft(api, "1.004873")
        data = SaveDraft(answers=given, agency_id=draft.agencies[0].id, delivery="electronic")
        await dossiers.save_draft(api, draft.id, data, draft.version)
        return await dossiers.submit(api, draft.id, uuid.uuid4().hex)

    first = await send(me, answers)
    again = await send(me, answers)
    assert not first.repeated
    assert again.repeated
    assert (again.dossier_id, again.reference) == (first.dossier_id, first.reference)
    assert [d for d in (await dossiers.drafts(me)).items if d.procedure_code == "1.004873"] == []
    changed = await send(me, answers | {"purpose_other": "Việc khác"})
    assert not changed.repeated
    assert not (await send(other, answers)).repeated


@pytest.mark.criterion("II.3")
async def test_versions_are_listed_and_compared_and_never_change(officer: Officer) -> None:
    admin = await officer(ADMIN)
    code = "3.000333"
    first = await forms.design(admin, code)
    start = first.published_version
    changed = [
        msgspec.structs.replace(q, label="Tên gọi khác (nếu có)", help="Để trống nếu không có.")
        if q.key == "other_name"
        else q
        for q in first.questions
    ]
    draft = await forms.save(admin, code, SaveForm(first.title, changed[1:], first.next.revision))
    written = await forms.changes(admin, code, start, 0)
    assert [(c.kind, c.key) for c in written] == [
        ("removed", "requester_name"), ("changed", "other_name"),
    ]  # fmt: skip
    assert any("hướng dẫn: (không) → Để trống" in d for d in written[1].details)
    revision = draft.next.revision
    published = await put_in_force(officer, code, SaveForm(first.title, changed, revision))
    listed = await forms.versions(admin, code)
    assert [v.version for v in listed.items][:2] == [start + 1, start]
    assert listed.items[0].published_by
    assert [c.kind for c in await forms.changes(admin, code, start, start + 1)] == ["changed"]
    assert (await forms.version(admin, code, start)).questions == first.questions
    for old, new in ((start, 0), (start, 99), (98, start)):
        with pytest.raises(ApiProblem) as refused:
            await forms.changes(admin, code, old, new)
        assert refused.value.status == 404
    assert published.next.state == ""
    await put_in_force(officer, code, SaveForm(first.title, first.questions, 0))


@pytest.mark.criterion("II.2")
async def test_a_form_that_leaves_papers_undecided_is_not_published(officer: Officer) -> None:
    admin = await officer(ADMIN)
    code = "1.000894"  # its requirements read both dates of birth
    before = await forms.design(admin, code)
    without = [q for q in before.questions if q.key != "man_birth_date"]
    saved = await forms.save(admin, code, SaveForm(before.title, without, before.next.revision))
    with pytest.raises(ApiProblem) as refused:
        await forms.propose(admin, code, saved.next.revision)
    assert refused.value.status == 422
    assert any("man_birth_date" in e.message for e in refused.value.errors)
    await forms.discard(admin, code)


async def test_two_drafts_of_one_service_begun_at_once_are_one(citizen: Citizen) -> None:
    me = await citizen(50)
    started = await asyncio.gather(*(dossiers.start_draft(me, "1.001612") for _ in range(8)))
    assert len({draft.id for draft in started}) == 1
    await dossiers.discard_draft(me, started[0].id)
    fresh = await dossiers.start_draft(me, "1.001612")
    assert fresh.id != started[0].id
    assert fresh.answers == {}
    await dossiers.discard_draft(me, fresh.id)
