"""`python -m tests.security.sbom FILE`: what is in the programs, as CycloneDX 1.6 JSON.

Made from the locks alone, so that it says what will be installed anywhere: requirements.lock for
Python, the two bun.lock for the screens. Run with the tools of requirements-tools.lock.
"""

import base64
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ("ui_citizen", "ui_officer")
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def python_components() -> Iterator[Component]:
    """One a line of requirements.lock, with the hashes that are accepted."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        pin = _PIN.match(line)
        if pin:
            name, version = pin[1].lower().replace("_", "-"), pin[2]
            hashes = [HashType(alg=HashAlgorithm.SHA_256, content=h) for h in _HASH.findall(line)]
            yield _component("pypi", "", name, version, hashes, "requirements.lock")


def screen_components() -> Iterator[Component]:
    """One a package of the two locks of the screens; the same in both is named once."""
    seen: dict[str, Component] = {}
    for screen in SCREENS:
        lock = f"{screen}/reflex.lock/bun.lock"
        text = (ROOT / lock).read_text(encoding="utf-8")
        packages: dict[str, list[Any]] = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["packages"]
        for entry in packages.values():
            full, version = entry[0].rsplit("@", 1)
            group, _, name = full.rpartition("/")
            digest = str(entry[-1]).partition("sha512-")[2]
            hashes = (
                [HashType(alg=HashAlgorithm.SHA_512, content=base64.b64decode(digest).hex())]
                if digest
                else []
            )
            seen.setdefault(
                f"{full}@{version}", _component("npm", group, name, version, hashes, lock)
            )
    yield from seen.values()


def _component(
    kind: str, group: str, name: str, version: str, hashes: list[HashType], lock: str
) -> Component:
    purl = PackageURL(kind, group or None, name, version)
    return Component(
        type=ComponentType.LIBRARY,
        group=group or None,
        name=name,
        version=version,
        purl=purl,
        bom_ref=str(purl),
        hashes=hashes,
        properties=[Property(name="motcua:lock", value=lock)],
    )


def main(target: Path) -> None:
    """Writes the list; ends with 1 when it would not be a valid one."""
    bom = Bom(components=[*python_components(), *screen_components()])
    bom.metadata.component = Component(
        type=ComponentType.APPLICATION, name="motcua", version="0.1.0", bom_ref="motcua"
    )
    text = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong:
        sys.exit(str(wrong))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    print(f"{target.name}: {len(bom.components)} components")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
