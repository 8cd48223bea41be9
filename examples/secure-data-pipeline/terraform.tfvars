# Replace it with your own before you plan.
aws_account_id = "123456789012"
