#!/bin/bash
# Runs once, on an empty data volume, as the image's superuser: the same roles and template as scripts/services makes.
set -euo pipefail
owner=$(<"$CANVASS_OWNER_PASSWORD_FILE") app=$(<"$CANVASS_APP_PASSWORD_FILE")
run() { psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" "$@"; }

run --dbname postgres -v owner="$owner" -v app="$app" <<'SQL'
CREATE ROLE canvass_owner LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE canvass_app LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD :'app';
GRANT canvass_app TO canvass_owner;
CREATE DATABASE template_canvass TEMPLATE template0 ENCODING 'UTF8';
SQL
run --dbname template_canvass <<'SQL'
CREATE EXTENSION postgis;
CREATE EXTENSION btree_gist;
ALTER DEFAULT PRIVILEGES FOR ROLE canvass_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO canvass_app;
ALTER DEFAULT PRIVILEGES FOR ROLE canvass_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO canvass_app;
SQL
run --dbname postgres <<'SQL'
ALTER DATABASE template_canvass IS_TEMPLATE true ALLOW_CONNECTIONS false;
CREATE DATABASE canvass OWNER canvass_owner TEMPLATE template_canvass;
SQL
