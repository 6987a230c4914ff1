"""The built-in templates are what their sources give."""

import pytest
from lxml import etree

from kit.resources import templates_root
from kit.templates.build import build, read_sources
from kit.templates.catalogue import DocumentType, document_types
from kit.templates.source import Block, Heading, Node, Option
from kit.templates.template import Template
from kit.word.names import w
from kit.word.package import Package

KINDS = document_types(templates_root())
each_document = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)


@each_document
def test_the_committed_template_is_what_the_sources_give(kind: DocumentType) -> None:
    assert kind.built_in.read_bytes() == build(kind).to_bytes(), "运行 make templates 重新生成模板"


@each_document
def test_every_clause_carries_its_bookmark_and_stands_in_the_manifest(kind: DocumentType) -> None:
    nodes, _ids = read_sources(kind)
    declared = {node.id for node in _flat(nodes) if isinstance(node, Heading)}
    template = Template.load(kind.built_in)
    manifest = template.manifest()
    assert manifest is not None
    entries = {entry.get("id"): entry.get("bookmark") for entry in manifest}
    document = Package.read(template.data).xml("word/document.xml")
    bookmarks = {mark.get(w("name")) for mark in document.iter(w("bookmarkStart"))}
    assert declared <= set(entries)
    assert {entries[clause] for clause in declared} <= bookmarks


def test_bookmark_names_are_unique_even_across_options() -> None:
    for kind in KINDS:
        document = Package.read(kind.built_in).xml("word/document.xml")
        names = [str(mark.get(w("name"))) for mark in document.iter(w("bookmarkStart"))]
        assert len(names) == len(set(names))
        assert all(len(name) <= 40 for name in names)


def test_the_agreement_is_of_full_size() -> None:
    nodes, _ids = read_sources(KINDS[0])
    headings = [node for node in _flat(nodes) if isinstance(node, Heading)]
    assert KINDS[0].id == "agreement"
    assert sum(1 for h in headings if h.level == "chapter") >= 12
    main = headings[: next(i for i, h in enumerate(headings) if h.level == "annex")]
    assert sum(1 for h in main if h.level == "clause") >= 60


def test_cited_documents_come_first() -> None:
    seen: set[str] = set()
    for kind in KINDS:
        assert seen.issuperset(kind.cites)
        seen.add(kind.id)


def _flat(nodes: tuple[Node, ...]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        found.append(node)
        if isinstance(node, Block | Option):
            found += _flat(node.children)
    return found


def test_statements_stand_alone_in_their_paragraph() -> None:
    """docxtpl drops text beside {%p … %}: no built-in template may have any."""
    for kind in KINDS:
        document = Package.read(kind.built_in).xml("word/document.xml")
        for paragraph in document.iter(w("p")):
            text = "".join(node.text or "" for node in paragraph.iter(w("t")))
            if "{%p" in text or "{%tr" in text:
                assert text.strip().startswith("{%"), etree.tostring(paragraph)
                assert text.count("%}") == 1
