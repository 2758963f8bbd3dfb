"""Names for what comes without one: an id for an entry, a file of the town for what is new. Pure."""

import re
import unicodedata

_LONGEST = 44
_SHORTEST = 3
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Ids:
    """The ids of one foreign file; the same titles in the same order give the same ids."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def take(self, id_: str) -> bool:
        """Whether the id was still free; it is taken now."""
        free = id_ not in self._taken
        self._taken.add(id_)
        return free

    def make(self, title: str) -> str:
        """An id made of a title that nobody has yet; it is taken now."""
        name = _id_from(title)
        found = name
        while not self.take(found):
            number = self._numbers[name] = self._numbers.get(name, 1) + 1
            end = f"-{number}"
            found = name[: _LONGEST - len(end)] + end
        return found


def _id_from(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.casefold().translate(_GERMAN)).encode("ascii", "ignore").decode()
    whole = "-".join(re.findall(r"[a-z0-9]+", plain))
    name = whole[:_LONGEST].strip("-")
    if len(whole) > _LONGEST and "-" in name and whole[len(name) : len(name) + 1] != "-":
        name = name.rpartition("-")[0]
    return name if len(name) >= _SHORTEST else f"eintrag-{name}".strip("-")


def town_file(name: str) -> str:
    """The file of entries that somebody means by `x`, `x.yaml` or `faq/x.yaml`; raises ValueError when it is none."""
    bare = name.removeprefix("faq/").removesuffix(".yaml")
    if not re.fullmatch(r"[A-Za-z0-9_äöüÄÖÜß][\w. äöüÄÖÜß-]{0,80}", bare):
        raise ValueError(name)
    return f"faq/{bare}.yaml"
