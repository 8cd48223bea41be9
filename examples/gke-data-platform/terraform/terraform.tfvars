# Replace all of them with your own before you plan.
project_id     = "example-corp-data"
project_number = "000000000000"
group_domain   = "example.com"
worker_image   = "europe-west4-docker.pkg.dev/example-corp-data/platform/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
