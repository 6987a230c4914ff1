"""The kit's template engine measured beside others; `make bench` runs all of it."""
