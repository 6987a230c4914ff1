"""Word documents as PDF, printed by LibreOffice: to look at, to send round, and to learn page numbers from."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit import patterns, resources
from kit.diagnostics import Diagnostic, Fault, Place

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader
    from pypdf.generic import Destination

_USUAL_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_SYSTEM_FONTS_CONF = "/etc/fonts/fonts.conf"
_OUR_FONTS_CONF = Path(__file__).with_name("fonts.conf")
_FILTER = "pdf:writer_pdf_Export:" + json.dumps({"ExportBookmarks": {"type": "boolean", "value": "true"}})
_START_SECONDS = 120.0
_SECONDS_A_DOCUMENT = 30.0
_TEXTS_OF_A_FOOT = 6  # — 3 — is three texts, or one, or with spaces of their own five
_PRINTED_NUMBER = patterns.compiled(r"^\s*[—–-]\s*(\d+)\s*[—–-]\s*$", re.MULTILINE)


@dataclass(frozen=True)
class PrintedHeading:
    """A heading as the PDF lists it among its bookmarks.

    level  1 for the outermost.
    page   the number printed at the foot of its page (— 3 —); where none is printed, the page counted from 1.
    """

    title: str
    level: int
    page: int


def find_soffice() -> Path | None:
    """The LibreOffice program of this machine, or None.

    KIT_SOFFICE names it and then nothing else is tried; otherwise the search path, then the usual places.
    """
    if named := os.environ.get("KIT_SOFFICE"):
        return Path(named) if Path(named).is_file() else None
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    candidates = [on_path, *_USUAL_PLACES] if on_path else _USUAL_PLACES
    return next((Path(place) for place in candidates if Path(place).is_file()), None)


def to_pdf(sources: Sequence[Path], out_dir: Path, *, timeout: float | None = None) -> list[Path]:
    """Print Word documents to PDF in one run of LibreOffice; the PDFs, in the order of the sources.

    out_dir  where the PDFs go, named like their sources; made when missing. They appear all or not at all, and replace
             PDFs of the same name.
    timeout  seconds for the whole run; by default two minutes and half a minute for each document.
    Raises Fault: S-PDF-01 LibreOffice is not there, S-PDF-02 it took too long, S-PDF-03 it could not print a document.
    """
    targets = [out_dir / f"{source.stem}.pdf" for source in sources]
    if len(set(targets)) < len(targets):
        raise ValueError(f"two sources would become one PDF: {sorted(map(str, sources))}")
    if not sources:
        return []
    soffice = find_soffice()
    if soffice is None:
        raise Fault(_not_found())
    limit = timeout if timeout is not None else _START_SECONDS + _SECONDS_A_DOCUMENT * len(sources)
    with tempfile.TemporaryDirectory(prefix="kit-pdf-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        printed, said = _print_all(soffice, _staged(sources, work / "in"), work, limit)
        failed = [source for source, pdf in zip(sources, printed, strict=True) if not pdf.is_file()]
        if failed:
            raise Fault(*(_not_printed(source, said) for source in failed))
        _put_in_place(printed, targets)
    return targets


def printed_headings(pdf: Path) -> tuple[PrintedHeading, ...]:
    """The headings of a PDF made by to_pdf, in order, with the page numbers a reader sees."""
    from pypdf import PdfReader

    with PdfReader(pdf) as reader:
        found = [
            (bookmark, level, place)
            for bookmark, level in _bookmarks(reader.outline)
            if (place := reader.get_destination_page_number(bookmark)) is not None
        ]
        numbers = {place: _printed_number(reader, place) for place in {place for _, _, place in found}}
        return tuple(PrintedHeading(str(bookmark.title), level, numbers[place]) for bookmark, level, place in found)


def _staged(sources: Sequence[Path], folder: Path) -> list[Path]:
    """Copies under plain names: LibreOffice then locks nothing beside the user's files and trips over no file name."""
    folder.mkdir()
    copies = [folder / f"{number:04}{source.suffix}" for number, source in enumerate(sources, start=1)]
    for source, copy in zip(sources, copies, strict=True):
        shutil.copyfile(source, copy)
    return copies


def _print_all(soffice: Path, copies: Sequence[Path], work: Path, limit: float) -> tuple[list[Path], str]:
    """Where LibreOffice puts the PDF of each copy (those it could not print are not there), and what it said."""
    out = work / "out"
    profile = (work / "profile").as_uri()
    command = [str(soffice), f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    command += ["--convert-to", _FILTER, "--outdir", str(out), *map(str, copies)]
    log = work / "log.txt"
    with log.open("wb") as stream:
        _run(command, _environment(work), stream.fileno(), limit)
    said = log.read_text(encoding="utf-8", errors="replace").strip()
    return [out / f"{copy.stem}.pdf" for copy in copies], said


def _run(command: Sequence[str], environment: dict[str, str], output: int, limit: float) -> None:
    """Run to the end, or end it with all its children when the limit is reached or the user breaks off."""
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired as error:
        raise Fault(_too_slow(limit)) from error
    finally:
        if process.returncode is None:
            _end_with_children(process)


def _end_with_children(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], check=False, capture_output=True)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment(work: Path) -> dict[str, str]:
    """The environment of LibreOffice: on Linux the same language everywhere, and our stand-ins for Chinese fonts.

    What it leaves behind when it is ended halfway lies in the work folder, and goes with it.
    """
    environment = {**os.environ, "TMPDIR": str(work)}
    if sys.platform == "linux":
        fonts_conf = work / "fonts.conf"
        fonts_conf.write_text(_fonts_conf(), encoding="utf-8")
        environment |= {"FONTCONFIG_FILE": str(fonts_conf), "LC_ALL": "C.UTF-8"}
    return environment


def _fonts_conf() -> str:
    """The machine's own fonts, the kit's font folder where there is one, and the stand-ins of fonts.conf."""
    system = os.environ.get("FONTCONFIG_FILE", _SYSTEM_FONTS_CONF)
    folder = _font_folder()
    lines = (
        '<?xml version="1.0"?>',
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
        "<fontconfig>",
        f'<include ignore_missing="yes">{escape(system)}</include>',
        f"<dir>{escape(str(folder))}</dir>" if folder else "",
        f"<include>{escape(str(_OUR_FONTS_CONF))}</include>",
        "</fontconfig>",
    )
    return "\n".join(lines)


def _font_folder() -> Path | None:
    """Where fonts for the kit alone lie: KIT_FONTS, or .tools/fonts of a source tree."""
    if named := os.environ.get("KIT_FONTS"):
        return Path(named).resolve()
    checkout = resources.checkout_root()
    return checkout / ".tools" / "fonts" if checkout else None


def _put_in_place(printed: Iterable[Path], targets: Iterable[Path]) -> None:
    """Copy beside the targets first, so that the last step of each is a rename."""
    arrived: list[tuple[Path, Path]] = []
    try:
        for pdf, target in zip(printed, targets, strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = target.with_name(f".{target.name}.partial")
            arrived.append((partial, target))
            shutil.copyfile(pdf, partial)
        for partial, target in arrived:
            partial.replace(target)
    finally:
        for partial, _ in arrived:
            partial.unlink(missing_ok=True)


def _printed_number(reader: PdfReader, place: int) -> int:
    """The number a page shows in a line of its own (— 3 —), or its count from 1 where it shows none; place from 0."""
    page = reader.pages[place]
    found = _PRINTED_NUMBER.findall(_drawn_last(page).extract_text()) or _PRINTED_NUMBER.findall(page.extract_text())
    return int(found[-1]) if found else place + 1


def _drawn_last(page: PageObject) -> PageObject:
    """A page of what LibreOffice drew last on this page: its foot. To read it costs a fifth of reading the whole page."""
    from pypdf import PageObject
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    contents = page.get_contents()
    blocks = contents.get_data().split(b"BT\n")[-_TEXTS_OF_A_FOOT:] if contents else []
    drawn = b"".join(b"BT\n" + block for block in blocks)
    fonts = page.get("/Resources", {}).get("/Font", {})
    used = {NameObject(name): font for name, font in fonts.items() if f"{name} ".encode() in drawn}
    stream = DecodedStreamObject()
    stream.set_data(drawn)
    foot = PageObject(page.pdf)
    foot[NameObject("/Contents")] = stream
    foot[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject(used)})
    return foot


def _bookmarks(outline: Iterable[Any], level: int = 1) -> Iterator[tuple[Destination, int]]:
    """Every bookmark with its level; pypdf lists the children of a bookmark in a list behind it."""
    for entry in outline:
        if isinstance(entry, list):
            yield from _bookmarks(entry, level + 1)
        else:
            yield entry, level


def _not_found() -> Diagnostic:
    return Diagnostic(
        "S-PDF-01",
        "没有找到 LibreOffice，不能生成 PDF",
        hint="安装 LibreOffice，或用环境变量 KIT_SOFFICE 写明 soffice 程序的位置；也可以用 Word 或 WPS 打开文档，另存为 PDF",
    )


def _too_slow(limit: float) -> Diagnostic:
    return Diagnostic(
        "S-PDF-02",
        f"LibreOffice 在 {limit:g} 秒内没有完成，已停止，没有生成 PDF",
        hint="关闭占用较多资源的程序后再试，或减少一次转换的文件数",
    )


def _not_printed(source: Path, said: str) -> Diagnostic:
    words = f"；LibreOffice 的输出：{said.splitlines()[-1]}" if said else ""
    return Diagnostic(
        "S-PDF-03",
        "LibreOffice 没有为这个文件生成 PDF",
        place=Place(file=str(source)),
        hint=f"用 Word 或 WPS 打开，确认文件没有损坏{words}",
    )
