"""The only package that knows OOXML."""
