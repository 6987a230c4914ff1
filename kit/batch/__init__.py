"""Many sets of documents from one table: a row is an alliance or a member, and gets a folder of its own.

`run` streams the rows, hands them to any concurrent.futures.Executor, and writes what comes back, in the order of the table.
"""

from kit.batch.report import BatchReport
from kit.batch.running import run

__all__ = ["BatchReport", "run"]
