"""What citizens must not write, found by rules that people can read."""

from faq.offences.finder import find_offences
from faq.offences.finding import Finding, Offence, OwnWords

__all__ = ["Finding", "Offence", "OwnWords", "find_offences"]
