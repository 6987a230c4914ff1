"""How docxtpl changes the looks of words: computed from a template, so that nothing else passes for it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import NamedTuple

from lxml import etree

from compat.comparing import look_of, without_revisions
from kit.word.names import w

NONE = repr([]).encode()  # the looks of a run that says nothing of them
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_WORD = re.compile(r"\{%-?\s*(\w+)")
_ELSEWHERE = re.compile(r"\{%-?\s*(?:macro|call|elif|else)\b|\{%-?\s*set\s[^=]*?%\}")
_OPENERS = frozenset({"if", "for"})


class Change(NamedTuple):
    """The looks that words have in docxtpl's document, and those that their author gave them.

    behind_picture  they change only where a picture was put in before them.
    """

    theirs: bytes
    authors: bytes
    behind_picture: bool = False


class _Text(NamedTuple):
    """A w:t of a template. start, end: where its words stand among those of the part."""

    look: bytes
    start: int
    end: int


def changes_in(templates: Iterable[bytes]) -> frozenset[Change]:
    """Every change of looks that docxtpl makes somewhere in these templates."""
    return frozenset(change for template in templates for root in _parts(template) for change in _changes(root))


def _parts(template: bytes) -> Iterator[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                yield etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, huge_tree=True))


def _changes(root: etree._Element) -> Iterator[Change]:
    """What becomes of each word, tag after tag.

    The pieces of a tag go into its first one, and with them the words behind the last; what follows `{{r …}}`, or a
    picture, is a run without looks; `{%-` goes into the text before it, and the next text behind `-%}`.
    """
    without_revisions(root)
    texts, words = _texts(root)
    owner = [number for number, text in enumerate(texts) for _ in range(text.start, text.end)]
    theirs = [text.look for text in texts for _ in range(text.start, text.end)]
    last = [text.look for text in texts]  # what the end of each text looks like
    opened: list[bytes] = []  # what the words look like in which each open block begins
    for tag in _TAG.finditer(words):
        first, final = owner[tag.start()], owner[tag.end() - 1]
        look = theirs[tag.start()]
        if tag[0].startswith("{%-") and first:
            look = last[first - 1]
        if re.match(r"\{[{%]r\s|\{\{p\s", tag[0]):
            yield from (Change(NONE, texts[number].look) for number in (first, final))
            look = NONE
        elif tag[0].startswith("{{"):
            yield Change(NONE, look, behind_picture=True)
        reach = final + 1 if tag[0].endswith("-%}") and final + 1 < len(texts) else final
        for begun in _begun(tag[0], look, opened):
            yield from (Change(begun, texts[number].look) for number in range(first, reach + 1))
        theirs[tag.start() : texts[reach].end] = [look] * (texts[reach].end - tag.start())
        last[first : reach + 1] = [look] * (reach + 1 - first)
    if _ELSEWHERE.search(words):  # words collected, or branches passed over: they go on in the looks of another place
        yield from (Change(*pair) for pair in permutations({text.look for text in texts}, 2))
    for number, look in zip(owner, theirs, strict=True):
        if look != texts[number].look:
            yield Change(look, texts[number].look)


def _begun(tag: str, look: bytes, opened: list[bytes]) -> Iterator[bytes]:
    """The looks in which a block began that this tag ends or goes on with: where it is passed over, they go on behind it."""
    word = _WORD.match(tag)
    if word is None:
        return
    if word[1] in _OPENERS:
        opened.append(look)
    elif opened and word[1] in ("else", "elif"):
        yield opened[-1]
    elif opened and word[1].startswith("end"):
        yield opened.pop()


def _texts(root: etree._Element) -> tuple[list[_Text], str]:
    texts: list[_Text] = []
    words = ""
    for node in root.iter(w("t")):
        run = node.getparent()
        if node.text and run is not None and run.tag == w("r"):  # docxtpl does not see empty ones
            end = len(words) + len(node.text)
            texts.append(_Text(look_of(run), len(words), end))
            words += node.text
    return texts, words
