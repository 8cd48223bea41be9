"""Code that every package uses: positions, diagnostics, values, addresses, dotted paths, YAML with positions."""
