import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.doctor import clock
from bot.doctor.ground import Ground
from config.settings import load
from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.journal.programs import Program, Programs
from handoff.journal.soundness import findings
from handoff.journal.store import Store
from handoff.staff import StaffRecord
from tests.botapi import BotApi
from tests.integration.cli.conftest import INIT, Run
from tests.integration.cli.test_backup import fill, on, serving


def test_a_fresh_installation_is_well(run: Run) -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "embedded, not running now" in result.output
    assert "off (no token)" in result.output


def test_that_a_town_is_only_the_sample_is_told(run: Run) -> None:
    assert "its offices, numbers and fees are invented" in " ".join(run("doctor").output.split())
    run(*INIT)
    assert "invented" not in run("doctor").output


def test_telegram_out_of_reach_is_told_without_the_token(run: Run) -> None:
    result = run("doctor", TELEGRAM_TOKEN="123456:secret_part", TELEGRAM_BASE_URL="http://127.0.0.1:9")
    assert result.exit_code == 1
    assert "http://127.0.0.1:9 cannot be reached" in result.output
    assert "secret_part" not in result.output


def test_a_store_that_does_not_answer(run: Run) -> None:
    result = run("doctor", REDIS_URL="redis://:secret_part@127.0.0.1:9/0")
    assert result.exit_code == 1
    assert "it does not answer" in result.output
    assert "secret_part" not in result.output


def test_broken_files_and_open_rights(run: Run, tmp_path: Path) -> None:
    run(*INIT)
    (tmp_path / "data").mkdir(mode=0o755)
    (tmp_path / "config" / "towns" / "bad-muensterau" / "offices.yaml").write_text("", encoding="utf-8")
    settings = tmp_path / "buergerdraht.toml"
    text = settings.read_text(encoding="utf-8").replace("[redis]", '[redis]\nurl = "redis://:pw@127.0.0.1:9"')
    settings.write_text(text, encoding="utf-8")
    settings.chmod(0o644)
    result = run("doctor")
    assert result.exit_code == 1
    assert "offices.yaml" in result.output
    assert "chmod 700" in result.output
    assert "chmod 600" in result.output


@pytest.mark.server
def test_a_running_store(run: Run, tmp_path: Path) -> None:
    with serving(tmp_path / "data") as url:
        on(url, fill)
        result = run("doctor")
        assert result.exit_code == 0, result.output
        assert "embedded, running: Valkey 9" in result.output
        assert "schema 1, release none serves" in result.output


@pytest.mark.server
def test_approvers_who_cannot_approve_are_told(run: Run, tmp_path: Path) -> None:
    run(*INIT)
    file = tmp_path / "config" / "towns" / "bad-muensterau" / "town.yaml"
    four_eyes = file.read_text("utf-8") + "faq_approval: four_eyes\n"
    file.write_text(four_eyes, "utf-8")

    def employ(role: str) -> Callable[[Journal], Awaitable[None]]:
        return lambda journal: journal.put_staff(StaffRecord(login="k.wolf", name="Karin Wolf", roles=(role,)))

    with serving(tmp_path / "data") as url:
        on(url, employ("editor"), "bad-muensterau")
        assert "nobody at the desk can approve" in " ".join(run("doctor").output.split())
        on(url, employ("approver"), "bad-muensterau")
        assert "can approve" not in run("doctor").output
        file.write_text(four_eyes + "approvers: [k.wolf, Karin Wolf]\n", "utf-8")
        said = " ".join(run("doctor").output.split())
        assert "Karin Wolf is in approvers and cannot approve at the desk" in said
        assert "k.wolf is in approvers" not in said


def test_a_forgotten_proxy_is_told(run: Run) -> None:
    behind = {"BUERGERDRAHT_PUBLIC_URL": "https://chat.musterstadt.example"}
    assert "web.trusted_proxies" in run("doctor", **behind).output
    assert "web.trusted_proxies" not in run("doctor", **behind, BUERGERDRAHT_WEB__TRUSTED_PROXIES="127.0.0.1/32").output


def test_links_that_lead_nowhere_are_told(run: Run, tmp_path: Path) -> None:
    run(*INIT)
    file = tmp_path / "config" / "towns" / "bad-muensterau" / "town.yaml"
    file.write_text(file.read_text("utf-8") + "telegram: {data_minimal: true}\n", "utf-8")
    on_telegram = {"TELEGRAM_TOKEN": "123456:secret_part", "TELEGRAM_BASE_URL": "http://127.0.0.1:9"}
    assert "its links lead to http://127.0.0.1" in " ".join(run("doctor", **on_telegram).output.split())
    safe = run("doctor", **on_telegram, BUERGERDRAHT_PUBLIC_URL="https://chat.musterstadt.example")
    assert "general information only; the rest goes to the web chat" in " ".join(safe.output.split())


def test_the_scanner_and_the_room_for_files(run: Run, tmp_path: Path) -> None:
    assert "files.clamd is not set" in run("doctor").output
    socket = str(tmp_path / "nobody")
    away = run("doctor", BUERGERDRAHT_FILES__CLAMD=f"unix://{socket}")
    assert (away.exit_code, "all files are held" in away.output) == (1, True)
    folder = tmp_path / "data" / "files" / "musterstadt"
    folder.mkdir(parents=True, mode=0o700)
    (folder / f"{'a' * 32}.pdf").write_bytes(b"x" * 900_000)
    assert "limits.files" in run("doctor", BUERGERDRAHT_LIMITS__FILES="1MiB").output
    assert "limits.files" not in run("doctor").output


def test_an_address_that_is_no_scanner_is_refused(run: Run) -> None:
    for wrong in ("/run/clamd", "tcp://127.0.0.1", "http://127.0.0.1:3310", "unix://"):
        result = run("doctor", BUERGERDRAHT_FILES__CLAMD=wrong)
        assert result.exit_code != 0
        assert "files.clamd" in str(result.exception)


def test_as_json_and_briefly(run: Run) -> None:
    everything = json.loads(run("doctor", "--json").output)
    assert {"state", "topic", "text", "mend"} == set(everything[0])
    assert "ok" in {one["state"] for one in everything}
    assert "ok" not in {one["state"] for one in json.loads(run("doctor", "--json", "--brief").output)}


@pytest.mark.server
def test_backups_and_newer_data_are_told(run: Run, tmp_path: Path) -> None:
    with serving(tmp_path / "data") as url:
        on(url, fill)
        assert "there was none yet" in run("doctor").output
        assert run("backup", str(tmp_path / "b.tar.gz")).exit_code == 0
        assert "the last was 20" in run("doctor").output

        async def newer(journal: Journal) -> None:
            await journal._store.redis.hset(Keys(journal.town)("meta"), "schema", "7")

        on(url, newer)
        result = run("doctor")
        assert result.exit_code == 1
        said = " ".join(result.output.split())
        assert "has schema 7; this version knows 1" in said
        assert "Install the newer version again" in said


async def test_who_works_with_the_store_is_told(store: Store, town: str) -> None:
    from bot.doctor.storing import store_findings

    settings = load().model_copy(update={"towns": (town,)})
    ground = Ground(settings=settings, file=Path(), store=store)
    assert "it does not run now" in [one.text for one in await store_findings(ground)]
    programs = Programs(store, town)
    await programs.here(Program(schema=1, version="1.0", roles=("poller", "worker")))
    await programs.here(Program(schema=1, version="1.1", roles=("worker",)))
    said = {one.text: one.state for one in await store_findings(ground)}
    assert said["2 running, version 1.0, 1.1, roles poller, worker"] == "ok"
    assert said["different versions run side by side"] == "warn"
    assert said["nobody has the role sender, web"] == "warn"


async def test_clocks_beside_the_stores_and_telegrams(store: Store, town: str) -> None:
    async with BotApi() as api:
        environ = {"TELEGRAM_TOKEN": api.token, "TELEGRAM_BASE_URL": api.address, "BUERGERDRAHT_TOWNS": "musterstadt"}
        ground = Ground(settings=load(environ=environ), file=Path(), store=store)
        assert [one.state for one in await clock.clock_findings(ground)] == ["ok", "ok"]
        wrong = await clock.clock_findings(ground, lambda: clock._now() + timedelta(hours=1))
        assert [(one.state, "ahead of" in one.text) for one in wrong] == [("bad", True)] * 2
    away = Ground(settings=load(environ={**environ, "TELEGRAM_BASE_URL": "http://127.0.0.1:9"}), file=Path())
    assert await clock.clock_findings(away) == []


async def test_what_a_power_cut_would_lose_is_told(store: Store) -> None:
    await store.redis.config_set("appendfsync", "no")
    try:
        assert ["appendfsync no" in one.what for one in await findings(store)] == [True]
    finally:
        await store.redis.config_set("appendfsync", "everysec")
    assert await findings(store) == []
