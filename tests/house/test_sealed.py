"""Sealed columns are read through the seal: nobody takes them from a row as they stand."""

import ast
import re
from pathlib import Path

from backend.operations.sealed_columns import SEALED as SEALED_COLUMNS
from tests.house.project import ROOT

# Names that stand for a sealed column wherever a row is read.
SEALED = {
    "applicant_personal_id", "applicant_phone", "applicant_email", "applicant_address",
    "delivery_address", "answers", "totp_secret",
}  # fmt: skip
OPENS = {"opened", "opened_json", "unsealed", "unsealed_json", "unseal_totp"}
# What is not a row of dossier, draft or account: values typed, read from elsewhere, or compared
# with nothing but emptiness.
ELSEWHERE = {
    "backend/platform/sealing.py",
    "backend/operations/resealing.py",
    "backend/operations/sealed_columns.py",
    "backend/organisation/demo/sibling.py",  # opened when they were read
    "backend/organisation/demo/bulk.py",
    "backend/dossiers/actions/submission.py",  # plain until the row is written
    "backend/dossiers/actions/creating.py",
    "backend/dossiers/personal.py",  # seals what is plain until then
    "backend/archive/contents.py",
    "backend/archive/person.py",
    "backend/cli/demo.py",  # prints what is opened already
}
# Sealed for an hour and then gone: codes, registrations and sign-ins under way.
SHORT_LIVED = {"kept"}
_WRITES = re.compile(r"\banswers = \$\d")
EMPTINESS = (
    "backend/vault/actions/keeping.py",
    "backend/identity",
    "backend/organisation/demo/accounts.py",
)


def test_nobody_takes_a_sealed_value_from_a_row_without_opening_it() -> None:
    bare = []
    for path in sorted((ROOT / "backend").rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if "migrations" in path.parts or name in ELSEWHERE or name.startswith(EMPTINESS):
            continue
        bare += [f"{name}:{line} takes {column}" for line, column in _bare(path)]
    assert not bare, "open it with backend.platform.sealing:\n" + "\n".join(bare)


def test_nobody_takes_a_contact_of_an_account_from_a_row_without_opening_it() -> None:
    names = {"email", "phone", "personal_id", "email_pending", "phone_pending"}
    bare = [
        f"{path.relative_to(ROOT)}:{line} takes {column}"
        for path in sorted((ROOT / "backend" / "identity").rglob("*.py"))
        if "migrations" not in path.parts
        for line, column in _bare(path, names)
    ]
    assert not bare, "open it with backend.platform.sealing:\n" + "\n".join(bare)


def test_whoever_writes_answers_seals_them() -> None:
    clear = []
    for path in sorted((ROOT / "backend").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        written = len(_WRITES.findall(text))
        if written > text.count("sealed_json("):
            clear.append(str(path.relative_to(ROOT)))
    assert not clear, "write answers by sealed_json: " + ", ".join(clear)


def test_whatever_is_sealed_is_known_to_the_rotation_of_keys() -> None:
    known = {place for of in SEALED_COLUMNS for place in of.columns.values()}
    unknown = [
        f"{path.relative_to(ROOT)}:{node.lineno} seals {place}"
        for path in sorted((ROOT / "backend").rglob("*.py"))
        if "migrations" not in path.parts
        for text in [path.read_text(encoding="utf-8")]
        if "sealed(" in text or "sealed_json(" in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"sealed", "sealed_json"}
        for place in [node.args[0].value if isinstance(node.args[0], ast.Constant) else ""]
        if place and place not in known | SHORT_LIVED
    ]
    assert not unknown, "add it to backend/operations/sealed_columns.py:\n" + "\n".join(unknown)


def _bare(path: Path, names: set[str] = SEALED) -> list[tuple[int, str]]:
    """Subscripts of sealed names outside a call that opens them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(part)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in OPENS
        for part in ast.walk(call)
    }
    return [
        (node.lineno, str(node.slice.value))
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and node.slice.value in names
        and isinstance(node.ctx, ast.Load)
        and id(node) not in inside
    ]
