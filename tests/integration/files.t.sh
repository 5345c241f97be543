#!/usr/bin/env bash
# files.t.sh - files for TLS that cannot be used: one error that names the file and its property, before any contact.
# secure
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1
umask 077 # or each key is warned of

cp "$KT_SECURE_DIR"/tls/*.pem "$KT_SECURE_DIR"/tls/*.key .
echo junk >junk.pem
printf -- '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' >broken.pem
openssl pkcs12 -export -inkey client.key -in client.pem -name client -passout pass:store-pw -out client.p12
keytool -importkeystore -srckeystore client.p12 -srcstoretype PKCS12 -srcstorepass store-pw \
    -destkeystore store -deststoretype JKS -deststorepass store-pw -noprompt 2>/dev/null
printf 'leak:libcrypto\n' >leaks # librdkafka 2.0.2 leaks what it reads of PKCS#12, 2.15.1 does not
export LSAN_OPTIONS=suppressions=leaks:print_suppressions=0

# refuses ERROR HINT PROPERTY...: exit 1, that error and that hint ('': none) and not a word more.
refuses() {
    local args=() property wanted="ktool: $1"
    [ -z "$2" ] || wanted+=$'\n'"hint: $2"
    for property in "${@:3}"; do args+=(-X "$property"); done
    run "$KT_BIN" -b 127.0.0.1:1 topics list -X security.protocol=SSL "${args[@]}"
    is "$status" 1 "${*:3}: exit 1"
    is "$err" "$wanted" 'and the error'
    is "$out" '' 'and nothing else'
}
certificate=ssl.certificate.location=client.pem
for property in ssl.ca.location ssl.certificate.location ssl.key.location; do
    what=certificate
    [ $property = ssl.key.location ] && what='private key'
    refuses "cannot read 'gone.pem' ($property): No such file or directory" '' $property=gone.pem
    refuses "'junk.pem' ($property) is not a PEM file" '' $property=junk.pem
    refuses "'broken.pem' ($property) holds no $what that can be read" '' $property=broken.pem
done
refuses "cannot read '.' (ssl.certificate.location): Is a directory" '' ssl.certificate.location=.
refuses "the key in 'client-enc.key' (ssl.key.location) has a password" 'give it as ssl.key.password in a file for -F' \
    $certificate ssl.key.location=client-enc.key
refuses "ssl.key.password does not open the key in 'client-enc.key' (ssl.key.location)" '' \
    $certificate ssl.key.location=client-enc.key ssl.key.password=Wr0ng-pw
refuses "the key in 'other-ca.key' (ssl.key.location) does not belong to the client certificate" '' \
    $certificate ssl.key.location=other-ca.key

# Java's stores, whatever the name of the file.
refuses "cannot read 'gone.p12' (ssl.keystore.location): No such file or directory" '' \
    ssl.keystore.location=gone.p12 ssl.keystore.password=store-pw
refuses "ssl.keystore.password does not open 'client.p12' (ssl.keystore.location)" '' \
    ssl.keystore.location=client.p12 ssl.keystore.password=Wr0ng-pw
cp junk.pem junk
refuses "'junk' (ssl.keystore.location) is not a PKCS#12 file" '' ssl.keystore.location=junk ssl.keystore.password=store-pw
refuses "'store' (ssl.keystore.location) is a Java key store" \
    "convert it with \`keytool -importkeystore -srckeystore FILE -destkeystore key.p12 -deststoretype PKCS12\`, then give ssl.keystore.location=key.p12 in its place" \
    ssl.keystore.location=store ssl.keystore.password=store-pw
refuses "'store' (ssl.ca.location) is a Java key store" \
    "export it with \`keytool -list -rfc -keystore FILE > ca.pem\`, then give ssl.ca.location=ca.pem in its place" \
    ssl.ca.location=store
done_testing
