"""Messages that somebody has judged, and how the rules judge them. Pure.

One message a line, ``kind | text``; ``none`` is harmless; lines that are empty or begin with # say nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from faq.offences.finder import find_offences
from faq.offences.finding import Finding, Offence, OwnWords
from faq.tally import BrokenExample, Figures

HARMLESS = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A message and what it is: an `Offence`, or None for a harmless one."""

    line: int
    text: str
    offence: Offence | None


@dataclass(kw_only=True, slots=True)
class Report:
    """``harmless`` of the ``messages`` are, ``hit`` of those were taken for an offence.

    ``any``: whether something was said at all, whatever it was taken for. ``errors``: example, the gravest finding.
    """

    messages: int = 0
    harmless: int = 0
    hit: int = 0
    any: Figures = field(default_factory=Figures)
    kinds: dict[Offence, Figures] = field(default_factory=dict)
    errors: list[tuple[Example, Finding | None]] = field(default_factory=list)


def read_examples(lines: Iterable[str]) -> Iterator[Example]:
    """The examples of a file. Raises BrokenExample."""
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        kind, bar, text = (part.strip() for part in line.partition("|"))
        if not bar or not text:
            raise BrokenExample(number, "A line has the form: kind | message.")
        if kind != HARMLESS and kind not in frozenset(Offence):
            raise BrokenExample(number, f"There is no kind {kind}; there are {', '.join([*Offence, HARMLESS])}.")
        yield Example(line=number, text=text, offence=None if kind == HARMLESS else Offence(kind))


def judge(examples: Iterable[Example], own: OwnWords) -> Report:
    """Ask the rules about each, and count; what a message is called is its gravest offence."""
    report, right, wrong, missed = Report(), Counter[Offence](), Counter[Offence](), Counter[Offence]()
    found_any = overlooked = 0
    for example in examples:
        report.messages += 1
        first = next(iter(find_offences(example.text, own)), None)
        named = first.offence if first else None
        if example.offence is None:
            report.harmless += 1
            report.hit += named is not None
        else:
            found_any += named is not None
            overlooked += named is None
        if named is not None and named is example.offence:
            right[named] += 1
        elif named is not example.offence:
            report.errors.append((example, first))
            if named is not None:
                wrong[named] += 1
            if example.offence is not None:
                missed[example.offence] += 1
    report.any = Figures(right=found_any, wrong=report.hit, missed=overlooked)
    report.kinds = {one: Figures(right=right[one], wrong=wrong[one], missed=missed[one]) for one in Offence}
    return report
