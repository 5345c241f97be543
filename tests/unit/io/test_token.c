/* test_token.c - bearer tokens as people, cloud tools and token endpoints write them. The JWTs were
 * made with Python's base64, not by ktool. */
#include "io_fixture.h"
#include "ktool/token.h"

/* 2026-01-15T00:00:00Z */
#define NOW INT64_C(1768435200000)
enum { MINUTE_MS = 60000 };

/* {"alg":"none"} . {"sub":"alice","iat":1768435200,"exp":1768438800} */
#define HEADER "eyJhbGciOiJub25lIn0"
#define ALICE  HEADER ".eyJzdWIiOiJhbGljZSIsImlhdCI6MTc2ODQzNTIwMCwiZXhwIjoxNzY4NDM4ODAwfQ."

static void is_token(const char *text, const char *value, const char *principal, int64_t expires_ms)
{
    KT_AUTO(kt_token) token = {0};
    KT_AUTO(kt_errs) errs = {0};

    if (kt_token_parse(&token, text, "it", NOW, &errs) != KT_OK)
        fail_msg("%s", errs.v[0].text);
    assert_string_equal(token.value, value);
    assert_string_equal(token.principal, principal);
    assert_int_equal(token.expires_ms, expires_ms);
    assert_int_equal(errs.n, 0);
}

static void is_none(const char *text, const char *expected)
{
    KT_AUTO(kt_token) token = {0};
    KT_AUTO(kt_errs) errs = {0};

    assert_int_equal(kt_token_parse(&token, text, "it", NOW, &errs), KT_E_INPUT);
    assert_null(token.value);
    assert_null(token.principal);
    assert_int_equal(errs.n, 1);
    assert_string_equal(errs.v[0].text, expected);
}

static void bare_tokens(void **state)
{
    (void)state;
    is_token("abc", "abc", "", NOW + 15 * MINUTE_MS);
    is_token("\n  abc\r\n\n", "abc", "", NOW + 15 * MINUTE_MS);
    is_token("a.b", "a.b", "", NOW + 15 * MINUTE_MS);
    is_token(ALICE, ALICE, "alice", NOW + 60 * MINUTE_MS);
    is_token(ALICE "c2lnbmF0dXJl\n", ALICE "c2lnbmF0dXJl", "alice", NOW + 60 * MINUTE_MS);
}

/* Not every token with dots in it is a JWT with claims that say something. */
static void claims_that_say_nothing(void **state)
{
    (void)state;
    /* {"exp":"soon","sub":7} */
    is_token("x.eyJleHAiOiJzb29uIiwic3ViIjo3fQ.", "x.eyJleHAiOiJzb29uIiwic3ViIjo3fQ.", "",
             NOW + 15 * MINUTE_MS);
    /* [1] */
    is_token("x.WzFd.y", "x.WzFd.y", "", NOW + 15 * MINUTE_MS);
    is_token("x.!!!.y", "x.!!!.y", "", NOW + 15 * MINUTE_MS);
    is_token("x..y", "x..y", "", NOW + 15 * MINUTE_MS);
    is_token("a.b.c.d.e", "a.b.c.d.e", "", NOW + 15 * MINUTE_MS);
    /* {"sub":"??~~>>"}: with the digits 62 and 63 */
    is_token("x.eyJzdWIiOiI_P35-Pj4ifQ.y", "x.eyJzdWIiOiI_P35-Pj4ifQ.y", "??~~>>",
             NOW + 15 * MINUTE_MS);
}

static void ends_of_many_kinds(void **state)
{
    (void)state;
    /* {"exp":1768435200.5} */
    is_token("x.eyJleHAiOjE3Njg0MzUyMDAuNX0.", "x.eyJleHAiOjE3Njg0MzUyMDAuNX0.", "", NOW + 500);
    /* {"exp":1e300} */
    is_token("x.eyJleHAiOjFlMzAwfQ.", "x.eyJleHAiOjFlMzAwfQ.", "", INT64_C(100000000000000));
    /* {"exp":-1e300} */
    is_none("x.eyJleHAiOi0xZTMwMH0.", "it holds a token that expired at 1970-01-01T00:00:00Z");
    /* {"exp":1768435200} */
    is_none("x.eyJleHAiOjE3Njg0MzUyMDB9.", "it holds a token that expired at 2026-01-15T00:00:00Z");
    /* {"exp":1768435200.001} */
    is_token("x.eyJleHAiOjE3Njg0MzUyMDAuMDAxfQ.", "x.eyJleHAiOjE3Njg0MzUyMDAuMDAxfQ.", "", NOW + 1);
}

static void json_objects(void **state)
{
    (void)state;
    is_token("{\"access_token\":\"abc\",\"token_type\":\"Bearer\",\"expires_in\":120}\n", "abc", "",
             NOW + 2 * MINUTE_MS);
    is_token("  {\"accessToken\":\"abc\",\"expiresOn\":\"2026-01-15 01:00:00.000000\"}", "abc", "",
             NOW + 15 * MINUTE_MS);
    is_token("{\"token\":\"abc\",\"expires_in\":\"60\"}", "abc", "", NOW + MINUTE_MS);
    is_token("{\"token\":\"b\",\"access_token\":\"a\"}", "a", "", NOW + 15 * MINUTE_MS);
    is_token("{\"token\":\"abc\",\"expires_in\":0}", "abc", "", NOW + 15 * MINUTE_MS);
    is_token("{\"token\":\"abc\",\"expires_in\":-5}", "abc", "", NOW + 15 * MINUTE_MS);
    is_token("{\"token\":\"abc\",\"expires_in\":\"nan\"}", "abc", "", NOW + 15 * MINUTE_MS);
    is_token("{\"token\":\"abc\",\"expires_in\":1e300}", "abc", "", NOW + INT64_C(100000000000000));
    /* What the token says of itself counts. */
    is_token("{\"token\":\"" ALICE "\",\"expires_in\":5}", ALICE, "alice", NOW + 60 * MINUTE_MS);
}

static void what_is_no_token(void **state)
{
    (void)state;
    is_none("", "it holds no token: it is empty");
    is_none(" \n\r\n\t", "it holds no token: it is empty");
    is_none("please log in", "it holds no token: a token has no blanks, no control and no foreign "
                             "characters");
    is_none("abc\ndef", "it holds no token: a token has no blanks, no control and no foreign "
                        "characters");
    is_none("abc\x7F", "it holds no token: a token has no blanks, no control and no foreign "
                       "characters");
    is_none("\xC3\xA9", "it holds no token: a token has no blanks, no control and no foreign "
                        "characters");
    is_none("{\"access_token\":", "it holds no token: it begins with '{' but is no JSON");
    is_none("{\"token\":\"a\"} x", "it holds no token: it begins with '{' but is no JSON");
    is_none("{\"access_token\":7}", "it holds no token: it is JSON without a text 'access_token', "
                                    "'accessToken' or 'token'");
    is_none("{\"token\":\"\"}", "it holds no token: it is empty");
    is_none("{\"token\":\"a b\"}", "it holds no token: a token has no blanks, no control and no "
                                   "foreign characters");
}

static void refusals_of_endpoints(void **state)
{
    (void)state;
    is_none("{\"error\":\"invalid_client\",\"error_description\":\"s3cret\"}",
            "it holds no token but the error 'invalid_client'");
    is_none("{\"error\":\"the s3cret is wrong\"}",
            "it holds no token: it is JSON without a text 'access_token', 'accessToken' or "
            "'token'");
    is_none("{\"error\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}",
            "it holds no token: it is JSON without a text 'access_token', 'accessToken' or "
            "'token'");
}

static void the_limit_is_exact(void **state)
{
    KT_AUTO_STR text = kt_calloc(KT_TOKEN_BYTES_MAX + 2, 1);

    (void)state;
    memset(text, 'x', KT_TOKEN_BYTES_MAX);
    is_token(text, text, "", NOW + 15 * MINUTE_MS);
    text[KT_TOKEN_BYTES_MAX] = 'x';
    is_none(text, "it holds no token: it is larger than 64KiB");
}

static void an_expired_one_has_a_hint(void **state)
{
    KT_AUTO(kt_token) token = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    assert_int_equal(
        kt_token_parse(&token, ALICE, "the token file 't'", NOW + 60 * MINUTE_MS, &errs),
        KT_E_INPUT);
    assert_string_equal(errs.v[0].text,
                        "the token file 't' holds a token that expired at 2026-01-15T01:00:00Z");
    assert_string_equal(errs.v[0].hint,
                        "get a new one; if it is new, the clock of this machine is wrong");
}

static void cleared_twice_is_fine(void **state)
{
    struct kt_token token = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    assert_int_equal(kt_token_parse(&token, "abc", "it", NOW, &errs), KT_OK);
    kt_token_clear(&token);
    assert_null(token.value);
    assert_null(token.principal);
    kt_token_clear(&token);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bare_tokens),           cmocka_unit_test(claims_that_say_nothing),
        cmocka_unit_test(ends_of_many_kinds),    cmocka_unit_test(json_objects),
        cmocka_unit_test(what_is_no_token),      cmocka_unit_test(refusals_of_endpoints),
        cmocka_unit_test(the_limit_is_exact),    cmocka_unit_test(an_expired_one_has_a_hint),
        cmocka_unit_test(cleared_twice_is_fine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
