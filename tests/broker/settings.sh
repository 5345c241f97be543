# shellcheck shell=bash
# settings.sh - server.properties of a test node, for `kafka`: it knows dir, nodes, kind, `port` and `listeners`.
# shellcheck disable=SC2154 # set by kafka

# settings NODE: its server.properties.
settings() {
    local n=$1 replicas=1 isr=1 voters='' i name offset protocol address bound='' advertised='' protocols=''
    if [ "$nodes" -gt 1 ]; then replicas=3 isr=2; fi
    for ((i = 1; i <= nodes; i++)); do voters+=${voters:+,}$i@127.0.0.1:$(port "$i" 1); done
    while read -r name offset protocol address; do
        bound+=${bound:+,}$name://127.0.0.1:$(port "$n" "$offset")
        protocols+=${protocols:+,}$name:$protocol
        if [ "$name" != CONTROLLER ]; then advertised+=${advertised:+,}$name://$address; fi
    done < <(listeners "$n")
    cat <<END
process.roles=broker,controller
node.id=$n
controller.quorum.voters=$voters
listeners=$bound
advertised.listeners=$advertised
controller.listener.names=CONTROLLER
inter.broker.listener.name=DIRECT
listener.security.protocol.map=$protocols
log.dirs=$dir/node$n/data
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
offsets.topic.num.partitions=3
offsets.topic.replication.factor=$replicas
transaction.state.log.num.partitions=3
transaction.state.log.replication.factor=$replicas
transaction.state.log.min.isr=$isr
share.coordinator.state.topic.num.partitions=3
share.coordinator.state.topic.replication.factor=$replicas
share.coordinator.state.topic.min.isr=$isr
log.cleaner.dedupe.buffer.size=2097152
log.initial.task.delay.ms=500
log.retention.check.interval.ms=1000
log.segment.delete.delay.ms=500
num.network.threads=2
num.io.threads=2
END
    # the defaults, 2 s and 9 s, make every test with a lost broker wait; alone there is nobody to notice
    if [ "$nodes" -gt 1 ]; then
        printf '%s\n' broker.heartbeat.interval.ms=500 broker.session.timeout.ms=3000
    fi
    if [ "$kind" = secure ]; then secure_settings; fi
}
