#!/usr/bin/env bash
# secure.t.sh - every way to connect that the platforms and Java's clients know, on a real secured node.
# secure
. "$(dirname "$0")/lib.sh"
mkdir -p "$work/app" "$work/home/.config/ktool"
cd "$work/app" || exit 1
umask 077 # or each file with a password is warned of

node=$KT_SECURE_DIR version=$KT_VERSION_KAFKA
library=$("$KT_BIN" --version | sed 's/.*librdkafka \([0-9.]*\).*/\1/')
# librdkafka < 2.6.1 sends the nonce twice, which Kafka >= 4 no longer forgives: there SCRAM needs an older node
scram=$node scram_version=$version
if [[ $version != 3.* ]] && [ "$(printf '%s\n' "$library" 2.6.1 | sort -V | head -n 1)" != 2.6.1 ]; then
    scram=$work/node scram_version=3.9.1
    trap 'kafka stop "$scram"; rm -rf "$work"' EXIT
    kafka secure --version $scram_version "$scram" || bail_out 'no node for SCRAM'
    run "$KT_BIN" -b "$(kafka listener "$node" secure)" -X "ssl.ca.location=$node/tls/ca.pem" -X security.protocol=SASL_SSL \
        -X sasl.mechanism=SCRAM-SHA-256 -X sasl.username=admin -X sasl.password=admin-pw topics list
    is "$status" 1 'SCRAM of an old library at a new broker'
    like "$err" "^hint: .*Kafka 4.*librdkafka $library" 'is explained'
fi

at() { kafka listener "$node" "$1"; }
tls=$node/tls
# kt runs in a folder with an .env, for a user with a file of his own; no -b.
kt() { HOME=$work/home run "$KT_BIN" "$@"; }
user_file() { printf '%s\n' "$@" >"$work/home/.config/ktool/config"; }
dotenv() { printf '%s\n' "$@" >.env; }
# sees TOPIC NAME: the last run went well and printed the topic; nothing of it is secret.
sees() {
    is "$status" 0 "$2: exit 0" || diag "$err"
    like "$out" "$1" "$2: shows the topic"
    unlike "$out$err" 'admin-pw|alice-pw|key-pw' "$2: tells no secret"
}
lists() { # lists NAME ARGS...
    kt topics list "$topic" "${@:2}"
    sees "$topic" "$1"
}

topic=${prefix}t
run "$KT_BIN" -b "$(at direct)" topics create "$topic" -p 1 -r 1
is "$status" 0 'the topic that all are to see' || bail_out "$err"

# --- every command, as TecShop's services connect ---

user_file "ssl.ca.location=$scram/tls/ca.pem"
dotenv "KAFKA_BROKER=$(kafka listener "$scram" secure)" KAFKA_USERNAME=admin KAFKA_PASSWORD=admin-pw
cat >m.yaml <<END
version: 1
prefix: $prefix
defaults: { partitions: 1, replicationFactor: 1, retention: 7d }
topics: { orders: {}, payments: { partitions: 2 } }
END
kt config show
is "$status" 0 'config show' || diag "$err"
is "$err" '' 'nothing to warn of'
like "$out" 'sasl_mechanism +SCRAM-SHA-256 +.*' 'the default mechanism is SCRAM-SHA-256'
like "$out" 'security_protocol +SASL_SSL' 'over TLS'
unlike "$out$err" admin-pw 'and it masks the password'
kt topics plan m.yaml
sees 'payments' 'topics plan'
kt topics init m.yaml
sees '3 partitions|2 topics created' 'topics init'
kt topics plan m.yaml --check
is "$status" 0 'topics plan --check: as declared'
kt topics create "${prefix}one" -p 1 -r 1
sees "${prefix}one" 'topics create'
kt topics alter "${prefix}one" -p 2 -c retention.ms=1d
sees "${prefix}one" 'topics alter'
kt topics describe "${prefix}one"
sees 'retention.ms .*\(1d\)' 'topics describe'
kt topics list "$prefix*"
sees "${prefix}orders" 'topics list'
kt topics export "$prefix*"
sees "${prefix}payments" 'topics export'
kt cluster info
sees '1 +127.0.0.1:[0-9]+ +cellar ' 'cluster info'
kt cluster health -m m.yaml --groups
sees '^healthy' 'cluster health'
kt topics delete "${prefix}one" --execute
sees '1 topic deleted|1 of 1 topic' 'topics delete'
cat >java.conf <<END
security.protocol=SASL_SSL
sasl.mechanism=SCRAM-SHA-256
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="admin" password="admin-pw";
ssl.truststore.type=PEM
ssl.truststore.location=$scram/tls/ca.pem
END
apache topics --bootstrap-server "$(kafka listener "$scram" secure)" --command-config java.conf --list |
    grep "^$prefix" | grep -v "^$topic$" >judged
printf '%s\n' "${prefix}orders" "${prefix}payments" >wanted
same judged wanted "Apache's own tool sees what they left"
kt topics list --env-file= -b "$(kafka listener "$scram" secure)" -F java.conf -o tsv
cut -f 1 "$work/out" | grep "^$prefix" | grep -v "^$topic$" >listed
same listed judged 'and ktool lists the same with the same file of Java properties'
dotenv "KAFKA_BROKER=$(kafka listener "$scram" secure)" KAFKA_USERNAME=admin KAFKA_PASSWORD=admin-pw KAFKA_SASL_MECHANISM=SCRAM-SHA-512
kt topics list "${prefix}orders"
sees "${prefix}orders" SCRAM-SHA-512

# --- -v tells everything but secrets ---

# unsaid MECHANISM PASSWORD: all that the library has to say holds no password, nor what is made of it for the wire.
unsaid() {
    local encoded raw
    raw=$(printf '\0admin\0%s' "$2" | base64)
    encoded=$(printf %s "$2" | base64)
    dotenv "KAFKA_BROKERS=$(kafka listener "$scram" secure)" KAFKA_USERNAME=admin "KAFKA_PASSWORD=$2" "KAFKA_SASL_MECHANISM=$1"
    kt topics list -v -X debug=all -X "ssl.ca.location=$scram/tls/ca.pem"
    ok "$1: much is said" [ "$(wc -l <"$work/err")" -gt 100 ]
    like "$err" "librdkafka: SASL.*$1" "$1: also of the mechanism"
    unlike "$out$err" "$2|${encoded%=*}|${raw%=*}" "$1: nothing of the password"
}
for mechanism in PLAIN SCRAM-SHA-256 SCRAM-SHA-512; do
    unsaid $mechanism admin-pw
    is "$status" 0 "$mechanism: the right password" || diag "$err"
    unsaid $mechanism Wr0ng-pw-42
    is "$status" 1 "$mechanism: a wrong password"
done

# --- the other ways ---

user_file "ssl.ca.location=$tls/ca.pem"
dotenv "KAFKA_BROKERS=$(at secure)" KAFKA_SASL_USERNAME=admin KAFKA_SASL_PASSWORD=admin-pw KAFKA_SASL_MECHANISM=plain
lists PLAIN
dotenv "KAFKA_BROKERS=$(at sasl)" KAFKA_SASL_USERNAME=admin KAFKA_SASL_PASSWORD=admin-pw KAFKA_SASL_MECHANISM=PLAIN KAFKA_SSL_ENABLED=false
lists 'PLAIN without TLS'
for mechanism in SCRAM-SHA-256 SCRAM-SHA-512; do
    dotenv "KAFKA_BROKERS=$(kafka listener "$scram" bare)" KAFKA_SASL_USERNAME=admin KAFKA_SASL_PASSWORD=admin-pw KAFKA_SASL_MECHANISM=$mechanism KAFKA_SSL_ENABLED=false
    kt topics list "${prefix}orders"
    sees "${prefix}orders" "$mechanism without TLS"
done
rm .env
user_file
unsigned=(-X security.protocol=SASL_SSL -X sasl.mechanism=OAUTHBEARER -X enable.sasl.oauthbearer.unsecure.jwt=true)
lists "OAUTHBEARER, the library's own tokens" -b "$(at secure)" -X "ssl.ca.location=$tls/ca.pem" "${unsigned[@]}" -X sasl.oauthbearer.config=principal=admin
lists 'OAUTHBEARER without TLS' -b "$(at bare)" "${unsigned[@]}" -X security.protocol=SASL_PLAINTEXT -X sasl.oauthbearer.config=principal=admin
lists 'TLS, nobody in particular' -b "$(at tls)" -X security.protocol=SSL -X "ssl.ca.location=$tls/ca.pem"

certificate=(-b "$(at mtls)" -X security.protocol=SSL -X "ssl.ca.location=$tls/ca.pem" -X "ssl.certificate.location=$tls/client.pem")
kt topics describe "$topic" "${certificate[@]}" -X "ssl.key.location=$tls/client.key"
is "$status" 1 'a client certificate is somebody without rights'
like "$err" "you have no right Describe on topic '$topic'" 'and hears so'
apache acls --bootstrap-server "$(at direct)" --add --allow-principal User:CN=client --operation DescribeConfigs --operation Describe --topic "$topic" >/dev/null
visible() {
    kt topics list "${certificate[@]}" -X "ssl.key.location=$tls/client.key"
    grep -q "^$topic " "$work/out"
}
ok 'with the right for CN=client it is seen' wait_for 20 visible
is "$(grep -c "^$prefix" "$work/out")" 1 'it and no other'
printf '%s\n' ssl.key.password=key-pw >key.conf
lists 'client certificate, key with a password' "${certificate[@]}" -X "ssl.key.location=$tls/client-enc.key" -F key.conf

# --- Java's properties files, exactly as Apache's tools take them ---

# Java 17 reads no PBES2, which is what openssl writes unless it is told otherwise
openssl pkcs8 -topk8 -in "$tls/client.key" -v1 PBE-SHA1-3DES -passout pass:key-pw | cat - "$tls/client.pem" >client-store.pem
cat >mtls.conf <<END
security.protocol=SSL
ssl.truststore.type=PEM
ssl.truststore.location=$tls/ca.pem
ssl.keystore.type=PEM
ssl.keystore.location=$work/app/client-store.pem
ssl.key.password=key-pw
END
apache topics --bootstrap-server "$(at mtls)" --command-config mtls.conf --list | grep "^$prefix" >judged
is "$(cat judged)" "$topic" "Apache's tool reads the PEM stores"
kt topics list -b "$(at mtls)" -F mtls.conf -o tsv
is "$(cut -f 1 "$work/out" | grep "^$prefix")" "$topic" 'and ktool the same file'

printf '%s\n' security.protocol=SSL "ssl.truststore.location=$tls/ca.pem" >pem.conf
lists 'a PEM trust store by its name alone' -b "$(at tls)" -F pem.conf

# What Confluent's console gives for download, and all that Java's configuration classes have beside.
cat >cloud.conf <<END
# Required connection configs for Kafka producer, consumer, and admin
bootstrap.servers=$(at secure)
security.protocol=SASL_SSL
sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username='admin' password='admin-pw';
sasl.mechanism=PLAIN
# Required for correctness in Apache Kafka clients prior to 2.6
client.dns.lookup=use_all_dns_ips
session.timeout.ms=45000
acks=all
schema.registry.url=https://registry.invalid
basic.auth.credentials.source=USER_INFO
basic.auth.user.info=key:s3cret
ssl.truststore.location=$tls/ca.pem
retry.backoff.max.ms=1000
metadata.recovery.strategy=rebootstrap
sasl.login.refresh.window.factor=0.8
compression.zstd.level=3
END
lists "a vendor's file" -F cloud.conf
is "$err" '' 'without a word'
kt topics list "$topic" -F cloud.conf -v
unlike "$out$err" s3cret 'nor a secret with -v'
like "$err" "cloud.conf:[0-9]*: note: 'schema.registry.url' is for Java alone" 'which tells what is left out'

# --- Java key stores: the error names the command that converts, and the command works ---

# shellcheck disable=SC2016 # the backquotes are those of the text
advice() { sed -n 's/.*`\(keytool [^`]*\)`.*/\1/p' "$work/err"; }
store=(-storepass store-pw -noprompt)
keytool -importcert "${store[@]}" -alias ca -file "$tls/ca.pem" -keystore trust.jks -storetype JKS 2>/dev/null
printf '%s\n' security.protocol=SSL ssl.truststore.location=trust.jks ssl.truststore.password=store-pw >jks.conf
kt topics list -b "$(at tls)" -F jks.conf
is "$status" 1 'a JKS trust store is refused'
like "$err" 'ssl.truststore.location.*Java trust store' 'and named'
hint=$(advice)
like "$hint" 'FILE' 'with the line that converts it'
eval "${hint/FILE/trust.jks}" <<<store-pw 2>/dev/null
lists 'the converted trust store' -b "$(at tls)" -X security.protocol=SSL -X ssl.ca.location=ca.pem

openssl pkcs12 -export -inkey "$tls/client.key" -in "$tls/client.pem" -name client -passout pass:store-pw -out client.p12
keytool -importkeystore -srckeystore client.p12 -srcstoretype PKCS12 -srcstorepass store-pw \
    -destkeystore client.jks -deststoretype JKS -deststorepass store-pw -noprompt 2>/dev/null
printf '%s\n' security.protocol=SSL "ssl.ca.location=$tls/ca.pem" ssl.keystore.location=client.jks ssl.keystore.password=store-pw >jks.conf
kt topics list -b "$(at mtls)" -F jks.conf
is "$status" 1 'a JKS key store is refused'
like "$err" 'ssl.keystore.location.*Java key store' 'and named'
hint=$(advice)
eval "${hint/FILE/client.jks}" <<<$'store-pw\nstore-pw\nstore-pw' >/dev/null 2>&1
sed -i 's/client.jks/key.p12/' jks.conf
printf 'leak:libcrypto\n' >leaks # librdkafka 2.0.2 leaks what it reads of PKCS#12, 2.15.1 does not
LSAN_OPTIONS=suppressions=leaks lists 'the converted key store' -b "$(at mtls)" -F jks.conf
done_testing
