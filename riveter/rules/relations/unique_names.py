"""Types of resources of which no two in one account have the same name."""

from __future__ import annotations

UNIQUE_NAMES = frozenset(
    {
        "aws_cloudtrail",
        "aws_cloudwatch_log_group",
        "aws_cognito_user_pool_domain",
        "aws_db_instance",
        "aws_docdb_cluster",
        "aws_dynamodb_table",
        "aws_ecr_repository",
        "aws_ecs_cluster",
        "aws_eks_cluster",
        "aws_elastic_beanstalk_application",
        "aws_elasticache_cluster",
        "aws_elasticache_replication_group",
        "aws_elasticsearch_domain",
        "aws_elb",
        "aws_glue_catalog_database",
        "aws_iam_group",
        "aws_iam_instance_profile",
        "aws_iam_role",
        "aws_iam_user",
        "aws_kinesis_firehose_delivery_stream",
        "aws_kinesis_stream",
        "aws_lambda_function",
        "aws_lb",
        "aws_neptune_cluster",
        "aws_opensearch_domain",
        "aws_rds_cluster",
        "aws_redshift_cluster",
        "aws_s3_bucket",
        "aws_sfn_state_machine",
        "aws_sns_topic",
        "aws_sqs_queue",
        "azurerm_storage_account",
        "google_storage_bucket",
    }
)
"""Types whose names are unique in a region, if they have one: two resources of one provider configuration cannot share a name."""
