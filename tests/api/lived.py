"""Somebody who has used much of the portal, in words that nobody else has."""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from shared.client import dossiers, messages, post, prefill, registration, results
from shared.client.base import ApiClient
from shared.contracts import acts
from shared.contracts.drafts import SaveDraft
from shared.contracts.post import PostalAddress, WishPost
from shared.contracts.registration import ChangeContact
from tests.api.conftest import ANSWERS, PROCEDURE, Office
from tests.api.people import Person, cookie
from tests.api.test_processing import REASON

Officer = Callable[[str], Awaitable[ApiClient]]
SLUG = "dongkinh"


class Words:
    """Words of one person that nobody else has, by what they are."""

    def __init__(self, person: Person) -> None:
        mark = uuid.uuid4().hex[:10]
        self.phone = f"09{uuid.uuid4().int % 10**8:08d}"
        self.email = f"thu-{mark}@congdan.example"
        self.home = f"Nhà {mark} phố Trình Diễn"
        self.box = f"Hộp {mark} phố Trình Diễn"
        self.purpose = f"Vay vốn {mark}"
        self.changed = f"Học bổng {mark}"
        self.question = f"Xin hỏi {mark}"
        self.petition = f"Phản ánh {mark}"
        self.residence = f"Chỗ ở {mark}"
        self.number = person.username

    def all(self) -> dict[str, str]:
        """Each by its name."""
        return vars(self)


@dataclass(frozen=True)
class Life:
    """Who it is, what they said, their dossier, and the key it was submitted with."""

    me: ApiClient
    words: Words
    dossier_id: str
    key: str


async def lived(http: httpx.AsyncClient, person: Person, officer: Officer) -> Life:
    """A dossier sent by post, with a supplement, a question and a draft of its result."""
    words = Words(person)
    headers = await cookie(http, person)
    me = ApiClient(http, face="citizen", cookie=headers["Cookie"].split("=", 1)[1])
    await registration.change_contact(me, ChangeContact(phone=words.phone, address=words.home))
    draft = await dossiers.start_draft(me, PROCEDURE)
    agency = next(a for a in draft.agencies if "Đông Kinh" in a.name)
    await prefill.offers(me, draft.id)
    answers = ANSWERS | {
        "requester_phone": words.phone, "requester_email": words.email,
        "requester_address": words.home, "purpose_other": words.purpose,
        "requester_personal_id": words.number,
    }  # fmt: skip
    draft = await dossiers.save_draft(
        me, draft.id, SaveDraft(answers=answers, agency_id=agency.id, delivery="post"),
        draft.version,
    )  # fmt: skip
    home = PostalAddress("Nguyễn Văn Mẫu", words.phone, "06187", words.box)
    await post.wish(me, draft.id, WishPost(home, pickup=False))
    key = uuid.uuid4().hex
    sent = await dossiers.submit(me, draft.id, key)
    office = Office(officer, SLUG)
    await office.act(
        "tiepnhan1", sent.dossier_id, "request_supplement", reason=REASON, answer_within_days=5,
        items=[acts.SupplementItem("question", "purpose_other", "wrong")],
    )  # fmt: skip
    now = await dossiers.dossier(me, sent.dossier_id)
    given = acts.Supplement(version=now.version, answers={"purpose_other": words.changed})
    await dossiers.act(me, sent.dossier_id, "supplement", given)
    await messages.say(me, sent.dossier_id, words.question, [])
    await office.to_appraisal(sent.dossier_id, "Tư pháp")
    executor = await office.as_(office.specialist)
    desk = await results.start(executor, sent.dossier_id, "marital_status")
    assert desk.draft is not None
    fields = {f.key: "Nội dung mẫu" for f in desk.draft.fields if f.wrong}
    await results.save(
        executor, sent.dossier_id, fields | {"residence": words.residence}, desk.draft.version
    )
    return Life(me, words, sent.dossier_id, key)
