"""Files of a module as declarations: blocks, variables, type constraints."""
