"""A form takes two persons: given back, approved at once by many, beside papers that change."""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg
import msgspec

from backend.catalogue.seed import procedures
from backend.forms.actions import publish_form
from shared.client import forms, papers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.forms import FormDesign, SaveForm
from shared.contracts.papers import DefinedPaper, SavePapers
from tests.api.test_form_design import ADMIN, SECOND, kind_of, next_version, put_in_force

Officer = Callable[[str], Awaitable[ApiClient]]


async def test_what_another_person_proposed_is_given_back_and_not_overtaken(
    officer: Officer, database: asyncpg.Pool
) -> None:
    admin, second = await officer(ADMIN), await officer(SECOND)
    code = "2.001610"
    before = await forms.design(second, code)
    assert not before.next.may_edit and before.next.state == ""
    fresh = next_version(before)
    assert (await kind_of(forms.save(second, code, fresh)))[0] == 403
    saved = await forms.save(admin, code, fresh)
    assert (await kind_of(forms.publish(second, code, saved.next.revision)))[0] == 409
    proposed = await forms.propose(admin, code, saved.next.revision)
    assert (await kind_of(forms.discard(admin, code)))[0] == 409
    seen = (await forms.design(second, code)).next
    assert seen.may_approve and seen.may_give_back and seen.proposed_by
    back = await forms.give_back(second, code, "Câu cuối chưa rõ.")
    assert (back.next.state, back.next.note) == ("draft", "Câu cuối chưa rõ.")
    again = await forms.save(
        admin, code, next_version(back, title="Tờ khai khác", questions=back.questions)
    )
    again = await forms.propose(admin, code, again.next.revision)
    # What the second person had on the screen is not what waits now.
    stale = forms.publish(second, code, proposed.next.revision)
    assert (await kind_of(stale))[0] == 412
    assert (await forms.design(admin, code)).published_version == before.published_version
    taken = await forms.give_back(admin, code)
    assert taken.next.state == "draft", "one's own proposal can be taken back"
    await forms.discard(admin, code)
    entries = await database.fetch(
        "select action from audit_entry where detail->>'key' = $1 and action like 'form.%'", code
    )
    assert {"form.saved", "form.proposed", "form.given_back", "form.discarded"} <= {
        e["action"] for e in entries
    }


async def test_of_many_approvals_at_once_one_is_done(
    officer: Officer, database: asyncpg.Pool
) -> None:
    admin, second = await officer(ADMIN), await officer(SECOND)
    code = "1.004222"
    before = await forms.design(admin, code)
    saved = await forms.save(admin, code, next_version(before))
    proposed = await forms.propose(admin, code, saved.next.revision)
    tries = [forms.publish(second, code, proposed.next.revision) for _ in range(6)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    done = [o for o in outcomes if isinstance(o, FormDesign)]
    refused = [o.status for o in outcomes if isinstance(o, ApiProblem)]
    assert len(done) == 1 and len(refused) == 5 and set(refused) <= {404, 409, 412}
    after = await forms.design(admin, code)
    assert after.published_version == before.published_version + 1
    await put_in_force(officer, code, SaveForm(before.title, before.questions, 0))


async def test_form_and_papers_put_in_force_at_once_still_fit_each_other(
    officer: Officer, database: asyncpg.Pool
) -> None:
    """The form drops a question just while a paper begins to depend on it: one of them fails."""
    admin, second = await officer(ADMIN), await officer(SECOND)
    code = "1.013225"
    before, listed = await forms.design(admin, code), await papers.design(admin, code)
    key = next(
        q.key for q in before.questions
        if q.kind == "choice" and q.key not in str(msgspec.to_builtins(listed.papers))
        and not any(q.key in str(o.show_if) or q.key in str(o.computed) for o in before.questions)
    )  # fmt: skip
    value = next(q for q in before.questions if q.key == key).options[0].value
    without = [q for q in before.questions if q.key != key]
    paper = DefinedPaper(
        "phu_thuoc", "Giấy phụ thuộc câu trả lời", copies=1, condition="Khi được hỏi",
        when={"==": [{"var": key}, value]},
    )  # fmt: skip
    wanted = msgspec.structs.replace(listed.papers, components=[*listed.papers.components, paper])
    saved = await forms.save(admin, code, SaveForm(before.title, without, 0))
    form_revision = (await forms.propose(admin, code, saved.next.revision)).next.revision
    kept = await papers.save(admin, code, SavePapers(0, wanted))
    paper_revision = (await papers.propose(admin, code, kept.next.revision)).next.revision
    outcomes = await asyncio.gather(
        forms.publish(second, code, form_revision),
        papers.publish(second, code, paper_revision),
        return_exceptions=True,
    )
    try:
        refused = [o for o in outcomes if isinstance(o, ApiProblem)]
        assert len(refused) == 1 and refused[0].status == 422
    finally:
        await database.execute(
            "delete from proposal where key = $1 and subject in ('form', 'papers')", code
        )
        await database.execute(
            "update procedure p set current_version_id = (select v.id from procedure_version v "
            "where v.procedure_code = p.code and v.source = 'keyed' order by v.version desc "
            "limit 1) where p.code = $1",
            code,
        )
        if isinstance(outcomes[0], FormDesign):
            await put_in_force(officer, code, SaveForm(before.title, before.questions, 0))


async def test_a_later_start_of_the_software_leaves_what_was_written_on_the_screen(
    officer: Officer,
) -> None:
    admin, code = await officer(ADMIN), "2.001827"
    seed = next(p for p in procedures() if p.content.code == code)
    before = await forms.design(admin, code)
    given = next_version(before, title="Tờ khai khác", questions=before.questions)
    written = await put_in_force(officer, code, given)
    await publish_form(code, seed.form_title, seed.questions)
    assert (await forms.design(admin, code)).published_version == written.published_version
    await put_in_force(officer, code, SaveForm(before.title, before.questions, 0))
