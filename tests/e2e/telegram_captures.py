"""Takes the chats of the documentation from a running program: `python -m tests.e2e.telegram_captures docs/telegram`.

The whole program with the sample town, at the Bot API server of the tests and a mail server; each picture is what came
over the wire. Receipt numbers and times are made the same at every run, so that only what has changed changes.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import yaml
from rich.console import RenderableType
from rich.text import Text

from handoff.journal.keys import Keys
from handoff.journal.mailing import NoticeAddress
from handoff.ticket import Staff
from tests.botapi import Citizen, Fault, Seen
from tests.botapi.seen import Wanted
from tests.botapi.seen import seen as read
from tests.desk.town import png
from tests.e2e.chat_drawing import bubble, draw, letter, message, note, terminal
from tests.faults.desk import Clerk
from tests.faults.nursery import Nursery
from tests.faults.town import SAMPLE
from tests.faults.world import Process, World, open_world, until
from tests.smtp import MailProcess
from tests.staffgroup import CHAT

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = "https://chat.musterstadt.example"
WAIT = 45.0
START = 120.0
GROUP = -100_200
CONCERN = "Wer repariert den Brunnen auf dem Marktplatz?"
ANNA = Staff(login="anna", name="Anna Sommer")
TERMINAL = {"COLUMNS": "78", "FORCE_COLOR": "1", "COLORTERM": "truecolor"}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TIME = re.compile(r"(?:(?<=seit )|(?<=\()|(?<=Abgeschlossen )|(?<=morgen, )|(?<=heute, ))\d{2}:\d{2}")
RECEIPT = re.compile(r"\b[A-Z0-9]{3}-[A-Z0-9]{4}\b")
CODE = re.compile(r"(?<=/verbinden )[A-Z0-9]{8}")
RECEIPTS = ("7N6-CLP2", "HNU-H7GA", "K4M-9PXT", "R2D-6WQE", "B8V-3ZFN", "T5J-7KYC", "M9A-4RHU", "X3C-8DLG")


@dataclass
class Fixing:
    """Puts the same receipt numbers and times into what every run makes anew. Nothing changes its length in UTF-16."""

    receipts: dict[str, str] = field(default_factory=dict)

    def __call__(self, text: str) -> str:
        for found in RECEIPT.findall(text):
            self.receipts.setdefault(found, RECEIPTS[len(self.receipts) % len(RECEIPTS)])
        text = RECEIPT.sub(lambda match: self.receipts[match[0]], text)
        return CODE.sub("K7MN4P2X", TIME.sub("10:15", text))

    def of(self, value: Any) -> Any:
        """The same in every text of a structure."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, dict):
            return {key: self.of(each) for key, each in value.items()}
        return [self.of(each) for each in value] if isinstance(value, list | tuple) else value


@dataclass
class Scene:
    """A picture in the making: what a person does in a chat, and what the bot does then."""

    world: World
    fixing: Fixing
    person: Citizen
    name: str = "Kim"
    bot: str = "Bürgerdraht"
    parts: list[RenderableType] = field(default_factory=list)
    shown: dict[int, int] = field(default_factory=dict)
    last: list[Seen] = field(default_factory=list)

    def pass_over(self) -> None:
        """Leave what stands there so far out of the picture."""
        self.last = self.person.messages()
        self.shown = {seen.message_id: seen.changed for seen in self.last}

    def tell(self, text: str) -> None:
        """A line between the messages."""
        self.parts.append(note(text))

    async def says(self, text: str, wanted: Wanted = "", **more: Any) -> Seen:
        """Write, and wait for what comes."""
        self.person.say(text, **more)
        return await self.hears(wanted)

    async def presses(self, seen: Seen, label: str, wanted: Wanted = "") -> Seen:
        """Press a button, and wait for what comes."""
        self.person.press(seen.message_id, label)
        button = seen.button(label)
        self.tell(f"{self.name} tippt auf „{button.text}“")
        return await self.hears(wanted)

    async def hears(self, wanted: Wanted = "", since: int | None = None) -> Seen:
        """Wait for a message, and show all that is new or has changed."""
        found = await self.person.wait_for(wanted or (lambda _: True), WAIT, since=since)
        await self.world.quiet(WAIT)
        await self.show()
        return found

    async def show(self) -> None:
        """Show all that is new; what changed in place is shown again, unless only its buttons went."""
        before = {part.message_id: part for part in self.last}
        now = self.person.messages()
        for seen in now:
            if self.shown.get(seen.message_id) == seen.changed:
                continue
            old = before.get(seen.message_id)
            self.shown[seen.message_id] = seen.changed
            if topic := seen.raw.get("forum_topic_created"):
                self.tell(f"Ein neues Thema: {self.fixing(topic['name'])}")
                continue
            if old is not None and old.text == seen.text and not seen.labels:
                continue
            if old is not None:
                self.tell("Dieselbe Nachricht, geändert:")
            one = replace(seen, raw=self.fixing.of(seen.raw), text=self.fixing(seen.text), buttons=tuple(
                tuple(replace(button, text=self.fixing(button.text)) for button in row) for row in seen.buttons
            ))  # fmt: skip
            who = str(seen.raw.get("from", {}).get("first_name", self.name)) if seen.mine else self.bot
            self.parts.append(message(who, one, own=seen.mine))
        self.last = now


@dataclass(kw_only=True)
class Stage:
    """A running program with its town and where the pictures go."""

    world: World
    app: Process
    clerk: Clerk
    mails: MailProcess
    target: Path
    fixing: Fixing = field(default_factory=Fixing)

    def scene(self, person: Citizen, name: str = "Kim") -> Scene:
        """A new picture."""
        return Scene(world=self.world, fixing=self.fixing, person=person, name=name)

    def draw(self, name: str, *parts: RenderableType) -> None:
        """Write a picture."""
        draw(self.target / f"{name}.svg", parts)

    async def command(self, *arguments: str, keep: str = "") -> RenderableType:
        """A command of the program and its output; ``keep``: only rows of these topics."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.cli", *arguments, cwd=self.world.folder,
            env={**self.world.environ, "PYTHONPATH": str(ROOT), **TERMINAL},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        output, errors = await process.communicate()
        if process.returncode not in {0, 1} or not output:
            raise RuntimeError(errors.decode())
        lines = output.decode().splitlines()
        if keep:
            lines = list(rows_of(lines, keep))
        shown = " ".join(["buergerdraht", *arguments])
        return terminal(shown, "\n".join(self.fixing(line.rstrip()) for line in lines))

    async def act(self, conversation: str, name: str, **form: str) -> None:
        """What the clerk does at the desk."""
        form |= {"receipt": await self.world.receipt(conversation)}
        async with aiohttp.ClientSession() as http:
            said = await self.clerk.act(http, self.app, conversation, name, **form)
        if said != "done":
            raise RuntimeError(f"the desk did not take {name}: {said}")

    async def reply(self, conversation: str, text: str) -> None:
        """A reply of the clerk."""
        fence = dict(await self.world.journal.tickets())[conversation].fence
        await self.act(conversation, "reply", text=text, fence=str(fence))

    async def link(self, person: Citizen, staff: Staff) -> None:
        """Link a clerk's account as the clerk does: a code, sent to the bot in private."""
        code = await self.world.journal.make_code("account", staff.login)
        person.say(f"/verbinden {code.text}")
        await person.wait_for("gehört jetzt zum Konto", WAIT)

    async def handed_over(self, number: int, concern: str, name: str) -> Citizen:
        """A citizen whose concern has gone to people."""
        citizen = self.world.api.citizen(1000 + number, name)
        citizen.say(concern)
        for _ in range(8):
            await self.world.quiet(WAIT)
            if "Nummer:" in citizen.last().text:
                return citizen
            label = onward(citizen.last())
            citizen.press(citizen.last().message_id, label)
        raise AssertionError([seen.text for seen in citizen.messages()])


def onward(seen: Seen) -> str:
    """The button that leads to a person."""
    wanted = ("Nichts davon", "Ja, bitte", "Frage", "Weiß ich nicht", "Überspringen", "Mangel")
    return next(label for want in wanted for label in seen.labels if want in label)


def rows_of(lines: list[str], topics: str) -> list[str]:
    """The rows of a table of findings whose topic matches, with the lines that go on below."""
    kept, taking = [], False
    for line in lines:
        plain = Text.from_ansi(line).plain
        if plain[:1] in "✓!✗":
            taking = re.match(rf".\s+(?:{topics})", plain) is not None
        if taking:
            kept.append(line)
    return kept


def towns(**telegram: Any) -> Callable[[Path], Path]:
    """The sample town, open at all hours, with these choices for Telegram."""

    def write(folder: Path) -> Path:
        town = folder / SAMPLE.name
        shutil.copytree(SAMPLE, town)
        file = town / "departments.yaml"
        departments = yaml.safe_load(file.read_text("utf-8"))
        for each in departments["departments"] if isinstance(departments, dict) else departments:
            each["hours"] = {day: ["00:00-23:59"] for day in DAYS}
        file.write_text(yaml.safe_dump(departments, allow_unicode=True, sort_keys=False), "utf-8")
        rest = (town / "town.yaml").read_text("utf-8")
        assert "\ntelegram:" not in rest
        (town / "town.yaml").write_text(rest + "\n" + yaml.safe_dump({"telegram": telegram}), "utf-8")
        return town

    return write


@asynccontextmanager
async def stage(target: Path, *, environ: dict[str, str] | None = None, **telegram: Any) -> AsyncIterator[Stage]:
    """The program with the sample town, running."""
    with tempfile.TemporaryDirectory() as name:
        folder, nursery = Path(name), Nursery()
        mails = MailProcess(folder / "mail")
        try:
            async with open_world(folder, nursery, towns(**telegram)) as world:
                world.environ = {
                    **world.environ,
                    "BUERGERDRAHT_DEMO": "true",
                    "BUERGERDRAHT_PUBLIC_URL": PUBLIC,
                    "BUERGERDRAHT_MAIL__HOST": "127.0.0.1",
                    "BUERGERDRAHT_MAIL__PORT": str(mails.port),
                    "BUERGERDRAHT_MAIL__SECURITY": "none",
                    "BUERGERDRAHT_MAIL__SENDER": "buergerdraht@musterstadt.example",
                    **(environ or {}),
                }
                app = world.spawn()
                await until(partial(_stands, app), START, "the start")
                if app.ended is not None:
                    raise RuntimeError(app.log.read_text("utf-8"))
                clerk = await Clerk(staff=ANNA, public=PUBLIC).log_in(world)
                yield Stage(world=world, app=app, clerk=clerk, mails=mails, target=target)
        finally:
            mails.close()
            nursery.close()


def _stands(app: Process) -> bool:
    return app.ended is not None or bool(app.lines("app.ready"))


async def citizens(on: Stage) -> None:
    """What a citizen sees on Telegram."""
    kim = on.scene(on.world.api.citizen(1, "Kim"))
    answer = await kim.says("was brauch ich für den perso", "Quelle:")
    await kim.presses(answer, next(label for label in answer.labels if "kostet" in label or "Kosten" in label))
    on.draw("answer", *kim.parts)

    lea = on.scene(on.world.api.citizen(2, "Lea"), "Lea")
    lea.person.say("/start")
    await lea.person.wait_for("Maschine", WAIT)
    await on.world.quiet(WAIT)
    lea.pass_over()
    lea.person.send_album([png(), png()], "Am Brunnen auf dem Marktplatz fehlt eine Steinplatte")
    voice = on.world.api.world.add_file(b"OggS", path="voice/file_1.oga")
    voice_of = {"file_id": voice.file_id, "file_unique_id": voice.unique_id, "duration": 7}
    lea.person.send({"voice": voice_of})
    asked = await lea.hears()
    for _ in range(8):
        asked = lea.person.last()
        if "Nummer:" in asked.text:
            break
        await lea.presses(asked, onward(asked))
    conversation = await on.world.journal.find("telegram:2")
    assert conversation is not None
    lea.tell("Anna Sommer übernimmt am Arbeitsplatz und antwortet")
    await on.act(conversation, "claim")
    await lea.hears("Anna Sommer", since=0)
    await on.reply(conversation, "Danke für die Fotos. Der Bauhof ist **morgen** vor Ort.")
    await lea.hears("Bauhof", since=0)
    on.draw("person", *lea.parts)

    tom = on.scene(on.world.api.citizen(3, "Tom"), "Tom")
    tom.tell("Tom öffnet t.me/musterstadt_bot?start=thema-sperrmuell vom Plakat")
    await tom.says("/start thema-sperrmuell", "Quelle:")
    on.draw("deep-link", *tom.parts)

    on.world.api.group(GROUP, "Nachbarschaft")
    there = on.scene(tom.person.at(GROUP), "Tom")
    there.person.say("Weiß jemand, wann Sperrmüll ist?")
    there.person.at(GROUP).say("@musterstadt_bot Wie melde ich Sperrmüll an?")
    await there.hears("Quelle:")
    await there.says("@musterstadt_bot Mein Nachbar lagert Müll im Garten, wer hilft mir?")
    on.draw("group", *there.parts)

    query = tom.person.search("sperrmüll")
    found = on.fixing.of(await tom.person.found(query, WAIT))
    rows = Text.assemble(("@musterstadt_bot sperrmüll", "bold"))
    for one in found["results"][:4]:
        rows.append(f"\n\n{one['title']}", "bold #1f5f8b").append(f"\n{one.get('description', '')}", "#57606a")
    first = found["results"][0]["input_message_content"]
    sent = {"message_id": 0, "text": first["message_text"], "entities": first.get("entities", [])}
    on.draw(
        "inline", note("In irgendeinem Chat, beim Tippen:"), bubble("Treffer", rows),
        note("Tom wählt den ersten, das steht dann im Chat:"),
        message("Tom", read(sent, mine=True, changed=0), own=True),
    )  # fmt: skip


async def pair_group(on: Stage, *, forum: bool) -> Scene:
    """The staff's group, paired and with Anna's account linked; the scene is what she sees in it."""
    on.world.api.team(CHAT, "Rathaus", forum=forum)
    anna = on.world.api.citizen(7, "Anna")
    await on.link(anna, ANNA)
    group = on.scene(anna.at(CHAT), "Anna")
    code = await on.world.journal.make_code("group", "command line")
    await group.says(f"/verbinden {code.text}", "ist jetzt die Gruppe")
    return group


async def notices(on: Stage) -> None:
    """The staff's group with notices, one and many."""
    pairing = await on.command("staff", "group", "--pair")
    group = await pair_group(on, forum=False)
    on.draw("pairing", pairing, note("In der Gruppe:"), *group.parts)
    await on.handed_over(1, CONCERN, "Kim")
    await on.world.quiet(WAIT)
    group.pass_over()
    group.parts.clear()
    group.shown.clear()
    waiting = await group.hears(lambda seen: "Wartet seit" in seen.text and "Übernehmen" in seen.labels, since=0)
    group.parts = group.parts[-1:]
    await group.presses(waiting, "Übernehmen", "Übernommen von Anna")
    on.draw("notice", *group.parts)

    group.parts.clear()
    group.tell("Fünf auf einmal:")
    wait = Fault.error(429, "Too Many Requests: retry after 3", parameters={"retry_after": 3})
    on.world.api.fail(wait, chat_id=CHAT)
    await asyncio.gather(*(on.handed_over(number, CONCERN, f"Kim{number}") for number in range(2, 7)))
    await group.hears(lambda seen: any("Übernehmen " in label for label in seen.labels), since=0)
    on.draw("digest", group.parts[0], group.parts[-1])


async def topics(on: Stage) -> None:
    """The staff's group with a topic for each concern."""
    group = await pair_group(on, forum=True)
    kim = await on.handed_over(1, CONCERN, "Kim")
    head = await group.person.wait_for(lambda seen: "Wartet seit" in seen.text and bool(seen.labels), WAIT, since=0)
    thread = int(head.raw["message_thread_id"])
    told = await group.person.wait_for("👤 Bürger", WAIT, since=0)
    await on.world.quiet(WAIT)
    group.parts.clear()
    await group.show()
    await group.presses(head, "Übernehmen", "Übernommen von Anna")
    group.person.say("Weiß der Bauhof schon davon?", thread=thread)
    await on.world.quiet(WAIT)
    await group.show()
    group.tell("Das blieb intern. Eine Antwort auf die Nachricht mit 👤 geht hinaus:")
    group.person.say("Danke, der Bauhof ist morgen vor Ort.", thread=thread, reply_to=told.message_id)
    await kim.wait_for("Bauhof", WAIT, since=0)
    await on.world.quiet(WAIT)
    await group.show()
    group.tell("Der Bot setzt 👌 an die Antwort: angenommen")
    asked = await group.says("/fertig", "Wie endet das Anliegen?", thread=thread)
    await group.presses(asked, next(one for one in asked.labels if "beantwortet" in one), "Abgeschlossen")
    on.draw("topic", *group.parts)


async def minimal(on: Stage) -> None:
    """General information only on Telegram."""
    kim = on.scene(on.world.api.citizen(1, "Kim"))
    kim.person.say("/start")
    await kim.hears()
    kim.parts.clear()
    asked = await kim.says("Ich möchte mit einem Menschen sprechen")
    for _ in range(8):
        asked = kim.person.last()
        if "Nummer:" in asked.text:
            break
        if not asked.labels or not any(label in " ".join(asked.labels) for label in ("Ja, bitte", "Weiß ich nicht")):
            await kim.says(CONCERN)
        else:
            await kim.presses(asked, onward(asked))
    conversation = await on.world.journal.find("telegram:1")
    assert conversation is not None
    kim.tell("Anna Sommer antwortet am Arbeitsplatz; Kim ist noch nicht im Web-Chat")
    await on.act(conversation, "claim")
    await on.reply(conversation, "Guten Tag, das klären wir gern.")
    await kim.hears("Es gibt eine neue Antwort", since=0)
    on.draw("minimal", *kim.parts)


async def mails(on: Stage) -> None:
    """The mails to staff and to a citizen of the web chat."""
    world = on.world
    record = (await world.journal.staff())[ANNA.login]
    await world.journal.put_staff(replace(record, mail="anna.sommer@musterstadt.example", mail_when="now"))
    for number, text in enumerate((CONCERN, "Nichts davon", "Ja, bitte", "Frage", "Weiß ich nicht")):
        conversation = await world.ingest("web:kim", f"e{number}", text)
        await world.quiet(WAIT)
    snapshot = await world.journal.snapshot(conversation)
    assert snapshot is not None
    address = NoticeAddress(mail="kim@example.org", lang="de", case=snapshot.case)
    await world.journal.put_notice_address(conversation, address)
    await posted(on, "anna.sommer@musterstadt.example")
    await on.act(conversation, "claim")
    await on.reply(conversation, "Guten Tag, das klären wir gern.")
    await posted(on, "kim@example.org")
    for name, to in (("mail-staff", "anna.sommer@musterstadt.example"), ("mail-citizen", "kim@example.org")):
        mail = next(taken for taken in on.mails.mails() if taken.to == [to])
        heads = {head: on.fixing(str(mail.mail[head])) for head in ("From", "To", "Subject", "Auto-Submitted")}
        text = re.sub(r"stop-[\w.-]+", "stop-…", on.fixing(mail.text))
        on.draw(name, letter(heads, text))


async def posted(on: Stage, to: str) -> None:
    """Wait until the mail server has a mail to somebody; what waits for its time is made due."""
    for _ in range(300):
        if any(taken.to == [to] for taken in on.mails.mails()):
            return
        redis, keys = on.world.store.redis, Keys(on.world.town)
        for cls in ("live", "notice", "bulk"):
            lane = keys("out", f"mail:{cls}")
            for waiting in await redis.zrange(lane, 0, -1):
                await redis.zadd(lane, {str(waiting): 1})
        await asyncio.sleep(0.2)
    raise TimeoutError(f"no mail to {to}")


async def commands(on: Stage) -> None:
    """What an operator sees on the terminal."""
    on.draw("doctor", await on.command("doctor", keep="Telegram|Staff group"))
    on.draw("qr", await on.command("qr", "--thema", "sperrmuell"))


async def take(target: Path) -> None:
    """All pictures."""
    async with stage(target, groups=True, inline=True) as on:
        await citizens(on)
        await commands(on)
    async with stage(target) as on:
        await notices(on)
    async with stage(target, staff_group="topics") as on:
        await topics(on)
        on.draw("doctor-topics", await on.command("doctor", keep="Telegram|Staff group"))
    async with stage(target, data_minimal=True) as on:
        await minimal(on)
    async with stage(target, environ={"BUERGERDRAHT_TELEGRAM__RECEIVE": "webhook"}) as on:
        await until(lambda: on.world.api.world.webhook.get("url"), WAIT, "the webhook")
        await mails(on)
        on.draw("doctor-webhook", await on.command("doctor", keep="Telegram|Staff group"))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(take(folder))
