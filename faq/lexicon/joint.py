"""The services of all towns and those of one town, heard as if they stood in one lexicon. Pure."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from faq.index import Index
from faq.lexicon.concerns import HEARD, Concerns, Heard, linked
from faq.lexicon.dialect import Dialect


class JointConcerns:
    """Answers as `Concerns` does; what is shared stays shared. A town's service of a shared id adds to that service.

    What the town alone says (`dialects` by language) is put into known words before the shared services are asked.
    """

    def __init__(self, shared: Concerns, own: Concerns | None, dialects: Mapping[str, Dialect]) -> None:
        self._shared, self._own, self._dialects = shared, own, dialects
        if own is None:
            self.ids, self._numbers = shared.ids, []
            return
        self.ids = [*shared.ids, *(id_ for id_ in own.ids if id_ not in shared.ids)]
        number = {id_: at for at, id_ in enumerate(self.ids)}
        self._numbers = [number[id_] for id_ in own.ids]

    def heard(self, text: str, lang: str) -> tuple[Heard, ...]:
        """The services that a message of that language may speak of, surest first."""
        dialect = self._dialects.get(lang)
        known = self._shared.heard(dialect.plain(text) if dialect else text, lang)
        if self._own is None:
            return known
        best = {one.service: one for one in known}
        for one in self._own.heard(text, lang):
            at = self._numbers[one.service]
            if at not in best or (one.literal, one.score) > (best[at].literal, best[at].score):
                best[at] = replace(one, service=at)
        return tuple(sorted(best.values(), key=lambda one: (not one.literal, -one.score))[:HEARD])

    def links(self, index: Index) -> dict[int, dict[str, float]]:
        """Service -> the entries of a German index that are about it, and how surely (0 to 1)."""
        if self._own is None:
            return self._shared.links(index)
        near = np.zeros((len(self.ids), len(index.ids)), np.float32)
        near[: len(self._shared.ids)] = self._shared.nearness(index)
        np.maximum.at(near, self._numbers, self._own.nearness(index))
        stated = {self._numbers[service]: entries for service, entries in self._own.stated.items()}
        return linked(near, index.ids, {**self._shared.stated, **stated})
