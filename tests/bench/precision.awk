# SPDX-License-Identifier: Apache-2.0
# The tables of tests/bench/precision, from two reports of `stet check --format csv`: the
# first has the label, the group and the number of words of each text, the second what was
# found. Any POSIX awk.
#
# Of a rule: hits a million words of AI and of human text; the lift, that is the one rate
# over the other with half a hit added to both; and the share of texts that have it. Of the
# set: the area under the curve of weighed findings a thousand words, which is how often a
# text of AI has more of them than one of a human (equal ones count half).

BEGIN {
    n_weights = split(weights, weight_sets, ":")
}

# One CSV record may take several lines: until its quotes are closed.
{
    record = held == "" ? $0 : held "\n" $0
    if (gsub(/"/, "\"", record) % 2) {
        held = record
        next
    }
    held = ""
}

FNR == 1 {
    report++
    read_header(record)
    next
}

{
    read_fields(record)
    key = field[column["source"]] SUBSEP field[column["record"]]
    rule = field[column["rule"]]
    level = field[column["level"]]
}

report == 1 && rule == "words" {
    words[key] = field[column["message"]] + 0
}

report == 1 && rule == "known" {
    if (field[column["field"]] == "label")
        is_ai[key] = field[column["match"]] == ai
    else
        group[key] = field[column["match"]]
}

report == 2 && key in words {
    side = is_ai[key] ? "ai" : "human"
    hits[rule, side]++
    if (!((rule, key) in seen)) {
        seen[rule, key] = 1
        texts_with[rule, side]++
    }
    level_of[rule] = level
    found[key, level]++
    all_found[side, level]++
    if (level == "error" && found[key, level] == 1)
        texts_with_error[side]++
}

END {
    for (key in words) {
        side = is_ai[key] ? "ai" : "human"
        n_texts[side]++
        n_words[side] += words[key]
        if (is_ai[key] && key in group)
            groups[group[key]]++
    }
    if (!n_texts["ai"] || !n_texts["human"]) {
        print "precision: there must be texts of both sides" > "/dev/stderr"
        exit 2
    }
    print_rules()
    print_totals()
    print_areas()
}

function read_header(line,    i, n, names) {
    n = split(line, names, ",")
    for (i = 1; i <= n; i++)
        column[names[i]] = i
}

# Splits a CSV record into field[1..].
function read_fields(line,    n, at) {
    split("", field)
    for (n = 1; line != "" || n == 1; n++) {
        if (substr(line, 1, 1) == "\"") {
            line = substr(line, 2)
            field[n] = ""
            while ((at = index(line, "\"")) > 0) {
                field[n] = field[n] substr(line, 1, at - 1)
                line = substr(line, at + 1)
                if (substr(line, 1, 1) != "\"")
                    break
                field[n] = field[n] "\""
                line = substr(line, 2)
            }
            line = substr(line, 2)
        } else {
            at = index(line, ",")
            field[n] = at ? substr(line, 1, at - 1) : line
            line = at ? substr(line, at + 1) : ""
        }
    }
}

function per_million(n, side) {
    return n_words[side] ? n * 1e6 / n_words[side] : 0
}

function lift_of(rule) {
    return (hits[rule, "ai"] + 0.5) / n_words["ai"] * \
        n_words["human"] / (hits[rule, "human"] + 0.5)
}

function print_rules(    rule, sorter) {
    sorter = "sort -k3,3nr -k1,1"
    printf "%-26s %-10s %9s %9s %7s %8s %8s\n", "rule", "level", "AI/M", "human/M",
        "lift", "AI txt%", "hum txt%"
    for (rule in level_of)
        printf "%-26s %-10s %9.1f %9.1f %7.1f %8.1f %8.1f%s\n", rule, level_of[rule],
            per_million(hits[rule, "ai"], "ai"),
            per_million(hits[rule, "human"], "human"), lift_of(rule),
            100 * texts_with[rule, "ai"] / n_texts["ai"],
            100 * texts_with[rule, "human"] / n_texts["human"],
            lift_of(rule) < 1 ? "  <- hits humans more" : "" | sorter
    close(sorter)
}

function print_totals(    side) {
    print ""
    for (side in n_texts)
        print_side(side)
}

function print_side(side,    grave) {
    grave = all_found[side, "error"] + all_found[side, "warning"]
    printf "%s: %d texts of %d words\n", side, n_texts[side], n_words[side]
    printf "    errors and warnings a thousand words: %.2f\n", per_million(grave, side) / 1e3
    printf "    suggestions a thousand words: %.2f\n",
        per_million(all_found[side, "suggestion"], side) / 1e3
    printf "    texts with an error: %d, which is %.2f %%\n", texts_with_error[side],
        100 * texts_with_error[side] / n_texts[side]
}

function print_areas(    i, w, name) {
    print ""
    printf "%-12s %8s", "weights", "all"
    for (name in groups)
        printf " %*s", width(name), name
    print ""
    for (i = 1; i <= n_weights; i++) {
        split(weight_sets[i], w, ",")
        weigh(w)
        printf "%-12s %8.3f", weight_sets[i], area("")
        for (name in groups)
            printf " %*.3f", width(name), area(name)
        print ""
    }
}

function width(name) {
    return length(name) > 8 ? length(name) : 8
}

function weigh(w,    key) {
    for (key in words)
        score[key] = 1000 / (words[key] > 0 ? words[key] : 1) * \
            (w[1] * found[key, "error"] + w[2] * found[key, "warning"] + \
             w[3] * found[key, "suggestion"])
}

# By counting, for each distinct score, how many humans stand below and beside it: the
# scores of humans are sorted once, those of AI looked up by bisection.
function area(name,    key, n, m, low, high, sum) {
    n = 0
    split("", human_scores)
    for (key in words)
        if (!is_ai[key])
            human_scores[++n] = score[key]
    sort_scores(1, n)
    for (key in words) {
        if (!is_ai[key] || (name != "" && group[key] != name))
            continue
        low = count_below(score[key], n, 0)
        high = count_below(score[key], n, 1)
        sum += low + (high - low) / 2
        m++
    }
    return n && m ? sum / (n * m) : 0
}

# How many human scores are below a value; with `equal`, below or equal.
function count_below(value, n, equal,    from, to, middle) {
    from = 1
    to = n + 1
    while (from < to) {
        middle = int((from + to) / 2)
        if (human_scores[middle] < value || (equal && human_scores[middle] == value))
            from = middle + 1
        else
            to = middle
    }
    return from - 1
}

function sort_scores(from, to,    i, k, pivot, swap) {
    if (from >= to)
        return
    pivot = human_scores[int((from + to) / 2)]
    i = from
    k = to
    while (i <= k) {
        while (human_scores[i] < pivot)
            i++
        while (human_scores[k] > pivot)
            k--
        if (i <= k) {
            swap = human_scores[i]
            human_scores[i++] = human_scores[k]
            human_scores[k--] = swap
        }
    }
    sort_scores(from, k)
    sort_scores(i, to)
}
