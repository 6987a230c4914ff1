"""Assembles the documents of industrial technology innovation alliances from one data file."""

__version__ = "0.1.0"
