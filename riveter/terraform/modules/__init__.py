"""The module tree: instances, expansion, references, provenance."""
