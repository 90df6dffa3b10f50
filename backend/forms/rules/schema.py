"""The JSON Schema 2020-12 of the answers of a form: the one rule of what fits, for everybody.

A condition that JSON Schema can say is in it; the others are checked beside it (`answers.py`).
Pure.
"""

from typing import Any

from shared.contracts.forms import Form, Question
from shared.vocabulary.question_kinds import QUESTION_KIND_LABELS

Schema = dict[str, Any]
_LONGEST = {"text": 300, "long_text": 5000}
_MOST_ITEMS = 50
NUMERIC = frozenset({"number", "money"})


def answer_schema(form: Form) -> Schema:
    """The schema of a complete set of answers, hidden ones left out."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:motcua:form:{form.code}:{form.version}",
        "title": form.title,
        **_object(form.questions),
    }


def condition_schema(rule: Any, questions: dict[str, Question]) -> Schema | None:
    """The schema that answers fit exactly when a condition holds; None when it cannot be said."""
    if not isinstance(rule, dict) or len(rule) != 1:
        return None
    operator, parts = next(iter(rule.items()))
    parts = parts if isinstance(parts, list) else [parts]
    if operator in ("and", "or"):
        inner = [condition_schema(part, questions) for part in parts]
        if not inner or any(part is None for part in inner):
            return None
        return {"allOf" if operator == "and" else "anyOf": inner}
    if operator == "!" and len(parts) == 1:
        found = condition_schema(parts[0], questions)
        return None if found is None else {"not": found}
    return _comparison(operator, parts, questions)


def _comparison(operator: str, parts: list[Any], questions: dict[str, Question]) -> Schema | None:
    if len(parts) != 2:
        return None
    left, right = parts
    if operator == "in" and isinstance(left, str):  # one of several ticks
        key = _var(right, questions)
        ticked = key is not None and questions[key].kind == "choices"
        return _property(key, {"contains": {"const": left}}) if key and ticked else None
    key = _var(left, questions)
    if key is None or questions[key].kind in ("choices", "group", "address", "bank_account"):
        return None
    numeric = questions[key].kind in NUMERIC
    if operator == "in" and isinstance(right, list):
        values = [_constant(value, numeric) for value in right]
        return None if None in values else _property(key, {"enum": values})
    constant = _constant(right, numeric)
    if constant is None:
        return None
    if operator == "==":
        return _property(key, {"const": constant})
    if operator == "!=":
        return {"not": _property(key, {"const": constant})}
    bound = _BOUNDS.get(operator)
    return _property(key, {bound: constant}) if bound and numeric else None


_BOUNDS = {
    "<": "exclusiveMaximum",
    "<=": "maximum",
    ">": "exclusiveMinimum",
    ">=": "minimum",
}


def _var(part: Any, questions: dict[str, Question]) -> str | None:
    name = part.get("var") if isinstance(part, dict) and len(part) == 1 else None
    return name if isinstance(name, str) and name in questions else None


def _constant(value: Any, numeric: bool) -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    if not numeric:
        return str(value)
    try:
        return int(value)
    except ValueError:
        return None


def _property(key: str, schema: Schema) -> Schema:
    return {"properties": {key: schema}, "required": [key]}


def _object(questions: list[Question]) -> Schema:
    by_key: dict[str, Question] = {}
    required: list[str] = []
    rules: list[Schema] = []
    for question in questions:
        if question.show_if is None:
            if question.required and question.computed is None:
                required.append(question.key)
        elif (condition := condition_schema(question.show_if, by_key)) is not None:
            rule: Schema = {"if": condition, "else": {"properties": {question.key: False}}}
            if question.required and question.computed is None:
                rule["then"] = {"required": [question.key]}
            rules.append(rule)
        by_key[question.key] = question
    found: Schema = {
        "type": "object",
        "properties": {q.key: _answer(q) for q in questions},
        "required": required,
        "additionalProperties": False,
    }
    return found | ({"allOf": rules} if rules else {})


def _answer(question: Question) -> Schema:
    known = _KINDS.get(question.kind)
    found = known(question) if known is not None else _text(question)
    return {"title": question.label, **found}


def _text(question: Question) -> Schema:
    return {
        "type": "string",
        "minLength": max(1, question.min_length),
        "maxLength": question.max_length or _LONGEST.get(question.kind, 300),
    }


def _number(question: Question) -> Schema:
    low = question.minimum if question.minimum is not None else -(10**15)
    if question.kind == "money":
        low = max(0, low)
    high = question.maximum if question.maximum is not None else 10**15
    return {"type": "integer", "minimum": low, "maximum": high}


def _choices(question: Question) -> Schema:
    return {
        "type": "array",
        "items": {"enum": [option.value for option in question.options]},
        "uniqueItems": True,
        "minItems": 1,
    }


def _group(question: Question) -> Schema:
    return {
        "type": "array",
        "items": _object(question.questions),
        "minItems": max(question.min_items, 1 if question.required else 0),
        "maxItems": question.max_items or _MOST_ITEMS,
    }


def _date(_question: Question) -> Schema:
    return {"type": "string", "format": "date", "pattern": "^(19[0-9]{2}|20[0-9]{2}|2100)-"}


def _address(_question: Question) -> Schema:
    detail = {"type": "string", "minLength": 1, "maxLength": 200}
    commune = {"type": "string", "format": "vn-commune", "pattern": "^[0-9]{5}$"}
    return _whole({"commune": commune, "detail": detail})


def _bank_account(_question: Question) -> Schema:
    name = {"type": "string", "minLength": 2, "maxLength": 120}
    number = {"type": "string", "pattern": "^[0-9A-Z]{6,19}$"}
    return _whole({"bank": name, "number": number, "holder": name})


def _whole(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_KINDS = {
    "choice": lambda q: {"enum": [option.value for option in q.options]},
    "yes_no": lambda q: {"enum": [option.value for option in q.options] or ["yes", "no"]},
    "choices": _choices,
    "date": _date,
    "personal_id": lambda _q: {"type": "string", "pattern": "^[0-9]{12}$"},
    "tax_code": lambda _q: {"type": "string", "format": "vn-tax-code"},
    "phone": lambda _q: {"type": "string", "pattern": "^0[0-9]{9}$"},
    "email": lambda _q: {"type": "string", "format": "email", "maxLength": 254},
    "number": _number,
    "money": _number,
    "address": _address,
    "bank_account": _bank_account,
    "group": _group,
}
KINDS = frozenset(_KINDS) | {"text", "long_text"}
KIND_LABELS = {kind.value: label.vi for kind, label in QUESTION_KIND_LABELS.items()}
