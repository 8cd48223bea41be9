"""Read files: within bounds, only regular files, each file once. List what a scan leaves out."""
