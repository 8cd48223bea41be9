"""Makes the table of texts that a provider rewrites before it plans them."""
