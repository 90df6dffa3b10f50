"""What somebody sees of personal data they do not need for their work: its end, and nothing else.

Pure. Who needs it is a question to the dossier (`backend.dossiers.rules`); seeing the whole is an
act of its own (`backend.privacy.unmasking`). Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; OWASP ASVS
V14.2.6, V8.2.3.
"""

from typing import Any

from shared.contracts.forms import Question

DOT = "•"
_SHOWN = 3


def number(text: str) -> str:
    """A personal, phone or account number: its last three, the rest as dots of the same length."""
    if len(text) <= 2 * _SHOWN:
        return DOT * len(text)
    return DOT * (len(text) - _SHOWN) + text[-_SHOWN:]


def email(text: str) -> str:
    """A mailbox: its first letter and where it is."""
    name, at, host = text.partition("@")
    return f"{name[:1]}{DOT * 4}{at}{host}" if text and at else DOT * len(text)


def address(text: str) -> str:
    """An address without the house: from the second part on."""
    _house, comma, rest = text.partition(",")
    return f"{DOT * 4},{rest}" if text and comma else DOT * min(len(text), 4)


_ADDRESS = "address"
_BY_KIND = {"personal_id": number, "phone": number, "tax_code": number, "email": email}
SENSITIVE = frozenset({*_BY_KIND, _ADDRESS, "bank_account", "group"})


def answer(question: Question, value: Any) -> Any:
    """An answer as it is stored, with what is personal in it masked."""
    if question.kind == "group" and isinstance(value, list):
        inner = {q.key: q for q in question.questions}
        return [
            {k: answer(inner[k], v) if k in inner else v for k, v in entry.items()}
            if isinstance(entry, dict)
            else entry
            for entry in value
        ]
    if question.kind == _ADDRESS and isinstance(value, dict):
        return value | {"detail": DOT * 4} if value.get("detail") else value
    if question.kind == "bank_account" and isinstance(value, dict):
        return value | {"number": number(str(value.get("number") or ""))}
    # An address may also be one line of text, by its kind or by what fills it.
    one_line = _ADDRESS in (question.kind, question.prefill)
    mask = address if one_line else _BY_KIND.get(question.kind)
    return mask(value) if mask is not None and isinstance(value, str) else value


def answers(questions: list[Question], given: dict[str, Any]) -> dict[str, Any]:
    """All answers of a form, masked."""
    by_key = {q.key: q for q in questions}
    return {k: answer(by_key[k], v) if k in by_key else v for k, v in given.items()}
