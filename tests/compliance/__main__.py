"""`python -m tests.compliance`: runs the tests and tells which criteria they prove.

With `--results FILE` nothing runs: the file is one that the plugin wrote in an earlier run. With
`--json` the standard output is one JSON object and nothing else, and no page is written.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.compliance import report
from tests.compliance.criteria import groups, known_ids

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "compliance.md"
_RAN_TO_THE_END = (0, 1)  # pytest: everything passed, or something failed


def main() -> None:
    """Exits with a sentence when the tests could not run or a mark is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.compliance", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print criterion to passed tests")
    parser.add_argument("--results", type=Path, metavar="FILE", help="outcomes of an earlier run")
    chosen = parser.parse_args()
    outcomes = json.loads(chosen.results.read_text("utf-8")) if chosen.results else _run_all()
    try:
        evidence = report.weigh(outcomes, known_ids())
    except ValueError as error:
        sys.exit(str(error))
    if chosen.json:
        print(json.dumps(report.as_mapping(groups(), evidence), ensure_ascii=False, indent=2))
        return
    print(report.as_text(groups(), evidence))
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(report.as_markdown(groups(), evidence), encoding="utf-8")
    print(f"→ {PAGE.relative_to(ROOT)}")


def _run_all() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="motcua-compliance-") as folder:
        target = Path(folder) / "results.json"
        command = [
            sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile",
            "--continue-on-collection-errors", "-p", "tests.compliance.plugin",
            "--criterion-results", str(target),
        ]  # fmt: skip
        # What pytest says goes beside the answer, never into it.
        code = subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=False).returncode
        if code not in _RAN_TO_THE_END or not target.exists():
            sys.exit(f"pytest could not run the tests (exit code {code})")
        outcomes: dict[str, Any] = json.loads(target.read_text("utf-8"))
        return outcomes


if __name__ == "__main__":
    main()
