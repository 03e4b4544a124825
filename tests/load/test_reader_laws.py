"""Whatever is written as YAML is read as PyYAML reads it, text by text, with the same addresses."""

from __future__ import annotations

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard.load.document import Document
from scorecard.load.yaml_file import parse
from scorecard.model.characters import HIDDEN

WORDS = st.text(st.sampled_from("abÉ日ny ~0:-#'\"{}[],&*!|>%@?.\n"), min_size=1, max_size=12)
TEXTS = st.one_of(
    WORDS, st.sampled_from(["ON", "no", "0123", "1:30", "null", "~", "2021-05", "- a", "a: b"])
).filter(lambda text: text.strip() == text)
TREES = st.recursive(
    TEXTS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "default_style": st.sampled_from([None, None, "'", '"', ">", "|"]),
        "width": st.sampled_from([10, 80, 1000]),
        "indent": st.sampled_from([2, 4]),
    }
)


def addresses(node, path=()):
    """Where PyYAML says that every value below a node starts, by its path; lines from 1."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from addresses(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from addresses(value, (*path, number))
    yield path, (node.start_mark.line + 1, node.start_mark.column + 1)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(TEXTS, TREES, min_size=1, max_size=4), STYLES)
def test_what_is_written_is_read(tree, style):
    text = yaml.dump(tree, allow_unicode=True, sort_keys=False, **style)
    document = parse(text.encode(), Document("x"))
    wanted = yaml.load(text, Loader=yaml.BaseLoader)
    if document.problems:
        assert any(one.code in EXPECTED for one in document.problems), document.problems
        return
    assert document.data == wanted
    assert HIDDEN.isdisjoint(text)
    for path, mark in addresses(yaml.compose(text, Loader=yaml.BaseLoader)):
        if path:
            assert document.at(path) == mark


EXPECTED = {"empty-value", "not-a-key", "merge-key", "duplicate-key", "too-deep"}
"""What is rightly said of some: `null` without quotes, and what is not read at all."""
