"""The bill of materials of what is installed and needed at run time, as CycloneDX. Reads package metadata only.

The usual tools list a whole environment, with the linters and browsers of whoever develops; a town wants to know what
it runs. https://cyclonedx.org/docs/1.6/json/
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = "buergerdraht"


def bill_of_materials() -> dict[str, Any]:
    """The document. Raises PackageNotFoundError when the program itself is not installed."""
    found: dict[str, Distribution] = {}
    needs: dict[str, list[str]] = {}
    left = [(ROOT, frozenset[str]())]
    while left:
        name, extras = left.pop()
        try:
            package = distribution(name)
        except PackageNotFoundError:
            if name == ROOT:
                raise
            continue  # for another system or another Python
        first = name not in found
        found[name] = package
        needed = list(_needs(package, extras))
        needs[name] = sorted({*needs.get(name, []), *(one for one, _ in needed)})
        left += [(one, more) for one, more in needed if first or more]
    refs = {name: _ref(name, package) for name, package in found.items()}
    parts = {name: package for name, package in sorted(found.items()) if name != ROOT}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component(ROOT, found[ROOT]) | {"type": "application"}},
        "components": [_component(name, package) for name, package in parts.items()],
        "dependencies": [
            {"ref": refs[name], "dependsOn": [refs[one] for one in needs[name] if one in refs]}
            for name in sorted(found)
        ],
    }


def _needs(package: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for text in package.requires or ():
        requirement = Requirement(text)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield canonicalize_name(requirement.name), frozenset(requirement.extras)


def _component(name: str, package: Distribution) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": _ref(name, package),
        "name": name,
        "version": package.version,
        "purl": _ref(name, package),
        "licenses": _licences(package),
    }


def _ref(name: str, package: Distribution) -> str:
    return f"pkg:pypi/{name}@{package.version}"


def _licences(package: Distribution) -> list[dict[str, Any]]:
    """What the package says of itself: an expression, or the names that its classifiers give."""
    about = package.metadata
    if expression := _first(about.get_all("License-Expression")):
        return [{"expression": expression}]
    names = [line.rsplit(" :: ", 1)[1] for line in about.get_all("Classifier") or () if line.startswith("License :: ")]
    if not names and (text := _first(about.get_all("License"))):
        names = [text.splitlines()[0][:100]]
    return [{"license": {"name": name}} for name in names]


def _first(values: list[str] | None) -> str:
    return values[0].strip() if values else ""
