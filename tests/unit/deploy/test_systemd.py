"""The units name what there is, restart what ends, and are as hardened as systemd itself judges."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import app
from bot.progress import LOOKS
from config.settings import load

ROOT = Path(__file__).parents[3]
UNITS = ROOT / "deploy" / "systemd"
PROGRAM = "/opt/buergerdraht/.venv/bin/buergerdraht"
ANALYZE = shutil.which("systemd-analyze")
MOST_EXPOSURE = 20  # tenths: "OK" begins below 50


def directives(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (UNITS / name).read_text("utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


@pytest.mark.parametrize("name", ["buergerdraht.service", "buergerdraht@.service", "buergerdraht-backup.service"])
def test_the_commands_exist_and_take_these_options(name: str) -> None:
    (line,) = directives(name)["ExecStart"]
    words = shlex.split(line)
    if words[0] == "/bin/sh":
        words = shlex.split(words[-1])[1:]
    assert words[0] == PROGRAM
    words = [word.replace("%i", "worker") for word in words[1:]]
    command = get_command(app).commands[words[0]]  # type: ignore[attr-defined]
    command.make_context(words[0], words[1:])  # raises what is wrong


def test_one_role_runs_as_the_whole_program_does() -> None:
    whole, role = directives("buergerdraht.service"), directives("buergerdraht@.service")
    differ = {key for key in whole | role if whole.get(key) != role.get(key)}
    assert differ == {"Description", "ExecStart", "EnvironmentFile"}


def test_the_services_times_fit_the_programs() -> None:
    unit, settings = directives("buergerdraht.service"), load(environ={})
    # The program's own end, which tells its reason, comes first; systemd's is for what cannot even do that.
    own = settings.watchdog.seconds * (LOOKS + 1) / LOOKS
    assert own < int(unit["WatchdogSec"][0])
    from bot.app import DRAIN_SECONDS

    assert int(unit["TimeoutStopSec"][0]) > DRAIN_SECONDS + 15
    assert unit["Restart"] == ["always"]
    assert unit["Type"] == ["notify"]
    # A core dump would hold what citizens wrote.
    assert (unit["WatchdogSignal"], unit["LimitCORE"]) == (["SIGKILL"], ["0"])


def test_systemd_finds_no_fault(tmp_path: Path) -> None:
    if ANALYZE is None:
        pytest.skip("systemd-analyze is not installed: the units were not verified")
    program = tmp_path / "buergerdraht"
    program.write_text(f"#!{sys.executable}\n", "utf-8")
    program.chmod(0o755)
    for file in UNITS.iterdir():
        text = file.read_text("utf-8").replace(PROGRAM, str(program))
        (tmp_path / file.name.replace("@", "@worker")).write_text(text, "utf-8")
    units = sorted(str(file) for file in tmp_path.iterdir() if file.suffix in {".service", ".timer"})
    said = subprocess.run([ANALYZE, "verify", "--man=no", *units], capture_output=True, text=True, check=False)
    ours = [line for line in said.stderr.splitlines() if "buergerdraht" in line]
    assert ours == []


@pytest.mark.parametrize("name", ["buergerdraht.service", "buergerdraht-backup.service"])
def test_systemd_finds_it_hardened(name: str) -> None:
    if ANALYZE is None:
        pytest.skip("systemd-analyze is not installed: the hardening was not judged")
    said = subprocess.run(
        [ANALYZE, "security", "--offline=true", f"--threshold={MOST_EXPOSURE}", "--no-pager", str(UNITS / name)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    (judged,) = re.findall(r"Overall exposure level.*", said.stdout)
    assert said.returncode == 0, judged
