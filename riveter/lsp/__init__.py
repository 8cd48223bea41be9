"""The language server: what editors ask, answered by sessions. `server` speaks the protocol, every other module has one answer."""
