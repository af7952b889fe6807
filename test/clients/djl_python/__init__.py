"""Replaces the package of that name in the container: the part that a model.py may import (djl-serving 0.36.0-lmi27-dlc, read 2026-11-25)."""
