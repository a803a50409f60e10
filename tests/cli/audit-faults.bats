# SPDX-License-Identifier: Apache-2.0
# Audits on machines where things go wrong: nothing is lost, and what to do is said.
load common
load batches

# A limit on the size of files does what a full disk does, wherever tests run.
limited() { # KIBIBYTES ARGUMENT...
    (
        ulimit -f "$1"
        shift
        "$STET" audit --quiet --no-time "$@"
    )
}

@test "where a file cannot grow any more it ends with an error, and goes on later" {
    batch_set
    batch 3000 >in.jsonl
    settings=(in.jsonl --group-by editor --sample 2 --split --csv --out out)
    audit "${settings[@]}"
    mv out whole
    n=0
    for size in 1 8 60 200 330 500 1000; do
        rm -rf out
        run limited "$size" "${settings[@]}"
        [ "$status" -eq 0 ] || {
            has_status 2
            holds 'error: '
            n=$((n + 1))
            # Nothing but whole files, and the work that is gone on with.
            run ls -A out
            lacks '.db-new'
            lacks '.stet-'
        }
        audit "${settings[@]}"
        for file in whole/*; do cmp "$file" "out/${file#*/}"; done
        [ "$(find out | wc -l)" -eq "$(find whole | wc -l)" ]
    done
    [ "$n" -ge 4 ]
}

@test "what is said where nobody listens does not go into the database" {
    rule_set
    batch 20000 >in.jsonl
    audit in.jsonl --out whole
    local status=0
    (ulimit -f 600 && exec "$STET" audit --no-time in.jsonl --out out <&- 2>&-) || status=$?
    [ "$status" -eq 2 ]
    [ "$(head -c 15 out/audit.work)" = 'SQLite format 3' ]
    audit in.jsonl --out out
    cmp out/audit.db whole/audit.db
}

@test "a file that is cut short while it is read ends it with a word" {
    rule_set
    seq 60000 | awk '{ print "{\"id\":" $1 ",\"text\":\"As an AI language model I utilise word " $1 " and more of them.\"}" }' >in.jsonl
    # The reader takes a byte, so the writer waits for it somewhere in the file, which is
    # longer than what two workers have at hand.
    {
        status=0
        "$STET" check -j2 in.jsonl --format jsonl 2>err || status=$?
        echo "$status" >status
    } | {
        head -c 1 >first
        : >in.jsonl
        cat >rest
    }
    [ "$(cat status)" -eq 2 ]
    run cat err
    holds 'in.jsonl: error: it was cut short while it was being read'
}

@test "folders and files have the mode that the umask leaves" {
    rule_set
    batch 30 >in.jsonl
    (
        umask 002
        audit in.jsonl --out a/b
    )
    [ "$(stat -c %a a a/b a/b/audit.db a/b/report.html | tr '\n' ' ')" = "775 775 664 664 " ]
    (
        umask 077
        audit in.jsonl --out c
    )
    [ "$(stat -c %a c c/audit.db c/report.html | tr '\n' ' ')" = "700 600 600 " ]
}

@test "a database that is not there, or cannot be made, is named" {
    rule_set
    batch 30 >in.jsonl
    audit in.jsonl --out out
    run "$STET" merge none.db --out x.db
    has_status 2
    holds 'none.db: error: no such file'
    run "$STET" merge out/audit.db --out nowhere/x.db
    has_status 2
    holds 'nowhere/x.db-new: error: cannot be made: No such file or directory'
    run "$STET" merge out --out ''
    has_status 2
    holds 'say where the merged database goes'
    # A folder stands for the database in it, here as in reports.
    "$STET" merge --quiet --no-time out --out x.db
    cmp x.db out/audit.db
    run "$STET" merge out/audit.db --out out
    has_status 2
    holds 'out: error: cannot be replaced'
    [ ! -e out-new ]
    run "$STET" audit in.jsonl --out ''
    has_status 2
    holds 'say where the audit goes'
}

@test "a database that is damaged inside is named, not the one that was to be made of it" {
    rule_set
    batch 3000 >in.jsonl
    audit in.jsonl --out out
    cp out/audit.db a.db
    size=$(stat -c %s a.db)
    head -c 20000 /dev/zero | tr '\0' x | dd of=a.db bs=1000 seek=$((size / 2000)) conv=notrunc status=none
    run "$STET" merge a.db --out b.db
    has_status 2
    holds 'a.db: error: database disk image is malformed'
    [ ! -e b.db ]
    [ ! -e b.db-new ]
    # One that can be read, and holds what it cannot.
    cp out/audit.db a.db
    ask a.db 'INSERT INTO records SELECT id + (9999 << 32), byte, length, name, grp, words, hash, state, errors, warnings, suggestions FROM records LIMIT 1'
    run "$STET" merge a.db --out b.db
    has_status 2
    holds 'a.db: error: this audit database holds records of a part that it does not list'
    [ ! -e b.db ]
    [ ! -e b.db-new ]
}

@test "rows that are missing, moved or empty in a part are told, and whose they are" {
    rule_set
    batch 3000 >in.jsonl
    audit in.jsonl --out p1 --shard 1/2
    audit in.jsonl --out p2 --shard 2/2
    refused() { # MESSAGE SQL
        cp p2/audit.db x.db
        ask x.db "$2"
        run "$STET" merge p1 x.db --out all.db
        has_status 2
        holds "x.db: error: $1"
        holds 'damaged'
        [ ! -e all.db ]
        [ ! -e all.db-new ]
    }
    refused 'this audit database holds another number of records of a part than it says' \
        'DELETE FROM records WHERE id = (SELECT max(id) FROM records WHERE errors = 0)'
    refused 'this audit database holds other findings of a record than it was counted with' \
        'DELETE FROM findings WHERE id = (SELECT min(id) FROM findings)'
    refused 'this audit database holds other findings of a record than it was counted with' \
        'UPDATE findings SET record = record + 1 WHERE id = (SELECT min(id) FROM findings)'
    # As where a page was lost: there is a row, and nothing in it.
    refused 'NOT NULL constraint failed: findings.record' \
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = replace(sql, 'record INTEGER NOT NULL', 'record INTEGER') WHERE name = 'findings';
         PRAGMA writable_schema = RESET;
         UPDATE findings SET record = NULL WHERE id = (SELECT min(id) FROM findings)"
    # Numbers of a file that is somebody else's may be any.
    cp p2/audit.db x.db
    ask x.db 'PRAGMA user_version = -1'
    run "$STET" merge p1 x.db --out all.db
    has_status 2
    holds 'x.db: error: this database has the format -1'
    ask x.db 'PRAGMA application_id = -5'
    run "$STET" merge p1 x.db --out all.db
    has_status 2
    holds 'x.db: error: this is no audit database'
}

@test "work that is damaged, or somebody else's, is said, and can be begun anew" {
    rule_set
    batch 300 >in.jsonl
    audit in.jsonl --out whole
    for cut in 10 99 5000; do
        mkdir "cut$cut"
        head -c "$cut" whole/audit.db >"cut$cut/audit.work"
        run "$STET" audit in.jsonl --out "cut$cut"
        has_status 2
        holds "cut$cut/audit.work: error: "
        holds '--restart'
        audit in.jsonl --out "cut$cut" --restart
        cmp "cut$cut/audit.db" whole/audit.db
    done
    mkdir other
    sqlite3 -batch other/audit.work 'CREATE TABLE t(a)'
    run "$STET" audit in.jsonl --out other
    has_status 2
    holds 'this is no audit database'
    holds '--restart'
}

@test "a dictionary that is not there is said once, and nothing is audited without it" {
    cat >stet.yaml <<'END'
name: sample
language: tlh
rules:
  words: {check: grammar.spelling, level: error}
END
    seq 500 | sed 's/.*/{"text":"nuqneH tera ngan &"}/' >in.jsonl
    run "$STET" audit in.jsonl --out out
    has_status 2
    holds 'there is no dictionary for the language "tlh"'
    [ "$(grep -c dictionary <<<"$output")" -le 2 ]
    [ ! -e out/audit.db ]
}

@test "a rule that failed in a record is asked again about the same words in the next" {
    cat >stet.yaml <<'END'
name: sample
language: tlh
rules:
  words: {check: grammar.spelling, level: error}
END
    printf '{"text":"nuqneH tera ngan"}\n%.0s' 1 2 3 >in.jsonl
    "$STET" filter --quiet --findings <in.jsonl >out.jsonl 2>err || true
    [ "$(jq -r .verdict out.jsonl | tr '\n' ' ')" = "failed failed failed " ]
}

@test "which file was changed under an audit that is under way is said" {
    cat >stet.yaml <<'END'
name: sample
language: tlh
rules:
  words: {check: grammar.spelling, level: error}
END
    for file in a b; do seq 500 | sed 's/.*/{"text":"nuqneH tera ngan &"}/' >$file.jsonl; done
    run "$STET" audit a.jsonl b.jsonl --out out
    has_status 2
    [ -e out/audit.work ]
    head -c 3000 a.jsonl >b.jsonl
    run "$STET" audit a.jsonl b.jsonl --out out
    has_status 2
    holds 'b.jsonl: error: it was changed since the audit in out/audit.work began'
}

@test "a folder, and a database that is being made, belong to one run" {
    rule_set
    batch 300 >in.jsonl
    audit in.jsonl --out whole
    mkdir out
    # What a run holds while it is at work, held by somebody else.
    exec 8<out 9>x.db-new
    flock 8
    flock 9
    run "$STET" audit in.jsonl --out out
    has_status 2
    holds 'out: error: another run is making an audit in this folder'
    run "$STET" merge whole --out x.db
    has_status 2
    holds 'x.db-new: error: another run is writing it'
    exec 8<&- 9>&-
    audit in.jsonl --out out
    cmp out/audit.db whole/audit.db
    "$STET" merge --quiet --no-time whole --out x.db
    cmp x.db whole/audit.db
    [ ! -e x.db-new ]
}

# A folder in which a part was begun and another one gone on with: what the second run
# checks stands on both sides of what the first one did.
@test "what was gathered on both sides of a gap is not taken for one part" {
    batch_set
    batch 1200 >in.jsonl
    audit in.jsonl --out whole
    audit in.jsonl --out p --shard 5/6
    mv p/audit.db p/audit.work
    sqlite3 -batch p/audit.work "CREATE TABLE seen(id INTEGER PRIMARY KEY, seconds INTEGER, nanoseconds INTEGER);
        INSERT INTO seen VALUES(1, $(stat -c %Y in.jsonl), $(date -r in.jsonl +%-N))"
    audit in.jsonl --out p --shard 2/2
    audit in.jsonl --out q --shard 1/3
    audit in.jsonl --out r --shard 2/3
    "$STET" merge --quiet --no-time q r p --out all.db
    cmp all.db whole/audit.db
}

@test "runs that begin in one folder at once leave one whole audit" {
    batch_set
    batch 2000 >in.jsonl
    audit in.jsonl --out whole
    for round in 1 2 3 4 5; do
        for k in 1 2 3; do "$STET" audit --quiet --no-time in.jsonl --out "out$round" 2>"err$k" & done
        wait
        audit in.jsonl --out "out$round"
        cmp "out$round/audit.db" whole/audit.db
        [ "$(find "out$round" -type f | wc -l)" -eq 2 ]
    done
}

@test "too many groups are told with the file that has them" {
    rule_set
    seq 100001 | awk '{ print "{\"id\":" $1 ",\"answer\":\"\"}" }' >many.jsonl
    run -2 "$STET" audit -q many.jsonl --group-by id --out out
    holds "many.jsonl: error: there are more than 100000 groups: “100001” would be one more"
    holds "help: group by what several records share"
}
