"""Names for what comes without one: an id for an entry, a file of the town for what is new. Pure."""

import re
import unicodedata
from collections.abc import Container

_LONGEST = 44
_SHORTEST = 3
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def id_from(title: str, taken: Container[str]) -> str:
    """An id made of a title, none of those `taken`; the same title gives the same id."""
    plain = unicodedata.normalize("NFKD", title.casefold().translate(_GERMAN)).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    whole = "-".join(words)
    name = whole[:_LONGEST].strip("-")
    if len(whole) > _LONGEST and "-" in name and whole[len(name) : len(name) + 1] != "-":
        name = name.rpartition("-")[0]
    if len(name) < _SHORTEST:
        name = f"eintrag-{name}".strip("-")
    found, number = name, 1
    while found in taken:
        number += 1
        end = f"-{number}"
        found = name[: _LONGEST - len(end)] + end
    return found


def town_file(name: str) -> str:
    """The file of entries that somebody means by `x`, `x.yaml` or `faq/x.yaml`; raises ValueError when it is none."""
    bare = name.removeprefix("faq/").removesuffix(".yaml")
    if not re.fullmatch(r"[A-Za-z0-9_äöüÄÖÜß][\w. äöüÄÖÜß-]{0,80}", bare):
        raise ValueError(name)
    return f"faq/{bare}.yaml"
