"""A dossier on its way to a signed result, by the hands of its office."""

from backend.sandbox.signing import PIN
from shared.client import dossiers, results
from shared.client.base import ApiClient
from shared.contracts.results import ResultDesk, SignResult
from tests.api.conftest import Office, eventually, submitted
from tests.api.results.conftest import Phone

UNIT = "Tư pháp"


class Drafting:
    """One dossier of one office and the device of who signs."""

    def __init__(self, office: Office, phone: Phone, dossier_id: str, slug: str) -> None:
        self.office, self.phone, self.id, self.slug = office, phone, dossier_id, slug

    async def drafted(self, kind: str = "marital_status") -> ResultDesk:
        """A complete draft by the executor, submitted for approval."""
        api = await self.office.as_(self.office.specialist)
        await results.start(api, self.id, kind)
        desk = await self.saved({})
        await self.office.act(self.office.specialist, self.id, "submit_for_approval")
        return desk

    async def saved(self, fields: dict[str, str], who: str = "") -> ResultDesk:
        """Fields filled in; what is still missing gets a plain text."""
        api = await self.office.as_(who or self.office.specialist)
        desk = await results.desk(api, self.id)
        assert desk.draft is not None
        rest = {f.key: "Nội dung mẫu" for f in desk.draft.fields if f.wrong and f.key not in fields}
        return await results.save(api, self.id, rest | fields, desk.draft.version)

    async def seen(self, role: str) -> tuple[ApiClient, SignResult]:
        """What a person has looked at."""
        api = await self.office.as_(role)
        desk = await results.desk(api, self.id)
        await results.file(api, self.id)
        assert desk.draft is not None
        version = (await dossiers.dossier(api, self.id)).version
        return api, SignResult(version, desk.draft.sha256)

    async def signed(self) -> ResultDesk:
        """Seen and signed by the leader."""
        api, data = await self.seen("lanhdao")
        await results.send_code(api, self.id)
        code = await self.phone.code(f"lanhdao.{self.slug}")
        return await self._ended(api, await results.sign(api, self.id, data, PIN, code))

    async def sealed(self, who: str = "vanthu") -> ResultDesk:
        """Seen, numbered, sealed and issued by the clerk."""
        api, data = await self.seen(who)
        return await self._ended(api, await results.seal(api, self.id, data, PIN))

    async def _ended(self, api: ApiClient, desk: ResultDesk) -> ResultDesk:
        """On a busy machine even a quick service takes more than a second."""

        async def done() -> ResultDesk | None:
            now = await results.desk(api, self.id)
            return None if now.signing is not None and now.signing.state == "running" else now

        if desk.signing is None or desk.signing.state != "running":
            return desk
        found: ResultDesk = await eventually(done)
        return found


async def appraised(citizen: ApiClient, office: Office, phone: Phone, slug: str) -> Drafting:
    """A dossier in the hands of its executor."""
    promise = await submitted(citizen, {"dongkinh": "Đông Kinh", "tamthanh": "Tam Thanh"}[slug])
    await office.to_appraisal(promise.dossier_id, UNIT)
    return Drafting(office, phone, promise.dossier_id, slug)
