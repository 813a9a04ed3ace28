#!/usr/bin/env bash
# Ends what slurm-up.sh DIR began, and what ran there: only processes that its own files name, and those that were given its configuration.
#   tests/cluster/slurm-down.sh DIR
set -u
dir=$1

# A process that ended but was not yet taken notice of still has a number.
alive() { case "$(ps -o stat= -p "$1" 2>/dev/null)" in "" | Z*) return 1 ;; esac; }

# Asks all of some processes to end, and after two seconds makes them.
stop() {
  local pid left
  kill "$@" 2>/dev/null
  for _ in $(seq 20); do
    left=0
    for pid; do if alive "$pid"; then left=1; fi; done
    [ $left = 1 ] || return 0
    sleep 0.1
  done
  kill -9 "$@" 2>/dev/null
}

# This script's own ancestors may have been given the configuration too.
ancestors=" "
for ((pid = $$; pid > 1; pid = $(ps -o ppid= -p "$pid"))); do ancestors+="$pid "; done

daemons=$(cat "$dir"/run/slurm*.pid 2>/dev/null)
# Numbers without spaces.
# shellcheck disable=SC2086
[ -z "$daemons" ] || stop $daemons

for file in $(grep -lszxF "SLURM_CONF=$dir/slurm.conf" /proc/[0-9]*/environ 2>/dev/null); do
  pid=${file#/proc/} pid=${pid%/environ}
  case $ancestors in *" $pid "*) ;; *) kill -9 "$pid" 2>/dev/null ;; esac
done
[ ! -s "$dir/run/munged.pid" ] || stop "$(cat "$dir/run/munged.pid")"
exit 0
