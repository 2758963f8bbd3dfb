"""A Bot API server for the tests: strict as Telegram on what it covers, with a ledger and faults on demand.

In-process::

    async with BotApi(ledger=tmp_path / "ledger.jsonl") as api:       # the ledger file is optional
        bot = telegram.Bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url)
        anna = api.citizen(4711, "Anna", "de")                         # her private chat is open
        anna.say("Wann hat das Bürgeramt offen?")                      # -> message id; queued as an update
        answer = await anna.wait_for("Bürgeramt", timeout=5)           # -> Seen; only what came after her last act
        anna.press(answer.message_id, "hat geholfen")                  # by text or data -> callback id
        api.fail(Fault.drop(), method="sendMessage", chat_id=4711)     # accepted, connection cut, never answered
        assert not api.ledger.duplicates()

As a process: `python -m tests.botapi --port 0 --ledger FILE` prints its address first; `spawn(FILE)` does so for a test
and gives the same driver, awaited (`RemoteBotApi`, `RemoteCitizen`). With the same file it goes on where it was, even
after `kill -9`: chats, messages, unconfirmed updates, files, commands, webhook. Faults, limits, a changed token and the
state of the flood limits are not kept.

- Citizen: `say`, `send` (any content), `press`, `answer_to`, `send_photo`, `send_document`, `send_location`, `edit`,
  `block`, `unblock`, `messages`, `last`, `wait_for`, `at` (the same person in a group). `wait_for(..., since=0)` looks
  at everything, `since=seen.changed` at what came after that message.
- Faults: `Fault.error(500)`, `.error(502, html=True)`, `.error(500, accepted=True)`, `.flood(retry_after)`, `.silent()`
  (accepted, never answered), `.drop()`, `.close()` (nothing accepted, cut), `.delay(s)`; `api.fail(fault, method=,
  chat_id=, times=)`, `api.heal()`; for a host that is down `await api.refuse_connections()` and `accept_connections()`,
  or `api.outage(seconds)`.
- Groups: `api.group(id)`, or `api.team(id, forum=True)` for a hand on it: `rights`, `kick`, `let_back`, `migrate`,
  `set_topic`, `topics`; `citizen.at(id).say(..., thread=)`.
- Updates: `api.redeliver(3, "shuffled")`, `hold`, `release`, `jump_update_ids`, `inject(dict)`, `pending`,
  `await all_delivered()`. In a redelivery an offset forgets only what has been out.
- Limits are on: 30 messages/s a bot, 1/s a chat with bursts of 3, 20/min a group; `Limits.off()` or `use_limits(...)`.
- Ledger: `api.ledger` or `Ledger.load(path)`: `accepted_messages(chat_id)`, `accepted_calls`, `answers`, `unanswered`,
  `duplicates`, `updates`, `delivered_update_ids`, `confirmed_update_ids`.

Not covered, answered with 404: what is not in `serving.METHODS`, so media groups. `parse_mode` is
HTML only. A webhook is kept but nothing is posted to it. Links and the like in texts get no entities of their own.
"""

from .citizen import Citizen
from .faults import Fault
from .groups import Team
from .ledger import Ledger
from .limits import Limits
from .remote import BotApiProcess, RemoteBotApi, RemoteCitizen, spawn
from .seen import Button, Seen
from .server import TOKEN, BotApi

__all__ = [
    "TOKEN",
    "BotApi",
    "BotApiProcess",
    "Button",
    "Citizen",
    "Fault",
    "Ledger",
    "Limits",
    "RemoteBotApi",
    "RemoteCitizen",
    "Seen",
    "Team",
    "spawn",
]
