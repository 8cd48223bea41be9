"""Data sources whose result follows from their arguments alone."""
