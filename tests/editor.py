"""A data file as an editor sees it: YAML 1.2 by its core schema, where `yes` is a text, `2013` a
number and `2013-06` a text."""

from __future__ import annotations

import json
import re

import yaml
from jsonschema import Draft202012Validator

from build import ROOT

SCHEMAS = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "schemas").glob("*.json"))
}
FILES = ("city", "rubric", "law", "motion", "translation")
VALIDATORS = {name: Draft202012Validator(SCHEMAS[f"{name}-1"]) for name in FILES}


class Core(yaml.CSafeLoader):
    """PyYAML with the scalars of the YAML 1.2 core schema in place of those of 1.1."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        """Keys are texts as they are written, as in JSON."""
        if any(not isinstance(key, yaml.ScalarNode) for key, _ in node.value):
            raise yaml.constructor.ConstructorError(problem="a key is no text")
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def _resolve(tag, pattern, first):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


_resolve("null", "~|null|Null|NULL|", ["~", "n", "N", ""])
_resolve("bool", "true|True|TRUE|false|False|FALSE", list("tTfF"))
_resolve("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789"))
_resolve(
    "float",
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
    list("-+.0123456789"),
)


def _int(loader, node):
    text = node.value
    return int(text, 8 if "o" in text else 16 if "x" in text else 10)


def _float(loader, node):
    return float(node.value.lower().replace(".inf", "inf").replace(".nan", "nan"))


def _mapping(loader, node):
    return loader.construct_mapping(node)


Core.add_constructor("tag:yaml.org,2002:int", _int)
Core.add_constructor("tag:yaml.org,2002:float", _float)
Core.add_constructor("tag:yaml.org,2002:map", _mapping)


def seen(text):
    """What an editor makes of a text."""
    return yaml.load(text, Core)


def seen_scalar(text):
    """What an editor makes of a text that stands for itself, without quotes."""
    tag = Core("").resolve(yaml.ScalarNode, text, (True, False))
    return Core("").construct_object(yaml.ScalarNode(tag, text))


def wrong(data, validator):
    """What a schema has against what was read."""
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(data)]
