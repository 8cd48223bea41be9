"""How riveter reads files: within bounds, plain files only, each once; and what a scan left out."""
