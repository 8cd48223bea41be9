"""`riveter.yml`: what a repository says once instead of on every command line."""
