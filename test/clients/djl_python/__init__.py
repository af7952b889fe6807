"""Stands in for the package of that name in the container: what a model.py may import of it (djl-serving 0.36.0-lmi27-dlc, read 2026-11-25)."""
