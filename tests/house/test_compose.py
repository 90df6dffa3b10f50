"""The production composition: secrets from files, one open door, everything watched."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.operations.secret_files import write_missing
from tests.house.project import ROOT

COMPOSE = ROOT / "compose.yaml"
DOOR = "proxy"
_SECRET_NAME = re.compile(r"PASSWORD|SECRET|TOKEN|_KEY\b|ACCESS_KEY|DATABASE_URL|REDIS_URL")
_MUST_BE_SAID = re.compile(r"\$\{(MOTCUA_\w+):\?")


def _written() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return loaded


def _services() -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = _written()["services"]
    return services


def _environment(service: dict[str, Any]) -> dict[str, str]:
    written = service.get("environment", {})
    if isinstance(written, list):
        return dict(entry.partition("=")[::2] for entry in written)
    return {name: str(value) for name, value in written.items()}


def _staying() -> list[Any]:
    """Services that run until they are stopped."""
    return [name for name, service in _services().items() if service.get("restart") != "no"]


def test_every_secret_comes_from_a_file() -> None:
    secrets = _written()["secrets"]
    assert all(set(secret) == {"file"} for secret in secrets.values())
    mounted = {name for service in _services().values() for name in service.get("secrets", [])}
    assert mounted == set(secrets)
    for name, service in _services().items():
        for variable, value in _environment(service).items():
            if _SECRET_NAME.search(variable):
                assert variable.endswith("_FILE"), f"{name}: {variable}"
                file = re.fullmatch(r"/run/secrets/(\w+)", value)
                assert file, f"{name}: {variable}={value}"
                assert file[1] in service["secrets"], f"{name} does not mount {file[1]}"


def test_every_secret_can_be_written_by_one_command(tmp_path: Path) -> None:
    assert set(write_missing(tmp_path)) == set(_written()["secrets"])


def test_no_address_carries_a_password() -> None:
    assert not re.search(r"://[^/\s:@]+:[^/\s@]+@", COMPOSE.read_text(encoding="utf-8"))


def test_nothing_of_the_demonstration_is_switched_on() -> None:
    assert "DEMO" not in COMPOSE.read_text(encoding="utf-8").upper()
    environments = {
        _environment(service)["MOTCUA_ENV"]
        for service in _services().values()
        if "MOTCUA_ENV" in _environment(service)
    }
    assert environments == {"production"}


@pytest.mark.parametrize("name", _staying())
def test_a_service_that_stays_is_watched(name: str) -> None:
    assert "healthcheck" in _services()[name]


def test_only_the_proxy_opens_a_port() -> None:
    opened = [name for name, service in _services().items() if "ports" in service]
    assert opened == [DOOR]
    assert not any("network_mode" in service for service in _services().values())


def test_every_service_comes_back_after_a_fall() -> None:
    once = [name for name, service in _services().items() if service.get("restart") == "no"]
    assert once == ["migrate", "backup"]
    assert all("restart" in service for service in _services().values())


# Files of an operator who needs them; the guide shows how they are mounted beside this file.
_BY_OVERRIDE = {"SIGNING_ROOTS", "S3_AUTHORITIES", "BACKUP_DRILL_URL"}
_READ = re.compile(r'_(?:read|flag)\(\s*"([A-Z0-9_]+)"')


def test_every_setting_reaches_the_programs() -> None:
    read = set(_READ.findall((ROOT / "backend" / "settings.py").read_text(encoding="utf-8")))
    given = {
        name.removeprefix("MOTCUA_").removesuffix("_FILE")
        for service in _services().values()
        for name in _environment(service)
    }
    assert len(read) > 90
    assert read - given - {"DEMO"} == _BY_OVERRIDE


def test_docker_understands_the_composition(tmp_path: Path) -> None:
    command = _docker_compose()
    if command is None:
        pytest.skip("there is no docker here that knows `compose`")
    for name in _written()["secrets"]:
        (tmp_path / name).write_text("x", encoding="utf-8")
    said = dict.fromkeys(_MUST_BE_SAID.findall(COMPOSE.read_text()), "https://example.vn")
    done = subprocess.run(
        [*command, "--file", str(COMPOSE), "config", "--quiet"],
        env=os.environ | said | {"MOTCUA_SECRETS": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _docker_compose() -> list[str] | None:
    if shutil.which("docker"):
        known = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False)
        if known.returncode == 0:
            return ["docker", "compose"]
    return ["docker-compose"] if shutil.which("docker-compose") else None
