resource "aws_iam_role_policy_attachment" "fail_foreach" {
  for_each   = toset(["AdministratorAccess"])
  role       = "x"
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}
resource "aws_iam_role_policy_attachment" "fail_byname" {
  role       = "x"
  policy_arn = data.aws_iam_policy.n.arn
}
data "aws_iam_policy" "n" {
  name = "AdministratorAccess"
}
resource "aws_iam_role" "fail_partition" {
  managed_policy_arns = ["arn:${data.aws_partition.current.partition}:iam::aws:policy/AdministratorAccess"]
}
data "aws_partition" "current" {}
resource "aws_iam_role" "fail_govcloud" {
  managed_policy_arns = ["arn:aws-us-gov:iam::aws:policy/AdministratorAccess"]
}
