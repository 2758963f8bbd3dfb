"""Reads the lexicon that comes with the program, once. The files are checked when they are read."""

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

import yaml
from pydantic import TypeAdapter

from faq.lexicon.service import Lexicon, ServiceShape, WordGroupShape, joined

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SERVICES = TypeAdapter(list[ServiceShape])
_GROUPS = TypeAdapter(list[WordGroupShape])
_GREY = TypeAdapter(dict[str, tuple[str, ...]])


@lru_cache(maxsize=1)
def standard_lexicon() -> Lexicon:
    """The services, words and grey words of the project; raises ValidationError or YAMLError when a file is broken."""
    services = [shape.service() for _, data in _files("services") for shape in _SERVICES.validate_python(data)]
    words, grey = {}, {}
    for name, data in _files("words"):
        if name == "grey":
            grey = _GREY.validate_python(data)
        else:
            words[name] = tuple(shape.group() for shape in _GROUPS.validate_python(data))
    return Lexicon(services=joined(services), words=words, grey=grey)


def _files(folder: str) -> Iterator[tuple[str, object]]:
    for file in sorted((resources.files("faq.lexicon") / folder).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".yaml"):
            # The loader is the safe one, written in C where libyaml is there.
            yield file.name.removesuffix(".yaml"), yaml.load(file.read_text(encoding="utf-8"), _LOADER)  # noqa: S506
