"""Tags that let a list begin anew, checked without data: they must stand in a paragraph that has a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import Environment, nodes
from lxml import etree

from kit.diagnostics import Diagnostic
from kit.templates.blocks import Mended
from kit.templates.environment import RESTART_NAME
from kit.templates.lifting import Piece
from kit.templates.markers import tag_on
from kit.templates.spots import Spot
from kit.word.names import W
from kit.word.numbering import Numbering, Styles
from kit.word.package import Package
from kit.word.restarts import not_numbered

_LENIENT = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)  # prefixes are declared elsewhere


def restart_faults(
    read: Mended, pieces: Sequence[Piece], environment: Environment, package: Package
) -> list[Diagnostic]:
    """The tags of a part that let a list begin anew where there is none."""
    if RESTART_NAME not in read.source:
        return []
    numbering = Numbering.of(package, Styles.of(package))
    spots = [pieces[tag].spot for tag in sorted(set(_tags(environment.parse(read.source))))]
    return [not_numbered().at(spot.place("")) for spot in spots if not _has_number(spot, numbering)]


def _tags(tree: nodes.Template) -> Iterator[int]:
    """The tags that print the mark where they stand. What a macro or a set block holds is printed elsewhere."""
    elsewhere = {
        call for block in tree.find_all((nodes.Macro, nodes.CallBlock, nodes.AssignBlock)) for call in _calls(block)
    }
    for output in tree.find_all(nodes.Output):
        yield from (tag_on(call.lineno) for call in _calls(output) if call not in elsewhere)


def _calls(node: nodes.Node) -> Iterator[nodes.Call]:
    for call in node.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == RESTART_NAME:
            yield call


def _has_number(spot: Spot, numbering: Numbering) -> bool:
    if spot.part != "正文":
        return False
    paragraph = etree.fromstring(f'<w:p xmlns:w="{W}">{spot.paragraph_properties}</w:p>', _LENIENT)
    return numbering.place_of(paragraph) is not None
