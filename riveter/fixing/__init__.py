"""Fixes of findings: edits of the configuration that are proven before they are offered."""
