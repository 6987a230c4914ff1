"""Chasing the facts that units still owe: who owes what (`status`), the list to call by, the letters to send."""
