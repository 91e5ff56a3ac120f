#!/bin/sh
# The door that a container takes: web <service> | worker <service> | clock | catcher | migrate | sample load
set -eu

service() {
  case "$door ${1:-}" in
    "web people" | "web journey" | "web onboarding" | "web stay" | "web exit" | "web alumni" | "web insights" | "web mail" | "web console") ;;
    "worker people" | "worker journey" | "worker onboarding" | "worker stay" | "worker exit" | "worker alumni" | "worker insights" | "worker mail" | "worker console" | "worker clock") ;;
    *)
      echo "weerzien: $door needs a service: people, journey, onboarding, stay, exit, alumni, insights, mail, console (or worker clock)" >&2
      exit 64
      ;;
  esac
}

door="${1:-}"
case "$door" in
  web)
    service "${2:-}"
    exec gunicorn -c infra/gunicorn.conf.py "infra.web:alone('$2')"
    ;;
  worker)
    service "${2:-}"
    exec python -m shared.queue.worker "$2"
    ;;
  clock) exec python -m services.clock.main ;;
  catcher) exec python -m services.mail.catcher ;;
  migrate)
    python -m infra.migrate
    exec python -m infra.first
    ;;
  sample)
    shift
    exec python -m infra.sample "$@"
    ;;
  *)
    echo "weerzien: choose a door: web <service>, worker <service>, clock, catcher, migrate, sample load" >&2
    exit 64
    ;;
esac
