"""Texts that would run, lead away or break out of their place if a page took them for more than text."""

from __future__ import annotations

from typing import Final

HOSTILE: Final = (
    "<script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "<svg/onload=window.hacked=1>",
    '"><script>window.hacked=1</script>',
    "' onmouseover='window.hacked=1' x='",
    '" autofocus onfocus=window.hacked=1 x="',
    "</textarea><script>window.hacked=1</script>",
    "</title></style></script><script>window.hacked=1</script>",
    "[klick](javascript:window.hacked=1)",
    "[klick](JaVaScRiPt&colon;window.hacked=1)",
    "[klick](data:text/html,<script>window.hacked=1</script>)",
    "<a href=javascript:window.hacked=1>klick</a>",
    '![x](x" onerror="window.hacked=1)',
    "<javascript:window.hacked=1>",
    "{{ 7*7 }}{% for x in () %}",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "<math><mi xlink:href='javascript:window.hacked=1'>x</mi></math>",
    "<!--><script>window.hacked=1</script>-->",
    "\u202egnp.exe\u202c <b onclick=window.hacked=1>fett</b>",
    "`</code><img src=x onerror=window.hacked=1>`",
    "<style>*{display:none}</style><link rel=stylesheet href=//evil.example>",
    "<form action=//evil.example><button>Anmelden</button></form>",
    "<base href=//evil.example/>",
    '\\"-window.hacked=1-\\"',
)
