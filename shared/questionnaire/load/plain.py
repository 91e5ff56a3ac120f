"""A definition that is data already, as the place in a file that the readers expect: one set of rules for both."""

from __future__ import annotations

from typing import Any

import yaml

from shared.questionnaire.load.spot import Spot

_HERE = yaml.Mark("", 0, 0, 0, None, 0)


def top_of(definition: Any, *, file: str) -> Spot:
    """Return the top of ``definition``; its faults name keys, and line 1 for want of lines."""
    return Spot(_node(definition), "", file, [])


def _node(value: Any) -> yaml.Node:
    if isinstance(value, dict):
        pairs = [(_node(str(key)), _node(each)) for key, each in value.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, _HERE, _HERE)
    if isinstance(value, list | tuple):
        return yaml.SequenceNode("tag:yaml.org,2002:seq", [_node(each) for each in value], _HERE, _HERE)
    kinds = {bool: "bool", int: "int", str: "str", type(None): "null", float: "float"}
    said = str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
    return yaml.ScalarNode(f"tag:yaml.org,2002:{kinds.get(type(value), 'str')}", said, _HERE, _HERE)
