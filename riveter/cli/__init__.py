"""The command line: thin click shells over `riveter.api`, one module a command."""
