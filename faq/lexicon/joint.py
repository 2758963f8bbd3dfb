"""The services of all towns and those of one town, heard as if they stood in one lexicon. Pure."""

from dataclasses import replace

import numpy as np

from faq.index import Index
from faq.lexicon.concerns import HEARD, Concerns, Heard, linked


class JointConcerns:
    """Answers as `Concerns` does; what is shared stays shared. A town's service of a shared id adds to that service."""

    def __init__(self, shared: Concerns, own: Concerns) -> None:
        self._shared, self._own = shared, own
        self.ids = [*shared.ids, *(id_ for id_ in own.ids if id_ not in shared.ids)]
        number = {id_: at for at, id_ in enumerate(self.ids)}
        self._numbers = [number[id_] for id_ in own.ids]

    def heard(self, text: str, lang: str) -> tuple[Heard, ...]:
        """The services that a message of that language may speak of, surest first."""
        best = {one.service: one for one in self._shared.heard(text, lang)}
        for one in self._own.heard(text, lang):
            at = self._numbers[one.service]
            if at not in best or (one.literal, one.score) > (best[at].literal, best[at].score):
                best[at] = replace(one, service=at)
        return tuple(sorted(best.values(), key=lambda one: (not one.literal, -one.score))[:HEARD])

    def links(self, index: Index) -> dict[int, dict[str, float]]:
        """Service -> the entries of a German index that are about it, and how surely (0 to 1)."""
        near = np.zeros((len(self.ids), len(index.ids)), np.float32)
        near[: len(self._shared.ids)] = self._shared.nearness(index)
        np.maximum.at(near, self._numbers, self._own.nearness(index))
        return linked(near, index.ids)
