"""Python imports this at its start where this folder is on its path: docxtpl then has the kit's engine inside."""

from compat.shim import install

install()
