#!/bin/sh
# The API: what each route answers, and what it refuses.
. tests/lib/testlib.sh

cat >news.jsonl <<'END'
{"id":"n1","url":"https://news.example/hotline","title":"The hotline of 1963","body":"The red phone was never a phone. It was a teleprinter.","section":"hotlines","authors":["Ada Example"],"date":"2013-08-30","lang":"en"}
{"id":"n2","url":"https://news.example/channel","title":"A back channel","body":"Two men met in a back channel and spoke of missiles.","date":"2014-01-02","lang":"en"}
{"id":"n3","title":"No address","body":"An article without an address, about a phone.","lang":"en"}
{"id":"n4","title":"Hidden","body":"A draft about a phone.","draft":true,"lang":"en"}
END
exits 0 "an index is made" backfile-indexer -i index news.jsonl
daemon_start index --cors https://site.example || exit 1

# GET PATH: the status in $status, the headers in the file head, the body in
# the file body.
get() { # PATH [CURL OPTION…]
    path=$1
    shift
    status=$(curl -s -o body -D head -w '%{http_code}' --path-as-is "$@" "$URL$path")
}

header() { # NAME
    tr -d '\r' <head | sed -n "s/^$1: //Ip"
}

# The request is refused, as JSON, with this status, code and parameter.
refuses() { # NAME PATH STATUS CODE [PARAMETER]
    get "$2"
    is "$1" "$status $(json '.error.code + " " + (.error.parameter // "")' body)" \
        "$3 $4 ${5:-}"
}

get '/v1/search?q=phone'
is "a search is answered" "$status" 200
is "as JSON" "$(header Content-Type)" "application/json; charset=utf-8"
is "that no browser reads as anything else" "$(header X-Content-Type-Options)" nosniff
is "and asks for anew" "$(header Cache-Control)" no-cache
is "the total is there" "$(json .total body)" 2
is "the query is there" "$(json .query body)" phone
is "hits are there" "$(json '.hits | length' body)" 2
is "a draft is not" "$(json '[.hits[].id] | index("n4")' body)" null
is "the origin of --cors is let in" \
    "$(header Access-Control-Allow-Origin)" https://site.example

get '/v1/search?q=phone&limit=1&offset=1'
is "limit and offset: one hit" "$(json '.hits | length' body)" 1
is "limit and offset: the second" "$(json '.hits[0].rank' body)" 2
get '/v1/search?q=phone&limit=0'
is "limit 0 only counts" "$status $(json '.total, (.hits | length)' body | paste -sd' ')" "200 2 0"
get '/v1/search?q=missiles+teleprinter&mode=all'
is "mode=all" "$status $(json .total body)" "200 0"
get '/v1/search?q=missiles+teleprinter&mode=any'
is "mode=any" "$status $(json .total body)" "200 2"
get '/v1/search?q=channel+back&mode=phrase'
is "mode=phrase" "$status $(json .total body)" "200 0"
get '/v1/search?q=%22back%20channel%22'
is "a phrase, percent-encoded" "$status $(json .total body)" "200 1"
get '/v1/search?q='
is "an empty query finds nothing" "$status $(json .total body)" "200 0"
get '/v1/search?q=phone&lang=de'
is "a language" "$status" 200
get '/v1/search?q=phone&limit=&offset=&mode=&lang='
is "empty values, as a form sends them, are defaults" "$status $(json .total body)" "200 2"
get '/v1/search?q=phone&utm_source=a&utm_source=%zz&limt=x'
is "parameters of others are let be" "$status $(json .total body)" "200 2"
get '/v1/search?%71=phone'
is "a name may be percent-encoded" "$status $(json .total body)" "200 2"
get '/v1/search?q=a%00b'
is "a NUL in a query" "$status $(json '.query | length' body)" "200 3"
get '/v1/search?q=%ff%fe'
is "bytes that are not UTF-8 give JSON" "$status $(json '.query | type' body)" "200 string"

refuses "no query" /v1/search 400 missing_parameter q
refuses "two queries" '/v1/search?q=a&q=b' 400 repeated_parameter q
refuses "broken encoding" '/v1/search?q=%zz' 400 bad_encoding q
refuses "encoding cut short" '/v1/search?q=a%2' 400 bad_encoding q
refuses "a limit that is no number" '/v1/search?q=a&limit=ten' 400 bad_parameter limit
refuses "a negative limit" '/v1/search?q=a&limit=-1' 400 bad_parameter limit
refuses "a limit with a sign" '/v1/search?q=a&limit=%2B1' 400 bad_parameter limit
refuses "a limit that is too high" '/v1/search?q=a&limit=1001' 400 bad_parameter limit
refuses "a number beyond all numbers" \
    '/v1/search?q=a&limit=99999999999999999999999' 400 bad_parameter limit
refuses "two limits" '/v1/search?q=a&limit=1&limit=1' 400 repeated_parameter limit
refuses "an offset that is too far" '/v1/search?q=a&offset=100001' 400 bad_parameter offset
refuses "a fraction" '/v1/search?q=a&offset=1.5' 400 bad_parameter offset
refuses "an unknown mode" '/v1/search?q=a&mode=some' 400 bad_parameter mode
refuses "a language that is no tag" '/v1/search?q=a&lang=1' 400 bad_parameter lang
like "the message names the parameter and the range" \
    "$(curl -s "$URL/v1/search?q=a&limit=0x1" | jq -r .error.message)" "'limit'.* 0 to 1000"
get '/v1/search?q=a&limit=1000&offset=100000'
is "the furthest page is allowed" "$status" 200

get '/v1/article?id=n1'
is "an article" "$status $(json '.id + " " + .title' body)" "200 n1 The hotline of 1963"
like "with its body" "$(json .body body)" teleprinter
refuses "an article that is not there" '/v1/article?id=n9' 404 not_found
refuses "an article that is hidden" '/v1/article?id=n4' 404 not_found
refuses "no id" '/v1/article' 400 missing_parameter id

get /healthz
is "healthz" "$status $(json '.status, .change, .documents' body | paste -sd' ')" "200 ok 1 4"
is "healthz is not kept" "$(header Cache-Control)" no-store

refuses "an unknown path of the API" /v1/nothing 404 not_found
refuses "no tricks with dots" '/v1/../v1/search?q=a' 404 not_found
get /v1/search/
is "a slash too many" "$status" 404

for method in POST PUT DELETE PATCH OPTIONS; do
    get '/v1/search?q=phone' -X $method
    is "$method is refused" "$status $(header Allow) $(json .error.code body)" \
        "405 GET, HEAD method_not_allowed"
done
get '/v1/search?q=phone' -X POST -d q=phone
is "POST with a body is refused" "$status" 405
get '/v1/search?q=phone' -X GET -d q=phone
is "a body is refused" "$status $(json .error.code body)" "413 body_not_allowed"

get '/v1/search?q=phone'
length=$(wc -c <body)
get '/v1/search?q=phone' -I
is "HEAD is answered" "$status $(header Content-Type)" "200 application/json; charset=utf-8"
ok "HEAD tells a length" [ "$(header Content-Length)" -gt $((length - 20)) ]

long=$(head -c 33000 /dev/zero | tr '\0' a)
get "/v1/search?q=$long"
is "an address that is too long" "$status $(json .error.code body)" "414 uri_too_long"
long=$(head -c 100000 /dev/zero | tr '\0' a)
get "/v1/search?q=$long"
is "an address that is much too long" "$status" 414
get '/v1/search?q=phone' -H "X-Long: $long"
is "headers that are too long" "$status" 431
long=$(head -c 8192 /dev/zero | tr '\0' a | sed 's/a/%C3%A9/g;' | head -c 24576)
get "/v1/search?q=$long"
is "the longest query, all of it encoded" "$status" 200

get '' --request-target "$URL/v1/search?q=phone"
is "a whole URL as the target" "$status $(json .total body)" "200 2"
get '/v1/search?q=phone' --http1.0
is "HTTP/1.0" "$status" 200
is "connections are kept" \
    "$(curl -s -o /dev/null -o /dev/null -w '%{num_connects} ' "$URL/healthz" "$URL/healthz")" "1 0 "

get /robots.txt
like "robots are told" "$(cat body)" '^Disallow: /\?'
get /favicon.ico
is "an icon" "$status $(header Content-Type)" "200 image/svg+xml; charset=utf-8"

daemon_stop
is "it ends in order" "$code" 0
is "it has not complained" "$(cat daemon.err)" ""
done_testing
