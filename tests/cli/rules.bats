#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# The examples beside rules: of every set that ships, of the samples, and of the sets that
# only exist to hold each check type to its meaning.

load common

@test "every rule that ships has examples, and they are as they should be" {
    run "$STET" test --shipped --strict
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "every rule that ships says why it is there, on what evidence, and shows what it finds and what not" {
    local set rules rule said part n=0
    for set in $("$STET" rules --shipped); do
        rules=$("$STET" rules -q "$set")
        for rule in $(awk -v set="$set" '$4 == set { print $1 }' <<<"$rules"); do
            n=$((n + 1))
            said=$("$STET" explain -q -c "$set" "$rule")
            grep -qE '^Why$|^  message: ' <<<"$said" || { echo "$set $rule: no why" && return 1; }
            for part in Evidence Bad Good; do
                grep -qx "$part" <<<"$said" || { echo "$set $rule: no $part" && return 1; }
            done
        done
    done
    [ "$n" -gt 180 ]
}

# A set that is named behind another one would silently take its rule's place.
@test "sets for prose that are used together have no rule of one name" {
    local set names
    for set in ai-leftovers ai-phrases ai-density ai-rhythm fiction grammar markdown plain-english \
        redundancy cliches hedges inclusive typography consistency privacy; do
        names=$("$STET" rules -q "stet:$set" | awk -v set="stet:$set" '$4 == set { print $1 }')
        [ -n "$names" ]
        echo "$names"
    done | sort | uniq -d >twice
    cat twice
    [ ! -s twice ]
}

@test "the rule set of the samples is as its examples say" {
    run "$STET" test --strict "$STET_SOURCE/tests/samples/stet.yaml"
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "each check type finds what it should and no more" {
    for set in "$STET_SOURCE"/tests/rules/*.yaml; do
        run "$STET" test --strict "$set"
        echo "$output"
        [ "$status" -eq 0 ]
    done
}

# libyaml takes a question mark inside a plain scalar of a flow mapping; other parsers,
# such as those of editors, take it for the sign of a key.
@test "no text in braces holds a question mark without quotes" {
    run grep -nE "\{[^\"'}]*[a-z]+: [^\"'}{,]*\?" "$STET_SOURCE"/rules/*.yaml \
        "$STET_SOURCE"/tests/rules/*.yaml "$STET_SOURCE"/tests/samples/*.yaml
    echo "$output"
    [ "$status" -eq 1 ]
}
