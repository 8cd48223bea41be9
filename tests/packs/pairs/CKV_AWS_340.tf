resource "aws_elastic_beanstalk_environment" "pass_on" {
  name = "e"
  setting {
    namespace = "aws:elasticbeanstalk:managedactions"
    name      = "ManagedActionsEnabled"
    value     = "True"
  }
}
resource "aws_elastic_beanstalk_environment" "pass_low" {
  name = "e"
  setting {
    namespace = "aws:elasticbeanstalk:managedactions"
    name      = "ManagedActionsEnabled"
    value     = "true"
  }
}
resource "aws_elastic_beanstalk_environment" "pass_bool" {
  name = "e"
  setting {
    namespace = "aws:elasticbeanstalk:managedactions"
    name      = "ManagedActionsEnabled"
    value     = true
  }
}
resource "aws_elastic_beanstalk_environment" "fail_absent" { name = "e" }
resource "aws_elastic_beanstalk_environment" "fail_off" {
  name = "e"
  setting {
    namespace = "aws:elasticbeanstalk:managedactions"
    name      = "ManagedActionsEnabled"
    value     = "false"
  }
}
