"""A workspace that stays in memory: after a change, only what depends on it is read, evaluated and judged again."""
