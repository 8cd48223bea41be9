resource "aws_iam_group_policy_attachment" "pass_g" {
  group      = "g"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
resource "aws_iam_group_policy_attachment" "fail_g" {
  group      = "g"
  policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess"
}
resource "aws_iam_policy_attachment" "pass_a" {
  name       = "a"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
resource "aws_iam_policy_attachment" "fail_a" {
  name       = "a"
  policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess"
}
resource "aws_iam_role" "pass_r" {
  name                = "r"
  managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
}
resource "aws_iam_role" "fail_r" {
  name                = "r"
  managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/IAMFullAccess"]
}
resource "aws_iam_role_policy_attachment" "pass_ra" {
  role       = "r"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
resource "aws_iam_role_policy_attachment" "fail_ra" {
  role       = "r"
  policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess"
}
resource "aws_iam_user_policy_attachment" "pass_u" {
  user       = "r"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
resource "aws_iam_user_policy_attachment" "fail_u" {
  user       = "r"
  policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess"
}
resource "aws_ssoadmin_managed_policy_attachment" "pass_s" {
  instance_arn       = "i"
  managed_policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
resource "aws_ssoadmin_managed_policy_attachment" "fail_s" {
  instance_arn       = "i"
  managed_policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess"
}
data "aws_iam_policy" "looser_d" { name = "IAMFullAccess" }
data "aws_iam_policy" "looser_d_arn" { arn = "arn:aws:iam::aws:policy/IAMFullAccess" }
data "aws_iam_policy" "left_d" { name = "ReadOnlyAccess" }
