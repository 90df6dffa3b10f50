"""Conditions and computed values as a person writes them, and as JsonLogic the API keeps.

Written: names of questions, numbers, texts in quotes, + - * /, == != < <= > >=, "in [..]", "and",
"or", "not", min(..), max(..), cat(..) for joined text, "x if condition else y". Read with Python's
own parser of expressions; nothing is run.
"""

import ast
import json
from keyword import iskeyword
from typing import Any

_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARED = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.In: "in",
}  # fmt: skip
_CALLS = ("min", "max", "cat", "date", "rdelta")
_SIGNS = {name: f" {name} " for name in ("+", "-", "*", "/", *_COMPARED.values())}


class UnreadableFormula(Exception):
    """What is written is no formula; the message says where, in Vietnamese."""


def read(text: str) -> Any:
    """JsonLogic of what is written; None when nothing is. Raises UnreadableFormula."""
    text = text.strip()
    if not text:
        return None
    if text.startswith("{"):  # JsonLogic itself, as somebody may paste it
        try:
            return json.loads(text)
        except ValueError as wrong:
            raise UnreadableFormula(f"JSON không đọc được: {wrong}") from None
    try:
        return _rule(ast.parse(text, mode="eval").body)
    except SyntaxError as wrong:
        place = f" gần ký tự thứ {wrong.offset}" if wrong.offset else ""
        raise UnreadableFormula(f"Công thức viết chưa đúng{place}.") from None
    except (RecursionError, MemoryError, ValueError):
        raise UnreadableFormula("Công thức quá dài.") from None


def _rule(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=str() | int() as value):
            return value
        case ast.Name(id=name):
            return {"var": name}
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return [_rule(part) for part in parts]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return {_BINARY[type(op)]: [_rule(left), _rule(right)]}
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)):
            return -value
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return {"!": [_rule(inner)]}
        case ast.BoolOp(op=op, values=parts):
            word = "and" if isinstance(op, ast.And) else "or"
            return {word: [_rule(part) for part in parts]}
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return {"if": [_rule(test), _rule(body), _rule(orelse)]}
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _CALLS:
            return {name: [_rule(part) for part in args]}
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARED:
            return {_COMPARED[type(op)]: [_rule(left), _rule(right)]}
        case ast.Compare(left=left, ops=[ast.NotIn()], comparators=[right]):
            return {"!": [{"in": [_rule(left), _rule(right)]}]}
    raise UnreadableFormula(f"Không dùng được “{ast.unparse(node)[:60]}” trong công thức.")


def written(rule: Any) -> str:
    """A rule as a person writes it; JsonLogic as it is where that cannot be said."""
    if rule is None:
        return ""
    try:
        return _written(rule, outer=True)
    except (KeyError, ValueError, TypeError):
        return json.dumps(rule, ensure_ascii=False)


def _written(rule: Any, *, outer: bool = False) -> str:
    if isinstance(rule, list):
        return "[" + ", ".join(_written(part) for part in rule) + "]"
    if isinstance(rule, str | int) and not isinstance(rule, bool):
        return json.dumps(rule, ensure_ascii=False)
    if not isinstance(rule, dict) or len(rule) != 1:
        raise ValueError(rule)
    name, parts = next(iter(rule.items()))
    parts = parts if isinstance(parts, list) else [parts]
    if name == "var" and len(parts) == 1:
        if not str(parts[0]).isidentifier() or iskeyword(str(parts[0])):
            raise ValueError(rule)
        return str(parts[0])
    if name in _CALLS:
        return f"{name}({', '.join(_written(part) for part in parts)})"
    if name == "!" and len(parts) == 1:
        text = f"not {_written(parts[0])}"
    elif name == "if" and len(parts) == 3:
        test, body, orelse = (_written(part) for part in parts)
        text = f"{body} if {test} else {orelse}"
    elif (name in ("and", "or") and len(parts) > 1) or (name in ("+", "*") and len(parts) > 1):
        text = f" {name} ".join(_written(part) for part in parts)
    elif len(parts) == 2:
        text = _SIGNS[name].join(_written(part) for part in parts)
    else:
        raise ValueError(rule)
    return text if outer else f"({text})"
