"""Programs for the maintainers of riveter; not part of the package."""
