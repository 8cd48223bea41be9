"""The parts of rules, and the shared code of their evaluation."""
