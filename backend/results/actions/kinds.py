"""Writing a kind of result: one person writes and proposes, another puts it in force."""

import msgspec
from anyio import to_thread

from backend.access.actor import Actor
from backend.catalogue.queries import known_codes
from backend.forms.queries import questions_of
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.proposals import actions as two_persons
from backend.proposals.queries import begun, next_version, proposal
from backend.proposals.rules import Subject
from backend.results.kind_versions import kinds, versions
from backend.results.kinds import page_blocks
from backend.results.kinds.soundness import FACTS, faults
from backend.results.places import PLACES
from backend.results.rendering import render
from backend.settings import settings
from backend.signing.pades import with_fields
from shared.contracts.common import Choice, FieldProblem
from shared.contracts.result_kinds import KindDefinition, KindDesign, KindRow, SaveKind
from shared.vocabulary.proposals import ProposalSubject

_CODE = "MẪU"


async def rows() -> list[KindRow]:
    """Every kind, in force or being written for the first time, by title."""
    known, next_ones = await kinds(), await begun(ProposalSubject.RESULT_KIND)
    found = [
        KindRow(
            kind.key, kind.title, kind.symbol, kind.procedures, kind.version, kind.retired,
            next_ones[key]["state"] if key in next_ones else "",
        )
        for key, kind in known.items()
    ]  # fmt: skip
    for key, row in next_ones.items():
        if key not in known:
            made = _definition(row)
            found.append(
                KindRow(key, made.title, made.symbol, made.procedures, 0, False, row["state"])
            )
    return sorted(found, key=lambda row: row.title)


async def design(actor: Actor, key: str) -> KindDesign:
    """A kind as it is being written, or as it is in force. Raises NotFound."""
    row = await proposal(_of(key))
    in_force = (await kinds()).get(key)
    if row is None and in_force is None:
        raise NotFound("Không có mẫu kết quả này.", en="There is no such kind of result.")
    definition = _definition(row) if row is not None else _without_version(in_force)
    asked = await _asked(definition)
    return KindDesign(
        definition=definition,
        version=in_force.version if in_force is not None else 0,
        next=next_version(actor, row, _of(key)),
        faults=await _faults(definition),
        versions=await versions(key),
        answers=[
            Choice(key, label)
            for key, label in {
                q: words for questions in asked.values() for q, words in questions.items()
            }.items()
        ],
        facts=[Choice(key, label) for key, label in FACTS.items()],
    )


async def save(actor: Actor, key: str, data: SaveKind) -> None:
    """Keeps the next version of a kind, sound or not; also of one that is not there yet.

    Raises Forbidden, PreconditionFailed, Conflict, RuleBroken for another key.
    """
    if data.definition.key != key:
        raise RuleBroken(
            "Tệp này là của một mẫu kết quả khác.",
            en="This file is of another kind.",
            errors=[field("/definition/key", f"Mã mẫu phải là {key}.")],
        )
    async with transaction() as connection:
        body = msgspec.json.encode(data.definition)
        title = data.definition.title
        await two_persons.keep(connection, actor, _of(key), title, body, data.revision)


async def discard(actor: Actor, key: str) -> None:
    """Throws the next version away. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        await two_persons.discard(connection, actor, _of(key))


async def propose(actor: Actor, key: str, revision: int) -> None:
    """Hands a sound draft to a second person. Raises NotFound, Forbidden, Conflict, RuleBroken."""
    async with transaction() as connection:
        row = await two_persons.written(connection, actor, _of(key), revision)
        await _must_be_sound(_definition(row))
        await two_persons.propose(connection, actor, _of(key), row)


async def give_back(actor: Actor, key: str, note: str) -> None:
    """Gives a proposal back. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        await two_persons.give_back(connection, actor, _of(key), note)


async def publish(actor: Actor, key: str, revision: int) -> None:
    """Puts the proposal of somebody else in force for drafts begun from now on.

    Drafts begun before keep their version. Raises NotFound, Forbidden, Conflict, RuleBroken.
    """
    async with transaction() as connection:
        row = await two_persons.approving(connection, actor, _of(key), revision)
        definition = _definition(row)
        await _must_be_sound(definition)
        in_force = (await kinds()).get(key)
        if in_force is not None and _without_version(in_force) == definition:
            raise Conflict(
                "Bản đề nghị giống hệt bản đang dùng nên không có gì để công bố.",
                en="The proposal is the same as what is in force.",
                slug="unchanged",
            )
        await connection.execute(
            "insert into result_kind (id, tenant_id, key, version, definition, published_at, "
            "proposed_by, proposed_by_name, approved_by, approved_by_name) values ($1, $2, $3, "
            "$4, $5::jsonb, $6, $7, $8, $9, $10)",
            uuid7(),
            settings().tenant,
            key,
            in_force.version + 1 if in_force is not None else 1,
            msgspec.json.encode(definition).decode(),
            clock.now(),
            row["proposed_by"],
            row["proposed_by_name"],
            actor.account_id,
            actor.full_name,
        )


async def trial_print(key: str) -> bytes:
    """The page of a kind with its sample texts (PDF), as it is being written. Raises NotFound."""
    row = await proposal(_of(key))
    kind = _definition(row) if row is not None else (await kinds()).get(key)
    if kind is None:
        raise NotFound("Không có mẫu kết quả này.", en="There is no such kind of result.")
    first = {f.key: f.options[0] for f in kind.fields if f.options}
    values = {
        f.key: f.sample or f.preset or first.get(f.key) or f"[{f.label or f.key}]"
        for f in kind.fields
    }
    data = {
        "template": "result",
        "title": kind.title,
        "code": _CODE,
        "superior": "ỦY BAN NHÂN DÂN TỈNH",
        "agency": "CƠ QUAN GIẢI QUYẾT",
        "blocks": page_blocks(kind, values, _CODE),
        "replaces": "",
        "position": kind.position,
        "verification_code": "BẢN IN THỬ",
        "look_up_url": f"{settings().citizen_url}/kiem-tra-ket-qua/",
        "check_at": f"{settings().citizen_url.partition('://')[2]}/kiem-tra-ket-qua",
    }
    return await to_thread.run_sync(lambda: with_fields(render(data), PLACES))


def _of(key: str) -> Subject:
    return Subject(ProposalSubject.RESULT_KIND, key)


def _definition(row: object) -> KindDefinition:
    return msgspec.json.decode(row["definition"], type=KindDefinition)  # type: ignore[index]


def _without_version(kind: object) -> KindDefinition:
    raw = msgspec.to_builtins(kind)
    raw.pop("version")
    return msgspec.convert(raw, KindDefinition)


async def _asked(definition: KindDefinition) -> dict[str, dict[str, str]]:
    """The questions of each named procedure's form; a procedure that is not there is left out."""
    known = await known_codes(definition.procedures)
    asked = await questions_of(definition.procedures)
    return {code: asked.get(code, {}) for code in known}


async def _faults(definition: KindDefinition) -> list[FieldProblem]:
    asked = {code: set(questions) for code, questions in (await _asked(definition)).items()}
    others = {k.symbol: k.title for key, k in (await kinds()).items() if key != definition.key}
    return faults(definition, asked, others)


async def _must_be_sound(definition: KindDefinition) -> None:
    wrong = await _faults(definition)
    if wrong:
        raise RuleBroken(
            "Mẫu kết quả chưa dùng được. Hãy sửa các chỗ được nêu.",
            en="The kind of result is not sound yet.",
            errors=wrong,
            slug="kind-unsound",
        )
