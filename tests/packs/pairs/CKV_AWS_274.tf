resource "aws_iam_role_policy_attachment" "pass_other" {
  role       = "x"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
resource "aws_iam_policy_attachment" "pass_other" {
  policy_arn = aws_iam_policy.x.arn
}
resource "aws_iam_user_policy_attachment" "pass_other" {
  user       = "x"
  policy_arn = "arn:aws:iam::123456789012:policy/AdministratorAccess-boundary"
}
resource "aws_iam_group_policy_attachment" "pass_other" {
  group      = "x"
  policy_arn = "arn:aws:iam::aws:policy/job-function/Billing"
}
resource "aws_iam_role" "pass_other" {
  managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
}
resource "aws_iam_role" "pass_none" {
  assume_role_policy = "{}"
}
resource "aws_ssoadmin_managed_policy_attachment" "pass_other" {
  managed_policy_arn = "arn:aws:iam::aws:policy/AlexaForBusinessDeviceSetup"
}
resource "aws_iam_role_policy_attachment" "fail_admin" {
  role       = "x"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_iam_policy_attachment" "fail_admin" {
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_iam_user_policy_attachment" "fail_admin" {
  user       = "x"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_iam_group_policy_attachment" "fail_admin" {
  group      = "x"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_iam_role" "fail_admin" {
  managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AdministratorAccess"]
}
resource "aws_ssoadmin_managed_policy_attachment" "fail_admin" {
  managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
data "aws_iam_policy" "admin" {
  arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_iam_role_policy_attachment" "fail_data" {
  role       = "x"
  policy_arn = data.aws_iam_policy.admin.arn
}
