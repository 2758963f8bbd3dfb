"""Messages in which somebody has marked what is to be masked, and how well that is found. Pure.

One message a line; ``{kind: value}`` marks; lines that are empty or begin with # say nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from bot.channels.masking import ALL_KINDS, LABELS, Masked
from faq.tally import BrokenExample, Figures

_MARK: Final = re.compile(r"\{(\w+): ([^{}]*)\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """``text`` as the citizen wrote it, ``wanted`` as it is to be stored."""

    line: int
    text: str
    wanted: str


@dataclass(kw_only=True, slots=True)
class Report:
    """``clean`` of the messages had nothing to mask; ``kinds``: figures of each; ``errors``: example, what came out."""

    messages: int = 0
    clean: int = 0
    kinds: dict[str, Figures] = field(default_factory=dict)
    errors: list[tuple[Example, str]] = field(default_factory=list)

    @property
    def total(self) -> Figures:
        """All kinds together."""
        all_of = list(self.kinds.values())
        return Figures(
            right=sum(f.right for f in all_of), wrong=sum(f.wrong for f in all_of), missed=sum(f.missed for f in all_of)
        )


def read_examples(lines: Iterable[str]) -> Iterator[Example]:
    """The examples of a file. Raises BrokenExample."""
    for number, line in enumerate(lines, 1):
        marked = line.strip()
        if not marked or marked.startswith("#"):
            continue
        unknown = sorted({mark[1] for mark in _MARK.finditer(marked)} - ALL_KINDS)
        if unknown:
            raise BrokenExample(number, f"There is no kind {unknown[0]}; there are {', '.join(sorted(ALL_KINDS))}.")
        wanted = _MARK.sub(lambda mark: LABELS[mark[1]], marked)
        if "{" in wanted or "}" in wanted:
            raise BrokenExample(number, "A mark has the form {kind: value}.")
        yield Example(line=number, text=_MARK.sub(lambda mark: mark[2], marked), wanted=wanted)


def judge(examples: Iterable[Example], mask: Callable[[str], Masked]) -> Report:
    """Mask them all and count, by the names in brackets."""
    report, right, wrong, missed = Report(), Counter[str](), Counter[str](), Counter[str]()
    for example in examples:
        report.messages += 1
        report.clean += example.text == example.wanted
        got = mask(example.text).text
        for kind, label in LABELS.items():
            wanted, found = example.wanted.count(label), got.count(label)
            right[kind] += min(wanted, found)
            wrong[kind] += max(0, found - wanted)
            missed[kind] += max(0, wanted - found)
        if got != example.wanted:
            report.errors.append((example, got))
    report.kinds = {kind: Figures(right=right[kind], wrong=wrong[kind], missed=missed[kind]) for kind in LABELS}
    return report
