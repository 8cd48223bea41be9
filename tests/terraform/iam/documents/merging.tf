# Source documents, the document's own statements, and documents that override.

data "aws_iam_policy_document" "base" {
  policy_id = "base"
  statement {
    sid       = "Read"
    actions   = ["s3:Get*", "s3:List*"]
    resources = ["*"]
  }
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "other" {
  version = "2008-10-17"
  statement {
    sid     = "Write"
    actions = ["s3:Put*"]
    principals {
      type        = "AWS"
      identifiers = ["b", "a", "c"]
    }
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "StringEquals"
      variable = "x"
      values   = ["2", "1"]
    }
  }
}

data "aws_iam_policy_document" "one_source" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
}

data "aws_iam_policy_document" "two_sources" {
  source_policy_documents = [data.aws_iam_policy_document.base.json, data.aws_iam_policy_document.other.json]
  statement {
    sid     = "Own"
    actions = ["sns:Publish"]
  }
}

data "aws_iam_policy_document" "own_replaces_source" {
  policy_id               = "own"
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    sid     = "Read"
    effect  = "Deny"
    actions = ["*"]
  }
}

data "aws_iam_policy_document" "override_replaces_own" {
  override_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    sid     = "Read"
    effect  = "Deny"
    actions = ["*"]
  }
  statement {
    sid     = "Kept"
    actions = ["sns:*"]
  }
}

data "aws_iam_policy_document" "overrides_in_order" {
  override_policy_documents = [
    jsonencode({ Id = "one", Statement = [{ Sid = "A", Effect = "Allow", Action = "one:A" }, { Effect = "Allow", Action = "one" }] }),
    jsonencode({ Id = "two", Statement = [{ Sid = "A", Effect = "Allow", Action = "two:A" }, { Sid = "B", Effect = "Deny", Action = "two:B" }] }),
  ]
  statement {
    sid     = "B"
    actions = ["own:B"]
  }
  statement {
    actions = ["own"]
  }
}

data "aws_iam_policy_document" "all_three" {
  policy_id                 = "own"
  source_policy_documents   = [jsonencode({ Id = "source", Statement = [{ Sid = "B", Action = "source:B" }, { Action = "source" }, { Sid = "C", Action = "source:C" }] })]
  override_policy_documents = [jsonencode({ Statement = [{ Sid = "A", Action = "over:A" }, { Action = "over" }, { Sid = "D", Action = "over:D" }, { Sid = "D", Action = "over:D2" }] })]
  statement {
    sid     = "A"
    actions = ["own:A"]
  }
  statement {
    actions = ["own"]
  }
  statement {
    sid     = "B"
    actions = ["own:B"]
  }
}

data "aws_iam_policy_document" "empty_sources" {
  source_policy_documents   = ["", "{}", "null"]
  override_policy_documents = []
  statement {
    actions = ["sns:Publish"]
  }
}

data "aws_iam_policy_document" "newest_version_wins" {
  version                   = "2008-10-17"
  override_policy_documents = ["{\"Version\": \"2012-10-17\"}", "{\"Version\": \"2008-10-17\", \"Id\": \"\"}"]
}

data "aws_iam_policy_document" "strange_version" {
  override_policy_documents = ["{\"Version\": \"2015-01-01\"}"]
}

data "aws_iam_policy_document" "names_in_any_case" {
  source_policy_documents = [jsonencode({
    version = "2012-10-17", ID = "x", other = 1
    statement = [{
      SID = "a", effect = "Deny", action = "x:y", RESOURCE = ["b", "a"], notprincipal = "anything", Unknown = {}
      condition = { Bool = { "aws:SecureTransport" = false } }
    }]
  })]
}

data "aws_iam_policy_document" "odd_but_accepted" {
  source_policy_documents = [jsonencode({
    Statement = [
      { Action = [1.5, 1e30, 0.0000001, 123456789012345678, true, null, { b = 1, a = ["<"] }], Resource = [], NotAction = null },
      { Action = { z = 1, a = [] }, Resource = "", Sid = null, Effect = null, Condition = null },
      { Principal = {}, Condition = {} },
      { Principal = { AWS = [], CanonicalUser = ["b", "c", "a"] } },
      { Principal = { AWS = ["x"], Service = "y" } },
      { Principal = { "*" = "*" } },
      { Principal = { "*" = ["*"] } },
      { Principal = "someone" },
      { Condition = { A = {}, B = { z = [], y = ["b", "a"], x = null, w = 5, v = true, u = ["one"], t = {} }, C = null } },
    ]
  })]
}

data "aws_iam_policy_document" "white_space_and_order" {
  source_policy_documents = [<<-EOT
    {
      "Statement" : [ { "Resource":"r","Effect":"Allow",
                        "Action" : ["b", "a"], "Sid":"s" } ],
      "Version"   : "2012-10-17"
    }
  EOT
  ]
}

data "aws_iam_policy_document" "minified_source" {
  source_policy_documents = [data.aws_iam_policy_document.two_sources.minified_json]
}

data "aws_iam_policy_document" "chain" {
  source_policy_documents = [data.aws_iam_policy_document.all_three.json]
  statement {
    sid     = "C"
    actions = ["last:C"]
  }
}
