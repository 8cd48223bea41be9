# Replace all three with your own before you plan.
name            = "examplecorp"
tenant_id       = "00000000-0000-0000-0000-000000000000"
admin_group_ids = ["00000000-0000-0000-0000-000000000001"]
