"""The wheel alone is enough: installed elsewhere it makes a project and renders it."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import kit

pytestmark = pytest.mark.xdist_group("wheel")  # one worker makes what the tests of this file share

_ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, _ROOT)
    (built,) = out.glob("alliance_kit-*.whl")
    return built


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a new environment that holds the wheel, and sees the dependencies of this one."""
    environment = tmp_path_factory.mktemp("installed") / "env"
    venv.create(environment)
    paths = sysconfig.get_paths(vars={"base": str(environment), "platbase": str(environment)})
    _run(sys.executable, "-m", "pip", f"--python={environment}", "install", "-q", "--no-deps", "--no-index", wheel)
    (Path(paths["purelib"]) / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return Path(paths["scripts"])


def _run(*command: str | Path, cwd: Path | None = None) -> str:
    """What the command prints, on a machine without LibreOffice and with no way back to the source; it must succeed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment["KIT_SOFFICE"] = "/nowhere"
    ran = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"{command} => {ran.returncode}\n{ran.stdout}{ran.stderr}"
    return ran.stdout


def test_the_wheel_carries_templates_and_samples_and_no_leftovers(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("templates", "samples"):
        assert any(name.startswith(f"kit/_data/{folder}/") for name in names), folder
    assert any(name.startswith("kit/_data/templates/") and name.endswith(".docx") for name in names)
    assert "kit/word/fonts.conf" in names
    leftovers = [name for name in names if "__pycache__" in name or Path(name).name.startswith((".", "~"))]
    assert not leftovers
    assert {name.split("/")[0] for name in names} == {"kit", wheel.name.rpartition("-py3")[0] + ".dist-info"}


def test_it_runs_from_the_wheel_not_from_the_source(commands: Path, tmp_path: Path) -> None:
    where = "import kit; from kit.resources import checkout_root; print(kit.__file__, checkout_root())"
    told = _run(commands / "python", "-c", where, cwd=tmp_path)
    assert told.startswith(str(commands.parent))
    assert told.strip().endswith("None")


@pytest.mark.parametrize("name", ["kit", "alliance-kit"])
def test_the_command_goes_by_both_names(name: str, commands: Path, tmp_path: Path) -> None:
    assert kit.__version__ in _run(commands / name, "--version", cwd=tmp_path)


def test_the_sample_project_renders_three_documents(commands: Path, tmp_path: Path) -> None:
    _run(commands / "kit", "new", "氢能联盟", "--sample", cwd=tmp_path)
    _run(commands / "kit", "render", "氢能联盟", cwd=tmp_path)
    documents = {path.name for path in (tmp_path / "氢能联盟/output").glob("*.docx")}
    assert {"联盟协议.docx", "联盟章程.docx", "备案申请书.docx"} <= documents
