"""What many tests share: the validator, the rendered samples, goldens. A skipped test fails the run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from kit import resources
from tests.validators import sdk

settings.register_profile("suite", derandomize=True)  # chance has a command of its own, make fuzz
settings.load_profile("suite")

_GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the goldens with what the kit gives now")


@pytest.hookimpl(tryfirst=True)  # before xdist looks at the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that look at the rendered samples in one worker: they are rendered only once."""
    for item in items:
        if "rendered_samples" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("rendered_samples"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A test that did not run has proved nothing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compiled templates go to a folder of the run, never to the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def validate_ooxml() -> Callable[[Sequence[Path]], None]:
    """A function that fails the test unless all the documents are valid for Microsoft's Open XML SDK."""

    def validate(documents: Sequence[Path]) -> None:
        assert documents, "no document to validate"
        found = sdk.violations(list(documents))
        assert not found, "\n".join(found)

    return validate


@pytest.fixture(scope="session")
def rendered_samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """The Word documents of every sample, by its name, made with the command a user would type; PDFs lie beside them."""
    folder = tmp_path_factory.mktemp("samples")
    samples = sorted(path for path in resources.samples_root().iterdir() if path.is_dir())
    return {sample.name: _rendered(sample, folder / sample.name) for sample in samples}


def _rendered(sample: Path, out: Path) -> list[Path]:
    """The documents of one sample. `draft` has gaps on purpose: it is rendered as a draft, which ends with 1."""
    is_draft = sample.name == "draft"
    command = [sys.executable, "-m", "kit", "render", str(sample), "-o", str(out), "--pdf"]
    command += ["--draft"] if is_draft else []
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == int(is_draft), f"{command} => {ran.returncode}\n{ran.stdout}{ran.stderr}"
    return sorted(out.glob("*.docx"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """A function that compares a text with tests/golden/<name>.txt; `pytest --accept` rewrites the file instead."""
    accept = request.config.getoption("--accept")

    def compare(name: str, text: str) -> None:
        path = _GOLDEN / f"{name}.txt"
        if accept:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"no golden {path.name} yet: look at the text, then run pytest --accept"
        assert text == path.read_text(encoding="utf-8")

    return compare
