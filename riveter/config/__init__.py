"""Read `riveter.yml`, the settings of a repository."""
