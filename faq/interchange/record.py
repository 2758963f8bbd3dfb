"""What a foreign file says of an entry, and where it says so. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_BYTES = 20_000_000
MAX_RECORDS = 20_000

Path = tuple[str, ...]
"""Where a value stands in an entry of the files: `("answer", "de")`, `("facets", "fee", "de")`, `("owner",)`."""
Value = str | tuple[str, ...] | None
"""A text or a list of texts; None takes away what stood there."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in a foreign file. `row` counts from 1 in units of `noun`, 0 is the whole file; `column` may be empty."""

    row: int = 0
    column: str = ""
    noun: str = "Zeile"

    def __str__(self) -> str:
        column = f"Spalte {self.column}" if self.noun == "Zeile" else self.column
        return ", ".join([f"{self.noun} {self.row}"] * bool(self.row) + [column] * bool(self.column))


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Why something of a foreign file is not taken in. `what` and `mend` are German sentences; `entry` may be empty."""

    file: str
    place: Place
    entry: str
    what: str
    mend: str

    @property
    def where(self) -> str:
        """File and place in one line."""
        return f"{self.file}, {self.place}" if str(self.place) else self.file

    def __str__(self) -> str:
        entry = f" [{self.entry}]" if self.entry else ""
        return f"{self.where}{entry}: {self.what} Abhilfe: {self.mend}"


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is said of one entry. What is not among `values` is not said, and stays as it is in an entry that exists.

    A `draft` comes from somebody else's text: what our entries need besides is filled in, and a person must finish it.
    """

    values: Mapping[Path, Value]
    place: Place
    places: Mapping[Path, Place] = field(default_factory=dict)
    draft: bool = False

    @property
    def id(self) -> str:
        """The entry's id; empty when the record has none."""
        found = self.values.get(("id",))
        return found if isinstance(found, str) else ""

    def at(self, path: tuple[str | int, ...]) -> Place:
        """The place of a value, or of the nearest value around it."""
        for length in range(len(path), 0, -1):
            found = self.places.get(tuple(map(str, path[:length])))
            if found:
                return found
        return self.place


@dataclass(frozen=True, kw_only=True)
class Harvest:
    """Everything that could be read of a foreign file, and what could not."""

    records: tuple[Record, ...] = ()
    faults: tuple[Fault, ...] = ()


def unreadable(file: str, what: str, mend: str, place: Place | None = None) -> Harvest:
    """The harvest of a file of which nothing can be taken."""
    return Harvest(faults=(Fault(file=file, place=place or Place(), entry="", what=what, mend=mend),))


def too_many(file: str, number: int) -> Harvest:
    """The harvest of a file with more records than `MAX_RECORDS`."""
    return unreadable(
        file, f"Die Datei hat {number} Einträge, erlaubt sind {MAX_RECORDS}.", "Die Datei in mehrere teilen."
    )
