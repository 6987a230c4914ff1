"""The workbook by which units hand in their facts: written by `export`, read back by `reading`.

The only room that knows SpreadsheetML. `sheets` says once what stands in which column; both directions read it there.
"""
