"""Reports: findings in, text out. One module a format; `riveter.reporters.formats.FORMATS` is the table of them."""
