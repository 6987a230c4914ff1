"""What kit new puts into a project for editors: the schema of the data file, and the line that names it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from kit.model.fields import json_schema
from kit.resources import samples_root
from tests.cli.running import run

Capsys = pytest.CaptureFixture[str]
SAMPLES = sorted(path.parent.name for path in samples_root().glob("*/alliance.yaml"))


class _AsEditorsRead(yaml.SafeLoader):
    """YAML as editors' language servers read it: dates are texts."""


_AsEditorsRead.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(text: str) -> Any:
    return yaml.load(text, _AsEditorsRead)


def complaints(text: str) -> list[str]:
    return [error.message for error in Draft7Validator(json_schema()).iter_errors(read(text))]


@pytest.mark.parametrize("options", [[], ["--sample"]])
def test_a_new_project_has_the_schema_and_names_it(options: list[str], tmp_path: Path, capsys: Capsys) -> None:
    project = tmp_path / "p"
    run(capsys, "new", project, *options)
    text = (project / "alliance.yaml").read_text(encoding="utf-8")
    assert text.splitlines()[0] == "# yaml-language-server: $schema=alliance.schema.json"
    schema = json.loads((project / "alliance.schema.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    assert schema == json_schema()
    assert complaints(text) == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_samples_keep_the_schema(sample: str) -> None:
    assert complaints((samples_root() / sample / "alliance.yaml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "联盟: {名子: 甲}",
        "联盟: 甲",
        "成员单位: {名称: 甲}",
        "成员单位: [甲]",
        "成员单位: [{单位性质: 公司}]",
        "成员单位: [{投入: [{金额: 400}]}]",
        "争议解决: {方式: 仲栽}",
        "设置: {规则包: [tj-2019]}",
        "签署: {签署日期: [2026-03-18]}",
        "没有的: 1",
    ],
)
def test_typical_mistakes_are_shown_while_one_types(text: str) -> None:
    assert complaints(text)


def test_every_field_is_described_in_chinese() -> None:
    def properties(schema: Any) -> Any:
        if isinstance(schema, dict):
            yield from schema.get("properties", {}).values()
            for value in schema.values():
                yield from properties(value)

    described = [one["description"] for one in properties(json_schema())]
    assert len(described) > 300
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in words) for words in described)
