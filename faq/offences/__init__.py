"""What citizens must not write, found by rules that people can read."""

from faq.offences.finder import excused, find_offences
from faq.offences.finding import Excused, Finding, Offence, OwnWords

__all__ = ["Excused", "Finding", "Offence", "OwnWords", "excused", "find_offences"]
