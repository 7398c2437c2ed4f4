"""The whole result as JSON, for other programs and for the archive."""

import json
from dataclasses import asdict

from goen.listening.queries.figures import Figures, plain_topic, state_counts, topic_figures

VERSION = 1


def write_json(figures: Figures) -> bytes:
    """Return UTF-8 JSON: method, account, topics of the overview, the tree, every text with state and place, stacks."""
    found = figures.found
    texts = []
    for place, (text, state) in enumerate(zip(found.texts, figures.cut.states, strict=True)):
        unit = int(found.unit_of[place])
        at = [round(float(value), 4) for value in found.drawing.positions[unit]] if unit >= 0 else None
        when = text.when.isoformat() if text.when else None
        one = {"id": text.id, "text": text.text, "when": when, "attributes": dict(text.attributes)}
        texts.append({**one, "state": asdict(state), "at": at})
    stacks = [
        {
            **asdict(stack),
            "first": found.texts[stack.first].id,
            "members": [found.texts[place].id for place in stack.members],
        }
        for stack in figures.stacks
    ]
    parents = {child: parent for parent, children in figures.parts.items() for child in children}
    nodes = [{**plain_topic(figures, node), "parent": parents.get(node.id)} for node in figures.nodes]
    for node in nodes:
        del node["members"]
    whole = {
        "format": "goen.listening", "version": VERSION, "title": figures.source.title, "made": figures.source.made,
        "method": figures.method(), "account": state_counts(figures),
        "topics": [topic_figures(figures, topic) for topic in figures.cut.topics],
        "tree": nodes, "stacks": stacks, "texts": texts,
    }  # fmt: skip
    return utf8(json.dumps(whole, ensure_ascii=False, indent=1))


def utf8(text: str) -> bytes:
    """Encode; a lone surrogate, which UTF-8 cannot hold, becomes U+FFFD, as a reader would show it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
