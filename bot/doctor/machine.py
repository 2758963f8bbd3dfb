"""Versions, disk and memory of this machine."""

from __future__ import annotations

import os
import platform
import shutil
import stat
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

from bot.cli_console import Finding
from bot.upgrading import program_version
from config.settings import Settings

LOW_DISK: Final = 1024**3
NO_DISK: Final = 128 * 1024**2
FEW_FILES: Final = 0.05
OF_OWN: Final = 400 * 1024**2
"""Memory that the program itself needs beside its store, with room for a matcher that is being built."""
MIB: Final = 1024**2


def version_findings() -> Iterator[Finding]:
    """What is installed, and what of it does not fit."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("redis", "python-telegram-bot", "aiohttp"))
    text = f"Bürgerdraht {program_version()}, Python {platform.python_version()}, {libraries}"
    yield Finding(state="ok", topic="Versions", text=text)
    try:
        wanted = requires("buergerdraht") or []
    except PackageNotFoundError:
        return  # run from its sources
    yield from library_findings(wanted)


def library_findings(wanted: list[str]) -> Iterator[Finding]:
    """Which of the libraries are missing or of another version than is wanted."""
    for text in wanted:
        requirement = Requirement(text)
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue
        try:
            there = version(requirement.name)
        except PackageNotFoundError:
            there = "missing"
        if there == "missing" or not requirement.specifier.contains(there, prereleases=True):
            yield Finding(
                state="bad", topic="Versions",
                text=f"{requirement.name} is {there}; {requirement.specifier or 'any version'} is needed",
                mend="Install again as it was installed: make install, or a new container image",
            )  # fmt: skip


def disk_findings(settings: Settings) -> Iterator[Finding]:
    """The data directory, and room where something is written."""
    folder = settings.data_dir
    if not folder.exists():
        parent = _there(folder)
        if os.access(parent, os.W_OK):
            yield Finding(state="ok", topic="Data", text=f"{folder} will be made")
        else:
            yield Finding(
                state="bad", topic="Data", text=f"{folder} cannot be made: {parent} is not writable",
                mend="Set data_dir, or give this user the right",
            )  # fmt: skip
    elif not os.access(folder, os.W_OK | os.X_OK):
        yield Finding(state="bad", topic="Data", text=f"{folder} is not writable", mend="Give this user the right")
    elif folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding(state="warn", topic="Data", text="other users may look into it", mend=f"chmod 700 {folder}")
    assert settings.privacy.tombstones is not None  # completed by the settings
    disks: dict[int, Path] = {}
    for written in (folder, settings.privacy.tombstones, settings.heads_log):
        place = _there(written)
        disks.setdefault(place.stat().st_dev, place)
    for place in disks.values():
        disk = os.statvfs(place)
        yield room_finding(place, shutil.disk_usage(place).free, disk.f_favail / disk.f_files if disk.f_files else 1.0)


def room_finding(place: Path, free: int, files: float) -> Finding:
    """``free`` bytes, and the part of its files that may still be made."""
    text = f"{place}: {free / 1024**3:.1f} GiB free"
    if free < LOW_DISK:
        mend = "Make room: when the disk is full, nothing new is taken (files, old backups, logs)"
        return Finding(state="bad" if free < NO_DISK else "warn", topic="Data", text=text, mend=mend)
    if files < FEW_FILES:
        text += f", but only {files:.0%} of its inodes"
        return Finding(state="warn", topic="Data", text=text, mend="Remove small files, or make a larger file system")
    return Finding(state="ok", topic="Data", text=text)


def memory_findings(settings: Settings, root: Path = Path("/")) -> Iterator[Finding]:
    """Whether what the store may use fits this machine, or what its container is allowed. ``root``: of the system."""
    try:
        lines = (root / "proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return  # no Linux
    facts = {line.partition(":")[0]: int(line.split()[1]) * 1024 for line in lines}
    total, whose = facts["MemTotal"], "this machine has"
    try:
        allowed = (root / "sys/fs/cgroup/memory.max").read_text("ascii").strip()
    except OSError:
        allowed = "max"
    if allowed.isdigit() and int(allowed) < total:
        total, whose = int(allowed), "this process group may use"
    text = f"{whose} {total / MIB:.0f} MiB"
    if settings.redis.url is not None:
        yield Finding(state="ok", topic="Memory", text=text)
        return
    most = int(settings.embedded.maxmemory)
    if most + OF_OWN > total:
        yield Finding(
            state="warn", topic="Memory", text=f"{text}; the store may use {most / MIB:.0f} MiB of it",
            mend=f"Lower embedded.maxmemory so that {OF_OWN // MIB} MiB stay for the program, or give it more",
        )  # fmt: skip
    else:
        yield Finding(state="ok", topic="Memory", text=f"{text}, {most / MIB:.0f} MiB of it for the store")


def _there(path: Path) -> Path:
    return next(one for one in (path, *path.parents) if one.exists())
