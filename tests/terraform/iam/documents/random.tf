variable "v0" {
  type = list(string)
  default = ["ec2:Describe*", "*"]
}

variable "v1" {
  type = string
  default = "arn:aws:s"
}

variable "v2" {
  type = string
  default = "S3:Li"
}

variable "v3" {
  type = bool
  default = false
}

variable "v4" {
  type = string
  default = "20"
}

variable "v5" {
  type = string
  default = "vpc-1"
}

variable "v6" {
  type = string
  default = "S3:"
}

variable "v7" {
  type = string
  default = "home/"
}

variable "v8" {
  type = string
  default = "D"
}

variable "v9" {
  type = string
  default = "arn:aws:i"
}

variable "v10" {
  type = string
  default = "s3:GetObject"
}

variable "v11" {
  type = string
  default = "kms:Decrypt"
}

variable "v12" {
  type = list(string)
  default = ["444455556666", "arn:aws:iam::111122223333:user/zoë", "111122223333"]
}

variable "v13" {
  type = string
  default = "C"
}

variable "v14" {
  type = bool
  default = true
}

variable "v15" {
  type = string
  default = "B"
}

variable "v16" {
  type = string
  default = "C"
}

variable "v17" {
  type = string
  default = "AWS"
}

variable "v18" {
  type = string
  default = "C"
}

variable "v19" {
  type = string
  default = "C"
}

variable "v20" {
  type = list(string)
  default = ["ec2.amazonaws.com"]
}

variable "v21" {
  type = string
  default = "s3:GetObjec"
}

variable "v22" {
  type = list(string)
  default = ["*", "111122223333"]
}

variable "v23" {
  type = string
  default = "quote\"d"
}

variable "v24" {
  type = string
  default = "s3"
}

variable "v25" {
  type = string
  default = "quote\""
}

variable "v26" {
  type = string
  default = "s3:*"
}

variable "v27" {
  type = list(string)
  default = ["", "<&>"]
}

variable "v28" {
  type = string
  default = "C"
}

variable "v29" {
  type = string
  default = "D"
}

variable "v30" {
  type = string
  default = "5"
}

variable "v31" {
  type = string
  default = "s3:PutObject"
}

variable "v32" {
  type = string
  default = "arn:aws:s3:::home/&{aws:username}/*"
}

variable "v33" {
  type = string
  default = "A"
}

variable "v34" {
  type = string
  default = "arn:aws:iam::111122223333:role/<x>"
}

variable "v35" {
  type = string
  default = "aws:TagKeys"
}

variable "v36" {
  type = string
  default = "aws:PrincipalArn"
}

variable "v37" {
  type = string
  default = "vpc-1"
}

variable "v38" {
  type = bool
  default = true
}

variable "v39" {
  type = list(string)
  default = ["arn:aws:s3:::home/&{aws:username}/*"]
}

variable "v40" {
  type = bool
  default = true
}

variable "v41" {
  type = string
  default = "111122223333"
}

variable "v42" {
  type = string
  default = "s"
}

variable "v43" {
  type = string
  default = "co"
}

variable "v44" {
  type = string
  default = "Se"
}

variable "v45" {
  type = list(string)
  default = ["arn:aws:s3:::home/&{aws:username}/*", "", "quote\"d"]
}

variable "v46" {
  type = bool
  default = true
}

variable "v47" {
  type = string
  default = "arn:aws:s3:::data"
}

variable "v48" {
  type = list(string)
  default = ["home/"]
}

variable "v49" {
  type = list(string)
  default = []
}

variable "v50" {
  type = string
  default = ""
}

variable "v51" {
  type = list(string)
  default = ["ec2:Describe*", "ec2:Describe*"]
}

variable "v52" {
  type = string
  default = "quote\"d"
}

variable "v53" {
  type = string
  default = "*"
}

variable "v54" {
  type = string
  default = "ec2:Descr"
}

variable "v55" {
  type = string
  default = "aws:TagK"
}

variable "v56" {
  type = string
  default = "ForAnyValue:StringEquals"
}

variable "v57" {
  type = bool
  default = false
}

variable "v58" {
  type = list(string)
  default = ["arn:aws:iam::111122223333:user/zoë"]
}

variable "v59" {
  type = bool
  default = false
}

variable "v60" {
  type = string
  default = "quote\"d"
}

variable "v61" {
  type = string
  default = "arn:aws:"
}

variable "v62" {
  type = bool
  default = false
}

variable "v63" {
  type = string
  default = "arn:aws:iam::111122223333:role/<x>"
}

variable "v64" {
  type = string
  default = "a:é"
}

variable "v65" {
  type = string
  default = "quo"
}

variable "v66" {
  type = list(string)
  default = ["a:é", "*", "iam:Pass*"]
}

variable "v67" {
  type = list(string)
  default = []
}

variable "v68" {
  type = string
  default = "home/"
}

variable "v69" {
  type = list(string)
  default = [""]
}

variable "v70" {
  type = string
  default = "CanonicalUser"
}

variable "v71" {
  type = string
  default = "a:é"
}

variable "v72" {
  type = list(string)
  default = ["*"]
}

variable "v73" {
  type = string
  default = "cogni"
}

variable "v74" {
  type = bool
  default = false
}

variable "v75" {
  type = string
  default = "vpc-1"
}

variable "v76" {
  type = string
  default = "s3:PutObject"
}

variable "v77" {
  type = string
  default = "B"
}

variable "v78" {
  type = string
  default = "2012-10-17"
}

variable "v79" {
  type = string
  default = "lambda.amazonaws.com"
}

variable "v80" {
  type = string
  default = "lamb"
}

variable "v81" {
  type = string
  default = "vpc-1"
}

variable "v82" {
  type = string
  default = "StringEqua"
}

variable "v83" {
  type = string
  default = "arn:aws:iam::111122223333:root"
}

variable "v84" {
  type = bool
  default = true
}

variable "v85" {
  type = string
  default = "D"
}

variable "v86" {
  type = string
  default = "Al"
}

variable "v87" {
  type = string
  default = "2012-"
}

variable "v88" {
  type = string
  default = "q"
}

variable "v89" {
  type = string
  default = "AWS"
}

variable "v90" {
  type = string
  default = "44445"
}

variable "v91" {
  type = string
  default = "one"
}

variable "v92" {
  type = list(string)
  default = ["*"]
}

variable "v93" {
  type = string
  default = ""
}

variable "v94" {
  type = string
  default = "ec2"
}

variable "v95" {
  type = string
  default = "false"
}

variable "v96" {
  type = bool
  default = true
}

variable "v97" {
  type = list(string)
  default = ["<&>"]
}

variable "v98" {
  type = list(string)
  default = []
}

variable "v99" {
  type = string
  default = "*"
}

variable "v100" {
  type = string
  default = "B"
}

variable "v101" {
  type = string
  default = "<&>"
}

variable "v102" {
  type = string
  default = "B"
}

variable "v103" {
  type = string
  default = "iam:Pass*"
}

variable "v104" {
  type = bool
  default = false
}

variable "v105" {
  type = string
  default = "kms:D"
}

variable "v106" {
  type = string
  default = "D"
}

variable "v107" {
  type = string
  default = "true"
}

variable "v108" {
  type = bool
  default = true
}

variable "v109" {
  type = string
  default = "*"
}

variable "v110" {
  type = list(string)
  default = ["false", "home/"]
}

variable "v111" {
  type = string
  default = "D"
}

variable "v112" {
  type = list(string)
  default = ["iam:Pass*", "s3:*", "S3:List", ""]
}

variable "v113" {
  type = list(string)
  default = ["arn:aws:iam::111122223333:user/zoë"]
}

variable "v114" {
  type = string
  default = "two"
}

variable "v115" {
  type = string
  default = "arn:"
}

variable "v116" {
  type = string
  default = "AWS"
}

variable "v117" {
  type = string
  default = "arn:aws:iam::11"
}

variable "v118" {
  type = list(string)
  default = ["s3:PutObject", "iam:Pass*", "iam:Pass*", "s3:PutObject"]
}

variable "v119" {
  type = string
  default = "home/&{aws:username}/*"
}

variable "v120" {
  type = string
  default = "444455556666"
}

variable "v121" {
  type = string
  default = "cog"
}

variable "v122" {
  type = list(string)
  default = ["*"]
}

variable "v123" {
  type = string
  default = "qu"
}

variable "v124" {
  type = string
  default = "AWS"
}

variable "v125" {
  type = list(string)
  default = ["vpc-2", "false"]
}

variable "v126" {
  type = string
  default = "Str"
}

variable "v127" {
  type = string
  default = "CanonicalUser"
}

variable "v128" {
  type = string
  default = "arn:aws:s"
}

variable "v129" {
  type = string
  default = "arn:aws:iam::111122223333:r"
}

variable "v130" {
  type = bool
  default = true
}

variable "v131" {
  type = string
  default = "ec"
}

variable "v132" {
  type = string
  default = "vpc-2"
}

variable "v133" {
  type = string
  default = "arn:aws:s3:::data/*"
}

variable "v134" {
  type = string
  default = "arn:aws:"
}

variable "v135" {
  type = string
  default = "201"
}

variable "v136" {
  type = string
  default = "ec2.amazonaws.com"
}

variable "v137" {
  type = string
  default = "*"
}

variable "v138" {
  type = string
  default = ""
}

variable "v139" {
  type = list(string)
  default = ["false", "true"]
}

data "aws_iam_policy_document" "g0" {
  policy_id = "two"
  statement {
    actions = var.v0
    resources = []
    principals {
      type = "Service"
      identifiers = ["cognito&{x}"]
    }
    principals {
      type = "AWS"
      identifiers = ["ec2.amazonaws.com", "ec2.amazonaws.com"]
    }
    principals {
      type = "CanonicalUser"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
  statement {
    resources = ["${var.v1}3:::home/&{aws:username}/*", "arn:aws:iam::111122223333:role/<x>"]
  }
}

data "aws_iam_policy_document" "g1" {
  policy_id = "two"
  dynamic "statement" {
   for_each = var.v3 ? [1] : []
   content {
    actions = ["${var.v2}st", "S3:List", "*", "kms:Decrypt"]
    resources = ["arn:aws:iam::111122223333:role/<x>", ""]
   }
  }
  statement {
    principals {
      type = "Federated"
      identifiers = ["cognito&{x}", "444455556666", "arn:aws:iam::111122223333:user/zoë", "*"]
    }
    principals {
      type = "AWS"
      identifiers = ["ec2.amazonaws.com", "lambda.amazonaws.com", "444455556666", "*"]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:TagKeys"
      values = [""]
    }
  }
  dynamic "statement" {
   for_each = toset(["only"])
   content {
    sid = "C"
    actions = ["s3:PutObject"]
    resources = ["*"]
    principals {
      type = "Federated"
      identifiers = ["444455556666", "444455556666", "arn:aws:iam::111122223333:root", "cognito&{x}"]
    }
    not_principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:user/zoë"]
    }
   }
  }
  override_policy_documents = [jsonencode({ Statement = [{ Sid = "B", NotAction = "iam:Pass*", Resource = ["arn:aws:s3:::home/&{aws:username}/*"] }, { Sid = "A", Effect = "Allow", Action = "s3:PutObject" }] }), jsonencode({ Statement = [{ Sid = "C", Effect = "Allow", NotAction = ["s3:PutObject"], Resource = "*", Condition = { "StringEquals" = { "s3:prefix" = [] }, "NumericLessThan" = { "s3:prefix" = "true" } } }] })]
}

data "aws_iam_policy_document" "g2" {
  version = "${var.v4}12-10-17"
  statement {
    actions = ["iam:Pass*", ""]
    resources = ["arn:aws:s3:::data/*", "arn:aws:s3:::home/&{aws:username}/*", "arn:aws:s3:::data/*"]
    not_resources = ["quote\"d"]
    principals {
      type = "Service"
      identifiers = []
    }
    principals {
      type = "AWS"
      identifiers = ["444455556666"]
    }
    principals {
      type = "AWS"
      identifiers = ["ec2.amazonaws.com", "*", "cognito&{x}"]
    }
    condition {
      test = "StringLike"
      variable = "aws:TagKeys"
      values = [var.v5]
    }
  }
  source_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "B", Effect = "Allow", Action = ["*"], Condition = { "StringLike" = { "s3:prefix" = ["5", "<&>"], "aws:TagKeys" = "vpc-1" } } }] })]
}

data "aws_iam_policy_document" "g3" {
  policy_id = ""
  statement {
    sid = "C"
    actions = ["s3:PutObject", "s3:PutObject"]
    principals {
      type = "Service"
      identifiers = ["arn:aws:iam::111122223333:root", "*"]
    }
    principals {
      type = "Service"
      identifiers = ["444455556666", "*"]
    }
  }
  source_policy_documents = [data.aws_iam_policy_document.g0.json]
}

data "aws_iam_policy_document" "g4" {
}

data "aws_iam_policy_document" "g5" {
  statement {
    sid = "A"
    actions = ["iam:Pass*", "s3:PutObject"]
    resources = ["arn:aws:s3:::data/*"]
  }
}

data "aws_iam_policy_document" "g6" {
  statement {
    sid = "C"
    actions = ["s3:PutObject", "iam:Pass*", "kms:Decrypt", "ec2:Describe*"]
    resources = ["arn:aws:s3:::home/&{aws:username}/*", "arn:aws:s3:::home/&{aws:username}/*", "*"]
    principals {
      type = "Federated"
      identifiers = ["444455556666", "*"]
    }
  }
}

data "aws_iam_policy_document" "g7" {
  policy_id = ""
  statement {
    actions = ["*", "a:é"]
    condition {
      test = "Null"
      variable = "aws:TagKeys"
      values = [""]
    }
    condition {
      test = "NumericLessThan"
      variable = "aws:SecureTransport"
      values = ["home/&{aws:username}/*"]
    }
    condition {
      test = "Bool"
      variable = "aws:SourceVpc"
      values = ["home/&{aws:username}/*", "home/"]
    }
  }
}

data "aws_iam_policy_document" "g8" {
  statement {
    actions = ["s3:*"]
  }
  statement {
    effect = "Allow"
    actions = ["*", "kms:Decrypt"]
  }
  override_policy_documents = [data.aws_iam_policy_document.g0.minified_json]
}

data "aws_iam_policy_document" "g9" {
  dynamic "statement" {
   for_each = toset(["only"])
   content {
    sid = "C"
    effect = "Deny"
    actions = ["s3:*", "${var.v6}List", ""]
    not_actions = ["s3:*", "iam:Pass*"]
    resources = ["quote\"d", "quote\"d", "", ""]
    principals {
      type = "AWS"
      identifiers = ["lambda.amazonaws.com"]
    }
    condition {
      test = "Null"
      variable = "s3:prefix"
      values = ["5", "false"]
    }
    condition {
      test = "StringEquals"
      variable = "aws:TagKeys"
      values = [""]
    }
   }
  }
}

data "aws_iam_policy_document" "g10" {
  statement {
    sid = "C"
    resources = ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:TagKeys"
      values = ["false", var.v7]
    }
  }
}

data "aws_iam_policy_document" "g11" {
  statement {
    sid = "A"
    effect = "${var.v8}eny"
    actions = ["iam:Pass*", "s3:*", "kms:Decrypt"]
    resources = ["arn:aws:s3:::home/&{aws:username}/*"]
    principals {
      type = "CanonicalUser"
      identifiers = ["*", "${var.v9}am::111122223333:user/zoë"]
    }
  }
}

data "aws_iam_policy_document" "g12" {
  statement {
    sid = "B"
    effect = "Allow"
    condition {
      test = "NumericLessThan"
      variable = "s3:prefix"
      values = ["vpc-2"]
    }
  }
  statement {
    sid = "C"
    effect = "Deny"
    actions = ["*", "ec2:Describe*", var.v10, var.v11]
    not_actions = ["s3:*", "a:é"]
    principals {
      type = "Federated"
      identifiers = []
    }
    principals {
      type = "CanonicalUser"
      identifiers = ["444455556666"]
    }
    principals {
      type = "CanonicalUser"
      identifiers = var.v12
    }
  }
}

data "aws_iam_policy_document" "g13" {
  dynamic "statement" {
   for_each = var.v14 ? [1] : []
   content {
    sid = var.v13
    effect = "Deny"
    actions = ["s3:PutObject"]
    resources = ["arn:aws:s3:::data/*"]
    principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:user/zoë", "111122223333", "arn:aws:iam::111122223333:root"]
    }
   }
  }
  statement {
    sid = "A"
    effect = "Deny"
    actions = ["", "s3:PutObject"]
    not_actions = ["ec2:Describe*"]
    condition {
      test = "StringLike"
      variable = "aws:TagKeys"
      values = ["home/", "", "vpc-2"]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "s3:prefix"
      values = ["<&>", "home/"]
    }
  }
  override_policy_documents = [data.aws_iam_policy_document.g3.minified_json]
}

data "aws_iam_policy_document" "g14" {
  statement {
    sid = var.v15
    effect = "Allow"
    actions = ["S3:List", "*", "a:é", "a:é"]
    resources = ["arn:aws:iam::111122223333:role/<x>", "arn:aws:s3:::home/&{aws:username}/*"]
    principals {
      type = "Service"
      identifiers = ["111122223333"]
    }
    principals {
      type = "CanonicalUser"
      identifiers = ["cognito&{x}"]
    }
    principals {
      type = "CanonicalUser"
      identifiers = ["cognito&{x}"]
    }
  }
  statement {
    sid = "D"
    effect = "Allow"
    actions = ["s3:PutObject", "s3:PutObject"]
    resources = ["arn:aws:s3:::data/*"]
  }
  statement {
    sid = var.v16
    not_actions = ["ec2:Describe*", "iam:Pass*"]
    resources = []
    principals {
      type = var.v17
      identifiers = ["ec2.amazonaws.com", "ec2.amazonaws.com"]
    }
    principals {
      type = "AWS"
      identifiers = ["111122223333", "ec2.amazonaws.com"]
    }
  }
  override_policy_documents = [data.aws_iam_policy_document.g4.json, jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "C", NotAction = "", Condition = { "Null" = { "aws:SourceVpc" = "", "s3:prefix" = [""] } } }] })]
}

data "aws_iam_policy_document" "g15" {
  policy_id = "one"
  statement {
    sid = var.v18
    effect = "Deny"
    actions = []
    resources = ["arn:aws:s3:::data/*", "*", "arn:aws:s3:::data"]
    condition {
      test = "Bool"
      variable = "aws:SecureTransport"
      values = ["false"]
    }
  }
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Sid = var.v19, Effect = "Deny", Action = ["ec2:Describe*"], Resource = ["arn:aws:s3:::data/*"], Principal = { "*" = var.v20, "Federated" = "111122223333" } }, { Effect = "Allow", NotAction = ["s3:PutObject"], Principal = { "Service" = "arn:aws:iam::111122223333:root" } }] }), jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "B", Effect = "Deny", Action = ["kms:Decrypt"], Principal = { "AWS" = "ec2.amazonaws.com", "*" = [] }, Condition = { "StringEquals" = { "aws:SecureTransport" = "vpc-2" }, "Null" = { "aws:SourceVpc" = ["home/&{aws:username}/*", "false", "home/"], "aws:TagKeys" = ["5"] } } }] })]
}

data "aws_iam_policy_document" "g16" {
  statement {
    actions = ["${var.v21}t", "S3:List", "ec2:Describe*", "s3:GetObject"]
    principals {
      type = "*"
      identifiers = var.v22
    }
    condition {
      test = "StringLike"
      variable = "s3:prefix"
      values = [""]
    }
  }
}

data "aws_iam_policy_document" "g17" {
  statement {
    sid = "D"
    actions = ["*", "kms:Decrypt", "s3:*", "s3:PutObject"]
    resources = [var.v23, "", "arn:aws:s3:::data/*", "quote\"d"]
  }
  statement {
    effect = "Allow"
    actions = ["", "iam:Pass*", "*", "kms:Decrypt"]
    resources = ["", "quote\"d"]
    principals {
      type = "AWS"
      identifiers = ["cognito&{x}"]
    }
    condition {
      test = "StringEquals"
      variable = "aws:SourceVpc"
      values = ["true"]
    }
  }
  dynamic "statement" {
   for_each = toset(["only"])
   content {
    effect = "Allow"
    not_actions = ["s3:GetObject"]
    resources = ["", "*", "arn:aws:s3:::home/&{aws:username}/*"]
    principals {
      type = "AWS"
      identifiers = ["*"]
    }
    condition {
      test = "Bool"
      variable = "aws:PrincipalArn"
      values = ["5", "false"]
    }
   }
  }
  override_policy_documents = [data.aws_iam_policy_document.g2.minified_json]
}

data "aws_iam_policy_document" "g18" {
  statement {
    actions = ["*"]
    principals {
      type = "Federated"
      identifiers = ["111122223333", "lambda.amazonaws.com"]
    }
  }
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Id = "x", Statement = [{ Sid = "C", NotAction = "ec2:Describe*", Principal = { "Federated" = ["111122223333"] } }] })]
}

data "aws_iam_policy_document" "g19" {
  statement {
    sid = "D"
    not_actions = ["${var.v24}:*", "kms:Decrypt", "s3:*"]
    resources = ["${var.v25}d", "", "arn:aws:iam::111122223333:role/<x>", "quote\"d"]
    principals {
      type = "Service"
      identifiers = ["111122223333"]
    }
  }
  statement {
    actions = [var.v26, "ec2:Describe*"]
    resources = ["arn:aws:s3:::data"]
    not_resources = []
    principals {
      type = "*"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
    principals {
      type = "Service"
      identifiers = ["lambda.amazonaws.com", "*", "111122223333", "arn:aws:iam::111122223333:root"]
    }
    principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:user/zoë", "111122223333", "arn:aws:iam::111122223333:user/zoë"]
    }
    condition {
      test = "StringEquals"
      variable = "aws:TagKeys"
      values = var.v27
    }
    condition {
      test = "Bool"
      variable = "aws:SecureTransport"
      values = ["true", "vpc-1", "vpc-1"]
    }
  }
  source_policy_documents = [jsonencode({ Version = "2012-10-17", Id = "", Statement = [{ Sid = var.v28, Effect = "Allow", NotAction = [] }] })]
}

data "aws_iam_policy_document" "g20" {
  policy_id = "one"
  statement {
    actions = ["iam:Pass*", var.v31]
    resources = [var.v32, "arn:aws:s3:::data"]
    principals {
      type = "AWS"
      identifiers = []
    }
    principals {
      type = "CanonicalUser"
      identifiers = ["*"]
    }
    principals {
      type = "AWS"
      identifiers = []
    }
  }
  statement {
    sid = "B"
    effect = "Allow"
    actions = []
    resources = ["*"]
    condition {
      test = "StringEquals"
      variable = "aws:SecureTransport"
      values = ["false"]
    }
  }
  statement {
    actions = ["S3:List", "ec2:Describe*"]
    resources = []
    principals {
      type = "*"
      identifiers = ["444455556666", "444455556666"]
    }
    principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:user/zoë", "111122223333", "lambda.amazonaws.com"]
    }
    principals {
      type = "CanonicalUser"
      identifiers = ["arn:aws:iam::111122223333:user/zoë"]
    }
  }
}

data "aws_iam_policy_document" "g21" {
  statement {
    sid = var.v33
    actions = ["kms:Decrypt", "S3:List", "s3:GetObject", ""]
    resources = ["arn:aws:iam::111122223333:role/<x>", "arn:aws:s3:::data/*", "*"]
    principals {
      type = "Federated"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
    principals {
      type = "AWS"
      identifiers = ["cognito&{x}", "111122223333", "*", "111122223333"]
    }
  }
  statement {
    sid = "C"
    actions = ["s3:*", "s3:PutObject", "s3:GetObject"]
    resources = ["", "*", var.v34]
    condition {
      test = "Null"
      variable = "aws:SecureTransport"
      values = ["home/&{aws:username}/*", "false"]
    }
    condition {
      test = "StringLike"
      variable = "s3:prefix"
      values = ["home/&{aws:username}/*"]
    }
    condition {
      test = "NumericLessThan"
      variable = "aws:SecureTransport"
      values = [""]
    }
  }
  statement {
    sid = "B"
    resources = ["quote\"d"]
    not_principals {
      type = "AWS"
      identifiers = ["111122223333", "ec2.amazonaws.com"]
    }
    not_principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:user/zoë"]
    }
    condition {
      test = "Null"
      variable = var.v35
      values = ["false"]
    }
    condition {
      test = "StringLike"
      variable = "s3:prefix"
      values = ["home/&{aws:username}/*", ""]
    }
    condition {
      test = "NumericLessThan"
      variable = "s3:prefix"
      values = ["false", "<&>", "true", "5"]
    }
  }
}

data "aws_iam_policy_document" "g22" {
  policy_id = ""
  statement {
    sid = "A"
    effect = "Allow"
    actions = ["", "ec2:Describe*"]
    resources = ["arn:aws:s3:::home/&{aws:username}/*", ""]
    condition {
      test = "StringEquals"
      variable = "s3:prefix"
      values = ["vpc-2", ""]
    }
    condition {
      test = "NumericLessThan"
      variable = "aws:SourceVpc"
      values = ["home/", "<&>", "5", "false"]
    }
    condition {
      test = "StringEquals"
      variable = var.v36
      values = [var.v37, "true", "vpc-2", "home/&{aws:username}/*"]
    }
  }
  statement {
    sid = "D"
    effect = "Allow"
    resources = ["quote\"d"]
    principals {
      type = "Service"
      identifiers = ["ec2.amazonaws.com", "arn:aws:iam::111122223333:root", "lambda.amazonaws.com"]
    }
    principals {
      type = "CanonicalUser"
      identifiers = ["ec2.amazonaws.com", "arn:aws:iam::111122223333:user/zoë"]
    }
    principals {
      type = "AWS"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "g23" {
}

data "aws_iam_policy_document" "g24" {
  policy_id = ""
  statement {
    sid = "B"
    actions = ["s3:PutObject", "kms:Decrypt"]
  }
}

data "aws_iam_policy_document" "g25" {
  statement {
    sid = "A"
    effect = "Deny"
    principals {
      type = "AWS"
      identifiers = []
    }
  }
  dynamic "statement" {
   for_each = var.v38 ? [1] : []
   content {
    actions = ["a:é", "*", "s3:GetObject", "s3:GetObject"]
    principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root", "*"]
    }
   }
  }
  statement {
    sid = "C"
    effect = "Deny"
    actions = ["S3:List", "s3:PutObject", ""]
    resources = ["arn:aws:s3:::data/*"]
    condition {
      test = "NumericLessThan"
      variable = "aws:TagKeys"
      values = ["false", "5"]
    }
    condition {
      test = "StringEquals"
      variable = "aws:TagKeys"
      values = []
    }
  }
  override_policy_documents = [jsonencode({  })]
}

data "aws_iam_policy_document" "g26" {
  statement {
    sid = "D"
    resources = var.v39
  }
}

data "aws_iam_policy_document" "g27" {
  dynamic "statement" {
   for_each = var.v40 ? [1] : []
   content {
    actions = ["s3:PutObject"]
    resources = ["arn:aws:s3:::data/*"]
    principals {
      type = "Federated"
      identifiers = ["444455556666", "cognito&{x}", "*", "lambda.amazonaws.com"]
    }
    principals {
      type = "CanonicalUser"
      identifiers = ["arn:aws:iam::111122223333:root", "444455556666"]
    }
    principals {
      type = "Federated"
      identifiers = ["111122223333"]
    }
   }
  }
}

data "aws_iam_policy_document" "g28" {
  statement {
    sid = "D"
    actions = ["S3:List", "s3:GetObject", "*"]
    resources = ["arn:aws:s3:::data"]
    principals {
      type = "Service"
      identifiers = ["arn:aws:iam::111122223333:user/zoë", "arn:aws:iam::111122223333:root"]
    }
    principals {
      type = "*"
      identifiers = ["cognito&{x}", "arn:aws:iam::111122223333:root", "*"]
    }
    principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:root", var.v41, "arn:aws:iam::111122223333:user/zoë"]
    }
    condition {
      test = "StringEquals"
      variable = "aws:TagKeys"
      values = ["home/", "home/", "vpc-2"]
    }
  }
}

data "aws_iam_policy_document" "g29" {
  statement {
    actions = ["${var.v42}3:*", "S3:List"]
    resources = ["arn:aws:s3:::home/&{aws:username}/*", "arn:aws:s3:::data"]
    principals {
      type = "CanonicalUser"
      identifiers = ["cognito&{x}"]
    }
    principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
    principals {
      type = "Federated"
      identifiers = ["arn:aws:iam::111122223333:user/zoë", "ec2.amazonaws.com", "${var.v43}gnito&{x}", "444455556666"]
    }
  }
  statement {
    sid = "C"
    resources = []
    principals {
      type = "${var.v44}rvice"
      identifiers = ["*", "arn:aws:iam::111122223333:user/zoë"]
    }
    principals {
      type = "Service"
      identifiers = ["*", "ec2.amazonaws.com"]
    }
  }
  dynamic "statement" {
   for_each = var.v46 ? [1] : []
   content {
    sid = "B"
    actions = ["s3:PutObject", "S3:List"]
    resources = var.v45
    principals {
      type = "*"
      identifiers = ["ec2.amazonaws.com"]
    }
    principals {
      type = "AWS"
      identifiers = ["ec2.amazonaws.com"]
    }
    not_principals {
      type = "Federated"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
    not_principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root", "lambda.amazonaws.com"]
    }
    not_principals {
      type = "*"
      identifiers = ["*"]
    }
    condition {
      test = "StringLike"
      variable = "aws:TagKeys"
      values = ["home/&{aws:username}/*"]
    }
    condition {
      test = "NumericLessThan"
      variable = "aws:SecureTransport"
      values = ["<&>"]
    }
   }
  }
  source_policy_documents = [data.aws_iam_policy_document.g23.minified_json]
  override_policy_documents = [data.aws_iam_policy_document.g15.json]
}

data "aws_iam_policy_document" "g30" {
  statement {
    sid = "B"
    actions = ["s3:*", "s3:GetObject", "kms:Decrypt", "iam:Pass*"]
    resources = [var.v47, "arn:aws:s3:::data", "arn:aws:s3:::home/&{aws:username}/*", "arn:aws:s3:::home/&{aws:username}/*"]
    not_resources = ["*", "arn:aws:s3:::data"]
  }
}

data "aws_iam_policy_document" "g31" {
  statement {
    sid = "A"
    effect = "Deny"
    actions = ["a:é"]
    resources = ["arn:aws:s3:::data", "*", "arn:aws:s3:::data", "arn:aws:s3:::data"]
    principals {
      type = "*"
      identifiers = ["444455556666", "lambda.amazonaws.com"]
    }
    principals {
      type = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
    principals {
      type = "Service"
      identifiers = ["arn:aws:iam::111122223333:user/zoë"]
    }
    not_principals {
      type = "*"
      identifiers = ["cognito&{x}", "111122223333", "lambda.amazonaws.com", "arn:aws:iam::111122223333:root"]
    }
    condition {
      test = "StringEquals"
      variable = "aws:SecureTransport"
      values = var.v48
    }
  }
  source_policy_documents = [jsonencode({  })]
}

data "aws_iam_policy_document" "g32" {
  statement {
    sid = "C"
    effect = "Allow"
    actions = ["", "kms:Decrypt", "*"]
    resources = var.v49
    principals {
      type = "AWS"
      identifiers = ["ec2.amazonaws.com"]
    }
    condition {
      test = "Bool"
      variable = "aws:SourceVpc"
      values = [var.v50, "home/&{aws:username}/*"]
    }
  }
  dynamic "statement" {
   for_each = toset(["only"])
   content {
    sid = "D"
    effect = "Deny"
    actions = var.v51
    resources = [var.v52, "*", "*", "*"]
    not_resources = ["quote\"d"]
   }
  }
  statement {
    sid = "B"
    effect = "Deny"
    actions = ["", "kms:Decrypt"]
    not_actions = ["s3:PutObject", var.v53, "s3:PutObject"]
    resources = ["*"]
    principals {
      type = "Federated"
      identifiers = ["111122223333", "arn:aws:iam::111122223333:root"]
    }
  }
}

data "aws_iam_policy_document" "g33" {
  statement {
    sid = "A"
    effect = "Allow"
    actions = ["iam:Pass*", "${var.v54}ibe*", "iam:Pass*"]
    resources = ["arn:aws:s3:::data/*"]
    principals {
      type = "Federated"
      identifiers = ["ec2.amazonaws.com"]
    }
    principals {
      type = "Service"
      identifiers = ["cognito&{x}"]
    }
    principals {
      type = "AWS"
      identifiers = ["*", "arn:aws:iam::111122223333:user/zoë", "lambda.amazonaws.com"]
    }
    condition {
      test = "Null"
      variable = "aws:SourceVpc"
      values = ["home/"]
    }
    condition {
      test = "StringLike"
      variable = "aws:TagKeys"
      values = ["5", "vpc-1", "false"]
    }
    condition {
      test = "StringEquals"
      variable = "aws:SecureTransport"
      values = []
    }
  }
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "D", Effect = "Allow", NotAction = ["a:é", "*", "kms:Decrypt", "s3:*"], Resource = ["", "quote\"d", "*", "arn:aws:s3:::data"], Condition = { "NumericLessThan" = { "aws:SecureTransport" = "true" } } }] })]
}

data "aws_iam_policy_document" "g34" {
  statement {
    effect = "Deny"
    actions = ["", "*"]
    resources = []
    principals {
      type = "*"
      identifiers = ["444455556666"]
    }
    condition {
      test = "Null"
      variable = "aws:PrincipalArn"
      values = ["home/&{aws:username}/*", "", "home/&{aws:username}/*"]
    }
    condition {
      test = "StringEquals"
      variable = "s3:prefix"
      values = ["<&>", "", "home/", "vpc-1"]
    }
  }
  statement {
    sid = "C"
    effect = "Deny"
    principals {
      type = "CanonicalUser"
      identifiers = ["cognito&{x}", "arn:aws:iam::111122223333:root"]
    }
    principals {
      type = "CanonicalUser"
      identifiers = []
    }
  }
  statement {
    effect = "Allow"
    actions = ["S3:List"]
    not_resources = []
    condition {
      test = "Bool"
      variable = "s3:prefix"
      values = ["true"]
    }
    condition {
      test = "Bool"
      variable = "${var.v55}eys"
      values = ["home/"]
    }
    condition {
      test = var.v56
      variable = "aws:SourceVpc"
      values = ["5", "<&>"]
    }
  }
  override_policy_documents = [data.aws_iam_policy_document.g9.json]
}

data "aws_iam_policy_document" "g35" {
  statement {
    effect = "Deny"
    actions = ["s3:GetObject", "kms:Decrypt", "s3:*", "s3:GetObject"]
    not_actions = ["iam:Pass*", "ec2:Describe*", "a:é"]
    resources = ["arn:aws:s3:::data"]
  }
}

data "aws_iam_policy_document" "g36" {
  dynamic "statement" {
   for_each = var.v57 ? [1] : []
   content {
    sid = "A"
    effect = "Deny"
    actions = []
    resources = ["arn:aws:s3:::data/*", "arn:aws:iam::111122223333:role/<x>"]
    principals {
      type = "CanonicalUser"
      identifiers = ["lambda.amazonaws.com", "arn:aws:iam::111122223333:root"]
    }
    principals {
      type = "AWS"
      identifiers = ["cognito&{x}", "*"]
    }
    not_principals {
      type = "CanonicalUser"
      identifiers = ["444455556666", "ec2.amazonaws.com", "111122223333"]
    }
    not_principals {
      type = "*"
      identifiers = []
    }
   }
  }
}

data "aws_iam_policy_document" "g37" {
  dynamic "statement" {
   for_each = var.v59 ? [1] : []
   content {
    sid = "B"
    actions = [""]
    principals {
      type = "AWS"
      identifiers = var.v58
    }
    condition {
      test = "NumericLessThan"
      variable = "s3:prefix"
      values = ["vpc-1", "vpc-1"]
    }
   }
  }
  statement {
    actions = ["ec2:Describe*"]
    resources = [var.v60, "quote\"d"]
    not_principals {
      type = "Service"
      identifiers = ["arn:aws:iam::111122223333:root", "lambda.amazonaws.com", "444455556666"]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:SecureTransport"
      values = ["true", "false"]
    }
  }
}

data "aws_iam_policy_document" "g38" {
  policy_id = ""
  dynamic "statement" {
   for_each = toset(["only"])
   content {
    sid = "D"
    effect = "Allow"
   }
  }
  statement {
    resources = ["quote\"d", "arn:aws:s3:::data", "arn:aws:s3:::data"]
    principals {
      type = "*"
      identifiers = ["111122223333"]
    }
    not_principals {
      type = "*"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
    not_principals {
      type = "Service"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
  }
  override_policy_documents = [jsonencode({ Id = "" })]
}

data "aws_iam_policy_document" "g39" {
}

data "aws_iam_policy_document" "g40" {
  dynamic "statement" {
   for_each = var.v62 ? [1] : []
   content {
    sid = "A"
    effect = "Deny"
    actions = ["kms:Decrypt"]
    resources = []
    not_resources = ["${var.v61}s3:::data/*", "*", "quote\"d", "arn:aws:s3:::data"]
   }
  }
  statement {
    effect = "Allow"
    actions = []
    resources = ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]
    condition {
      test = "StringEquals"
      variable = "aws:SecureTransport"
      values = ["vpc-2"]
    }
    condition {
      test = "Bool"
      variable = "aws:TagKeys"
      values = ["5", "false", "<&>"]
    }
  }
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "C", Effect = "Deny", Action = "S3:List", Condition = { "StringEquals" = { "aws:PrincipalArn" = ["true"] }, "Bool" = { "aws:TagKeys" = "vpc-1" } } }, { Sid = "B", NotAction = ["S3:List", "kms:Decrypt", "a:é"], Principal = "*" }] }), jsonencode({ Statement = [{ Sid = "C", Effect = "Deny", NotAction = "S3:List", Resource = [var.v63], Condition = { "Null" = { "aws:TagKeys" = "home/&{aws:username}/*", "aws:SecureTransport" = "home/" }, "StringEquals" = { "aws:PrincipalArn" = ["vpc-2", "true", "vpc-2"] } } }] })]
}

data "aws_iam_policy_document" "g41" {
  override_policy_documents = [jsonencode({ Statement = [{ Sid = "B", Effect = "Deny", NotAction = ["a:é", "S3:List", "S3:List"], NotPrincipal = { "Service" = "444455556666", "*" = "cognito&{x}" }, Condition = { "Bool" = { "aws:SecureTransport" = ["5"] } } }, { Effect = "Allow", Action = "s3:*" }] })]
}

data "aws_iam_policy_document" "g42" {
  statement {
    sid = "A"
    resources = ["", "", ""]
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:TagKeys"
      values = ["5", "", "<&>"]
    }
  }
  statement {
    sid = "D"
    resources = ["arn:aws:s3:::home/&{aws:username}/*", "*", "*"]
    condition {
      test = "Bool"
      variable = "aws:SecureTransport"
      values = ["vpc-2", "vpc-2"]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:TagKeys"
      values = ["<&>"]
    }
  }
  source_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["ec2:Describe*", "*", "*", var.v64], Resource = ["*"] }] })]
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Id = "x", Statement = [{ Sid = "B", Effect = "Allow", NotAction = "s3:GetObject", Principal = { "Federated" = ["cognito&{x}", "arn:aws:iam::111122223333:root", "lambda.amazonaws.com", "*"] }, Condition = { "ForAnyValue:StringEquals" = { "aws:TagKeys" = "true", "aws:SecureTransport" = "<&>" } } }] })]
}

data "aws_iam_policy_document" "g43" {
  statement {
    effect = "Allow"
    resources = ["arn:aws:s3:::data"]
    principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:user/zoë"]
    }
    principals {
      type = "AWS"
      identifiers = ["444455556666", "ec2.amazonaws.com", "111122223333"]
    }
    principals {
      type = "Service"
      identifiers = ["arn:aws:iam::111122223333:root", "ec2.amazonaws.com"]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:PrincipalArn"
      values = ["vpc-2"]
    }
  }
  source_policy_documents = [data.aws_iam_policy_document.g38.json]
}

data "aws_iam_policy_document" "g44" {
  statement {
    sid = "C"
    actions = ["iam:Pass*"]
    resources = ["arn:aws:s3:::data/*", "${var.v65}te\"d"]
    principals {
      type = "AWS"
      identifiers = ["ec2.amazonaws.com", "111122223333"]
    }
    principals {
      type = "AWS"
      identifiers = ["cognito&{x}", "ec2.amazonaws.com"]
    }
    condition {
      test = "Null"
      variable = "aws:SecureTransport"
      values = ["home/&{aws:username}/*", "<&>"]
    }
    condition {
      test = "StringEquals"
      variable = "aws:SecureTransport"
      values = ["home/"]
    }
  }
  source_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = "ec2:Describe*", Resource = "arn:aws:s3:::home/&{aws:username}/*" }, { Effect = "Allow", NotAction = var.v66, Principal = { "Service" = ["arn:aws:iam::111122223333:root"] } }] })]
}

data "aws_iam_policy_document" "g45" {
  statement {
    sid = "B"
    actions = ["iam:Pass*", "s3:GetObject"]
    resources = ["quote\"d"]
    principals {
      type = "Federated"
      identifiers = ["lambda.amazonaws.com", "arn:aws:iam::111122223333:root", "111122223333"]
    }
    condition {
      test = "StringEquals"
      variable = "aws:SecureTransport"
      values = ["vpc-2"]
    }
    condition {
      test = "StringEquals"
      variable = "aws:SecureTransport"
      values = var.v67
    }
    condition {
      test = "StringLike"
      variable = "aws:SecureTransport"
      values = [var.v68, "true"]
    }
  }
}

data "aws_iam_policy_document" "g46" {
  source_policy_documents = [data.aws_iam_policy_document.g4.json]
}

data "aws_iam_policy_document" "g47" {
  statement {
    effect = "Deny"
    actions = ["kms:Decrypt", "s3:PutObject"]
    resources = ["quote\"d", "arn:aws:s3:::data", "quote\"d", "arn:aws:s3:::data/*"]
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "s3:prefix"
      values = ["", "5", "home/"]
    }
  }
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Id = "x", Statement = [{ Sid = "D", Effect = "Deny", Action = "S3:List", Condition = { "NumericLessThan" = { "aws:SourceVpc" = "vpc-1" }, "Bool" = { "aws:SourceVpc" = ["vpc-1"] } } }] })]
}

data "aws_iam_policy_document" "g48" {
  statement {
    sid = "C"
    effect = "Allow"
    resources = var.v69
    principals {
      type = var.v70
      identifiers = ["111122223333"]
    }
    condition {
      test = "StringLike"
      variable = "aws:PrincipalArn"
      values = ["<&>", "home/"]
    }
    condition {
      test = "StringLike"
      variable = "aws:SourceVpc"
      values = ["home/&{aws:username}/*", "vpc-1", "home/&{aws:username}/*"]
    }
  }
  statement {
    sid = "B"
    effect = "Allow"
    actions = ["iam:Pass*"]
    resources = ["arn:aws:s3:::home/&{aws:username}/*"]
    principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:user/zoë", "arn:aws:iam::111122223333:user/zoë"]
    }
    principals {
      type = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
    condition {
      test = "StringEquals"
      variable = "aws:PrincipalArn"
      values = ["", "true", "5", "vpc-2"]
    }
  }
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "B", NotAction = ["ec2:Describe*", var.v71], Resource = var.v72 }, { Sid = "A", Effect = "Deny", NotAction = "*", Resource = [] }] })]
}

data "aws_iam_policy_document" "g49" {
  version = "2012-10-17"
  dynamic "statement" {
   for_each = var.v74 ? [1] : []
   content {
    sid = "B"
    effect = "Deny"
    actions = ["iam:Pass*", "*", "ec2:Describe*"]
    principals {
      type = "AWS"
      identifiers = ["111122223333", "cognito&{x}", "${var.v73}to&{x}", "ec2.amazonaws.com"]
    }
   }
  }
}

data "aws_iam_policy_document" "g50" {
  policy_id = "two"
  statement {
    sid = "C"
    effect = "Deny"
    actions = ["ec2:Describe*", "S3:List"]
    resources = ["arn:aws:s3:::data/*"]
  }
}

data "aws_iam_policy_document" "g51" {
  statement {
    sid = "A"
    effect = "Allow"
    actions = []
    resources = ["quote\"d", "", "arn:aws:s3:::data/*"]
    not_principals {
      type = "Service"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
    not_principals {
      type = "*"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
    condition {
      test = "Bool"
      variable = "aws:SecureTransport"
      values = ["false", "false", var.v75]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:SecureTransport"
      values = ["home/", "false"]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "s3:prefix"
      values = ["5"]
    }
  }
  statement {
    sid = "D"
    actions = [var.v76]
    resources = ["*", "arn:aws:s3:::data/*", "quote\"d"]
    condition {
      test = "Null"
      variable = "s3:prefix"
      values = ["5"]
    }
    condition {
      test = "Bool"
      variable = "aws:TagKeys"
      values = ["home/", "", "vpc-1"]
    }
    condition {
      test = "Bool"
      variable = "aws:TagKeys"
      values = []
    }
  }
  source_policy_documents = [jsonencode({ Statement = [{ Sid = "D", Effect = "Allow", Action = ["s3:*", "iam:Pass*", "", "s3:PutObject"], Resource = "arn:aws:iam::111122223333:role/<x>", NotPrincipal = { "AWS" = ["444455556666", "lambda.amazonaws.com"] } }] })]
}

data "aws_iam_policy_document" "g52" {
  policy_id = ""
  statement {
    sid = "C"
    effect = "Deny"
    actions = ["s3:GetObject", "s3:*", "iam:Pass*"]
    resources = ["arn:aws:s3:::data"]
    condition {
      test = "NumericLessThan"
      variable = "aws:TagKeys"
      values = ["false"]
    }
  }
  statement {
    sid = "D"
    actions = ["s3:PutObject", "*", "a:é", "S3:List"]
    resources = ["arn:aws:s3:::data/*"]
    not_resources = ["", "arn:aws:iam::111122223333:role/<x>"]
    not_principals {
      type = "CanonicalUser"
      identifiers = ["lambda.amazonaws.com", "ec2.amazonaws.com", "*", "lambda.amazonaws.com"]
    }
    not_principals {
      type = "Service"
      identifiers = ["arn:aws:iam::111122223333:root", "lambda.amazonaws.com", "111122223333", "*"]
    }
  }
  statement {
    sid = var.v77
    actions = []
    resources = ["arn:aws:iam::111122223333:role/<x>"]
  }
}

data "aws_iam_policy_document" "g53" {
  version = var.v78
  statement {
    effect = "Allow"
    actions = ["ec2:Describe*"]
    resources = ["arn:aws:s3:::data/*", "arn:aws:s3:::data/*", "*"]
  }
}

data "aws_iam_policy_document" "g54" {
  statement {
    effect = "Deny"
    resources = ["arn:aws:s3:::home/&{aws:username}/*"]
    not_resources = []
  }
}

data "aws_iam_policy_document" "g55" {
  policy_id = "two"
  statement {
    sid = "A"
    effect = "Allow"
    actions = ["*"]
    resources = ["arn:aws:iam::111122223333:role/<x>"]
    not_principals {
      type = "Service"
      identifiers = ["ec2.amazonaws.com", var.v79]
    }
    condition {
      test = "NumericLessThan"
      variable = "aws:SourceVpc"
      values = ["vpc-1", "vpc-1", "", "home/&{aws:username}/*"]
    }
  }
}

data "aws_iam_policy_document" "g56" {
  statement {
    actions = ["*"]
    principals {
      type = "AWS"
      identifiers = ["444455556666", "cognito&{x}"]
    }
    principals {
      type = "Federated"
      identifiers = ["${var.v80}da.amazonaws.com", "cognito&{x}", "*"]
    }
    principals {
      type = "*"
      identifiers = ["arn:aws:iam::111122223333:root", "lambda.amazonaws.com"]
    }
  }
  statement {
    sid = "B"
    effect = "Allow"
    actions = []
    resources = [""]
    condition {
      test = "NumericLessThan"
      variable = "aws:TagKeys"
      values = ["home/", "vpc-2", "vpc-2", "5"]
    }
    condition {
      test = "StringLike"
      variable = "aws:PrincipalArn"
      values = ["vpc-2", "", var.v81]
    }
  }
}

data "aws_iam_policy_document" "g57" {
  statement {
    sid = "C"
    actions = ["s3:GetObject", "s3:GetObject"]
  }
}

data "aws_iam_policy_document" "g58" {
  statement {
    effect = "Allow"
    actions = ["s3:PutObject", "kms:Decrypt"]
    not_resources = []
    principals {
      type = "AWS"
      identifiers = ["444455556666", "ec2.amazonaws.com", "444455556666", "cognito&{x}"]
    }
    condition {
      test = "Null"
      variable = "aws:TagKeys"
      values = ["false", "5"]
    }
    condition {
      test = "${var.v82}ls"
      variable = "aws:SourceVpc"
      values = ["true", "false", "vpc-2", "true"]
    }
  }
  dynamic "statement" {
   for_each = toset(["only"])
   content {
    sid = "C"
    effect = "Deny"
    actions = ["iam:Pass*", ""]
    resources = ["", "arn:aws:s3:::home/&{aws:username}/*"]
    principals {
      type = "Service"
      identifiers = ["lambda.amazonaws.com", "*"]
    }
    principals {
      type = "CanonicalUser"
      identifiers = ["arn:aws:iam::111122223333:user/zoë"]
    }
    principals {
      type = "Service"
      identifiers = ["444455556666", "111122223333", "444455556666", "cognito&{x}"]
    }
    not_principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:root"]
    }
    not_principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:user/zoë", "arn:aws:iam::111122223333:root"]
    }
    not_principals {
      type = "Service"
      identifiers = ["111122223333", "arn:aws:iam::111122223333:user/zoë", var.v83]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "s3:prefix"
      values = []
    }
   }
  }
}

data "aws_iam_policy_document" "g59" {
  dynamic "statement" {
   for_each = var.v84 ? [1] : []
   content {
    actions = ["kms:Decrypt"]
    resources = ["arn:aws:s3:::home/&{aws:username}/*", "arn:aws:s3:::data", "*", "*"]
    condition {
      test = "StringLike"
      variable = "aws:PrincipalArn"
      values = ["false"]
    }
    condition {
      test = "Null"
      variable = "aws:SecureTransport"
      values = []
    }
   }
  }
  statement {
    sid = var.v85
    effect = "${var.v86}low"
    resources = []
  }
}

data "aws_iam_policy_document" "g60" {
  policy_id = "two"
  statement {
    sid = "C"
    condition {
      test = "StringLike"
      variable = "aws:PrincipalArn"
      values = ["home/"]
    }
  }
}

data "aws_iam_policy_document" "g61" {
  version = "${var.v87}10-17"
  statement {
    sid = "B"
    actions = ["", "", "s3:PutObject", "s3:*"]
    resources = ["", "arn:aws:iam::111122223333:role/<x>"]
    principals {
      type = "Federated"
      identifiers = ["444455556666"]
    }
    not_principals {
      type = "*"
      identifiers = ["lambda.amazonaws.com"]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:SecureTransport"
      values = ["false"]
    }
  }
  source_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["kms:Decrypt", "S3:List", "", "s3:GetObject"], Principal = { "*" = [], "Federated" = "arn:aws:iam::111122223333:user/zoë" } }, { Effect = "Deny", NotAction = [] }] })]
}

data "aws_iam_policy_document" "g62" {
  version = "2012-10-17"
  statement {
    sid = "C"
    effect = "Allow"
    actions = ["a:é", "*"]
    not_actions = ["s3:*"]
    not_resources = ["arn:aws:s3:::data/*", "arn:aws:s3:::data", "${var.v88}uote\"d"]
    principals {
      type = var.v89
      identifiers = ["lambda.amazonaws.com", "arn:aws:iam::111122223333:user/zoë", "arn:aws:iam::111122223333:user/zoë", "111122223333"]
    }
    principals {
      type = "Federated"
      identifiers = ["*", "444455556666", "444455556666", "*"]
    }
    principals {
      type = "Federated"
      identifiers = ["cognito&{x}", "*"]
    }
    condition {
      test = "StringEquals"
      variable = "s3:prefix"
      values = ["vpc-2"]
    }
    condition {
      test = "NumericLessThan"
      variable = "aws:SecureTransport"
      values = ["<&>", "true", ""]
    }
  }
  statement {
    sid = "A"
    effect = "Allow"
    actions = []
    resources = ["", "arn:aws:s3:::data", "*"]
  }
  override_policy_documents = [data.aws_iam_policy_document.g37.json, jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "D", NotAction = "ec2:Describe*", Principal = { "AWS" = "${var.v90}5556666", "Federated" = ["ec2.amazonaws.com", "cognito&{x}"] } }] })]
}

data "aws_iam_policy_document" "g63" {
  policy_id = var.v91
  statement {
    sid = "A"
    actions = ["a:é"]
    not_actions = ["S3:List"]
    resources = var.v92
    principals {
      type = "CanonicalUser"
      identifiers = []
    }
  }
  dynamic "statement" {
   for_each = toset(["only"])
   content {
    effect = "Allow"
    actions = ["ec2:Describe*"]
    resources = ["arn:aws:s3:::data"]
    principals {
      type = "CanonicalUser"
      identifiers = ["111122223333", "111122223333", "arn:aws:iam::111122223333:user/zoë"]
    }
    condition {
      test = "NumericLessThan"
      variable = "aws:PrincipalArn"
      values = ["vpc-2"]
    }
   }
  }
  statement {
    effect = "Allow"
    resources = [""]
    not_principals {
      type = "Federated"
      identifiers = ["444455556666", "444455556666", "cognito&{x}"]
    }
    condition {
      test = "NumericLessThan"
      variable = "aws:PrincipalArn"
      values = ["<&>"]
    }
  }
  source_policy_documents = [data.aws_iam_policy_document.g37.json]
  override_policy_documents = [data.aws_iam_policy_document.g53.json]
}

data "aws_iam_policy_document" "g64" {
  statement {
    sid = "D"
    actions = ["s3:GetObject", "S3:List", "s3:*"]
    not_actions = ["", var.v93]
    resources = ["arn:aws:iam::111122223333:role/<x>", "arn:aws:iam::111122223333:role/<x>"]
  }
}

data "aws_iam_policy_document" "g65" {
  version = "2012-10-17"
}

data "aws_iam_policy_document" "g66" {
  statement {

  }
}

data "aws_iam_policy_document" "g67" {
  dynamic "statement" {
   for_each = toset(["only"])
   content {
    sid = "B"
    actions = ["a:é", "${var.v94}:Describe*", "", "S3:List"]
    principals {
      type = "CanonicalUser"
      identifiers = ["444455556666"]
    }
    condition {
      test = "Null"
      variable = "aws:SourceVpc"
      values = [var.v95]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:SecureTransport"
      values = ["vpc-2"]
    }
   }
  }
}

data "aws_iam_policy_document" "g68" {
  statement {
    sid = "B"
    actions = ["s3:PutObject", "s3:*", "s3:PutObject", "s3:PutObject"]
    resources = []
    principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/zoë"]
    }
  }
}

data "aws_iam_policy_document" "g69" {
  dynamic "statement" {
   for_each = var.v96 ? [1] : []
   content {
    sid = "C"
    effect = "Allow"
    actions = ["kms:Decrypt"]
    resources = ["arn:aws:s3:::home/&{aws:username}/*"]
    principals {
      type = "Service"
      identifiers = ["cognito&{x}"]
    }
    principals {
      type = "*"
      identifiers = ["111122223333", "111122223333", "111122223333"]
    }
    principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:user/zoë", "444455556666", "arn:aws:iam::111122223333:user/zoë", "111122223333"]
    }
    condition {
      test = "NumericLessThan"
      variable = "aws:SourceVpc"
      values = ["vpc-1", "false", "vpc-1"]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:SourceVpc"
      values = ["home/", "<&>"]
    }
    condition {
      test = "Null"
      variable = "aws:SourceVpc"
      values = ["home/", "5", ""]
    }
   }
  }
}

data "aws_iam_policy_document" "g70" {
}

data "aws_iam_policy_document" "g71" {
  statement {
    sid = "A"
    principals {
      type = "*"
      identifiers = ["*"]
    }
    not_principals {
      type = "Federated"
      identifiers = ["*", "cognito&{x}"]
    }
  }
  statement {
    effect = "Deny"
    actions = ["s3:PutObject"]
    resources = ["arn:aws:s3:::home/&{aws:username}/*"]
  }
  source_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "D", NotAction = ["s3:*", "", "S3:List", "iam:Pass*"], Condition = { "NumericLessThan" = { "aws:PrincipalArn" = var.v97 } } }, { Sid = "A", NotAction = var.v98, Resource = "arn:aws:iam::111122223333:role/<x>", Condition = { "ForAnyValue:StringEquals" = { "aws:PrincipalArn" = "", "aws:SecureTransport" = ["true", "vpc-1"] } } }] })]
}

data "aws_iam_policy_document" "g72" {
  statement {
    actions = ["s3:PutObject"]
    principals {
      type = "AWS"
      identifiers = ["*"]
    }
  }
}

data "aws_iam_policy_document" "g73" {
  statement {
    sid = "C"
    actions = []
    resources = [""]
    condition {
      test = "StringEquals"
      variable = "aws:PrincipalArn"
      values = ["true", "home/"]
    }
    condition {
      test = "Bool"
      variable = "aws:PrincipalArn"
      values = ["5", "home/", "home/&{aws:username}/*"]
    }
    condition {
      test = "Null"
      variable = "aws:PrincipalArn"
      values = ["vpc-1"]
    }
  }
}

data "aws_iam_policy_document" "g74" {
  policy_id = ""
  statement {
    sid = "B"
    effect = "Allow"
    principals {
      type = "AWS"
      identifiers = ["ec2.amazonaws.com"]
    }
    not_principals {
      type = "Service"
      identifiers = ["cognito&{x}"]
    }
    not_principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:user/zoë", "444455556666", "111122223333", "cognito&{x}"]
    }
  }
}

data "aws_iam_policy_document" "g75" {
  statement {
    actions = ["ec2:Describe*", "ec2:Describe*", ""]
    not_actions = ["s3:PutObject", "*"]
    principals {
      type = "AWS"
      identifiers = ["444455556666"]
    }
    principals {
      type = "Federated"
      identifiers = ["*", var.v99, "444455556666", "*"]
    }
    principals {
      type = "AWS"
      identifiers = ["444455556666", "arn:aws:iam::111122223333:root", "111122223333"]
    }
  }
  override_policy_documents = [jsonencode({ Statement = [{ Sid = var.v100, NotAction = ["s3:*"], Resource = "*", Condition = { "Bool" = { "aws:PrincipalArn" = [], "aws:TagKeys" = ["home/&{aws:username}/*"] } } }, { Effect = "Deny", Action = "iam:Pass*", Resource = ["*", "arn:aws:s3:::home/&{aws:username}/*", "arn:aws:iam::111122223333:role/<x>", "arn:aws:s3:::data/*"], Principal = { "*" = "arn:aws:iam::111122223333:user/zoë", "Federated" = "cognito&{x}" }, Condition = { "Null" = { "aws:TagKeys" = [var.v101] } } }] }), data.aws_iam_policy_document.g26.minified_json]
}

data "aws_iam_policy_document" "g76" {
  statement {
    effect = "Deny"
    actions = []
    resources = [""]
    condition {
      test = "Bool"
      variable = "aws:TagKeys"
      values = ["home/"]
    }
  }
  statement {
    sid = var.v102
    actions = ["iam:Pass*", "ec2:Describe*", "ec2:Describe*", var.v103]
    resources = ["arn:aws:iam::111122223333:role/<x>"]
  }
  source_policy_documents = [data.aws_iam_policy_document.g25.json]
}

data "aws_iam_policy_document" "g77" {
  dynamic "statement" {
   for_each = var.v104 ? [1] : []
   content {
    sid = "B"
    actions = ["a:é", "ec2:Describe*"]
    principals {
      type = "*"
      identifiers = ["*"]
    }
    not_principals {
      type = "Federated"
      identifiers = ["*"]
    }
   }
  }
  source_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = "iam:Pass*" }, { Sid = "D", Action = "${var.v105}ecrypt", Resource = ["arn:aws:s3:::home/&{aws:username}/*"], NotPrincipal = { "Federated" = [], "*" = ["111122223333"] } }] })]
}

data "aws_iam_policy_document" "g78" {
  statement {
    effect = "Allow"
    resources = []
    principals {
      type = "Federated"
      identifiers = ["cognito&{x}", "lambda.amazonaws.com"]
    }
    principals {
      type = "AWS"
      identifiers = []
    }
  }
  source_policy_documents = [data.aws_iam_policy_document.g19.json]
}

data "aws_iam_policy_document" "g79" {
  policy_id = "two"
  version = "2012-10-17"
  statement {
    actions = ["S3:List", "s3:GetObject"]
    not_actions = ["kms:Decrypt", "s3:GetObject", "S3:List"]
  }
  override_policy_documents = [data.aws_iam_policy_document.g76.json]
}

data "aws_iam_policy_document" "g80" {
  statement {
    sid = var.v106
    effect = "Allow"
    actions = ["s3:GetObject", "S3:List", "iam:Pass*"]
    resources = ["arn:aws:s3:::data", "arn:aws:iam::111122223333:role/<x>"]
    principals {
      type = "AWS"
      identifiers = ["cognito&{x}", "444455556666", "*", "cognito&{x}"]
    }
    not_principals {
      type = "Federated"
      identifiers = ["ec2.amazonaws.com"]
    }
    condition {
      test = "StringLike"
      variable = "aws:SecureTransport"
      values = ["<&>"]
    }
  }
  source_policy_documents = [data.aws_iam_policy_document.g17.minified_json]
}

data "aws_iam_policy_document" "g81" {
  statement {
    sid = "B"
    actions = ["kms:Decrypt", "*", "a:é", "S3:List"]
    resources = ["arn:aws:s3:::home/&{aws:username}/*", "arn:aws:s3:::data/*"]
    principals {
      type = "CanonicalUser"
      identifiers = []
    }
  }
  dynamic "statement" {
   for_each = var.v108 ? [1] : []
   content {
    resources = ["quote\"d", "*"]
    condition {
      test = "Null"
      variable = "aws:SourceVpc"
      values = ["false", var.v107]
    }
    condition {
      test = "Null"
      variable = "aws:SourceVpc"
      values = ["true", "home/&{aws:username}/*"]
    }
   }
  }
  statement {
    sid = "A"
    effect = "Deny"
    actions = ["a:é", var.v109]
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "s3:prefix"
      values = ["home/", ""]
    }
    condition {
      test = "StringLike"
      variable = "aws:SecureTransport"
      values = ["home/&{aws:username}/*"]
    }
    condition {
      test = "StringLike"
      variable = "aws:SecureTransport"
      values = var.v110
    }
  }
  source_policy_documents = [jsonencode({ Statement = [{ Sid = var.v111, Action = ["iam:Pass*", "iam:Pass*"], Condition = { "StringEquals" = { "aws:TagKeys" = ["<&>"] }, "ForAnyValue:StringEquals" = { "aws:SecureTransport" = [] } } }] })]
}

data "aws_iam_policy_document" "g82" {
  policy_id = var.v114
  source_policy_documents = [jsonencode({ Version = "2012-10-17" })]
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Id = "x", Statement = [{ Sid = "B", Effect = "Allow", NotAction = ["S3:List"], Resource = ["arn:aws:s3:::home/&{aws:username}/*", "*", ""] }, { Effect = "Deny", Action = "a:é", Condition = { "StringEquals" = { "s3:prefix" = ["false"] }, "Bool" = { "aws:SecureTransport" = "home/&{aws:username}/*" } } }] }), jsonencode({ Statement = [{ Sid = "A", Effect = "Allow", NotAction = "", Resource = "arn:aws:s3:::data/*", Condition = { "ForAnyValue:StringEquals" = { "aws:TagKeys" = ["home/&{aws:username}/*", "home/"], "s3:prefix" = ["home/&{aws:username}/*", "vpc-1"] } } }] })]
}

data "aws_iam_policy_document" "g83" {
  override_policy_documents = [data.aws_iam_policy_document.g76.minified_json]
}

data "aws_iam_policy_document" "g84" {
  statement {
    effect = "Deny"
    actions = ["ec2:Describe*"]
    principals {
      type = "Service"
      identifiers = ["444455556666"]
    }
  }
  source_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "B", Effect = "Allow", NotAction = ["*", "s3:*"], Resource = "${var.v115}aws:s3:::data" }] })]
}

data "aws_iam_policy_document" "g85" {
  statement {
    sid = "D"
    actions = ["a:é"]
    resources = ["*"]
    principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
    principals {
      type = "Federated"
      identifiers = []
    }
    condition {
      test = "Null"
      variable = "aws:PrincipalArn"
      values = ["5", "home/"]
    }
  }
}

data "aws_iam_policy_document" "g86" {
}

data "aws_iam_policy_document" "g87" {
  policy_id = "one"
  statement {
    sid = "D"
    actions = ["iam:Pass*"]
    not_actions = ["S3:List", "s3:PutObject", "s3:PutObject", "a:é"]
    resources = ["arn:aws:s3:::data/*"]
    principals {
      type = "AWS"
      identifiers = ["111122223333", "arn:aws:iam::111122223333:root", "cognito&{x}"]
    }
    principals {
      type = var.v116
      identifiers = ["cognito&{x}", "*"]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:SecureTransport"
      values = ["5"]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:PrincipalArn"
      values = ["5", "vpc-1", "true"]
    }
    condition {
      test = "Null"
      variable = "s3:prefix"
      values = ["home/&{aws:username}/*", "5"]
    }
  }
  source_policy_documents = [jsonencode({ Statement = [{ Sid = "B", Effect = "Allow", NotAction = ["", "a:é", "s3:*", "s3:PutObject"], Resource = ["arn:aws:s3:::home/&{aws:username}/*", "arn:aws:s3:::data", ""], NotPrincipal = { "*" = [] } }] })]
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Id = "", Statement = [{ Sid = "C", Effect = "Deny", NotAction = "s3:*", Condition = { "StringLike" = { "aws:SourceVpc" = ["vpc-2", "", "5"], "aws:SecureTransport" = ["home/&{aws:username}/*", "vpc-2"] }, "StringEquals" = { "aws:SourceVpc" = "false", "s3:prefix" = "" } } }] }), data.aws_iam_policy_document.g56.json]
}

data "aws_iam_policy_document" "g88" {
  version = "2012-10-17"
  statement {
    sid = "C"
    actions = ["kms:Decrypt", "a:é"]
    resources = ["arn:aws:s3:::data/*", ""]
    principals {
      type = "Federated"
      identifiers = ["*", "${var.v117}1122223333:root", "arn:aws:iam::111122223333:user/zoë", "ec2.amazonaws.com"]
    }
    principals {
      type = "Service"
      identifiers = ["*"]
    }
    not_principals {
      type = "Federated"
      identifiers = ["ec2.amazonaws.com"]
    }
    not_principals {
      type = "CanonicalUser"
      identifiers = ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/zoë", "arn:aws:iam::111122223333:user/zoë"]
    }
  }
  statement {
    actions = ["kms:Decrypt"]
    resources = ["", "arn:aws:s3:::home/&{aws:username}/*", "arn:aws:s3:::data"]
  }
}

data "aws_iam_policy_document" "g89" {
  statement {
    sid = "A"
    actions = var.v118
    resources = ["arn:aws:s3:::data/*", "*"]
    condition {
      test = "Null"
      variable = "aws:SourceVpc"
      values = [""]
    }
    condition {
      test = "Null"
      variable = "aws:SourceVpc"
      values = ["home/", ""]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:TagKeys"
      values = ["5", "<&>", var.v119]
    }
  }
}

data "aws_iam_policy_document" "g90" {
  statement {
    effect = "Allow"
    actions = ["s3:GetObject", "a:é"]
    resources = []
    condition {
      test = "StringEquals"
      variable = "aws:TagKeys"
      values = []
    }
  }
  statement {
    condition {
      test = "StringLike"
      variable = "aws:SourceVpc"
      values = ["false", ""]
    }
  }
  source_policy_documents = [data.aws_iam_policy_document.g46.minified_json]
}

data "aws_iam_policy_document" "g91" {
}

data "aws_iam_policy_document" "g92" {
}

data "aws_iam_policy_document" "g93" {
  statement {
    sid = "B"
    effect = "Allow"
    actions = ["", "s3:GetObject", "*"]
    not_actions = ["ec2:Describe*", "s3:PutObject"]
    principals {
      type = "Federated"
      identifiers = ["444455556666", var.v120]
    }
    principals {
      type = "Federated"
      identifiers = ["arn:aws:iam::111122223333:root", "ec2.amazonaws.com", "111122223333"]
    }
    principals {
      type = "*"
      identifiers = []
    }
  }
  statement {
    effect = "Deny"
    actions = ["S3:List", "s3:*"]
    resources = ["arn:aws:iam::111122223333:role/<x>", "arn:aws:s3:::data/*", "quote\"d", ""]
    condition {
      test = "NumericLessThan"
      variable = "aws:SecureTransport"
      values = []
    }
  }
}

data "aws_iam_policy_document" "g94" {
  statement {
    effect = "Deny"
    principals {
      type = "*"
      identifiers = ["ec2.amazonaws.com"]
    }
    principals {
      type = "AWS"
      identifiers = ["${var.v121}nito&{x}", "ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "g95" {
  source_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:iam::111122223333:role/<x>", Condition = { "Bool" = { "aws:PrincipalArn" = "5" } } }] })]
}

data "aws_iam_policy_document" "g96" {
  statement {
    sid = "B"
    resources = ["arn:aws:s3:::data/*", "", "quote\"d"]
  }
}

data "aws_iam_policy_document" "g97" {
  statement {
    actions = ["s3:*"]
    resources = ["arn:aws:iam::111122223333:role/<x>"]
    principals {
      type = "Service"
      identifiers = var.v122
    }
  }
  statement {
    sid = "B"
    actions = ["s3:PutObject"]
    resources = ["${var.v123}ote\"d", "arn:aws:iam::111122223333:role/<x>", "arn:aws:s3:::data/*"]
    not_resources = ["arn:aws:iam::111122223333:role/<x>", "arn:aws:iam::111122223333:role/<x>"]
  }
  statement {
    actions = ["a:é", "kms:Decrypt", "*", "iam:Pass*"]
    resources = []
  }
}

data "aws_iam_policy_document" "g98" {
  statement {
    sid = "B"
    actions = ["s3:*"]
  }
  statement {
    effect = "Deny"
    principals {
      type = var.v124
      identifiers = ["cognito&{x}", "cognito&{x}"]
    }
    principals {
      type = "Federated"
      identifiers = []
    }
    principals {
      type = "Federated"
      identifiers = ["111122223333", "arn:aws:iam::111122223333:root", "ec2.amazonaws.com", "arn:aws:iam::111122223333:root"]
    }
    condition {
      test = "Null"
      variable = "aws:TagKeys"
      values = []
    }
    condition {
      test = "StringLike"
      variable = "aws:SourceVpc"
      values = var.v125
    }
    condition {
      test = "StringLike"
      variable = "aws:PrincipalArn"
      values = ["true", "home/"]
    }
  }
}

data "aws_iam_policy_document" "g99" {
  override_policy_documents = [data.aws_iam_policy_document.g6.json]
}

data "aws_iam_policy_document" "g100" {
  override_policy_documents = [data.aws_iam_policy_document.g51.minified_json]
}

data "aws_iam_policy_document" "g101" {
  statement {
    sid = "A"
    effect = "Allow"
    actions = []
    resources = []
    condition {
      test = "${var.v126}ingEquals"
      variable = "aws:SourceVpc"
      values = ["true", "home/"]
    }
  }
  source_policy_documents = [data.aws_iam_policy_document.g23.json]
}

data "aws_iam_policy_document" "g102" {
  statement {
    sid = "D"
    actions = ["s3:*"]
  }
  source_policy_documents = [data.aws_iam_policy_document.g45.json]
}

data "aws_iam_policy_document" "g103" {
  statement {
    actions = ["s3:PutObject", "kms:Decrypt", "s3:GetObject", "s3:PutObject"]
    resources = ["arn:aws:s3:::home/&{aws:username}/*"]
    not_resources = ["quote\"d"]
    principals {
      type = "CanonicalUser"
      identifiers = []
    }
    principals {
      type = var.v127
      identifiers = ["lambda.amazonaws.com", "arn:aws:iam::111122223333:user/zoë", "ec2.amazonaws.com", "cognito&{x}"]
    }
  }
  dynamic "statement" {
   for_each = toset(["only"])
   content {
    sid = "C"
    effect = "Deny"
    resources = ["${var.v128}3:::data", "", "arn:aws:s3:::home/&{aws:username}/*", "quote\"d"]
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "s3:prefix"
      values = []
    }
   }
  }
  statement {
    sid = "A"
    effect = "Allow"
    actions = []
    resources = ["arn:aws:s3:::data/*", "arn:aws:s3:::home/&{aws:username}/*"]
    principals {
      type = "Service"
      identifiers = ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/zoë"]
    }
    principals {
      type = "Service"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
    principals {
      type = "Service"
      identifiers = ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:root"]
    }
  }
}

data "aws_iam_policy_document" "g104" {
  policy_id = "two"
  dynamic "statement" {
   for_each = var.v130 ? [1] : []
   content {
    sid = "C"
    effect = "Allow"
    actions = ["kms:Decrypt", "ec2:Describe*"]
    resources = []
    principals {
      type = "AWS"
      identifiers = ["${var.v129}oot", "lambda.amazonaws.com"]
    }
    principals {
      type = "CanonicalUser"
      identifiers = ["lambda.amazonaws.com"]
    }
    principals {
      type = "Federated"
      identifiers = ["lambda.amazonaws.com"]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:SecureTransport"
      values = ["<&>", "true"]
    }
    condition {
      test = "Bool"
      variable = "s3:prefix"
      values = ["vpc-1"]
    }
   }
  }
}

data "aws_iam_policy_document" "g105" {
  statement {
    actions = ["S3:List"]
    principals {
      type = "AWS"
      identifiers = ["444455556666", "arn:aws:iam::111122223333:root"]
    }
    principals {
      type = "AWS"
      identifiers = ["*", "444455556666", "111122223333", "arn:aws:iam::111122223333:root"]
    }
    principals {
      type = "AWS"
      identifiers = ["${var.v131}2.amazonaws.com", "*", "111122223333", "arn:aws:iam::111122223333:user/zoë"]
    }
    condition {
      test = "ForAnyValue:StringEquals"
      variable = "aws:TagKeys"
      values = [var.v132]
    }
  }
}

data "aws_iam_policy_document" "g106" {
  dynamic "statement" {
   for_each = toset(["only"])
   content {
    effect = "Deny"
    actions = ["S3:List", ""]
    resources = ["arn:aws:s3:::data", "*", var.v133, ""]
    condition {
      test = "StringEquals"
      variable = "aws:SourceVpc"
      values = ["vpc-2"]
    }
   }
  }
}

data "aws_iam_policy_document" "g107" {
  policy_id = ""
  statement {
    actions = []
    not_actions = ["*"]
    resources = ["", "arn:aws:s3:::data", "*", ""]
  }
  statement {
    actions = ["iam:Pass*"]
    not_actions = ["iam:Pass*", "kms:Decrypt", "s3:*", ""]
    resources = ["quote\"d", "arn:aws:s3:::home/&{aws:username}/*", "${var.v134}iam::111122223333:role/<x>"]
  }
  source_policy_documents = [jsonencode({ Version = "2012-10-17", Id = "", Statement = [] })]
}

data "aws_iam_policy_document" "g108" {
  statement {
    actions = ["s3:GetObject", "s3:PutObject", "S3:List"]
  }
  source_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "A", Effect = "Deny", NotAction = "*", Condition = { "ForAnyValue:StringEquals" = { "s3:prefix" = ["vpc-2"] } } }] })]
  override_policy_documents = [data.aws_iam_policy_document.g87.minified_json, jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "C", Effect = "Deny", Action = ["*", "a:é", "s3:*"], Principal = "*" }] })]
}

data "aws_iam_policy_document" "g109" {
  version = "${var.v135}2-10-17"
}

data "aws_iam_policy_document" "g110" {
  version = "2012-10-17"
  statement {
    sid = "D"
    effect = "Deny"
    actions = ["S3:List"]
    not_principals {
      type = "CanonicalUser"
      identifiers = ["*", "444455556666", "*", "arn:aws:iam::111122223333:user/zoë"]
    }
    not_principals {
      type = "AWS"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "g111" {
}

data "aws_iam_policy_document" "g112" {
  statement {
    sid = "B"
    condition {
      test = "NumericLessThan"
      variable = "aws:PrincipalArn"
      values = ["<&>"]
    }
  }
}

data "aws_iam_policy_document" "g113" {
  statement {
    sid = "D"
    effect = "Deny"
    resources = ["arn:aws:s3:::data", "arn:aws:iam::111122223333:role/<x>"]
    principals {
      type = "AWS"
      identifiers = [var.v136, "*"]
    }
    principals {
      type = "CanonicalUser"
      identifiers = ["111122223333", "444455556666", "lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "g114" {
  statement {
    sid = "C"
    effect = "Deny"
    actions = []
    resources = [var.v137, var.v138]
    not_resources = ["arn:aws:s3:::data"]
    principals {
      type = "Federated"
      identifiers = ["arn:aws:iam::111122223333:root", "444455556666", "*", "cognito&{x}"]
    }
  }
}

data "aws_iam_policy_document" "g115" {
  dynamic "statement" {
   for_each = toset(["only"])
   content {
    actions = ["*", "kms:Decrypt"]
    condition {
      test = "StringLike"
      variable = "aws:PrincipalArn"
      values = ["<&>"]
    }
    condition {
      test = "NumericLessThan"
      variable = "aws:TagKeys"
      values = var.v139
    }
   }
  }
}

data "aws_iam_policy_document" "g116" {
  version = "2012-10-17"
  statement {
    sid = "D"
    effect = "Deny"
    actions = [""]
    resources = ["*"]
    principals {
      type = "CanonicalUser"
      identifiers = ["444455556666", "ec2.amazonaws.com"]
    }
    principals {
      type = "Federated"
      identifiers = ["lambda.amazonaws.com"]
    }
    principals {
      type = "AWS"
      identifiers = ["arn:aws:iam::111122223333:user/zoë"]
    }
    condition {
      test = "NumericLessThan"
      variable = "aws:TagKeys"
      values = ["5", "home/"]
    }
    condition {
      test = "StringLike"
      variable = "aws:SourceVpc"
      values = ["false"]
    }
    condition {
      test = "Null"
      variable = "aws:PrincipalArn"
      values = ["true"]
    }
  }
  source_policy_documents = [data.aws_iam_policy_document.g33.json]
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Id = "x" })]
}

data "aws_iam_policy_document" "g117" {
  statement {
    sid = "B"
    actions = ["a:é"]
    condition {
      test = "StringLike"
      variable = "aws:SecureTransport"
      values = ["home/&{aws:username}/*"]
    }
    condition {
      test = "StringLike"
      variable = "aws:PrincipalArn"
      values = ["5", ""]
    }
  }
}

data "aws_iam_policy_document" "g118" {
  version = "2012-10-17"
}

data "aws_iam_policy_document" "g119" {
  policy_id = "two"
  statement {
    effect = "Deny"
    actions = ["iam:Pass*"]
    resources = ["quote\"d"]
    principals {
      type = "AWS"
      identifiers = ["111122223333", "lambda.amazonaws.com"]
    }
    condition {
      test = "StringEquals"
      variable = "aws:TagKeys"
      values = ["false"]
    }
  }
}
