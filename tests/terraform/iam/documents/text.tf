# How texts are written into JSON.

data "aws_iam_policy_document" "html" {
  policy_id = "<a href='x'>&amp;</a>"
  statement {
    resources = ["arn:aws:s3:::x/<y>&z"]
  }
}

data "aws_iam_policy_document" "controls" {
  policy_id = "tab\there\nline\r\u0001\u0008\u000c\u001f\u007f\u0085\u2028\u2029 \\ \" /"
}

data "aws_iam_policy_document" "unicode" {
  policy_id = "é \u00e9 e\u0301 日本語 \U0001f600"
}

data "aws_iam_policy_document" "iam_variables" {
  statement {
    resources     = ["arn:aws:s3:::home/&{aws:username}/*", "arn:aws:s3:::home/$${aws:userid}/*"]
    not_resources = ["arn:aws:s3:::&{&{x}}"]
  }
}

data "aws_iam_policy_document" "iam_variables_in_one" {
  statement {
    resources = ["&{a}&{b}$&{c}"]
  }
}

data "aws_iam_policy_document" "order_before_variables" {
  statement {
    resources = ["a&{z}", "a%", "a$${z}", "a'"]
  }
}
