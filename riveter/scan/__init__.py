"""A scan: its options, the selection of rules, the pipeline, environments."""
