"""`buergerdraht backup` and `restore`: the store's data and the files, in one archive with a manifest."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, Annotated, Any

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.auditing import note_restored
from bot.cli_accounts import actor
from bot.cli_console import ERR, OUT, Failure, settings_of
from bot.cli_store import store_url
from bot.opening import heads_log, make_files, make_tombstones
from bot.upgrading import program_version
from config.settings import Settings
from handoff.audit import Action, row
from handoff.files.disk import PART
from handoff.files.store import QUARANTINE
from handoff.forgetting import erase_again
from handoff.journal.archive import BATCH, Archive, fits
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.schema import standing
from handoff.journal.store import Store
from handoff.tombstones import Mark

log = logging.getLogger(__name__)

FORMAT = 1
KEYS, FILES, MANIFEST = "keys.jsonl", "files", "manifest.json"


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The archive to write, e.g. backup.tar.gz.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite it if it exists.")] = False,
) -> None:
    """Write everything that is stored into one file, also while the program runs (it takes nothing in meanwhile)."""
    settings = settings_of(context)
    if file.exists() and not force:
        raise Failure("The file exists.", where=str(file), mend="Choose another name, or give --force.")
    if not file.absolute().parent.is_dir():
        raise Failure("There is no such folder.", where=str(file.absolute().parent))
    part = file.with_name(f"{file.name}.part")
    try:
        with store_url(settings) as url:
            keys = _pack(settings, url, part)
            part.replace(file)
            asyncio.run(_note_backup(settings, url))
    except OSError as error:
        raise Failure(f"It cannot be written: {error.strerror}.", where=str(file)) from error
    finally:
        part.unlink(missing_ok=True)
    OUT.print(f"[green]✓[/] {escape(str(file))}: {keys} keys, {file.stat().st_size / 1024:.0f} KiB")
    OUT.print("It holds what citizens wrote: keep it as safe as the data itself.")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="An archive that `backup` wrote.")],
    without_tombstones: Annotated[
        str | None,
        typer.Option(
            "--without-tombstones", metavar="REASON", help="Bring back also who was erased since: say why (logged)."
        ),
    ] = None,
) -> None:
    """Put a backup into an empty store; who was erased since is erased again.

    What should have gone out over an hour ago is held for a person to decide.
    """
    settings = settings_of(context)
    if not file.exists():
        raise Failure("There is no such file.", where=str(file))
    reason = " ".join((without_tombstones or "").split())
    tombstones = make_tombstones(settings)
    if without_tombstones is not None and not reason:
        raise Failure("The reason is missing.", mend='Give it: --without-tombstones "why"')
    if not reason and not tombstones.is_there:
        raise Failure(
            "The tombstones are missing: nobody knows who was erased since this backup was made.",
            where=f"{tombstones.file}, key {tombstones.key_file}",
            mend="Put both back from where they are kept (privacy.tombstones, privacy.tombstone_key_file). If they are "
            'lost for good: --without-tombstones "why", which is written into the log.',
        )
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.data_dir) as temporary:
        folder = Path(temporary)
        manifest = _unpack(file, folder)
        strangers = [town for town in manifest["towns"] if town not in settings.towns]
        if strangers:
            raise Failure(
                f"The backup is of {', '.join(manifest['towns'])}.", where=str(file),
                mend=f"The settings serve {', '.join(settings.towns)}; set `towns`.",
            )  # fmt: skip
        with store_url(settings) as url:
            if not reason and (known := manifest.get("tombstones")):
                tombstones.check(Mark(key=str(known["key"]), count=int(known["count"])))
            keys, erased = asyncio.run(_put_back(settings, url, folder, manifest, reason))
    OUT.print(f"[green]✓[/] {keys} keys of {', '.join(manifest['towns'])}, as of {manifest['made']}")
    if erased:
        OUT.print(f"{erased} conversations of citizens who were erased since then have been erased again.")
    OUT.print("Messages that should have gone out more than an hour ago are held; the desk lists them.")


# ---- writing


def _pack(settings: Settings, url: str, part: Path) -> int:
    sums: dict[str, str] = {}
    # Only the owner may read it, from its first byte on.
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as tar, tempfile.TemporaryFile() as spool:
            schemas, keys = asyncio.run(_copy_keys(settings, url, spool))
            _add(tar, KEYS, spool, sums)
            for path in _stored_files(settings):
                # After the keys that name them: those are there. What is swept meanwhile is named by none.
                with suppress(FileNotFoundError), path.open("rb") as stored:
                    _add(tar, f"{FILES}/{path.relative_to(settings.data_dir / FILES).as_posix()}", stored, sums)
            manifest = {
                "format": FORMAT,
                "program": program_version(),
                "made": datetime.now(UTC).isoformat(timespec="seconds"),
                "towns": list(settings.towns),
                "schema": schemas,
                "sha256": sums,
                **_tombstones(settings),
            }
            with tempfile.TemporaryFile() as text:
                text.write(json.dumps(manifest, indent=2).encode())
                _add(tar, MANIFEST, text, {})
        raw.flush()
        os.fsync(raw.fileno())
    return keys


async def _copy_keys(settings: Settings, url: str, spool: IO[bytes]) -> tuple[dict[str, int], int]:
    count = 0
    async with Archive(url, ca_file=settings.outbound.ca_file) as archive:
        await _write_down(settings, url, [town for town in settings.towns if await archive.schema(town)])
        with _progress() as progress:
            task = progress.add_task("keys", total=await archive.size())
            async for lines in archive.read(settings.towns):
                for line in lines:
                    spool.write(line.encode() + b"\n")
                count += len(lines)
                progress.update(task, completed=count)
            progress.update(task, total=count)
        return {town: await archive.schema(town) for town in settings.towns}, count


def _tombstones(settings: Settings) -> dict[str, Any]:
    """What there is of them now, so that a restore can tell when some are missing."""
    tombstones = make_tombstones(settings)
    if not tombstones.is_there:
        return {}
    mark = tombstones.mark()
    return {"tombstones": {"key": mark.key, "count": mark.count}}


async def _write_down(settings: Settings, url: str, towns: Sequence[str]) -> None:
    """That everything has been copied: as a part of the copy."""
    store = Store(url, ca_file=settings.outbound.ca_file)
    try:
        for town in towns:
            await Journal(store, town, Hints(store, [town])).audit(row(actor(), Action.BACKUP))
    finally:
        await store.close()


async def _note_backup(settings: Settings, url: str) -> None:
    """That it is whole: `doctor` and the metrics say how old it is."""
    store = Store(url, ca_file=settings.outbound.ca_file)
    try:
        for town in settings.towns:
            if (await standing(store, town)).number:
                await Journal(store, town, Hints(store, [town])).put_backed_up(datetime.now(UTC))
    finally:
        await store.close()


def _stored_files(settings: Settings) -> Iterator[Path]:
    """All but those that are only being written, and those that are known as harmful."""
    found = sorted((settings.data_dir / FILES).rglob("*"))
    wanted = (path for path in found if path.parent.name != QUARANTINE and not path.name.endswith(PART))
    return (path for path in wanted if path.is_file())


def _add(tar: tarfile.TarFile, name: str, content: IO[bytes], sums: dict[str, str]) -> None:
    content.seek(0)
    sums[name] = _sum(content)
    info = tarfile.TarInfo(name)
    info.size = content.tell()
    info.mode = 0o600
    info.mtime = int(datetime.now(UTC).timestamp())
    content.seek(0)
    tar.addfile(info, content)


def _sum(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := content.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


# ---- reading


def _unpack(file: Path, folder: Path) -> dict[str, Any]:
    """Extract into an empty folder and check every byte; returns the manifest."""
    sums: dict[str, str] = {}
    try:
        with tarfile.open(file, mode="r:gz") as tar:
            for member in tar:
                path = PurePosixPath(member.name)
                source = tar.extractfile(member) if member.isfile() else None
                if source is None or path.is_absolute() or ".." in path.parts:
                    raise Failure("It is no backup of Bürgerdraht.", where=str(file))
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("w+b") as out:
                    shutil.copyfileobj(source, out)
                    out.seek(0)
                    sums[member.name] = _sum(out)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        sums.pop(MANIFEST)
        whole = manifest["sha256"] == sums and KEYS in sums
        form, schemas = int(manifest["format"]), {int(schema) for schema in manifest["schema"].values()}
    except FileNotFoundError as error:
        raise Failure("There is no such file, or it has no manifest.", where=str(file)) from error
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise Failure("It cannot be read as a backup.", where=str(file), mend="Take an older one.") from error
    if form > FORMAT or not all(fits(schema) for schema in schemas if schema):
        raise Failure(
            f"A newer version made it ({manifest.get('program')}).", where=str(file), mend="Install that version first."
        )
    if not whole:
        raise Failure("It is damaged: a check sum is wrong.", where=str(file), mend="Take an older one.")
    return manifest


async def _put_back(
    settings: Settings, url: str, folder: Path, manifest: dict[str, Any], reason: str
) -> tuple[int, int]:
    count, erased, made = 0, 0, datetime.fromisoformat(manifest["made"])
    async with Archive(url, ca_file=settings.outbound.ca_file) as archive:
        await archive.refuse_unless_empty(manifest["towns"])
        for town in manifest["towns"]:
            await archive.forget_audit(town)
        # Files before the keys that name them.
        if (folder / FILES).is_dir():
            shutil.copytree(folder / FILES, settings.data_dir / FILES, dirs_exist_ok=True)
        with _progress() as progress, (folder / KEYS).open(encoding="utf-8") as lines:
            task = progress.add_task("keys", total=None)
            while batch := list(islice(lines, BATCH)):
                count += await archive.write(batch)
                progress.update(task, completed=count)
            progress.update(task, total=count)
    store = Store(url, ca_file=settings.outbound.ca_file)
    try:
        for town in manifest["towns"]:
            journal = Journal(store, town, Hints(store, [town]))
            await journal.hold_before(datetime.now(UTC))
            await note_restored(journal, heads_log(settings, town), manifest["made"])
            if reason:
                log.warning("restored without tombstones: %s", reason, extra={"action": "restore.without_tombstones"})
                await journal.audit(row(actor(), Action.RESTORED_ERASED, since=manifest["made"]))
            else:
                files = make_files(settings, town, tuple)
                again = await erase_again(journal, make_tombstones(settings), files.remove, made)
                erased += again
                await journal.audit(row(actor(), Action.ERASED_AGAIN, since=manifest["made"], count=again))
    finally:
        await store.close()
    return count, erased


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=ERR, disable=not ERR.is_terminal
    )
