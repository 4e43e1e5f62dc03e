#!/bin/bash
# Run once by the PostgreSQL image, on an empty data folder: one role owns the tables, another serves the site.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set owner_password="$OWNER_PASSWORD" --set site_password="$SITE_PASSWORD" <<'SQL'
CREATE ROLE intake_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE intake_site LOGIN PASSWORD :'site_password';
CREATE DATABASE intake OWNER intake_owner;
REVOKE ALL ON DATABASE intake FROM PUBLIC;
GRANT CONNECT ON DATABASE intake TO intake_site;
SQL
