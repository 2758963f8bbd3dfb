"""The container's files cannot be built here; what they name is checked one by one."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import threading
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from bot.cli import app
from config.settings import load

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "deploy" / "container"
TEXT = (FOLDER / "Containerfile").read_text("utf-8")
INSTRUCTIONS = [
    tuple(line.split(maxsplit=1))
    for line in re.sub(r"\\\n\s*", "", TEXT).splitlines()
    if line.strip() and not line.startswith("#")
]
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text("utf-8"))
SERVICE: dict[str, Any] = COMPOSE["services"]["buergerdraht"]


def given(instruction: str) -> list[str]:
    return [rest for name, rest in INSTRUCTIONS if name == instruction]


def test_every_file_that_is_copied_exists_and_is_let_through() -> None:
    sources = [word for line in given("COPY") if "--from" not in line for word in line.split()[:-1]]
    assert all((ROOT / source).exists() for source in sources), sources
    let_through = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").split() if line.startswith("!")}
    assert let_through == set(sources)


def test_what_the_wheel_is_built_of_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    copied = {word for line in given("COPY") if "--from" not in line for word in line.split()[:-1]}
    named = {project["project"]["readme"], *project["project"]["license-files"]}
    assert named | set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) <= copied
    # Offline, the tools to build it come from the checked files too.
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    for tool in project["build-system"]["requires"]:
        assert re.search(rf"^{re.split('[>=]', tool)[0]}==", lock, re.MULTILINE), tool


def test_it_starts_our_command_as_nobody_special() -> None:
    (entry,), (command,) = given("ENTRYPOINT"), given("CMD")[-1:]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert json.loads(entry)[0] in scripts
    for words in (json.loads(command), SERVICE["command"]):
        get_command(app).commands[words[0]].make_context(words[0], list(words[1:]))  # type: ignore[attr-defined]
    assert given("USER") == ["10001:10001"] == [SERVICE["user"]]
    assert "--uid 10001" in TEXT


def test_the_settings_it_gives_are_settings() -> None:
    environ = {
        name: value
        for line in given("ENV")
        for name, value in (word.split("=", 1) for word in line.split())
        if name.startswith("BUERGERDRAHT_")
    }
    settings = load(environ={**environ, **SERVICE["environment"]})
    assert (settings.web.host, settings.web.port) == ("0.0.0.0", 8080)
    assert given("EXPOSE") == ["8080"]
    volumes = json.loads(given("VOLUME")[0])
    assert str(settings.privacy.tombstones).startswith(volumes[1])
    commented = re.findall(
        r"^\s*#((?:BUERGERDRAHT|TELEGRAM)_\w+): ", (FOLDER / "compose.yaml").read_text("utf-8"), re.M
    )
    assert commented == ["BUERGERDRAHT_PUBLIC_URL", "TELEGRAM_TOKEN_FILE"]


def test_compose_lets_it_write_only_where_it_must() -> None:
    assert SERVICE["read_only"] is True
    assert SERVICE["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in SERVICE["security_opt"]
    assert {volume.split(":")[0] for volume in SERVICE["volumes"]} == set(COMPOSE["volumes"])
    mounted = {volume.split(":")[1] for volume in SERVICE["volumes"]}
    assert set(json.loads(given("VOLUME")[0])) <= mounted
    assert SERVICE["restart"] == "unless-stopped"
    assert all(port.startswith("127.0.0.1:") for port in SERVICE["ports"])
    build = SERVICE["build"]
    assert (FOLDER / build["context"] / build["dockerfile"]).resolve() == FOLDER / "Containerfile"


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False)])
def test_the_health_check_runs_and_tells(status: int, healthy: bool) -> None:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/livez" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        (line,) = given("HEALTHCHECK")
        words = ast.literal_eval(line.split("CMD ", 1)[1])
        assert words[0] == "python"
        code = words[2].replace(":8080/", f":{server.server_port}/")
        assert code != words[2]
        ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=30)
        assert (ended.returncode == 0) is healthy
    finally:
        server.shutdown()
        server.server_close()
