"""Fetch packs from elsewhere into the store: from git repositories, OCI registries and installed Python packages."""
