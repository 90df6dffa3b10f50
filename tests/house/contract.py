"""What programs of others rely on in our API, as short lines that can be compared.

Each operation becomes lines such as `answer 200 FeedPage` and `query after string`; each shape
becomes its fields. `breaks` says what a caller written against the older lines would notice.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from backend.app import create_app
from backend.operations.for_programs import for_programs, handlers

KEPT = Path(__file__).with_name("contract.json")
Contract = dict[str, Any]


def contract() -> Contract:
    """The contract as the API is now."""
    app = create_app()
    document = for_programs(app)
    shapes = document["components"]["schemas"]
    found: Contract = {"operations": {}, "shapes": {}}
    for (method, path), handler in handlers(app).items():
        operation = document["paths"][path][method.lower()]
        lines, sent, given = [], set[str](), set[str]()
        for parameter in operation.get("parameters") or []:
            need = " required" if parameter.get("required") else ""
            kind = _type(parameter.get("schema", {}), sent)
            lines.append(f"{parameter['in']} {parameter['name']} {kind}{need}")
        for media, body in operation.get("requestBody", {}).get("content", {}).items():
            lines.append(f"body {media} {_type(body.get('schema', {}), sent)}")
        for status, answer in operation["responses"].items():
            for media, body in answer.get("content", {}).items():
                if status.startswith("2"):
                    kind = _type(body.get("schema", {}), given)
                    lines.append(f"answer {status} {media} {kind}")
            if status.startswith("2") and not answer.get("content"):
                lines.append(f"answer {status}")
        kept = {"lines": sorted(lines)}
        if operation.get("deprecated"):
            kept["ends"] = handler.opt["deprecated"].until.isoformat()
        found["operations"][f"{method} {path}"] = kept
        _shapes(sent, "sent", shapes, found["shapes"])
        _shapes(given, "given", shapes, found["shapes"])
    return found


def kept() -> Contract:
    """The contract as programs were promised it."""
    promised: Contract = json.loads(KEPT.read_text(encoding="utf-8"))
    return promised


def breaks(old: Contract, new: Contract, today: date) -> list[str]:
    """What a program written against the old contract would stumble over."""
    found = []
    for name, before in old["operations"].items():
        after = new["operations"].get(name)
        if after is None:
            if date.fromisoformat(before.get("ends", "9999-12-31")) > today:
                found.append(f"{name} is gone")
            continue
        found += [f"{name}: no `{line}`" for line in before["lines"] if line not in after["lines"]]
        found += [
            f"{name}: `{line}` is new and required"
            for line in after["lines"]
            if line not in before["lines"] and line.endswith(" required")
        ]
    for name, before in old["shapes"].items():
        after = new["shapes"].get(name)
        if after is None:
            continue  # whoever used it no longer names it, which is noticed there
        for field, kind in before["fields"].items():
            now = after["fields"].get(field)
            if now is None:
                found.append(f"{name}.{field} is gone")
                continue
            was_sure, is_sure = kind.endswith(" required"), now.endswith(" required")
            if now.removesuffix(" required") != kind.removesuffix(" required"):
                found.append(f"{name}.{field} was {kind}, is {now}")
            elif "sent" in before["used"] and is_sure and not was_sure:
                found.append(f"{name}.{field} is required now")
            elif "given" in before["used"] and was_sure and not is_sure:
                found.append(f"{name}.{field} may be missing now")
        if "sent" in before["used"]:
            found += [
                f"{name}.{field} is new and required"
                for field, kind in after["fields"].items()
                if field not in before["fields"] and kind.endswith(" required")
            ]
    return found


def write() -> None:
    """Promises the contract as it is now."""
    text = json.dumps(contract(), indent=1, ensure_ascii=False, sort_keys=True)
    KEPT.write_text(text + "\n", encoding="utf-8")


def _type(schema: dict[str, Any], used: set[str]) -> str:
    if "$ref" in schema:
        name = str(schema["$ref"]).rsplit("/", 1)[-1]
        used.add(name)
        return name
    for key in ("oneOf", "anyOf"):
        if key in schema:
            return " | ".join(sorted(_type(part, used) for part in schema[key]))
    if schema.get("type") == "array":
        return f"[{_type(schema.get('items', {}), used)}]"
    kind = schema.get("type", "any")
    words = "/".join(sorted(kind)) if isinstance(kind, list) else str(kind)
    return f"{words}({schema['format']})" if "format" in schema else words


def _shapes(names: set[str], use: str, shapes: dict[str, Any], into: dict[str, Any]) -> None:
    for name in names:
        known = into.setdefault(name, {"fields": {}, "used": []})
        if use in known["used"]:
            continue
        known["used"] = sorted({*known["used"], use})
        deeper: set[str] = set()
        required = set(shapes[name].get("required", []))
        known["fields"] = {
            field: _type(schema, deeper) + (" required" if field in required else "")
            for field, schema in shapes[name].get("properties", {}).items()
        }
        _shapes(deeper, use, shapes, into)


if __name__ == "__main__":
    write()
