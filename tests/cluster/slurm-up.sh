#!/usr/bin/env bash
# A Slurm of one's own on this machine: several virtual nodes of one processor each, every listener on 127.0.0.1, nothing in /etc or /run.
#   tests/cluster/slurm-up.sh DIR [NODES] [PID]
# It needs root, and the packages slurm-wlm and munge. `export SLURM_CONF=DIR/slurm.conf` makes sbatch and the others use it;
# slurm-down.sh DIR ends it. With PID it ends by itself soon after that process.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=$1 nodes=${2:-4} watched=${3:-} host=$(hostname -s)
PATH=$PATH:/usr/sbin:/sbin

# Ports that nobody listens on: one for the controller, one for each node.
base=$((20000 + ($$ % 700) * 16))
taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
for ((port = base; port <= base + nodes; port++)); do
  if taken "$port"; then base=$((base >= 31000 ? 20000 : base + 16)); port=$((base - 1)); fi
done

mkdir -p "$dir"/{state,log,spool,run,munge}
chmod 755 "$dir" "$dir/munge"
(umask 077; head -c 128 /dev/urandom >"$dir/munge/key")
munged --force --key-file="$dir/munge/key" --socket="$dir/munge/socket" --pid-file="$dir/run/munged.pid" \
  --log-file="$dir/log/munged.log" --seed-file="$dir/munge/seed" </dev/null >>"$dir/log/start.log" 2>&1

{
  cat <<CONF
ClusterName=rnnscope
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$base
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
# A job that is queued again waits for its old credential to expire: two minutes, if nothing is said.
AuthInfo=socket=$dir/munge/socket,cred_expire=5
# Without these, daemons listen on every address.
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool/%n
SlurmctldPidFile=$dir/run/slurmctld.pid
SlurmdPidFile=$dir/run/slurmd-%n.pid
SlurmctldLogFile=$dir/log/slurmctld.log
SlurmdLogFile=$dir/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,sched_min_interval=0,bf_interval=1,batch_sched_delay=0
# Nodes with more processors than the machine are fine here.
SlurmdParameters=config_overrides
ReturnToService=2
SlurmdTimeout=30
KillWait=2
MinJobAge=86400
PropagateResourceLimits=NONE
AccountingStorageType=accounting_storage/none
CONF
  for ((node = 1; node <= nodes; node++)); do
    echo "NodeName=n$node NodeHostname=$host NodeAddr=127.0.0.1 Port=$((base + node)) CPUs=1 RealMemory=1000 State=UNKNOWN"
  done
  echo "PartitionName=all Nodes=n[1-$nodes] Default=YES MaxTime=INFINITE State=UP"
} >"$dir/slurm.conf"

if [ -n "$watched" ]; then
  setsid bash -c 'while kill -0 "$1" 2>/dev/null && [ -e "$3" ]; do sleep 1; done; [ ! -e "$3" ] || "$2/slurm-down.sh" "$3"' watch "$watched" "$here" "$dir" </dev/null >/dev/null 2>&1 &
fi

export SLURM_CONF=$dir/slurm.conf
# Daemons keep what they were given open, and whoever waits for this script's output would wait for them.
slurmctld -c </dev/null >>"$dir/log/start.log" 2>&1
for ((node = 1; node <= nodes; node++)); do slurmd -N "n$node" </dev/null >>"$dir/log/start.log" 2>&1; done
for ((i = 0; i < 200; i++)); do
  if [ "$(sinfo -h -N -o %t 2>/dev/null | grep -c '^idle$')" = "$nodes" ]; then exit 0; fi
  sleep 0.1
done
echo "slurm-up.sh: the nodes did not come up within 20 s" >&2
tail -n 20 "$dir"/log/*.log >&2
exit 1
