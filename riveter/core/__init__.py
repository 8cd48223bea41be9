"""What every package knows: positions, diagnostics, values, addresses, dotted paths, YAML with positions."""
