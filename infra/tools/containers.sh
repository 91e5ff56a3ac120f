#!/bin/sh
# Prove the containers as far as no engine is needed: Compose's own reading of the file, hadolint's of the Dockerfile.
set -eu
cd "$(dirname "$0")/../.."
.venv/bin/docker-compose --env-file infra/compose.env.example -f docker-compose.yml config -q
.venv/bin/hadolint infra/Dockerfile
