"""Pictures of configurations, read back by programs that draw them."""
