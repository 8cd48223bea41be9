locals {
  legacy_index  = aws_instance.this.0.id
  legacy_splat  = aws_instance.this.*.network.0.id
  full_splat    = aws_instance.this[*].network[0].id
  double_splat  = var.a[*].b[*].c
  after_splat   = aws_instance.this.*.id[0]
  chained       = f(x)[0].y["z"].w
  index         = var.m[var.k][var.i + 1]
  precedence    = 1 + 2 * 3 - 4 / 5 % 6 == 7 && !a || b != c && d >= e
  comparison    = (a < b) == (c > d)
  negative      = -1 - -2 + -var.x
  conditionals  = a ? b : c ? d : e ? f : g
  in_brackets   = (
    a
    ? b
    : c
  )
  sum = (1
  + 2)
  spread        = max(var.numbers...)
  namespaced    = provider::aws::arn_parse(var.arn).region
  grouped       = { for k, v in var.m : v.team => k... if v.on }
  filtered      = [for i, v in var.l : "${i}:${v}" if v != null && i % 2 == 0]
  nested_for    = flatten([for a in var.a : [for b in a.b : { id = b, of = a.id }]])
  keys = {
    bare          = 1
    "quoted"      = 2
    "with space"  = 3
    (var.k)       = 4
    ("${var.k}x") = 5
    7             = 6
    colon : 7, comma = 8,
    true  = 9
    list  = [
      1,
      2, # two
    ]
  }
  numbers = [0, 1.5, 1e3, 2.5E-2, 100000000000000000000]
  nothing = null
  hollow  = [[], {}]
}

resource "null_resource" "one_line" { count = 1 }
resource null_resource bare_label {}

check "health" {
  data "http" "this" { url = "https://example.com" }

  assert {
    condition     = data.http.this.status_code == 200
    error_message = "${data.http.this.url} is down"
  }
}
