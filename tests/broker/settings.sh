# shellcheck shell=bash
# settings.sh - server.properties of a test node, for `kafka`: it knows dir, nodes, acl and `port`.
# shellcheck disable=SC2154 # set by kafka

# settings NODE: its server.properties.
settings() {
    local n=$1 replicas=1 isr=1 voters='' i direct wire sasl=''
    if [ "$nodes" -gt 1 ]; then replicas=3 isr=2; fi
    for ((i = 1; i <= nodes; i++)); do voters+=${voters:+,}$i@127.0.0.1:$(port "$i" 1); done
    direct=DIRECT://127.0.0.1:$(port "$n" 0)
    wire=WIRE://127.0.0.1
    if [ "$acl" = 1 ]; then
        sasl=,SASL://127.0.0.1:$(port "$n" 4)
        acl_settings
    fi
    cat <<END
process.roles=broker,controller
node.id=$n
controller.quorum.voters=$voters
listeners=$direct,$wire:$(port "$n" 2)$sasl,CONTROLLER://127.0.0.1:$(port "$n" 1)
advertised.listeners=$direct,$wire:$(port "$n" 3)$sasl
controller.listener.names=CONTROLLER
inter.broker.listener.name=DIRECT
listener.security.protocol.map=DIRECT:PLAINTEXT,WIRE:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:SASL_PLAINTEXT
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
}

# Brokers and controllers speak plain among themselves and are nobody in particular, hence ANONYMOUS.
acl_settings() {
    cat <<'END'
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS;User:admin
allow.everyone.if.no.acl.found=false
sasl.enabled.mechanisms=PLAIN
listener.name.sasl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
    user_admin="admin-pw" user_alice="alice-pw";
END
}
