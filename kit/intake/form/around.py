"""What somebody added to a form beside its boxes: told, so that nothing gets lost in silence."""

from __future__ import annotations

from kit.diagnostics import Place, Severity
from kit.intake.form.layout import TITLE
from kit.intake.form.wording import is_ours
from kit.intake.raw import Faults, abridged
from kit.word.filled import Cell, Filled, Line, Marks, Row, Table

_MOST_LINES = 20


class Around:
    """Tells comments, tracked changes, pictures and text outside the boxes, each once."""

    def __init__(self, file: str, faults: Faults) -> None:
        self._file, self._faults = file, faults
        self._told: set[str] = set()

    def all(self, content: Filled) -> None:
        """What stands outside the tables, and comments that are tied to nothing."""
        alliance = next((name.removesuffix(TITLE).strip() for name in content.headers if name.endswith(TITLE)), "")
        lines = [block for block in content.content if isinstance(block, Line)]
        place = Place(self._file, where="表格以外")
        for line in lines:
            self.marks(line.marks, place)
        added = [line.text for line in lines if line.text and not is_ours(line.text, alliance)]
        for text in added[:_MOST_LINES]:
            self._tell("F-TXT-01", f"表格以外的文字没有读入：“{abridged(text)}”", place, "属于登记内容的，请填进表中")
        if len(added) > _MOST_LINES:
            self._tell("F-TXT-01", f"表格以外还有 {len(added) - _MOST_LINES} 段文字没有读入", place, "请逐段核对")
        for note in content.notes:
            self._tell("F-TXT-02", f"脚注或尾注没有读入：“{abridged(note)}”", place, "属于登记内容的，请填进表中")
        self.marks(Marks(comments=list(content.comments)), place)

    def marks(self, marks: Marks, place: Place) -> None:
        """Tell what reviewers, pictures and hidden words added to a box or a paragraph."""
        if marks.revised:
            words = f"，其中删去了“{abridged('、'.join(marks.removed))}”" if marks.removed else ""
            message = f"有未接受的修订{words}，已按接受修订以后的内容读取"
            self._tell("F-REV-01", message, place, "请在 Word 的“审阅”中接受或拒绝修订")
        for comment in marks.comments:
            if comment not in self._told:
                self._told.add(comment)
                self._tell("F-CMT-01", f"批注没有读入：“{abridged(comment)}”", place, "请按批注核对这一处")
        for text in marks.floating:
            self._tell("F-TXT-03", f"文本框中的文字没有读入：“{abridged(text)}”", place, "请填进表格的填写框")
        for text in marks.hidden:
            self._tell("F-TXT-04", f"隐藏的文字没有读入：“{abridged(text)}”", place, "请删去，或取消隐藏")
        if marks.pictures:
            hint = "图片中的内容请用文字填写；公章和签字的图片不必处理"
            self._tell("F-PIC-01", f"有 {marks.pictures} 张图片，没有读入", place, hint, Severity.INFO)

    def stray(self, cell: Cell, place: Place) -> None:
        """Tell what stands in a cell that is no box of the form."""
        self.marks(cell.marks, place)
        if cell.text:
            message = f"表中有一格不是登记表的栏目，没有读入：“{abridged(cell.text)}”"
            self._tell("F-TBL-02", message, place, "请填进对应的栏目，不要改动栏目名称和表格的格式")

    def stranger(self, table: Table) -> None:
        """Tell of a table that is not the form's."""
        words = " ".join(cell.text for row in table.rows for cell in row.cells if cell.text)
        if words:
            message = f"有一张表不是登记表原有的，没有读入：“{abridged(words)}”"
            self._tell("F-TBL-03", message, Place(self._file), "请把内容填进登记表原有的表中")
        for row in table.rows:
            for cell in row.cells:
                self.marks(cell.marks, Place(self._file))

    def removed_row(self, row: Row, place: Place) -> None:
        """Tell of a row that a tracked change takes away."""
        words = " ".join(cell.text for cell in row.cells if cell.text)
        message = f"修订中删去了一行，没有读入：“{abridged(words)}”"
        self._tell("F-REV-01", message, place, "请在 Word 的“审阅”中接受或拒绝修订")

    def sum_row(self, row: Row, place: Place) -> None:
        """Tell of a row of sums, which the kit computes itself."""
        words = " ".join(cell.text for cell in row.cells if cell.text)
        message = f"合计由程序计算，这一行没有读入：“{abridged(words)}”"
        self._tell("F-ROW-02", message, place, "不必处理", Severity.INFO)

    def _tell(self, code: str, message: str, place: Place, hint: str, severity: Severity = Severity.WARNING) -> None:
        self._faults.add(code, message, place, hint, severity=severity)
