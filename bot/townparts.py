"""What runs of a town in a process: by the process's roles, and by what the town has."""

from __future__ import annotations

from functools import partial

from bot.alarms import Watch
from bot.channels.mail.channel import AT_ONCE as MAILS_AT_ONCE
from bot.exporting import Exporter
from bot.keeper import Keeper
from bot.lastwords import way_of
from bot.leaving import Leaving
from bot.mailing import notices_of
from bot.nightly import Nightly
from bot.opening import heads_log, make_tombstones
from bot.pages import fetch_attachment
from bot.practice_town import parts, practice_id, practice_town
from bot.process import Process
from bot.publishing import follow
from bot.running import begin
from bot.sealer import Sealer
from bot.sender import Sender, enclosing
from bot.telegram_town import introduce, take_in
from bot.town import ABILITIES, RunningTown
from bot.worker import Worker
from handoff.clearing import Clearing
from handoff.clockwatch import ClockWatch
from handoff.files.sweeper import Sweeper
from handoff.filing import Filer
from handoff.folding import Folder
from handoff.forgetting import Eraser
from handoff.rewriter import Rewriter
from handoff.staffgroup import GROUP

LONG_POLL_SECONDS = 45.0
"""For which a poll at Telegram may last, with what the network adds."""


def begin_parts(process: Process, town: RunningTown) -> None:
    """Let run what this process does for an opened town."""
    settings, running = process.settings, process.running
    name = town.id
    begin(running.service, town.library.follow(town.journal, process.over), f"library {name}")
    begin(running.service, town.noticeboard.run(process.over), f"noticeboard {name}")
    begin(running.service, ClockWatch(town.journal).run(process.over), f"clock {name}")
    if process.has("worker"):
        turned = process.metrics.turns.labels(name).inc
        worker = Worker(
            town.journal, town.library, ABILITIES, turned, town.announce, web_chat=town.web_chat, tell=town.tell
        )
        process.watchdog.watch(worker.pulse)
        begin(running.work, worker.run(process.drained), f"worker {name}")
        sealer = Sealer(town.journal, heads_log(settings, name), days=settings.audit.days)
        begin(running.work, sealer.run(process.drained), f"sealer {name}")
        begin(running.service, Filer(town.journal).run(process.over), f"filer {name}")
        begin(running.service, Folder(town.journal).run(process.over), f"folder {name}")
        begin(running.service, follow(town.journal, town.folder, process.folders, process.over), f"publisher {name}")
        begin(running.work, Leaving(town.journal, town.replies).run(process.drained), f"leaving {name}")
        keeper = Keeper(town.journal, town.acts, town.library, mails=town.mail is not None)
        begin(running.service, keeper.run(process.drained), f"keeper {name}")
    if town.telegram is not None and town.bot is not None:
        if process.has("sender"):
            others = {GROUP: town.posts.send} if town.posts is not None else {}
            pulse = process.pulse("sender", name, town.telegram.name)
            sender = Sender(town.journal, town.telegram, resolve=enclosing(town.files), others=others, pulse=pulse)
            begin(running.work, sender.run(process.drained), f"sender {name}")
        if process.has("poller"):
            pulse = process.pulse("poller", name, slow=LONG_POLL_SECONDS)
            taking = take_in(town, town.bot, town.telegram, settings, process.stop, pulse=pulse)
            begin(running.intake, taking, f"poller {name}")
        elif process.has("web"):
            begin(running.service, introduce(town.bot, process.over), f"introduction {name}")
    if town.mail is not None and process.has("sender"):
        resolve = notices_of(town, settings).resolve
        pulse = process.pulse("mail", name, town.mail.name)
        post = Sender(town.journal, town.mail, resolve=resolve, at_once=MAILS_AT_ONCE, pulse=pulse)
        begin(running.work, post.run(process.drained), f"mail {name}")
        if settings.mail.alarm_to:
            watch = Watch(town.journal, len(settings.mail.alarm_to))
            begin(running.service, watch.run(process.drained), f"alarms {name}")
    if process.has("web"):
        _begin_beside_pages(process, town)
    if settings.practice:
        _practise(process, town)


def _begin_beside_pages(process: Process, town: RunningTown) -> None:
    """What needs no worker: pages are kept up to date, what is over goes, copies are made."""
    settings, running, name = process.settings, process.running, town.id
    begin(running.service, town.hub.run(town.journal, process.drained), f"hub {name}")
    begin(running.service, town.live.run(process.drained), f"live {name}")
    begin(running.service, Sweeper(town.journal, town.files).run(process.over), f"sweeper {name}")
    eraser = Eraser(town.journal, make_tombstones(settings), way_of(town))
    begin(running.service, eraser.run(process.over), f"eraser {name}")
    begin(running.service, Exporter(town, partial(fetch_attachment, town)).run(process.over), f"exporter {name}")
    begin(running.service, Rewriter(town.journal).run(process.over), f"rewriter {name}")
    nightly = Nightly(town.journal, Clearing(town.journal, town.files.remove), town.library)
    begin(running.service, nightly.run(process.over), f"nightly {name}")


def _practise(process: Process, town: RunningTown) -> None:
    """The practice town beside a town: no channel, not watched, not counted."""
    journal = process.journal(practice_id(town.id))
    made = practice_town(town, journal, process.settings)
    for part in parts(made, process.over, works=process.has("worker"), serves=process.has("web")):
        begin(process.running.service, part, f"practice {town.id}")
