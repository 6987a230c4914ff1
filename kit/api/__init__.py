"""The kit on one page: open a project, check it, make its documents. Whatever the command can do stands here.

project = open_project(Path("津氢联盟"))
report = examine(project, today=date.today()).report
rendering = render(project, today=date.today(), draft=True)

project     a folder with its data file; a new one
checking    what is wrong with it, and the reports about that
rendering   its documents
templates   the templates in force, their faults, taking one out
collecting  workbooks and forms for the units, what they send back, what they owe
"""

from kit.api.checking import (
    Examination,
    check,
    examine,
    examine_facts,
    overview_of,
    self_check_report,
    write_self_check_report,
)
from kit.api.collecting import (
    FORMS_FOLDER,
    Exported,
    carry_out_import,
    export_workbooks,
    kept_states,
    plan_import,
    status,
    undo_import,
    write_chasing,
    write_forms,
)
from kit.api.project import DATA_FILE, SAMPLE, SCHEMA_FILE, Project, create_project, load, open_project
from kit.api.rendering import Rendering, render
from kit.api.templates import check_templates, eject, templates_in_force

__all__ = [
    "DATA_FILE",
    "FORMS_FOLDER",
    "SAMPLE",
    "SCHEMA_FILE",
    "Examination",
    "Exported",
    "Project",
    "Rendering",
    "carry_out_import",
    "check",
    "check_templates",
    "create_project",
    "eject",
    "examine",
    "examine_facts",
    "export_workbooks",
    "kept_states",
    "load",
    "open_project",
    "overview_of",
    "plan_import",
    "render",
    "self_check_report",
    "status",
    "templates_in_force",
    "undo_import",
    "write_chasing",
    "write_forms",
    "write_self_check_report",
]
