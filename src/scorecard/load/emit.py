"""Write values as the YAML that our files are written in, and that our reader reads back as is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from yaml.emitter import Emitter
from yaml.representer import BaseRepresenter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

from .typed import PROSE
from .yaml_file import NOTHING

Value = str | Sequence["Value"] | Mapping[str, "Value"]
WIDTH = 90
"""Columns after which a line is folded, its indent included; a word may stand over them."""
_SHORT = 74
"""Letters of what stands in one line; longer prose goes below its key."""
_IN_LINE = frozenset({"figure", "period", "population"})


def emitted(key: str, value: Value, indent: int) -> list[str]:
    """The lines of `key: value`, each with its indent in front and without its end."""
    writer = _Text()
    writer.write_out({key: value}, WIDTH - indent)
    return [" " * indent + line if line else line for line in "".join(writer.pieces).splitlines()]


def in_flow(value: Value) -> str:
    """A value in one line, as it stands between braces or brackets."""
    writer = _Text(flow=True)
    writer.write_out([value], 1_000_000)
    return "".join(writer.pieces).strip()[1:-1]


class _Text(Emitter, Serializer, BaseRepresenter, BaseResolver):
    """PyYAML's emitter, with every scalar a text: nothing is quoted for what YAML would guess."""

    def __init__(self, *, flow: bool = False) -> None:
        self.pieces: list[str] = []
        self.flow = flow

    def write_out(self, value: Any, width: int) -> None:
        Emitter.__init__(self, self, width=width, allow_unicode=True, indent=2)
        Serializer.__init__(self)
        BaseRepresenter.__init__(self)
        BaseResolver.__init__(self)
        self.open()
        node = self._node(value, "")
        if not self.flow and isinstance(node, yaml.CollectionNode):
            node.flow_style = False
        self.serialize(node)
        self.close()

    def write(self, text: str) -> None:
        self.pieces.append(text)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Items of a list stand further in than the key above them."""
        super().increase_indent(flow, False)

    def _node(self, value: Any, key: str) -> yaml.Node:
        if isinstance(value, str):
            style = None
            if not value or value.isspace() or value in NOTHING:
                style = "'"
            elif key in PROSE and not self.flow and len(value) > _SHORT:
                style = ">"
            return yaml.ScalarNode("tag:yaml.org,2002:str", value, style=style)
        if isinstance(value, Mapping):
            pairs = [
                (self._node(name, ""), self._node(inner, name)) for name, inner in value.items()
            ]
            flow = self.flow or _in_a_line(value, key)
            return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=flow)
        items = [self._node(inner, "") for inner in value]
        flow = self.flow or _in_a_line(value, key)
        return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=flow)


def _in_a_line(value: Mapping[str, Any] | Sequence[Any], key: str) -> bool:
    """Whether a mapping or a list is short and plain enough for one line."""
    if isinstance(value, Mapping):
        inner = [*value, *value.values()]
        if key not in _IN_LINE and not ("why" in value or value.keys() <= {"from", "to"}):
            return not value
    else:
        inner = list(value)
    texts = [one for one in inner if isinstance(one, str)]
    return (
        len(texts) == len(inner)
        and sum(map(len, texts)) + 2 * len(texts) <= _SHORT
        and not any(set("\"',:#[]{}") & set(text) for text in texts)
    )
