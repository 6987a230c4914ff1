"""The same places of a document, written as each engine wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.wordprocessing import Column, paragraph, row

Cells = Sequence[Column]


class Docxtpl:
    """Jinja in Word: docxtpl and the kit."""

    name = "docxtpl"
    member, task, listed = "m.", "t.", "k."

    def value(self, name: str) -> str:
        return f"{{{{ {name} }}}}"

    def when(self, flag: str, body: str) -> str:
        return paragraph(f"{{%p if {flag} %}}") + body + paragraph("{%p endif %}")

    def rows(self, array: str, cells: Cells) -> str:
        prefix = self.member if array == "members" else self.listed
        blank = [""] * (len(cells) - 1)
        begin = row([f"{{%tr for {prefix[0]} in {array} %}}", *blank], cells)
        return (
            begin
            + row([self.value(prefix + cell.name) for cell in cells], cells)
            + row(["{%tr endfor %}", *blank], cells)
        )

    def members(self, body: str) -> str:
        return paragraph("{%p for m in members %}") + body + paragraph("{%p endfor %}")

    def tasks(self, body: str) -> str:
        return paragraph("{%p for t in m.tasks %}") + body + paragraph("{%p endfor %}")


class Mustache:
    """docxtemplater and easy-template-x."""

    name = "mustache"
    member = task = listed = ""

    def value(self, name: str) -> str:
        return f"{{{name}}}"

    def when(self, flag: str, body: str) -> str:
        return paragraph(f"{{#{flag}}}") + body + paragraph(f"{{/{flag}}}")

    def rows(self, array: str, cells: Cells) -> str:
        texts = [self.value(cell.name) for cell in cells]
        texts[0], texts[-1] = f"{{#{array}}}{texts[0]}", f"{texts[-1]}{{/{array}}}"
        return row(texts, cells)

    def members(self, body: str) -> str:
        return paragraph("{#members}") + body + paragraph("{/members}")

    def tasks(self, body: str) -> str:
        return paragraph("{#tasks}") + body + paragraph("{/tasks}")


class DocxTemplates:
    """docx-templates, whose tags are JavaScript."""

    name = "docx-templates"
    member, task, listed = "$m.", "$t.", "$k."

    def value(self, name: str) -> str:
        return f"+++INS {name}+++"

    def when(self, flag: str, body: str) -> str:
        return paragraph(f"+++IF {flag}+++") + body + paragraph("+++END-IF+++")

    def rows(self, array: str, cells: Cells) -> str:
        prefix = self.member if array == "members" else self.listed
        blank = [""] * (len(cells) - 1)
        begin = row([f"+++FOR {prefix[1]} IN {array}+++", *blank], cells)
        end = row([f"+++END-FOR {prefix[1]}+++", *blank], cells)
        return begin + row([self.value(prefix + cell.name) for cell in cells], cells) + end

    def members(self, body: str) -> str:
        return paragraph("+++FOR m IN members+++") + body + paragraph("+++END-FOR m+++")

    def tasks(self, body: str) -> str:
        return paragraph("+++FOR t IN $m.tasks+++") + body + paragraph("+++END-FOR t+++")


class Carbone:
    """carbone, which repeats what stands between [i] and [i+1]."""

    name = "carbone"
    member, task, listed = "members[i].", "members[i].tasks[i].", "key_tasks[i]."

    def value(self, name: str) -> str:
        return f"{{d.{name}}}"

    def when(self, flag: str, body: str) -> str:
        return paragraph(f"{{d.{flag}:ifEQ(true):showBegin}}") + body + paragraph(f"{{d.{flag}:showEnd}}")

    def rows(self, array: str, cells: Cells) -> str:
        first = row([self.value(f"{array}[i].{cell.name}") for cell in cells], cells)
        return first + row([f"{{d.{array}[i+1].{cells[0].name}}}", *[""] * (len(cells) - 1)], cells)

    def members(self, body: str) -> str:
        return body + paragraph("{d.members[i+1].no}")

    def tasks(self, body: str) -> str:
        return body + paragraph("{d.members[i].tasks[i+1].code}")


Dialect = Docxtpl | Mustache | DocxTemplates | Carbone
DIALECTS: tuple[Callable[[], Dialect], ...] = (Docxtpl, Mustache, DocxTemplates, Carbone)
