"""The departments and offices of a town that a notice can be of. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from faq.entry import Release


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A department, or an office (then ``office`` is its id) with the departments whose answers name it."""

    name: Mapping[str, str]
    departments: tuple[str, ...]
    office: str = ""

    @property
    def key(self) -> str:
        """How a form or command names it."""
        return f"office:{self.office}" if self.office else f"department:{self.departments[0]}"


def places_of(release: Release) -> tuple[Place, ...]:
    """All of them: departments in the town's order, then the offices by name."""
    owners: dict[str, dict[str, None]] = {office: {} for office in release.offices}
    for entry in release.entries:
        owners.setdefault(entry.office, {})[entry.department] = None
    departments = [Place(name=d.name, departments=(d.id,)) for d in release.departments]
    offices = [
        # An office that no answer names is the front office's to speak for.
        Place(name=office.name, departments=tuple(owners[key]) or (release.front_office.id,), office=key)
        for key, office in release.offices.items()
    ]
    return (*departments, *sorted(offices, key=lambda place: place.name["de"]))


def place_named(places: Iterable[Place], name: str) -> Place | None:
    """The one of that key or, in short, of that id."""
    return next((place for place in places if name in {place.key, place.office or place.departments[0]}), None)
