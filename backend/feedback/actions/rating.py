"""Rating a dossier once, whatever the way; a bad one opens a petition with its own deadline."""

from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.queries import iso
from backend.feedback import asked, codes
from backend.feedback.actions.making import Fresh, Made, Sender, make
from backend.feedback.actions.proving import knows_digits
from backend.platform import clock
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, NotFound
from backend.platform.sealing import opened, sealed
from backend.settings import settings
from shared.contracts.ratings import Marks, RatingAsk, RatingThanks
from shared.vocabulary.petitions import PetitionKind, PetitionSource, PetitionTopic
from shared.vocabulary.ratings import (
    ASPECT_LABELS,
    SATISFACTION_LABELS,
    Aspect,
    RatingWay,
    Satisfaction,
)

THANKS = "Cảm ơn Ông/Bà đã đánh giá. Ý kiến được dùng để phục vụ tốt hơn."
SORRY = (
    "Chúng tôi xin lỗi vì Ông/Bà chưa hài lòng. Ý kiến đã được chuyển thành phản ánh để người "
    "không tham gia giải quyết hồ sơ này xem xét và trả lời."
)
_LINK = "select dossier_id, expires_at from rating_invitation where token_hash = $1"


async def ask_by_link(token: str) -> RatingAsk:
    """What a link asks about. Raises NotFound."""
    row = await _invited(token)
    return asked.ask(await asked.by_id(row["dossier_id"]), expired=row["expires_at"] < clock.now())


async def by_link(asker: Actor | None, token: str, marks: Marks) -> RatingThanks:
    """Rates by the link, without signing in. Raises NotFound, Conflict, Forbidden."""
    invited = await _invited(token)
    row = await asked.by_id(invited["dossier_id"])
    if invited["expires_at"] < clock.now() and not row["rated"]:
        raise Conflict(asked.ANSWERS["expired"], en="The link has expired.", slug="link-expired")
    return await _rate(asker, row, marks, RatingWay.LINK)


async def of_own(actor: Actor, dossier_id: UUID) -> RatingAsk:
    """What can be rated in one's account. Raises NotFound."""
    return asked.ask(await asked.of_citizen(actor, dossier_id))


async def by_account(actor: Actor, dossier_id: UUID, marks: Marks) -> RatingThanks:
    """Rates a dossier of one's own. Raises NotFound, Conflict, Forbidden."""
    return await _rate(actor, await asked.of_citizen(actor, dossier_id), marks, RatingWay.ACCOUNT)


async def ask_at_kiosk(code: str, digits: str) -> RatingAsk:
    """What the code of a receipt asks about. Raises NotFound, TooMany."""
    return asked.ask(await _at_kiosk(code, digits))


async def at_kiosk(asker: Actor | None, code: str, digits: str, marks: Marks) -> RatingThanks:
    """Rates at the kiosk. Raises NotFound, TooMany, Conflict, Forbidden."""
    return await _rate(asker, await _at_kiosk(code, digits), marks, RatingWay.KIOSK)


async def on_tablet(row: asyncpg.Record, marks: Marks) -> RatingThanks:
    """Rates on the tablet that shows this dossier. Raises Conflict, Forbidden."""
    return await _rate(None, row, marks, RatingWay.TABLET)


async def _invited(token: str) -> asyncpg.Record:
    row = await fetch_row(_LINK, codes.digest("link", token))
    if row is None:
        raise NotFound(
            "Đường dẫn đánh giá không đúng. Hãy mở lại từ tin nhắn, thư đã nhận.",
            en="There is no such link.",
            slug="unknown-link",
        )
    return row


async def _at_kiosk(code: str, digits: str) -> asyncpg.Record:
    row = await asked.by_code(code)
    if row is None:
        raise asked.no_such()
    otherwise = "Hãy đánh giá bằng đường dẫn trong tin nhắn, hoặc thử lại ngày mai."
    if not await knows_digits(row, digits, otherwise):
        raise asked.no_such()
    return row


async def _rate(
    asker: Actor | None, row: asyncpg.Record, marks: Marks, way: RatingWay
) -> RatingThanks:
    if asker is not None and asker.is_officer:
        raise Forbidden(
            "Tài khoản cán bộ không dùng để đánh giá hồ sơ. Người nhận kết quả tự đánh giá.",
            en="Officers' accounts do not rate.",
        )
    people, handed_by, own = await asked.who_worked(row)
    if own:
        raise Forbidden(
            "Người giải quyết hồ sơ không tự đánh giá hồ sơ của mình.",
            en="Nobody rates their own work.",
        )
    if not asked.handed_over(row):
        raise Conflict(asked.ANSWERS["early"], en="Not handed over yet.", slug="not-handed-over")
    made: Made | None = None
    async with transaction() as connection:
        id_ = uuid7()
        kept = await connection.fetchval(
            "insert into rating (id, tenant_id, dossier_id, procedure_code, agency_id, "
            "resolving_agency_id, unit_id, executor_id, handed_by, overall, convenience, "
            "timeliness, attitude, words, way, handed_over_at, created_at) values ($1, $2, $3, $4, "
            "$5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) "
            "on conflict (dossier_id) do nothing returning id",
            id_, settings().tenant, row["id"], row["procedure_code"], row["receiving_agency_id"],
            row["holding_agency_id"], row["holding_unit_id"], row["executor_id"], handed_by,
            marks.overall, marks.convenience or "", marks.timeliness or "", marks.attitude or "",
            sealed("rating.words", id_, marks.words.strip()), way, row["returned_at"], clock.now(),
        )  # fmt: skip
        if kept is None:
            raise Conflict(asked.ANSWERS["done"], en="Already rated.", slug="already-rated")
        await connection.execute(
            "update rating_invitation set used_at = $2 where dossier_id = $1",
            row["id"],
            clock.now(),
        )
        # Who said what stands in the rating alone; the trail says that there was one.
        await record(connection, None, "rating.given", subject_id=row["id"], detail={"way": way})
        if marks.overall is Satisfaction.DISSATISFIED:
            made = await make(connection, _petition(row, marks, way, id_, people), None)
    if made is None:
        return RatingThanks(THANKS, "", "", "")
    return RatingThanks(SORRY, made.code, made.secret, iso(made.terms.due_at))


def _petition(
    row: asyncpg.Record, marks: Marks, way: RatingWay, rating_id: UUID, people: list[UUID]
) -> Fresh:
    """What a bad rating opens; whoever worked on the dossier never handles it."""
    bad = [aspect for aspect in Aspect if getattr(marks, aspect) is Satisfaction.DISSATISFIED]
    topic = PetitionTopic.OTHER
    for aspect, of in (
        (Aspect.CONVENIENCE, PetitionTopic.PROCEDURE),
        (Aspect.TIMELINESS, PetitionTopic.DELAY),
        (Aspect.ATTITUDE, PetitionTopic.CONDUCT),
    ):
        topic = of if aspect in bad else topic
    said = ", ".join(ASPECT_LABELS[aspect].vi.lower() for aspect in bad)
    level = SATISFACTION_LABELS[Satisfaction.DISSATISFIED].vi
    words = marks.words.strip() or "Người đánh giá không viết thêm ý kiến."
    # Who stands at a kiosk or a tablet need not be the applicant.
    known = way in (RatingWay.LINK, RatingWay.ACCOUNT)
    sender = Sender(anonymous=True)
    if known:
        sender = Sender(
            account_id=row["applicant_id"],
            name=row["applicant_name"],
            phone=opened(row, "dossier.applicant_phone"),
            email=opened(row, "dossier.applicant_email"),
            address=opened(row, "dossier.applicant_address"),
        )
    return Fresh(
        source=PetitionSource.RATING,
        kind=PetitionKind.REPORT,
        topic=topic,
        agency_id=row["receiving_agency_id"],
        subject=f"{level} về việc giải quyết hồ sơ {row['code']}",
        body=f"{level}: {said}.\n{words}",
        sender=sender,
        dossier_id=row["id"],
        procedure_code=row["procedure_code"],
        rating_id=rating_id,
        about=people,
    )


async def invite(dossier_id: UUID) -> str:
    """The address to rate a dossier that was handed over, the same at every call; empty where
    nobody is to be asked: rated already, or the applicant worked on it."""
    row = await asked.by_id(dossier_id)
    if row["rated"] or not asked.handed_over(row) or (await asked.who_worked(row))[2]:
        return ""
    now, id_ = clock.now(), uuid7()
    until = now + timedelta(days=settings().rating_days)
    async with transaction() as connection:
        await connection.execute(
            "insert into rating_invitation (dossier_id, id, tenant_id, token_hash, created_at, "
            "expires_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
            dossier_id, id_, settings().tenant,
            codes.digest("link", codes.invitation_token(id_)), now, until,
        )  # fmt: skip
        id_ = await connection.fetchval(
            "select id from rating_invitation where dossier_id = $1", dossier_id
        )
    return f"{settings().citizen_url}/danh-gia/{codes.invitation_token(id_)}"
