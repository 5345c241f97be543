#!/usr/bin/env bash
# valgrind.t.sh - no leak and no bad access in whole runs: connect, ask, close. For a build that frees everything
# before it ends and has no sanitizer: tests/integration/run --build build/debug tests/slow/valgrind.t.sh
# secure
. "$(dirname "$0")/../integration/lib.sh"
cd "$work" || exit 1

cat >m.yaml <<END
version: 1
prefix: $prefix
defaults: { partitions: 2, replicationFactor: 1, retention: 7d }
topics: { one: {}, two: {} }
END

# clean STATUS NAME ARGS...: that exit status, and valgrind found nothing.
clean() {
    run valgrind --log-file="$work/valgrind" --leak-check=full --errors-for-leak-kinds=definite,indirect,possible \
        --show-leak-kinds=definite,indirect,possible --error-exitcode=99 "$KT_BIN" "${@:3}"
    is "$status" "$1" "$2" || diag "$err"
    ok "$2: valgrind looked, and found nothing" grep -q 'ERROR SUMMARY: 0 errors' "$work/valgrind" ||
        diag "$(head -n 60 "$work/valgrind")"
}

clean 0 'list' -b "$KT_BROKERS" topics list
clean 0 'init' -b "$KT_BROKERS" topics init m.yaml
clean 0 'plan' -b "$KT_BROKERS" topics plan m.yaml --check
clean 0 'info' -b "$KT_BROKERS" cluster info
clean 0 'health with groups and a manifest' -b "$KT_BROKERS" cluster health --groups -m m.yaml
clean 1 'nobody there' -b 127.0.0.1:1 topics list --timeout 1s
# By PLAIN: librdkafka before 2.6.1 and Kafka from 4.0 on do not agree on SCRAM.
cat >secure.conf <<END
security.protocol=SASL_SSL
sasl.mechanism=PLAIN
sasl.username=admin
sasl.password=admin-pw
ssl.ca.location=$KT_SECURE_DIR/tls/ca.pem
END
sed 's/admin-pw/wrong/' secure.conf >wrong.conf
chmod 600 secure.conf wrong.conf
clean 0 'list over TLS' -b "$(kafka listener "$KT_SECURE_DIR" secure)" -F secure.conf topics list
clean 1 'a wrong password' -b "$(kafka listener "$KT_SECURE_DIR" secure)" -F wrong.conf topics list
done_testing
