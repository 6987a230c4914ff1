"""The proof against docxtpl: its own scripts run with the kit's engine behind its names, and the results compared.

Not part of the wheel. `make compat SCRIPTS=<folder>` runs it; docs/compat.md holds the score.
"""
