resource "aws_elastic_beanstalk_environment" "pass_on" {
  name        = "e"
  application = "a"
  setting {
    namespace = "aws:elasticbeanstalk:healthreporting:system"
    name      = "SystemType"
    value     = "enhanced"
  }
}
resource "aws_elastic_beanstalk_environment" "pass_two" {
  name = "e"
  setting {
    namespace = "aws:ec2:vpc"
    name      = "VPCId"
    value     = "v"
  }
  setting {
    namespace = "aws:elasticbeanstalk:healthreporting:system"
    name      = "SystemType"
    value     = "enhanced"
  }
}
resource "aws_elastic_beanstalk_environment" "fail_absent" {
  name        = "e"
  application = "a"
}
resource "aws_elastic_beanstalk_environment" "fail_basic" {
  name = "e"
  setting {
    namespace = "aws:elasticbeanstalk:healthreporting:system"
    name      = "SystemType"
    value     = "basic"
  }
}
resource "aws_elastic_beanstalk_environment" "fail_other" {
  name = "e"
  setting {
    namespace = "aws:ec2:vpc"
    name      = "VPCId"
    value     = "v"
  }
}
