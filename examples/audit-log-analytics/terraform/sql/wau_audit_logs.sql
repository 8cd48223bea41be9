CREATE TABLE IF NOT EXISTS public.wau_audit_logs (
    event_time TIMESTAMP,
    user_name  VARCHAR(256),
    action     VARCHAR(256),
    resource   VARCHAR(2048),
    source_ip  VARCHAR(64),
    outcome    VARCHAR(64),
    customer   VARCHAR(64) NOT NULL
)
DISTKEY (customer)
SORTKEY (event_time)
