"""A place in a YAML file that knows where it is, so that every fault can name file, line and key."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import yaml

_SCALARS = {"int": "a whole number", "bool": "true or false", "str": "text"}


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong."""

    file: str
    line: int
    key: str
    message: str
    # The message with places for the values: by it the words are found in other languages.
    template: str = field(default="", compare=False)
    params: Mapping[str, object] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.key or 'the file'}: {self.message}"


class BrokenQuestionnaire(Exception):
    """A definition that cannot be used; ``faults`` are all that is wrong, in the order of the file."""

    def __init__(self, faults: Collection[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True)
class Spot:
    """A node, the way to it, and the list in which its faults are collected.

    Each reader notes what is wrong and returns something harmless, so that one reading finds all faults.
    """

    node: yaml.Node
    key: str
    file: str
    faults: list[Fault] = field(repr=False)

    def fail(self, template: str, *, below: str = "", **params: object) -> None:
        """Note that something is wrong here, or with the key ``below`` this place."""
        line, key = self.node.start_mark.line + 1, self._path(below)
        self.faults.append(Fault(self.file, line, key, template % params, template, params))

    def mapping(self, *, needed: Collection[str], allowed: Collection[str] = ()) -> dict[str, Spot]:
        """Return what stands under each key; note unknown, double and missing ones."""
        if not isinstance(self.node, yaml.MappingNode):
            self.fail("expected keys and values, found %(found)s", found=_kind(self.node))
            return {}
        found: dict[str, Spot] = {}
        for key_node, value in self.node.value:
            name = str(key_node.value)
            spot = Spot(value, self._path(name), self.file, self.faults)
            here = Spot(key_node, self._path(name), self.file, self.faults)
            if name in found:
                here.fail("stands here twice")
            elif name not in needed and name not in allowed:
                here.fail("unknown key; known here are %(known)s", known=", ".join([*needed, *allowed]))
            else:
                found[name] = spot
        for name in needed:
            if name not in found:
                self.fail("is missing", below=name)
        return found

    def sequence(self, *, least: int, most: int) -> list[Spot]:
        """Return the items of a list; note too few or too many."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.fail("expected a list, found %(found)s", found=_kind(self.node))
            return []
        items = [
            Spot(item, f"{self.key}[{number}]", self.file, self.faults)
            for number, item in enumerate(self.node.value)
        ]
        if len(items) < least:
            self.fail("at least %(least)s needed, found %(found)s", least=least, found=len(items))
        if len(items) > most:
            self.fail("at most %(most)s fit, found %(found)s", most=most, found=len(items))
        return items[:most]

    def text(self, *, most: int) -> str:
        """Return words of at most ``most`` characters."""
        if self.tag != "str":
            quotes = ": write it between quotes" if isinstance(self.node, yaml.ScalarNode) else ""
            self.fail("expected text, found %(found)s", found=f"{_kind(self.node)}{quotes}")
            return ""
        words = str(self.node.value).strip()
        if not words:
            self.fail("is empty")
        if len(words) > most:
            self.fail("at most %(most)s characters fit, found %(found)s", most=most, found=len(words))
        return words

    def integer(self, *, least: int, most: int) -> int:
        """Return a whole number between ``least`` and ``most``."""
        value = self.scalar()
        if type(value) is not int:
            self.fail("expected a whole number, found %(found)s", found=_kind(self.node))
            return least
        if not least <= value <= most:
            self.fail(
                "expected a number from %(least)s to %(most)s, found %(found)s",
                least=least,
                most=most,
                found=value,
            )
            return least
        return value

    def boolean(self) -> bool:
        """Return true or false."""
        value = self.scalar()
        if type(value) is not bool:
            self.fail("expected true or false, found %(found)s", found=_kind(self.node))
            return False
        return value

    def scalar(self) -> int | bool | str | None:
        """Return a number, a truth or words as they stand; None for anything else."""
        if self.tag not in _SCALARS:
            return None
        try:
            value = yaml.SafeLoader("").construct_object(self.node, deep=True)
        except (yaml.YAMLError, ValueError):
            return None
        return value if isinstance(value, int | bool | str) else None

    @property
    def tag(self) -> str:
        """The last part of the node's YAML tag."""
        return str(self.node.tag).rpartition(":")[2]

    def _path(self, name: str) -> str:
        return ".".join(part for part in (self.key, name) if part)


def read(source: str, *, file: str) -> Spot:
    """Return the top of a YAML text; raise BrokenQuestionnaire where it is no YAML."""
    try:
        # An alias can make a small text into an endless tree; a definition says what it means.
        aliases = [
            event
            for event in yaml.parse(source, Loader=yaml.SafeLoader)
            if isinstance(event, yaml.AliasEvent)
        ]
        node = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise _broken(file, line, "no YAML: %(what)s", what=error.problem or error) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _broken(file, 1, "no YAML: %(what)s", what=error) from error
    if aliases:
        line = aliases[0].start_mark.line + 1 if aliases[0].start_mark else 1
        raise _broken(file, line, "no aliases here: write out *%(anchor)s", anchor=aliases[0].anchor)
    if node is None:
        raise _broken(file, 1, "is empty")
    return Spot(node, "", file, [])


def _broken(file: str, line: int, template: str, **params: object) -> BrokenQuestionnaire:
    return BrokenQuestionnaire([Fault(file, line, "", template % params, template, params)])


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "keys and values"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    tag = str(node.tag).rpartition(":")[2]
    return "nothing" if tag == "null" else f"{node.value!r}, {_SCALARS.get(tag, f'a {tag}')}"
