"""Putting files in place: whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kit.diagnostics import Diagnostic, Fault, Place, is_full, reason_of

_PREFIX = ".alliance-kit-"
_UNSAFE = frozenset('\\/:*?"<>|')
_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))})
_LONGEST_NAME = 50
_BLOCKED = "文书可能正在 Word 或 WPS 中打开，请关闭后再试；或用 -o 换一个文件夹"


def safe_names(titles: Iterable[str], suffix: str) -> list[str]:
    """A file name for each title, in characters that every system takes, and no two alike. No title may be empty."""
    names: list[str] = []
    taken: set[str] = set()
    for title in titles:
        plain = _safe(title)
        name, count = plain, 1
        while name.casefold() in taken:
            count += 1
            name = f"{plain}({count})"
        taken.add(name.casefold())
        names.append(f"{name}{suffix}")
    return names


def _safe(title: str) -> str:
    usual = unicodedata.normalize("NFC", title)
    safe = "".join("_" if c in _UNSAFE or not c.isprintable() else c for c in usual)[:_LONGEST_NAME].strip(" .") or "_"
    return f"{safe}_" if safe.partition(".")[0].upper() in _DEVICES else safe


def write_all(
    folder: Path, files: Mapping[str, bytes], *, without: Sequence[str] = (), blocked: str = _BLOCKED
) -> list[Path]:
    """Write files into a folder, each appearing whole under its name, in the given order.

    A name may lead into folders below (甲/乙.docx); they are made. All files are written and synced under a hidden
    name first; only when every one is complete do they get their names.

    without  names of files that must not stay beside them; taken away last.
    blocked  what to do where the system refuses, unless it is for want of room.
    Raises Fault, with nothing changed, when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        staging = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=folder))
    except OSError as error:
        raise _refusal(folder, error, blocked) from error
    try:
        for name, data in files.items():
            _write_synced(staging / "new" / name, data)
        _put_in_place(folder, staging, list(files), without)
        for place in sorted({(folder / name).parent for name in files} | {folder}):
            _sync_folder(place)
    except OSError as error:
        raise _refusal(folder, error, blocked) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return [folder / name for name in files]


def _put_in_place(folder: Path, staging: Path, names: Sequence[str], without: Sequence[str]) -> None:
    """Give the files their names; when one of them cannot have its, the others get their old content back."""
    kept = staging / "kept"
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (kept / name).parent.mkdir(parents=True, exist_ok=True)
        if (folder / name).exists():
            shutil.copy2(folder / name, kept / name)
            shutil.copymode(folder / name, staging / "new" / name)  # who may read it is the owner's business
    done: list[str] = []
    name = ""
    try:
        for name in names:
            (staging / "new" / name).replace(folder / name)
            done.append(name)
        for name in without:
            (folder / name).replace(kept / name)
            done.append(name)
    except OSError as error:
        _put_back(folder, kept, done)
        error.filename = str(folder / name)
        raise


def _put_back(folder: Path, kept: Path, names: Sequence[str]) -> None:
    for name in names:
        if (kept / name).exists():
            (kept / name).replace(folder / name)
        else:
            (folder / name).unlink()


def _write_synced(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows cannot open a folder; there the replacement itself is durable enough
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what runs that were killed left behind."""
    for path in folder.glob(f"{_PREFIX}*"):
        owner = path.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdecimal() and not _is_running(int(owner)):
            shutil.rmtree(path, ignore_errors=True)


def _is_running(process: int) -> bool:
    if os.name != "posix":
        return True  # there is no harmless question to ask Windows; its remains are left alone
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _refusal(folder: Path, error: OSError, blocked: str) -> Fault:
    hint = "请清理磁盘后再试" if is_full(error) else blocked
    culprit = Path(error.filename) if isinstance(error.filename, str) else folder
    shown = culprit if culprit.parent == folder and not culprit.name.startswith(_PREFIX) else folder
    return Fault(
        Diagnostic("S-OUT-01", f"无法写入：{reason_of(error)}，未作任何改动", place=Place(str(shown)), hint=hint)
    )
