resource "aws_imagebuilder_image_recipe" "pass_key" {
  block_device_mapping {
    device_name = "/dev/xvdb"
    ebs {
      encrypted             = true
      kms_key_id            = aws_kms_key.x.arn
      delete_on_termination = true
    }
  }
}
resource "aws_imagebuilder_image_recipe" "stricter_none" {
  name = "x"
}
resource "aws_imagebuilder_image_recipe" "pass_noebs" {
  block_device_mapping {
    device_name  = "/dev/xvdb"
    virtual_name = "ephemeral0"
  }
}
resource "aws_imagebuilder_image_recipe" "fail_absent" {
  block_device_mapping {
    device_name = "/dev/xvdb"
    ebs {
      volume_size = 100
    }
  }
}
resource "aws_imagebuilder_image_recipe" "fail_nokey" {
  block_device_mapping {
    ebs {
      encrypted = true
    }
  }
}
resource "aws_imagebuilder_image_recipe" "fail_second" {
  block_device_mapping {
    device_name = "/dev/xvdb"
    ebs {
      encrypted  = true
      kms_key_id = aws_kms_key.x.arn
    }
  }
  block_device_mapping {
    device_name = "/dev/xvdc"
    ebs {
      encrypted = false
    }
  }
}
