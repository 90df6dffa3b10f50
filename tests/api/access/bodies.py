"""A body that a route would take, made from its contract, so that the answer is about access."""

import re
import uuid
from typing import Any

import msgspec
from litestar.handlers import HTTPRouteHandler
from msgspec import inspect

_TEXTS = (
    "Lý do đủ dài để ghi nhận", "020099000001", "0900000001", "123456", "2026-11-26",
    "2026-11-26T08:00:00+07:00", "06187", "mau@congdan.example", "a.b", "vi", "1", "A" * 32,
    "0" * 64,
)  # fmt: skip


def body_of(handler: HTTPRouteHandler, known: dict[str, Any]) -> Any:
    """The body of a handler, or None when it takes none; `known` gives values by field name."""
    parameter = handler.parsed_fn_signature.parameters.get("data")
    if parameter is None:
        return None
    try:
        described = inspect.type_info(parameter.annotation)
    except TypeError:
        return None
    return _value(described, "", known)


def _value(of: inspect.Type, name: str, known: dict[str, Any]) -> Any:
    if name in known:
        return known[name]
    match of:
        case inspect.Metadata():
            return _value(of.type, name, known)
        case inspect.StructType():
            return {
                f.encode_name: _value(f.type, f.encode_name, known)
                for f in of.fields
                if f.required or f.encode_name in known
            }
        case inspect.LiteralType():
            return of.values[0]
        case inspect.EnumType():
            return next(iter(of.cls)).value
        case inspect.UnionType():
            return _value(of.types[0], name, known)
        case inspect.ListType() | inspect.SetType():
            return [_value(of.item_type, "", known) for _ in range(of.min_length or 0)]
        case inspect.DictType():
            return {}
        case inspect.BoolType():
            return False
        case inspect.IntType() | inspect.FloatType():
            return max(of.ge or 0, (of.gt or -1) + 1)
        case inspect.StrType():
            return _text(of, name)
        case inspect.DateType():
            return "2026-11-26"
        case inspect.DateTimeType():
            return "2026-11-26T08:00:00+07:00"
        case inspect.UUIDType():
            return str(uuid.UUID(int=1))
        case inspect.AnyType() | inspect.RawType():
            return {}
        case _:
            return None


def _text(of: inspect.StrType, name: str) -> str:
    if name.endswith("_id") and of.pattern is None:
        return str(uuid.UUID(int=1))
    for text in _TEXTS:
        fits = (of.min_length or 0) <= len(text) <= (of.max_length or 10_000)
        if fits and (of.pattern is None or re.search(of.pattern, text)):
            return text
    return "x" * (of.min_length or 1)


def encoded(body: Any) -> bytes:
    """As it goes over the wire."""
    return msgspec.json.encode(body)
