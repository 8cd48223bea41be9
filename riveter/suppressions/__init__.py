"""Findings that do not count, and why."""
