/* Texts of every kind:
   quoted, heredocs, directives and escapes. */

locals {
  plain     = "text"
  empty     = ""
  escapes   = "tab\tquote\"backslash\\newline\nreturn\r"
  unicode   = "caf\u00e9 \U0001F600 – naïve"
  doubled   = "$${not.a.reference} and %%{ not a directive }"
  money     = "5$ and 100% sure"
  one       = "${var.name}"
  several   = "${var.a}-${var.b[0]}${upper("x")}"
  nested    = "a ${"b ${"c ${var.d}"}"}"
  trimmed   = "left   ${~ var.a ~}   right"
  directive = "%{ if var.on }on%{ else }off%{ endif }"
  looped    = "%{ for k, v in var.m }${k}=${v};%{ endfor }"
  object    = "${jsonencode({ a = [1, 2], "b" = { c = true } })}"

  script = <<EOT
#!/bin/bash
set -euo pipefail
echo "$HOME $${HOME} ${var.name}" # not a comment
if [ "$1" = "100%" ]; then
  echo '\n stays'
fi
EOT

  indented = <<-EOT
    first
      second ${var.name}
    third

    %{ for item in var.items ~}
    - ${item}
    %{ endfor ~}
    %{ if length(var.items) == 0 ~}
    none
    %{ endif ~}
    EOT

  call = trimspace(<<-JSON
    { "a": ${jsonencode(var.a)}, "b": "c" }
  JSON
  )

  list = [<<-A
    one
  A
    , "two"]
}

resource "aws_iam_policy" "this" {
  name = "p"
  policy = <<POLICY
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["s3:*"],
    "Resource": "${aws_s3_bucket.this.arn}/*"
  }]
}
POLICY
}
