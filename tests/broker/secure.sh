# shellcheck shell=bash
# secure.sh - what only the secured node has, for `kafka`: listeners, users, certificates. It knows dir, jars, base and `port`.
# Users by PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512: admin (all rights, password admin-pw) and alice (none, alice-pw);
# by OAUTHBEARER whoever an unsigned token names; on MTLS the certificate's subject, CN=client (no rights).
# Files in DIR/tls, each with its key in NAME.key where there is one:
#   ca.pem        signed all below           client.pem      CN=client; client-enc.key is its key with the password key-pw
#   other-ca.pem  signed nothing             broker.pem, expired.pem, misnamed.pem   key, certificate and CA of the listeners
# shellcheck disable=SC2154 # set by kafka

# secure_listeners: NAME OFFSET PROTOCOL ADVERTISED-ADDRESS.
secure_listeners() {
    cat <<END
SASL 4 SASL_PLAINTEXT 127.0.0.1:$(port 1 4)
SECURE 5 SASL_SSL 127.0.0.1:$(port 1 5)
MTLS 6 SSL 127.0.0.1:$(port 1 6)
TLS 7 SSL 127.0.0.1:$(port 1 7)
EXPIRED 8 SSL 127.0.0.1:$(port 1 8)
MISNAMED 9 SSL 127.0.0.1:$(port 1 9)
STRAY 10 PLAINTEXT 127.0.0.1:$(port 1 11)
UNKNOWN 12 PLAINTEXT broker.invalid:9092
BARE 13 SASL_PLAINTEXT 127.0.0.1:$(port 1 13)
END
}

# Brokers, controllers and clients without credentials are nobody in particular, hence ANONYMOUS.
secure_settings() {
    local tls=$dir/tls listener sasl=org.apache.kafka.common.security
    cat <<END
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS;User:admin
allow.everyone.if.no.acl.found=false
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER
listener.name.sasl.sasl.enabled.mechanisms=PLAIN
broker.rack=cellar
ssl.keystore.type=PEM
ssl.keystore.location=$tls/broker.pem
ssl.truststore.type=PEM
ssl.truststore.location=$tls/ca.pem
listener.name.mtls.ssl.client.auth=required
listener.name.expired.ssl.keystore.location=$tls/expired.pem
listener.name.misnamed.ssl.keystore.location=$tls/misnamed.pem
END
    for listener in sasl secure bare; do
        printf 'listener.name.%s.plain.sasl.jaas.config=%s required user_admin="admin-pw" user_alice="alice-pw";\n' \
            $listener $sasl.plain.PlainLoginModule
    done
    for listener in secure bare; do
        printf 'listener.name.%s.scram-sha-%s.sasl.jaas.config=%s required;\n' $listener 256 \
            $sasl.scram.ScramLoginModule $listener 512 $sasl.scram.ScramLoginModule
        printf 'listener.name.%s.oauthbearer.sasl.jaas.config=%s required unsecuredLoginStringClaim_sub="admin";\n' \
            $listener $sasl.oauthbearer.OAuthBearerLoginModule
    done
}

# new_key NAME: for Java the key must be PKCS#8, which genpkey writes. P-256, for RSA takes longer to find.
new_key() {
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"
}

# authority NAME SUBJECT
authority() {
    new_key "$1" &&
        openssl req -x509 -new -key "$1.key" -subj "$2" -days 2 -out "$1.pem"
}

# certificate NAME SUBJECT DAYS EXTENSION: signed by ca. With 0 days it ends in the second it begins.
certificate() {
    new_key "$1" &&
        openssl req -new -key "$1.key" -subj "$2" -out request &&
        openssl x509 -req -in request -CA ca.pem -CAkey ca.key -set_serial "0x$(openssl rand -hex 8)" -days "$3" \
            -extfile <(echo "$4") -out "$1.pem" &&
        rm request
}

# of_server NAME DAYS NAMES: Kafka wants key, certificate and CA in one file.
of_server() {
    certificate "$1" /CN=broker "$2" "subjectAltName=$3" &&
        cat "$1.key" "$1.pem" ca.pem >store &&
        mv store "$1.pem"
}

make_certificates() {
    authority ca '/CN=ktool test CA' &&
        authority other-ca '/CN=another test CA' &&
        of_server broker 2 DNS:localhost,IP:127.0.0.1 &&
        of_server expired 0 DNS:localhost,IP:127.0.0.1 &&
        of_server misnamed 2 DNS:elsewhere.example,IP:192.0.2.1 &&
        certificate client /CN=client 2 extendedKeyUsage=clientAuth &&
        openssl pkcs8 -topk8 -v2 aes-256-cbc -in client.key -passout pass:key-pw -out client-enc.key
}

# certificates: into DIR/tls, quietly.
certificates() {
    command -v openssl >/dev/null || fail "openssl is missing; try 'make deps'"
    rm -rf "$dir/tls"
    mkdir "$dir/tls"
    (umask 077 && cd "$dir/tls" && make_certificates) >"$dir/tls.log" 2>&1 ||
        fail "no certificates: $(tail -n 5 "$dir/tls.log")"
    rm "$dir/tls.log"
}

# fill_secure: an empty data folder that knows the users; SCRAM's are part of the data.
fill_secure() {
    local node=$dir/node1 user mechanism users=()
    for user in admin alice; do
        for mechanism in SCRAM-SHA-256 SCRAM-SHA-512; do
            users+=(--add-scram "$mechanism=[name=$user,password=$user-pw]")
        done
    done
    mkdir -p "$node"
    settings 1 >"$node/server.properties"
    java "@$jars/java.args" kafka.tools.StorageTool format -t "$cluster_id" -c "$node/server.properties" \
        "${users[@]}" >"$node/log" 2>&1 || fail "cannot format its data folder: $(tail -n 5 "$node/log")"
}
